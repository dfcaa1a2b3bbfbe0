"""Document numbers ("1603/KH-UBND") in queries and in texts, and the keys they are found by.

The form of numbers and the abbreviations of types are those of Nghị định 30/2020/NĐ-CP, Phụ lục III.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.annotation import DocumentReference
from domain.document_types import document_types
from domain.text import fold, fold_keeping_length, normalise

__all__ = [
    "NumberQuery",
    "document_keys",
    "find_numbers",
    "named_documents",
    "normal_number",
    "number_tokens",
    "read_number_query",
    "read_number_value",
    "shown_number",
    "type_code",
]

# Folded name → abbreviation, lower case. "văn bản" names no type.
_TYPES = {fold(kind.name): kind.asked for kind in document_types() if kind.asked is not None}
_NAME_OF = {fold(kind.name): kind.name.lower() for kind in document_types() if kind.asked is not None} | {
    "van ban": "văn bản"
}
_CODES = frozenset(_TYPES.values())

# A number with its signs, in folded text: 1603/kh-ubnd, 98/2023/qh15, 05-nq/tu, 215/bc – ubnd, 66.1/2025/nq-cp.
_FULL = re.compile(
    r"(?<![\w/.,])(?<!\w-)(?P<number>\d{1,5}(?:\.\d{1,2})?[a-z]?)"
    r"(?:\s?/\s?(?P<year>(?:19|20)\d{2}))?"
    r"\s?(?:/\s?|(?<=\d)-\s?(?=[a-z]{2,6}/)|(?<=\d{4})(?=[a-z]))"
    r"(?P<signs>[a-z][a-z0-9]{0,11}(?:\s?[-–/]\s?[a-z][a-z0-9&]{0,11}){0,3})"
    r"(?![\w/])"
)
_TYPE_WORDS = "|".join(sorted((re.escape(name).replace(r"\ ", r"\s+") for name in _TYPES), key=len, reverse=True))
_NAMED = re.compile(
    rf"(?<!\w)(?P<type>{_TYPE_WORDS}|van\s+ban|{'|'.join(sorted(_CODES, key=len, reverse=True))})"
    r"\s+(?:so\s*:?\s*)?(?P<number>\d{1,5}[a-z]?)(?:\s?/\s?(?P<year>(?:19|20)\d{2}))?(?![\w/,.-]*[\w/])"
)
_BEFORE_STROKE, _AFTER_STROKE = 20, 60

# The number alone, or with a part of its signs: what a person writes after "văn bản:".
_PARTIAL = re.compile(
    r"(?P<number>\d{1,5}(?:\.\d{1,2})?[a-z]?)(?:/(?P<year>(?:19|20)\d{2}))?(?:[/-](?P<signs>[a-z0-9&/-]*))?\Z"
)


@dataclass(frozen=True, slots=True)
class NumberQuery:
    """A document as a query names it: ``keys`` that a document must carry one of, ``start``/``end`` in the query,
    ``label`` for people. ``full`` when the number has its signs.
    """

    keys: tuple[str, ...]
    label: str
    start: int
    end: int
    full: bool


def type_code(name: str) -> str | None:
    """ "Kế hoạch" → "kh"; the abbreviation itself is taken too; null for anything else."""
    folded = fold(name)
    return _TYPES.get(folded) or (folded if folded in _CODES else None)


def _plain(number: str) -> str:
    return number.lstrip("0") or "0"


def normal_number(number: str) -> str:
    """One writing for a number and its signs: folded, no blanks, no leading zeros: "05-NQ/TU" → "5-nq/tu"."""
    folded = fold(number).replace("–", "-")
    folded = re.sub(r"\s+", "", folded)
    folded = re.sub(r"\A(?:so:?)(?=\d)", "", folded)
    match = re.match(r"(\d+[a-z]?(?:\.\d+)?)(/\d{4})?([a-z].*)\Z", folded)
    if match and match.group(2):  # "73/1999NĐ-CP": the stroke before the signs is missing
        folded = f"{match.group(1)}{match.group(2)}/{match.group(3)}"
    return re.sub(r"\A0+(?=\d)", "", folded).strip(".,;:/-")


def _keys_of(number: str, kind: str | None) -> set[str]:
    """All that a document with this normal number is found by."""
    keys = {number}
    match = _PARTIAL.match(number)
    if match is None:
        return keys
    bare, year, signs = _plain(match.group("number")), match.group("year"), match.group("signs") or ""
    stems = {bare, f"{bare}/{year}"} if year else {bare}
    keys |= stems
    parts = [part for part in re.split(r"[/-]", signs) if part]
    if signs:
        keys |= {signs, f"{bare}/{signs}"}
        # Prefixes by sign: 1603/kh, 1603/kh-ubnd; with the writing of Party papers, 5-nq/tu, both strokes.
        for count in range(1, len(parts) + 1):
            keys |= {f"{stem}/{'-'.join(parts[:count])}" for stem in stems}
    codes = {kind} if kind else set()
    codes |= {part for part in parts if part in _CODES}
    if any(re.fullmatch(r"qh\d*", part) for part in parts) and not codes:
        codes.add("luat")
    return keys | {f"{code} {stem}" for code in codes for stem in stems}


def _around_strokes(text: str) -> Iterator[str]:
    """The stretches of a text where a number may stand: every number with its signs has a stroke."""
    at = text.find("/")
    while at >= 0:
        least = max(0, at - _AFTER_STROKE)
        start = max(least, text.rfind(" ", least, max(0, at - _BEFORE_STROKE)) + 1)
        last = at
        while (following := text.find("/", last + 1, last + _AFTER_STROKE)) >= 0:
            last = following
        most = last + 2 * _AFTER_STROKE
        space = text.find(" ", last + _AFTER_STROKE, most)
        yield text[start : space if space >= 0 else most]
        at = text.find("/", last + 1)


def find_numbers(text: str) -> Iterator[str]:
    """Normal numbers that a text writes with their signs."""
    for stretch in _around_strokes(text):
        folded = fold_keeping_length(normalise(stretch)).replace("–", "-")
        for match in _FULL.finditer(folded):
            yield normal_number(match.group())


def document_keys(references: Iterable[DocumentReference], texts: Iterable[str]) -> list[str]:
    """The keys of all documents that an article names, by its annotation and by its text."""
    keys: set[str] = set()
    for reference in references:
        if reference.number:
            kind = type_code(reference.type) if reference.type else None
            keys |= _keys_of(normal_number(reference.number), kind)
    for text in texts:
        for number in find_numbers(text):
            keys |= _keys_of(number, None)
    return sorted(keys)


# Letters of numbers that their folded form has lost; those of kinds of documents come with the kinds.
_LETTERS = {fold(letters): letters for kind in reversed(document_types()) for letters in kind.letters} | {
    fold(letters): letters
    for letters in ("HĐND", "TTg", "TTr", "TĐKT", "LĐTBXH", "BLĐTBXH", "BGDĐT", "SGDĐT", "HĐTĐ", "BCĐ")
}


def shown_number(normal: str) -> str:
    """A normal number as offices write it: "5-nq/tu" → "05-NQ/TU", "6/qd-ttg" → "06/QĐ-TTg"."""
    number, *rest = re.split(r"([/-])", normal)
    padded = f"0{number}" if len(number) == 1 and number.isdigit() else number
    return padded.upper() + "".join(_LETTERS.get(part, part.upper()) for part in rest)


def named_documents(references: Iterable[DocumentReference], texts: Iterable[str]) -> list[str]:
    """The documents that an article names by number and signs, by its annotation and by its text, each once."""
    numbers = {normal_number(reference.number) for reference in references if reference.number}
    numbers.update(number for text in texts for number in find_numbers(text))
    return sorted({shown_number(number) for number in numbers if "/" in number})


def _query_keys(number: str) -> tuple[str, ...]:
    """The keys that stand for a written number, whichever strokes it uses."""
    normal = normal_number(number)
    match = _PARTIAL.match(normal)
    if match is None or not match.group("signs"):
        return (normal,)
    stem = _plain(match.group("number")) + (f"/{match.group('year')}" if match.group("year") else "")
    parts = [part for part in re.split(r"[/-]", match.group("signs")) if part]
    return tuple(dict.fromkeys([normal, f"{stem}/{'-'.join(parts)}"]))


def read_number_query(text: str) -> list[NumberQuery]:
    """The documents a query names: "1603/KH-UBND", "ke hoach 1603", "KH số 1603". ``text`` is normalised; in order."""
    folded = fold_keeping_length(text).replace("–", "-")
    found: list[NumberQuery] = []
    for match in _FULL.finditer(folded):
        start = _before(folded, match.start())
        label = re.sub(r"\s+", "", text[match.start() : match.end()]).upper().replace("TTG", "TTg")
        found.append(NumberQuery(_query_keys(match.group()), label, start, match.end(), full=True))
    for match in _NAMED.finditer(folded):
        if any(match.start() < other.end and other.start < match.end() for other in found):
            continue
        kind = type_code(re.sub(r"\s+", " ", match.group("type")))
        stem = _plain(match.group("number")) + (f"/{match.group('year')}" if match.group("year") else "")
        keys = (f"{kind} {stem}",) if kind else (stem,)
        label = _label(text[match.start() : match.end()], match)
        found.append(NumberQuery(keys, label, match.start(), match.end(), full=False))
    return sorted(found, key=lambda query: query.start)


def _label(written: str, match: re.Match[str]) -> str:
    """A named number as people are told of it: the type with its accents, an abbreviation in capitals."""
    kind = re.sub(r"\s+", " ", match.group("type"))
    rest = " ".join(written[len(match.group("type")) :].split())
    return f"{_NAME_OF.get(kind, kind.upper())} {rest}"


_LEADING = re.compile(rf"(?<!\w)(?:(?:{_TYPE_WORDS}|van\s+ban)\s+(?:so\s*:?\s*)?|so\s*:?\s*)\Z")


def _before(folded: str, start: int) -> int:
    """Where the reference begins: "kế hoạch số" before the number belongs to it."""
    window = max(0, start - 40)
    match = _LEADING.search(folded, window, start)
    return match.start() if match else start


def read_number_value(value: str) -> tuple[str, ...]:
    """The keys meant by the value of ``văn bản:`` or of a filter: a number, a part of one, its signs, type and
    number.
    """
    named = read_number_query(normalise(value))
    if named:
        return named[0].keys
    keys = _query_keys(value)
    return keys if any(keys) else ()


def number_tokens(keys: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The rows of tokens by which texts show the documents of these keys: "kh 1603" is written 1603/KH."""
    rows: list[tuple[str, ...]] = []
    for key in keys:
        code, _, stem = key.rpartition(" ")
        tokens = tuple(part for part in stem.replace("-", "/").split("/") if part)
        rows.append((*tokens, code) if code else tokens)
    return tuple(row for row in rows if row)
