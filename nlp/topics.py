"""The reform areas that a text speaks of, with scores.

Every area has words that speak for it, weighted by how surely they do. Words of the title and the lead count more,
repetition counts less and less, and a sentence that lists most areas at once ("cải cách thể chế; cải cách TTHC; …")
says little about any of them.
"""

from __future__ import annotations

import math
from collections import defaultdict

from domain.annotation import TopicScore
from nlp.cues import CLINICAL, GENERAL, SentenceCues, read_cues, title_cues
from nlp.text import Layer

__all__ = ["THRESHOLD", "score_topics"]

THRESHOLD = 0.5
_TITLE = 1.6
_LEAD = 1.3
_LEAD_SENTENCES = 3
_ASIDE = 0.35
_LISTING = 0.35
_LISTED_AREAS = 4
_SATURATION = 3.2
_SHARE = 0.14
_SINGLE_ASIDE = 0.5
_NO_REFORM = 0.4
_SHORT = 4  # sentences
_USUAL_LENGTH = 220  # words; longer texts gather weight by length alone
_LENGTH_POWER = 0.3


def score_topics(layer: Layer) -> list[TopicScore]:
    """The areas above the threshold, best first; codes as in ``domain.areas``."""
    weights = area_weights(layer)
    strongest = max(weights.values(), default=0.0)
    found = [
        TopicScore(topic=area, score=round(score, 3))
        for area, raw in weights.items()
        if (score := 1 - math.exp(-raw / _SATURATION)) >= THRESHOLD and raw >= _SHARE * strongest
    ]
    return sorted(found, key=lambda topic: (-topic.score, topic.topic))


def area_weights(layer: Layer) -> dict[str, float]:
    """How much the text speaks of each area, unbounded."""
    sums: dict[tuple[str, str], float] = defaultdict(float)
    most: dict[tuple[str, str], float] = {}
    spoken: dict[str, int] = defaultdict(int)  # area → in how many places it is spoken of; title and lead count twice
    rows = _weighted(layer)
    for sentence, factor in rows:
        for area in sentence.areas():
            spoken[area] += 2 if factor > 1 else 1
        for area, phrase, weight in sentence.hits:
            if area in {GENERAL, CLINICAL}:
                continue
            sums[area, phrase] += factor
            most[area, phrase] = max(most.get((area, phrase), 0.0), weight * factor)
    weights: dict[str, float] = defaultdict(float)
    for (area, phrase), best in most.items():
        # The first mention counts in full, later ones logarithmically.
        weights[area] += best * (1 + 0.5 * math.log(max(sums[area, phrase], 1.0)))
    for area in weights:
        if spoken[area] == 1 and len(rows) > _SHORT:
            weights[area] *= _SINGLE_ASIDE
    if not any(area == GENERAL for sentence, _ in rows for area, _, _ in sentence.hits):
        weights["chi_dao"] *= _NO_REFORM  # directing, but not reform
    length = max(len(layer.text.split()), _USUAL_LENGTH // 4) / _USUAL_LENGTH
    return {area: weight / length**_LENGTH_POWER for area, weight in weights.items()}


def _weighted(layer: Layer) -> list[tuple[SentenceCues, float]]:
    """The title and the sentences, each with the factor its place gives it."""
    rows: list[tuple[SentenceCues, float]] = []
    if layer.title:
        rows.append((title_cues(layer.title), _TITLE))
    for at, sentence in enumerate(read_cues(layer)):
        factor = _LEAD if at < _LEAD_SENTENCES else 1.0
        if sentence.aside:
            factor *= _ASIDE
        if len(sentence.areas()) >= _LISTED_AREAS:
            factor *= _LISTING
        rows.append((sentence, factor))
    return rows
