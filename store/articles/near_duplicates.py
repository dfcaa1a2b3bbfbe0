"""Telling a reprint from another article: a sketch of the folded text, small enough to keep with every article.

The sketch holds the smallest hashes of the text's four-word shingles (bottom-k sampling: what two sketches share
estimates what the texts share) and the figures the text gives. Reprints change title, byline and opening and keep the
figures; the reports of two months share their wording and differ in the figures.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from domain.text import fold

__all__ = ["KEYS", "SHARED_KEYS", "Sketch", "made_of", "sketch"]

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
_SMALLEST_EXCERPT = 0.2
_EXCERPT_SHINGLES = 60
_VERBATIM = 0.9
"""A text may be as little as a fifth of another, cut to its first paragraphs, where it stands there word for word."""
_FEWEST_COMPARED = 10
_PART = 0.3
_MADE_UP = 0.7

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
        mine, theirs = self._comparable(other)
        return len(mine & theirs) / len(mine | theirs) if mine or theirs else 0.0

    def share_in(self, other: Sketch) -> float:
        """Estimated share of this text's shingles that the other has, 0–1."""
        mine, theirs = self._comparable(other)
        return len(mine & theirs) / len(mine) if len(mine) >= _FEWEST_COMPARED else 0.0

    def containment(self, other: Sketch) -> float:
        """Estimated share of the smaller text's shingles that the larger one has, 0–1."""
        smaller, larger = sorted((self, other), key=lambda one: (one.size, one.hashes))
        return smaller.share_in(larger)

    def _comparable(self, *others: Sketch) -> list[set[int]]:
        """The hashes of each that lie where every one of the sketches is whole: a sketch that was cut says nothing of
        hashes above its last one, though a shorter text keeps them.
        """
        sketches = (self, *others)
        cut = [one.hashes[-1] for one in sketches if one.hashes and len(one.hashes) < one.size]
        end = min(cut, default=_MASK)
        return [{key for key in one.hashes if key <= end} for one in sketches]

    def covered_by(self, parts: Iterable[Sketch]) -> float:
        """Estimated share of this text's shingles that stand in one or other of the parts, 0–1."""
        mine, *theirs = self._comparable(*parts)
        return len(mine & set().union(*theirs)) / len(mine) if len(mine) >= _FEWEST_COMPARED else 0.0

    def reprints(self, other: Sketch) -> bool:
        """Whether the two are one text, printed twice, whole or shortened."""
        smaller, larger = sorted((self.size, other.size))
        if smaller < FEWEST_SHINGLES or smaller < _SMALLEST_EXCERPT * larger or not self._figures_agree(other):
            return False
        if smaller < _SMALLEST_PART * larger:
            return smaller >= _EXCERPT_SHINGLES and self.containment(other) >= _VERBATIM
        return self.resemblance(other) >= _SAME or self.containment(other) >= _CONTAINED

    def _figures_agree(self, other: Sketch) -> bool:
        fewest = min(len(self.figures), len(other.figures))
        return fewest == 0 or len(self.figures & other.figures) >= _FIGURES_SHARED * fewest


def made_of(text: Sketch, others: Mapping[str, Sketch]) -> list[str]:
    """The ids of the texts that this one is put together from: two or more that are not one another's reprints, each
    giving a good part of it, and together most of it. Empty for any other text, a plain reprint too.
    """
    giving = sorted(others, key=lambda one: (-text.share_in(others[one]), one))
    giving = [one for one in giving if text.share_in(others[one]) >= _PART]
    parts: list[str] = []
    for one in giving:
        if not any(others[one].containment(others[part]) >= _PART for part in parts):
            parts.append(one)
    if len(parts) < 2 or text.covered_by(others[part] for part in parts) < _MADE_UP:
        return []
    if text.share_in(others[parts[0]]) >= _CONTAINED:
        return []
    return [one for one in giving if any(one == part or others[one].reprints(others[part]) for part in parts)]


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
