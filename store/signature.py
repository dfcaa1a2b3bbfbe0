"""Telling a reprint from another article: a sketch of the folded text, small enough to keep with every article.

The sketch holds the smallest hashes of the text's four-word shingles (bottom-k sampling: what two sketches share
estimates
what the texts share) and the figures the text gives. Reprints change title, byline and opening and keep the figures;
the reports of two months share their wording and differ in the figures.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from zlib import crc32

from domain.text import fold

__all__ = ["KEYS", "Sketch", "sketch"]

SHINGLE = 4
SIZE = 160
KEYS = 12
"""How many of the smallest hashes find the candidates; texts with half in common miss one another once in 4,000
times.
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

    @classmethod
    def load(cls, data: bytes) -> Sketch:
        """The sketch that ``dump`` wrote."""
        size, hashes, figures = json.loads(data)
        return cls(tuple(hashes), size, frozenset(figures))

    def resemblance(self, other: Sketch) -> float:
        """Estimated share of shingles in common (Jaccard), 0–1."""
        limit = SIZE if min(len(self.hashes), len(other.hashes)) >= SIZE else None
        both = sorted(set(self.hashes) | set(other.hashes))[:limit]
        if not both:
            return 0.0
        shared = set(self.hashes) & set(other.hashes)
        return sum(1 for value in both if value in shared) / len(both)

    def containment(self, other: Sketch) -> float:
        """Estimated share of the smaller text's shingles that the larger one has, 0–1."""
        smaller = min(self.size, other.size)
        if not smaller:
            return 0.0
        jaccard = self.resemblance(other)
        return min(1.0, jaccard * (self.size + other.size) / (1 + jaccard) / smaller)

    def reprints(self, other: Sketch) -> bool:
        """Whether the two are one text, printed twice."""
        if min(self.size, other.size) < FEWEST_SHINGLES:
            return False
        if self.size < _SMALLEST_PART * other.size or other.size < _SMALLEST_PART * self.size:
            return False
        if self.resemblance(other) < _SAME and self.containment(other) < _CONTAINED:
            return False
        return self._figures_agree(other)

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
