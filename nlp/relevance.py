"""How much a text is news of administrative reform, 0–1.

Reform news speaks of reform in its title or lead and in a fair share of its sentences, and of state bodies or public
health units. A linear model weighs that (``data/relevance.json``, made by ``nlp.training.relevance``): what speaks for
reform, and medicine, courts, sport, markets told at length, which speak against it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from domain.annotation import TopicScore
from nlp.cues import ACTOR, CLINICAL, ELSEWHERE, GENERAL, PERSON, Reading, SentenceCues, reading_of
from nlp.text import Layer
from nlp.weights import area_weights, saturated

__all__ = ["MODEL_FILE", "features", "probability", "score"]

MODEL_FILE = files("nlp").joinpath("data/relevance.json")
_LEAD_SENTENCES = 3
_STRONG = 1.5
_FAIR = 1.0
_FEWEST_WORDS = 4


def score(layer: Layer, topics: Sequence[TopicScore]) -> float:
    """Relevance of the text; 0.5 parts reform news from the rest. A text that was given areas is reform news."""
    value = probability(reading_of(layer))
    return round(max(value, 0.5) if topics else value, 3)


@lru_cache(maxsize=2)
def probability(reading: Reading) -> float:
    """How likely the text is news of reform."""
    values = features(reading)
    if not values:
        return 0.0
    model = _model()
    z = sum(model[name] * value for name, value in values.items())
    return 1 / (1 + math.exp(-max(-60.0, min(z, 60.0))))


@lru_cache(maxsize=1)
def _model() -> dict[str, float]:
    model: dict[str, float] = json.loads(MODEL_FILE.read_text(encoding="utf-8"))["weights"]
    return model


def features(reading: Reading) -> dict[str, float]:
    """What the model weighs, each about 0–1; empty for a text without running text or without any cue of reform."""
    body = [s for s in reading.sentences if s.words >= _FEWEST_WORDS and not s.aside]
    if not body:
        return {}
    strengths = [_reform(sentence) for sentence in body]
    title = reading.title
    told = [*body, *((title,) if title else ())]
    if not any(_reform(sentence) for sentence in told):
        return {}
    words = sum(sentence.words for sentence in body)
    spoken = sum(s.words for s, strength in zip(body, strengths, strict=True) if strength >= _FAIR)
    phrases = _phrases(told)
    best = sorted((saturated(weight) for weight in area_weights(reading).values()), reverse=True)

    def density(group: str, most: float) -> float:
        return min(sum(s.total(group) for s in body) / words * 100, most) / most

    return {
        "bias": 1.0,
        "share of sentences": min(spoken / words * 1.6, 1.0),
        "lead": max(strengths[:_LEAD_SENTENCES]) / 3,
        "title": (_reform(title) if title else strengths[0]) / 3,
        "strong sentences": min(sum(strength >= _STRONG for strength in strengths), 4) / 4,
        "phrases": math.log1p(sum(weight >= _FAIR for weight in phrases.values())) / 3,
        "weight of phrases": math.log1p(sum(phrases.values()) / (words / 200) ** 0.3) / 3,
        "best area": best[0] if best else 0.0,
        "second area": best[1] if len(best) > 1 else 0.0,
        "reform as a whole": min(max((w for s in told for a, _, w in s.hits if a == GENERAL), default=0.0), 2) / 2,
        "medicine": density(CLINICAL, 6),
        "elsewhere": density(ELSEWHERE, 8),
        "elsewhere above state bodies": _above(told),
        "state bodies": density(ACTOR, 10),
        "state bodies in the lead": min(sum(s.total(ACTOR) for s in body[:2]), 3) / 3,
        "people": density(PERSON, 6),
        "length": math.log(words / 100) / 3,
        "title elsewhere": min(title.total(ELSEWHERE), 3) / 3 if title else 0.0,
        "title medicine": min(title.total(CLINICAL), 3) / 3 if title else 0.0,
        "title state bodies": min(title.total(ACTOR), 2) / 2 if title else 0.5,
    }


def _above(told: Sequence[SentenceCues]) -> float:
    """How far what is told elsewhere outweighs the state bodies named: 0 when it is not spoken of, near 1 alone."""
    elsewhere, bodies = (sum(sentence.total(group) for sentence in told) for group in (ELSEWHERE, ACTOR))
    return elsewhere / (elsewhere + bodies + 0.5)


def _phrases(told: Sequence[SentenceCues]) -> dict[tuple[str, str], float]:
    """Every phrase that speaks for an area, with its greatest weight."""
    found: dict[tuple[str, str], float] = {}
    for sentence in told:
        areas = sentence.areas()
        for area, phrase, weight in sentence.hits:
            if area in areas:
                found[area, phrase] = max(found.get((area, phrase), 0.0), weight)
    return found


def _reform(sentence: SentenceCues) -> float:
    general = max((weight for area, _, weight in sentence.hits if area == GENERAL), default=0.0)
    return min(general + max(sentence.strongest().values(), default=0.0), 3.0)
