"""What the addresses of a site's articles have in common, as a pattern for its source file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlsplit

__all__ = ["pattern_of"]

_LEAST = 4
_NUMBERED = re.compile(r"^(.*?)([-_.]?)(\d+)(\.\w{2,5})?$")


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


def _generalised(urls: list[str]) -> str | None:
    rows = [urlsplit(url) for url in urls]
    segments = list(zip(*(row.path.split("/")[1:] for row in rows), strict=True))
    said = 0
    written = []
    for column in segments:
        values = set(column)
        if len(values) == 1:
            written.append(_escaped(column[0]))
            said += bool(column[0])
            continue
        pattern, telling = _column(column)
        written.append(pattern)
        said += telling
    query, told = _query([parse_qsl(row.query, keep_blank_values=True) for row in rows])
    return "/" + "/".join(written) + query if said + told else None


def _column(column: tuple[str, ...]) -> tuple[str, bool]:
    if all(value.isdigit() for value in column):
        return r"\d+", True
    found = [_NUMBERED.match(value) for value in column]
    if all(match is not None and match[1] for match in found):
        marks = {(match[2], match[4] or "") for match in found if match}
        if len(marks) == 1:
            mark, ending = marks.pop()
            return rf"[^/?#]+{_escaped(mark)}\d+{_escaped(ending)}", True
    endings = {re.search(r"(?:\.\w{2,5})?$", value).group() for value in column}  # type: ignore[union-attr]
    ending = endings.pop() if len(endings) == 1 else ""
    return rf"[^/?#]+{_escaped(ending)}", False


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
        shown = _escaped(value) if len(values) == 1 else varied
        written.append(f"{_escaped(name)}={shown}")
    return r"\?" + "&".join(written) + "$", True
