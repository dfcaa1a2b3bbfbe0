"""Sentences of a body exactly as they stand there: every one of them is a slice of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

__all__ = ["sentence_at", "sentences", "words_in"]

_LINE: Final = re.compile(r"[^\n]+")
_END: Final = re.compile(r"[.!?…]+[”\"’)\]»]*(?:(?=\s+[\"“‘(«\[]?(?P<next>\S))|\s*$)")
_ABBREVIATION: Final = re.compile(
    r"(?i)(?:^|[\s(])(?:ths|ts|pgs|gs|bs|bscki|bsckii|ckii?|ds|cn|tp|tx|tt|q|p|h|st|tr|đt|sđt|nsnd|nsưt|no|[a-zđ]|\d{1,2})\.$"
)
_LONGEST: Final = 1200
"""Characters; what is longer is a list or a table and no sentence that anybody would quote."""


def sentences(body: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, without white space at its ends."""
    for line in _LINE.finditer(body):
        begin = line.start()
        for match in _END.finditer(line.group()):
            end = line.start() + match.end()
            following = match["next"]
            if following is not None and not (following.isupper() or following.isdigit()):
                continue
            if _ABBREVIATION.search(body[begin : line.start() + match.start() + 1]) and match.group() == ".":
                continue
            yield from _span(body, begin, end)
            begin = end
        yield from _span(body, begin, line.end())


def _span(body: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    text = body[begin:end]
    kept = text.strip()
    if kept and len(kept) <= _LONGEST:
        start = begin + text.index(kept[0])
        yield start, start + len(kept)


def sentence_at(spans: list[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """The sentence that holds a stretch; None where none holds it whole."""
    return next(((a, b) for a, b in spans if a <= start and end <= b), None)


def words_in(text: str) -> int:
    """How many words a reader counts."""
    return len(text.split())
