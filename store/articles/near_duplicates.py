"""Telling a reprint from another article: a sketch of the folded text, small enough to keep with every article.

The sketch holds the smallest hashes of the text's four-word shingles (bottom-k sampling: what two sketches share
estimates what the texts share) and the figures the text gives. Reprints change title, byline and opening and keep the
figures; the reports of two months share their wording and differ in the figures.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from domain.text import fold

__all__ = ["KEYS", "SHARED_KEYS", "Sketch", "sketch"]

SHINGLE = 4
SIZE = 160
KEYS = 16
SHARED_KEYS = 2
"""Reprints are looked for among the texts that share so many of their smallest hashes: one alone may be a stock
phrase. Of texts with half their shingles in common one pair in 4,000 is missed.
"""
FEWEST_SHINGLES = 30
_MOST_FIGURES = 200
_SAME = 0.55
_CONTAINED = 0.8
_FIGURES_SHARED = 0.75
_SMALLEST_PART = 0.35

_SPREAD = 0x9E3779B97F4A7C15
_MASK = (1 << 63) - 1

_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d[\d.,/]*")


@dataclass(frozen=True, slots=True)
class Sketch:
    """``hashes`` ascending; ``size``: how many distinct shingles the text has; ``figures``: the numbers it names."""

    hashes: tuple[int, ...]
    size: int
    figures: frozenset[str]

    @property
    def keys(self) -> tuple[int, ...]:
        """The hashes under which to look for reprints; none for a text too short to tell."""
        return self.hashes[:KEYS] if self.size >= FEWEST_SHINGLES else ()

    def dump(self) -> bytes:
        """As bytes, for the store."""
        return json.dumps([self.size, self.hashes, sorted(self.figures)], separators=(",", ":")).encode()

    @staticmethod
    @lru_cache(maxsize=1024)
    def load(data: bytes) -> Sketch:
        """The sketch that ``dump`` wrote."""
        size, hashes, figures = json.loads(data)
        return Sketch(tuple(hashes), size, frozenset(figures))

    def resemblance(self, other: Sketch) -> float:
        """Estimated share of shingles in common (Jaccard), 0–1."""
        mine, theirs = set(self.hashes), set(other.hashes)
        both = sorted(mine | theirs)
        if min(len(mine), len(theirs)) >= SIZE:
            del both[SIZE:]
        return len(mine & theirs & set(both)) / len(both) if both else 0.0

    def containment(self, other: Sketch) -> float:
        """Estimated share of the smaller text's shingles that the larger one has, 0–1."""
        return self._contained(other, self.resemblance(other))

    def _contained(self, other: Sketch, resemblance: float) -> float:
        smaller = min(self.size, other.size)
        return min(1.0, resemblance * (self.size + other.size) / (1 + resemblance) / smaller) if smaller else 0.0

    def reprints(self, other: Sketch) -> bool:
        """Whether the two are one text, printed twice."""
        if min(self.size, other.size) < FEWEST_SHINGLES:
            return False
        if self.size < _SMALLEST_PART * other.size or other.size < _SMALLEST_PART * self.size:
            return False
        if not self._figures_agree(other):
            return False
        resemblance = self.resemblance(other)
        return resemblance >= _SAME or self._contained(other, resemblance) >= _CONTAINED

    def _figures_agree(self, other: Sketch) -> bool:
        fewest = min(len(self.figures), len(other.figures))
        return fewest == 0 or len(self.figures & other.figures) >= _FIGURES_SHARED * fewest


def sketch(body: str) -> Sketch:
    """The sketch of a body. Accents, case, punctuation and the cut of paragraphs do not matter to it."""
    folded = fold(body)
    words = _WORD.findall(folded)
    shingles = {" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}
    hashes = sorted(_hash(shingle) for shingle in shingles)[:SIZE]
    figures = {figure.rstrip(".,/") for figure in _FIGURE.findall(folded)}
    return Sketch(tuple(hashes), len(shingles), frozenset(sorted(figures)[:_MOST_FIGURES]))


def _hash(shingle: str) -> int:
    # Cheap, since every article has hundreds; the product spreads the bits. 63 of them: a signed column holds it.
    return (crc32(shingle.encode()) * _SPREAD) & _MASK
