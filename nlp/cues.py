"""Where a text speaks of reform, of which area, and where of medicine: what topics and relevance stand on."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from domain.text import normalise
from nlp.entities.phrases import PhraseTable
from nlp.entities.tokens import Tokens, tokens_of
from nlp.text import Layer, Stretch

__all__ = ["CLINICAL", "GENERAL", "SentenceCues", "read_cues", "title_cues"]

GENERAL = "general"
CLINICAL = "clinical"
_MENU_WORDS = 8
_SENTENCE_END = frozenset(".!?…;:")


@dataclass(slots=True)
class SentenceCues:
    """The cues of one sentence: (area, phrase, weight) each; ``aside`` marks a line of a menu, a heading, a caption."""

    start: int
    end: int
    words: int
    aside: bool
    hits: list[tuple[str, str, float]] = field(default_factory=list)

    def areas(self) -> set[str]:
        """The reform areas spoken of."""
        return {area for area, _, _ in self.hits if area not in {GENERAL, CLINICAL}}


@lru_cache(maxsize=1)
def _table() -> PhraseTable[tuple[tuple[str, str, float], ...]]:
    data: dict[str, dict[str, float]] = json.loads(
        files("nlp").joinpath("data/topics.json").read_text(encoding="utf-8"), object_pairs_hook=_without_notes
    )
    merged: dict[str, list[tuple[str, str, float]]] = {}
    for area, phrases in data.items():
        for phrase, weight in phrases.items():
            merged.setdefault(normalise(phrase).lower(), []).append((area, phrase, weight))
    return PhraseTable((phrase, tuple(rows)) for phrase, rows in merged.items())


def _without_notes(pairs: list[tuple[str, object]]) -> dict[str, object]:
    return {key: value for key, value in pairs if not key.startswith("_")}


def read_cues(layer: Layer) -> list[SentenceCues]:
    """The cues of every sentence of the body, in order."""
    return _cues_of(layer.text, layer.sentences)


@lru_cache(maxsize=2)
def _cues_of(text: str, sentences: tuple[Stretch, ...]) -> list[SentenceCues]:
    tokens = tokens_of(text)
    found = []
    for at, (start, end) in enumerate(sentences):
        first, last = tokens.index_at(start), tokens.index_at(end)
        cues = SentenceCues(start, end, last - first, _is_aside(text, start, end, last - first, first=at == 0))
        _read(tokens, first, last, cues)
        found.append(cues)
    return found


def title_cues(title: str) -> SentenceCues:
    """The cues of a title."""
    tokens = Tokens(normalise(title))
    cues = SentenceCues(0, len(title), len(tokens), aside=False)
    _read(tokens, 0, len(tokens), cues)
    return cues


def _read(tokens: Tokens, first: int, last: int, cues: SentenceCues) -> None:
    table = _table()
    i = first
    while i < last:
        hit = table.match(tokens, i) if table.starts_with(tokens.lows[i]) else None
        if hit is None or hit[0] > last:
            i += 1
            continue
        cues.hits.extend(hit[1])
        i = hit[0]


def _is_aside(text: str, start: int, end: int, words: int, *, first: bool) -> bool:
    """A short line that ends without a stop: a menu entry, a heading, a caption; the first line may be the title."""
    if first or words > _MENU_WORDS:
        return False
    return end > start and text[end - 1] not in _SENTENCE_END
