"""How much a text speaks of each reform area: what topics and relevance are decided on.

Words of the title and the lead count more, repetition counts less and less, and a sentence that lists most areas at
once ("cải cách thể chế; cải cách TTHC; …") says little about any of them but the steering of all.
"""

from __future__ import annotations

import math
from collections import defaultdict

from nlp.cues import GENERAL, NO_AREAS, Reading, SentenceCues

__all__ = ["area_weights", "saturated"]

_STEERING = "chi_dao"
_TITLE = 1.6
_LEAD = 1.3
_LEAD_SENTENCES = 3
_ASIDE = 0.35
_LISTING = 0.35
_LISTED_AREAS = 4
_SATURATION = 3.2
_SINGLE_ASIDE = 0.5
_NO_REFORM = 0.4
_SHORT = 4  # sentences
_USUAL_LENGTH = 220  # words; longer texts gather weight by length alone
_LENGTH_POWER = 0.3
_OF_REFORM = ("cải cách hành chính", "cchc", "par index", "ddci")


def saturated(weight: float) -> float:
    """A weight as a score between 0 and 1."""
    return 1 - math.exp(-weight / _SATURATION)


def area_weights(reading: Reading) -> dict[str, float]:
    """How much the text speaks of each area it has cues of, unbounded."""
    sums: dict[tuple[str, str], float] = defaultdict(float)
    most: dict[tuple[str, str], float] = {}
    spoken: dict[str, int] = defaultdict(int)  # area → in how many places it is spoken of; title and lead count twice
    rows = _weighted(reading)
    for sentence, factor in rows:
        listing = _LISTING if len(sentence.areas()) >= _LISTED_AREAS else 1.0
        for area in sentence.areas():
            spoken[area] += 2 if factor > 1 else 1
        for area, phrase, weight in sentence.hits:
            if area in NO_AREAS:
                continue
            share = factor * (1.0 if area == _STEERING else listing)  # who lists all areas steers them all
            sums[area, phrase] += share
            most[area, phrase] = max(most.get((area, phrase), 0.0), weight * share)
    weights: dict[str, float] = defaultdict(float)
    for (area, phrase), best in most.items():
        # The first mention counts in full, later ones logarithmically.
        weights[area] += best * (1 + 0.5 * math.log(max(sums[area, phrase], 1.0)))
    for area in weights:
        if spoken[area] == 1 and len(rows) > _SHORT:
            weights[area] *= _SINGLE_ASIDE
    if _STEERING in weights and not _speaks_of_reform(rows):
        weights[_STEERING] *= _NO_REFORM  # directing, but not reform
    length = max(reading.words, _USUAL_LENGTH // 4) / _USUAL_LENGTH
    return {area: weight / length**_LENGTH_POWER for area, weight in weights.items()}


def _speaks_of_reform(rows: list[tuple[SentenceCues, float]]) -> bool:
    return any(
        area == GENERAL or any(word in phrase.lower() for word in _OF_REFORM)
        for sentence, _ in rows
        for area, phrase, _ in sentence.hits
    )


def _weighted(reading: Reading) -> list[tuple[SentenceCues, float]]:
    """The title and the sentences, each with the factor its place gives it."""
    rows: list[tuple[SentenceCues, float]] = []
    if reading.title:
        rows.append((reading.title, _TITLE))
    for at, sentence in enumerate(reading.sentences):
        rows.append((sentence, (_LEAD if at < _LEAD_SENTENCES else 1.0) * (_ASIDE if sentence.aside else 1.0)))
    return rows
