"""A stretch of a source block: read in one normal form, quoted as the file has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from domain.plan import QuotePlace
from domain.text import Normalised, fold_keeping_length

__all__ = ["Passage"]

_EDGES = " \t\n\r"


@dataclass(frozen=True, eq=False)
class Passage:
    """Characters ``start`` to ``end`` of the normalised text of source block ``block``."""

    block: int
    base: Normalised
    start: int
    end: int

    @classmethod
    def whole(cls, block: int, given: str) -> Passage:
        """The whole text of a block, without white space at its ends."""
        base = Normalised(given)
        return cls(block, base, 0, len(base.text)).part(0, len(base.text))

    @cached_property
    def text(self) -> str:
        """Normalised: what rules look at."""
        return self.base.text[self.start : self.end]

    @cached_property
    def low(self) -> str:
        """Normalised, in lower case; one character for each of ``text``."""
        return "".join(char.lower() if len(char.lower()) == 1 else char for char in self.text)

    @cached_property
    def folded(self) -> str:
        """Lower case without accents, one character for each of ``text``."""
        return fold_keeping_length(self.text)

    def __bool__(self) -> bool:
        return bool(self.text.strip())

    def part(self, start: int, end: int) -> Passage:
        """A stretch of this passage, without white space at its ends."""
        start, end = self.start + max(0, start), self.start + min(end, self.end - self.start)
        text = self.base.text
        while start < end and text[start] in _EDGES:
            start += 1
        while end > start and text[end - 1] in _EDGES:
            end -= 1
        return Passage(self.block, self.base, start, end)

    def lines(self) -> Iterator[Passage]:
        """Its lines that hold something."""
        for match in re.finditer(r"[^\n]+", self.text):
            line = self.part(*match.span())
            if line:
                yield line

    @cached_property
    def quote(self) -> str:
        """As the file has it."""
        return self.base.given[slice(*self.base.given_span(self.start, self.end))]

    @property
    def place(self) -> QuotePlace:
        """Where the quote stands."""
        start, end = self.base.given_span(self.start, self.end)
        return QuotePlace(block=self.block, start=start, end=end)
