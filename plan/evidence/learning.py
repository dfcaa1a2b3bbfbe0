"""What each reason counts for: set by hand at first, then learnt from what people confirmed and rejected.

Logistic regression with the first weights as its prior, both answers weighed alike: few decisions move little, and the
same decisions give the same weights.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Final

from store.plans.suggestions import FEATURES, Weights

__all__ = ["FIRST_WEIGHTS", "LEAST_SCORE", "SHOWN", "learn", "probability", "weighed_json"]

FIRST_WEIGHTS: Final = Weights(
    -4.2,
    {
        "unit": 1.6,
        "channel": 0.6,
        "kind": 0.5,
        "topic": 1.6,
        "days": 0.4,
        "keywords": 3.2,
        "documents": 1.2,
        "similar": 1.8,
        "unlike": -2.5,
    },
)
SHOWN: Final = 0.3
"""Less likely than this is not worth a person's look."""
LEAST_SCORE: Final = math.log(SHOWN / (1 - SHOWN))
"""The same as a score."""

_STRENGTH = 2.0
_STEPS = 60
_RATE = 0.5


def probability(score: float) -> float:
    """How likely a person says yes (0–1)."""
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, score))))


def weighed_json(features: dict[str, float], title: str) -> str:
    """What is kept beside a decision, for learning."""
    return json.dumps({"features": features, "title": title}, ensure_ascii=False, sort_keys=True)


def learn(decisions: Sequence[tuple[bool, str]]) -> Weights:
    """The weights after these decisions (yes or no, and what ``weighed_json`` kept)."""
    rows = [
        (1.0 if said else 0.0, [1.0, *(json.loads(kept).get("features", {}).get(name, 0.0) for name in FEATURES)])
        for said, kept in decisions
    ]
    first = [FIRST_WEIGHTS.bias, *(FIRST_WEIGHTS.of[name] for name in FEATURES)]
    weights = list(first)
    yes = sum(said for said, _ in rows)
    if not 0 < yes < len(rows):  # of yes alone, or no alone, nothing can be told apart
        return FIRST_WEIGHTS
    # People are shown what is likely, so that most of what they say is yes: both words weigh the same together.
    share = {1.0: len(rows) / (2 * yes), 0.0: len(rows) / (2 * (len(rows) - yes))}
    rate = _RATE / (_STRENGTH + len(rows) / 4)
    for _ in range(_STEPS):
        gradient = [_STRENGTH * (now - before) for now, before in zip(weights, first, strict=True)]
        for said, values in rows:
            wrong = share[said] * (probability(sum(w * x for w, x in zip(weights, values, strict=True))) - said)
            for number, value in enumerate(values):
                if value:
                    gradient[number] += wrong * value
        weights = [now - rate * slope for now, slope in zip(weights, gradient, strict=True)]
    # A reason may come to count for nothing; it never comes to count against what it speaks for.
    of = {
        name: (min(0.0, value) if name == "unlike" else max(0.0, value))
        for name, value in zip(FEATURES, weights[1:], strict=True)
    }
    return Weights(weights[0], of)
