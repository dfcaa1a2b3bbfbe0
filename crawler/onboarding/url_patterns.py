"""What the addresses of a site's articles have in common, as a pattern for its source file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlsplit

__all__ = ["pattern_of"]

_LEAST = 4
_NUMBERED = re.compile(r"^(.*?)([-_.]?)(\d+)(\.\w{2,5})?$")
_MARKED = re.compile(r"^(.+-)([0-9A-Za-z]{6,12})(\.\w{2,5})?/?$")


def pattern_of(urls: Sequence[str]) -> str | None:
    """A regular expression that fits all of the addresses and yet says something; None where they have too little
    in common. Each kind of address (segments, ending, query names) needs a few examples.
    """
    kinds: defaultdict[tuple[int, tuple[str, ...], str], list[str]] = defaultdict(list)
    for url in dict.fromkeys(urls):
        parts = urlsplit(url)
        names = tuple(sorted(name for name, _ in parse_qsl(parts.query, keep_blank_values=True)))
        ending = re.search(r"\.\w{2,5}$", parts.path)
        kinds[
            (parts.path.count("/"), names, ending.group() if ending else "/" if parts.path.endswith("/") else "")
        ].append(url)
    patterns = []
    for group in kinds.values():
        if len(group) < _LEAST:
            return None  # an odd one out: a pattern would lose it
        pattern = _generalised(group)
        if pattern is None:
            return None
        patterns.append(pattern)
    return "|".join(patterns) if 0 < len(patterns) <= 3 else None


def _escaped(text: str) -> str:
    """As re.escape, but a hyphen, which means nothing outside brackets, stays readable."""
    return re.escape(text).replace(r"\-", "-")


def _lasting(text: str) -> str:
    """What samples share, as it holds next year: a year, month, day or number of theirs is one of many."""
    if re.fullmatch(r"(?:19|20)\d\d", text):
        return r"\d{4}"
    if text.isdigit():
        return r"\d+"
    pieces = re.split(
        r"((?<!\d)(?:19|20)\d\d(?:[-_.]?\d{1,2}){0,2}(?!\d)|(?<!\d)\d{1,2}[-_.](?:19|20)\d\d(?!\d)|\d+$)", text
    )
    return "".join(_numbers(piece) if at % 2 else _escaped(piece) for at, piece in enumerate(pieces))


def _numbers(text: str) -> str:
    return "".join(r"\d+" if part.isdigit() else _escaped(part) for part in re.split(r"(\d+)", text) if part)


def _generalised(urls: list[str]) -> str | None:
    rows = [urlsplit(url) for url in urls]
    segments = list(zip(*(row.path.split("/")[1:] for row in rows), strict=True))
    said = 0
    written = []
    for column in segments:
        values = set(column)
        if len(values) == 1:
            written.append(_lasting(column[0]))
            said += bool(column[0])
            continue
        pattern, telling = _column(column)
        written.append(pattern)
        said += telling
    query, told = _query([_pairs(row.query) for row in rows])
    pattern = "/" + "/".join(written) + query
    return pattern if said + told and all(re.search(pattern, url) for url in urls) else None


def _column(column: tuple[str, ...]) -> tuple[str, bool]:
    if all(value.isdigit() for value in column):
        return r"\d+", True
    token = _token(column)
    if token is not None:
        return token, True
    found = [_NUMBERED.match(value) for value in column]
    if all(match is not None and match[1] for match in found):
        marks = {(match[2], match[4] or "") for match in found if match}
        if len(marks) == 1:
            mark, ending = marks.pop()
            return rf"[^/?#]+{_escaped(mark)}\d+{_escaped(ending)}", True
    endings = {re.search(r"(?:\.\w{2,5})?$", value).group() for value in column}  # type: ignore[union-attr]
    ending = endings.pop() if len(endings) == 1 else ""
    return rf"[^/?#]+{_escaped(ending)}", False


def _token(column: tuple[str, ...]) -> str | None:
    """Names that end in a mark of letters and digits ("…-3f0a91c", "…-6GNqhH.html"), all of one length."""
    found = [_MARKED.match(value) for value in column]
    marks = [match[2] for match in found if match is not None]
    endings = {match[3] or "" for match in found if match is not None}
    if len(marks) < len(column) or len({len(mark) for mark in marks}) != 1 or len(endings) != 1:
        return None
    mixed = sum(not mark.isdigit() and not (mark.isalpha() and (mark.islower() or mark.istitle())) for mark in marks)
    if 2 * mixed < len(marks):
        return None  # words, or numbers, of one length
    signs = "0-9a-f" if all(re.fullmatch(r"[0-9a-f]+", mark) for mark in marks) else "0-9A-Za-z"
    return rf"[^/?#]+-[{signs}]{{{len(marks[0])}}}{_escaped(endings.pop())}"


def _pairs(query: str) -> list[tuple[str, str]]:
    """Names and values of a query as they are written; a name keeps its "=" where it has one."""
    found = (pair.partition("=") for pair in query.split("&") if pair)
    return [(name + sign, value) for name, sign, value in found]


def _query(rows: list[list[tuple[str, str]]]) -> tuple[str, bool]:
    """The query, in the order that the first address has it; ``True`` where it names the article."""
    if not rows[0]:
        return r"(?:$|\?)", False
    if any([name for name, _ in row] != [name for name, _ in rows[0]] for row in rows):
        return "", False
    written = []
    for at, (name, value) in enumerate(rows[0]):
        values = {row[at][1] for row in rows}
        varied = r"\d+" if all(one.isdigit() for one in values) else r"[^&#]+"
        shown = _lasting(value) if len(values) == 1 else varied
        written.append(f"{_escaped(name)}{shown}")
    return r"\?" + "&".join(written) + "$", True
