"""Numbers of documents: finding "1603/KH-UBND" in all the ways it is written, and writing it the official one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from domain.document_words import BY_LETTERS, OLDER_LETTERS, type_of_letters

__all__ = ["Code", "find_codes"]


class Code(NamedTuple):
    """A number with letters: where it stands, its official form and the type that its letters tell."""

    start: int
    end: int
    number: str | None
    type: str | None
    sure: bool  # the letters alone prove it; otherwise a type word or "số" must stand before it


_GAP = r"[^\S\n]{0,2}"
_NUMBER = (
    r"(?:(?<![\w/])(?<!\w[.,:-])|(?<=\bNQ)|(?<=\bQĐ)|(?<=\bNĐ)|(?<=\bKH)|(?<=\bTT)|(?<=\bCT)|(?<=[Ss]ố:))"
    r"(?P<num>\d{1,6}(?:\.\d{1,3})?[A-Za-zđĐ]?)"
)
_YEAR = rf"(?:(?:{_GAP}/{_GAP}|-(?=\d{{4}}[-/]))(?P<year>(?:19|20)\d\d))"
_MIXED = r"(?:UBTV)?QH[ ]\d{1,2}(?!\d)|TT[gG]|T[tT]g|C[tT][rR]|T[tT][rR]|T[rR]S|QĐi|Q[yY][ĐđD]|NĐCP"
_CAPITALS = r"[A-ZĐƯÔƠĂÂÊ][A-ZĐƯÔƠĂÂÊ&]{0,13}\d{0,4}"
# A letter of a word may not follow, unless a space got lost ("NĐ-CPngày").
_STOP = r"(?![a-zà-ỹđ])|(?=ngày|của|về\b|năm\b|và\b)"
_SEGMENT = rf"(?:(?:{_MIXED}|{_CAPITALS})(?:{_STOP}))"
_JOIN = r"(?:[/–—-]|\.(?=[A-ZĐ]{2}))"
_UPPER = re.compile(
    rf"{_NUMBER}(?:{_YEAR}{_GAP}[/–—-]?{_GAP}|{_GAP}[/–—-]{_GAP}|(?P<loose>[^\S\n]))"
    rf"(?P<code>{_SEGMENT}(?:{_JOIN}{_SEGMENT}|(?P<wide>{_GAP}[/–—-]{_GAP}-?){_SEGMENT}){{0,5}})"
)
_TYPES_LOWER = "nq|qđ|qd|ct|qc|tb|hd|ctr|kh|pa|đa|bc|bb|ttr|cđ|gm|nđ|nd|tt|ttlt|pl|vbhn|kl|qyđ|cv"
_LOWER = re.compile(
    rf"(?i){_NUMBER}(?:{_YEAR})?{_GAP}[/-]{_GAP}"
    rf"(?P<code>(?:{_TYPES_LOWER}){_GAP}[/–-]{_GAP}[a-zđư&]{{2,12}}\d{{0,3}}(?:[/-][a-zđư&]{{2,12}})*|(?:qh|"
    rf"ubtvqh)\d{{1,2}})(?!\w)"
)
_BLANK = re.compile(
    rf"(?i)(?<!\w)số{_GAP}:?[ .…_]{{1,60}}/{_GAP}(?-i:(?P<code>{_SEGMENT}(?:[/-]{_SEGMENT}){{1,4}}))(?!\w)"
)
_SPLIT = re.compile(r"\s*([/–—.-])\s*")
_OFFICIAL = {
    "TTG": "TTg", "TRS": "TrS", "TTH": "TTh", "CTR": "CTr", "TTR": "TTr", "QYĐ": "QyĐ", "QYD": "QyĐ", "QĐI": "QĐi",
    "QD": "QĐ", "ND": "NĐ", "HDND": "HĐND",
    "LDTBXH": "LĐTBXH", "BLDTBXH": "BLĐTBXH", "BGDDT": "BGDĐT",
}  # fmt: skip
_SUPREME = re.compile(r"QH\d{1,2}|UBTVQH\d{0,2}|HĐNN\d{0,2}|CTN|CP|TTG|HĐBT|NĐCP")
_NO_LETTERS = frozenset("QL TL ĐT KP KM KG CM MM ML MG MW KW KV HA GB MB TB VN HCM TP X Y Z".split()) - {"TB"}


def _official(segment: str) -> str:
    upper = segment.upper().replace(" ", "")
    return _OFFICIAL.get(upper, upper)


def _segments(code: str) -> tuple[list[str], str]:
    """The letters apart, and the code as it is officially written."""
    parts = _SPLIT.split(code)
    letters = [_official(part) for part in parts[::2]]
    if letters[0] == "NĐCP":
        letters = ["NĐ", "CP", *letters[1:]]
        parts = ["NĐ", "-", "CP", *parts[1:]]
    joins = ["/" if join == "/" else "-" for join in parts[1::2]]
    written = letters[0] + "".join(join + part for join, part in zip(joins, letters[1:], strict=True))
    return letters, written


def _count(number: str) -> str:
    """The running number: "1.234" is 1234, "66.1" and "05" stay, a letter at its end is small."""
    whole, dot, rest = number.partition(".")
    if dot and len(rest.rstrip("abcdđABCDĐ")) == 3:
        return (whole + rest).lower()
    return number.lower()


def _proves(letters: list[str], year: str | None) -> bool:
    """Whether the letters can be nothing but a document's."""
    if any(_SUPREME.fullmatch(part.upper()) for part in letters):
        return len(letters) > 1 or year is not None
    upper = [part.upper() for part in letters]
    if len(letters) == 1:
        return letters[0] == "AL" and year is not None  # a precedent: 26/2018/AL
    if upper[0] in BY_LETTERS and len(upper[0]) > 1:
        return True
    return upper[0] not in OLDER_LETTERS and type_of_letters(letters) is not None


