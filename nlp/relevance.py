"""How much a text is news of administrative reform, 0–1.

Reform news speaks of reform in its title or lead and in a fair share of its sentences. Other health news may carry the
words in a menu line or a single aside; medicine and charity, told at length, speak against it.
"""

from __future__ import annotations

import math

from domain.annotation import TopicScore
from nlp.cues import CLINICAL, GENERAL, SentenceCues, read_cues, title_cues
from nlp.text import Layer

__all__ = ["score"]

_LEAD_SENTENCES = 3
_STRONG = 1.5
_FAIR = 1.0


def score(layer: Layer, topics: list[TopicScore]) -> float:
    """Relevance of the text; 0.5 parts reform news from the rest."""
    sentences = [sentence for sentence in read_cues(layer) if sentence.words >= 4 and not sentence.aside]
    if not sentences:
        return 0.0
    strengths = [_reform(sentence) for sentence in sentences]
    words = sum(sentence.words for sentence in sentences)
    spoken = sum(s.words for s, strength in zip(sentences, strengths, strict=True) if strength >= _FAIR)
    share = spoken / words
    strong = sum(1 for strength in strengths if strength >= _STRONG)
    lead = max(strengths[:_LEAD_SENTENCES])
    title = _reform(title_cues(layer.title)) if layer.title else 0.0
    medicine = sum(_medicine(sentence) for sentence in sentences) / words * 100
    best = topics[0].score if topics else 0.0
    z = (
        -3.3
        + 3.2 * min(share * 1.6, 1.0)
        + 0.9 * min(lead, 2.0) / 2 * 1.4
        + 1.2 * min(title, 2.0) / 2
        + 0.55 * min(strong, 4)
        + 2.4 * best
        - 0.45 * min(medicine, 6.0)
    )
    if strong <= 1 and title < _FAIR and len(sentences) >= 4 and share < 0.34:
        z -= 1.5  # a single aside
    return round(1 / (1 + math.exp(-z)), 3)


def _reform(sentence: SentenceCues) -> float:
    best: dict[str, float] = {}
    for area, _, weight in sentence.hits:
        if area != CLINICAL:
            best[area] = max(best.get(area, 0.0), weight)
    general = best.pop(GENERAL, 0.0)
    return min(general + max(best.values(), default=0.0), 3.0)


def _medicine(sentence: SentenceCues) -> float:
    return sum(weight for area, _, weight in sentence.hits if area == CLINICAL)
