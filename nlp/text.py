"""The text layer: one normal form of the text, its sentences, what is taken already, and the way back.

The normal form has single blanks and no lines that only wrap (``nlp.wrapping``). Finders work on ``Layer.text``
(normalised); records carry offsets of the text as given, which ``Layer.locate`` makes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import NamedTuple, TypedDict

from domain.text import Normalised, fold_keeping_length
from nlp.sentences import split_sentences
from nlp.wrapping import even

__all__ = ["BLANK", "Layer", "Located", "Stretch", "layer_of"]

BLANK = "\x00"  # stands for every character of a masked stretch: no letter, no digit, no space
_ODD_LOWER = re.compile("[İ]")  # the only letter whose lower case is longer than itself
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"”“|]{1,2000}"
    r"|\b[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}"
    r"|\b[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,4}\.(?:gov|com|org|net|edu|info)(?:\.vn)?\b(?:/[^\s<>\"”“|]{0,2000})?"
    r"|\b[A-Za-z0-9-]{2,63}\.(?:vn|VN|Vn)\b(?:/[^\s<>\"”“|]{0,2000})?"
)


class Stretch(NamedTuple):
    """A half-open span of ``Layer.text``."""

    start: int
    end: int


class Located(TypedDict):
    """The part of every span record that says where it stands in the given text."""

    text: str
    start: int
    end: int


class Layer:
    """One text made ready for the finders."""

    def __init__(
        self,
        given: str,
        *,
        date: date | None = None,
        title: str = "",
        source_province: str | None = None,
        unit: str = "",
    ) -> None:
        self._normalised = Normalised(given)
        self.given = given
        self.text, self._places = even(self._normalised.text)
        self.date = date
        self.title = title
        self.source_province = source_province
        self.unit = unit
        self.masks: dict[str, list[Stretch]] = {}
        self.mask("url", (Stretch(*match.span()) for match in _URL.finditer(self.text)))

    @cached_property
    def folded(self) -> str:
        """Lower case without accents, as long as ``text``."""
        return fold_keeping_length(self.text)

    @cached_property
    def lower(self) -> str:
        """Lower case with accents, as long as ``text``."""
        lowered = self.text.lower()
        return lowered if len(lowered) == len(self.text) else _ODD_LOWER.sub("i", self.text).lower()

    @cached_property
    def sentences(self) -> tuple[Stretch, ...]:
        """Sentences in order, trimmed, not overlapping."""
        return tuple(Stretch(start, end) for start, end in split_sentences(self.text))

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence_index(self, position: int) -> int:
        """The number of the sentence at ``position``: the last that begins at or before it (0 when none does)."""
        return max(bisect_right(self._starts, position) - 1, 0)

    def sentence_at(self, position: int) -> Stretch:
        """The sentence at ``position``; an empty stretch for a text without sentences."""
        return self.sentences[self.sentence_index(position)] if self.sentences else Stretch(0, 0)

    def locate(self, start: int, end: int) -> Located:
        """Text and offsets, in the given text, of ``text[start:end]``."""
        first, last = self._given_span(start, end)
        return {"text": self.given[first:last], "start": first, "end": last}

    def verbatim(self, stretch: Stretch | tuple[int, int]) -> str:
        """``text[start:end]`` as it stands in the given text."""
        first, last = self._given_span(*stretch)
        return self.given[first:last]

    def _given_span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the given text of ``text[start:end]``."""
        places = self._places
        if places is not None:
            start, end = (places[start] if start < end else 0), (places[end - 1] + 1 if start < end else 0)
        return self._normalised.given_span(start, end)

    def mask(self, kind: str, stretches: Iterable[tuple[int, int]]) -> None:
        """Record stretches that a finder has taken; later finders leave them alone."""
        held = self.masks.setdefault(kind, [])
        held.extend(Stretch(start, end) for start, end in stretches)
        held.sort()

    def masked(self, *kinds: str) -> str:
        """``text`` with the stretches of these kinds (all kinds when none is named) blanked, length kept."""
        taken = sorted(s for kind in (kinds or tuple(self.masks)) for s in self.masks.get(kind, ()))
        if not taken:
            return self.text
        parts: list[str] = []
        done = 0
        for start, end in taken:
            if end <= done:
                continue
            start = max(start, done)
            parts.append(self.text[done:start])
            parts.append(BLANK * (end - start))
            done = end
        parts.append(self.text[done:])
        return "".join(parts)

    def covered(self, start: int, end: int, *kinds: str) -> bool:
        """Whether a masked stretch of these kinds (all when none is named) overlaps ``text[start:end]``."""
        for kind in kinds or tuple(self.masks):
            held = self.masks.get(kind, ())
            at = bisect_right(held, (end, -1))
            if any(s.end > start and s.start < end for s in held[max(at - 2, 0) : at + 1]):
                return True
        return False


def layer_of(
    text: str,
    *,
    date: date | None = None,
    title: str = "",
    source_province: str | None = None,
    unit: str = "",
) -> Layer:
    """The layer of a text; see ``Layer``."""
    return Layer(text, date=date, title=title, source_province=source_province, unit=unit)