def _trim(match: re.Match[str]) -> tuple[str, int]:
    """The code without what a spaced dash wrongly tied to it: "12/KH-SYT - TTYT huyện" ends at SYT."""
    code, end = match["code"], match.end()
    for join in re.finditer(r"\s+[/–—-]\s*|[/–—-]\s+", code):
        head = _SPLIT.split(code[: join.start()])[::2]
        if len(head) > 1 or head[0].upper() not in BY_LETTERS:
            return code[: join.start()], match.start("code") + join.start()
    return code, end


def _read(match: re.Match[str]) -> Code | None:
    code, end = _trim(match)
    letters, written = _segments(code)
    year: str | None = match["year"]
    if year is None and match.re is _UPPER and match["loose"] and len(letters) < 2:
        return None
    if len(letters) == 1 and (letters[0] in _NO_LETTERS or len(letters[0]) < 2):
        return None
    parts = [_count(match["num"]), *([year] if year else [])]
    # The Party ties the type to the number by a hyphen: 57-NQ/TW.
    between = match.string[match.end("year" if year else "num") : match.start("code")].strip()
    tie = "-" if between in {"-", "–", "—"} and not year else "/"
    number = "/".join(parts) + tie + written
    loose = match.re is _UPPER and match["loose"] is not None
    kind = type_of_letters(letters, tied=tie == "-")
    return Code(match.start(), end, number, kind, not loose and _proves(letters, year))


def find_codes(text: str) -> Iterator[Code]:
    """Candidates in order; a candidate that is not ``sure`` needs words before it."""
    done = 0
    found: list[Code] = []
    for pattern in (_UPPER, _LOWER):
        for match in pattern.finditer(text):
            code = _read(match)
            if code is not None:
                found.append(code)
    for match in _BLANK.finditer(text):
        letters, _ = _segments(match["code"])
        if type_of_letters(letters) is not None:
            found.append(Code(match.start(), match.end(), None, type_of_letters(letters), True))
    for code in sorted(found, key=lambda c: (c.start, -c.end)):
        if code.start >= done:
            yield code
            done = code.end
