"""The reform areas that a text speaks of, with scores.

Every area has words that speak for it (``data/topics.json``), weighted by how surely they do. Only reform news has
areas: an area word in passing in the news of a court or a price gives none. Reform news that stays under the threshold
in every area is given the one it speaks of most, if it speaks of it at all clearly; else, where it tells of the
reform as a whole, the steering of it.
"""

from __future__ import annotations

from domain.annotation import TopicScore
from nlp.cues import GENERAL, Reading, reading_of
from nlp.relevance import probability
from nlp.text import Layer
from nlp.weights import area_weights, saturated

__all__ = ["THRESHOLD", "score_topics"]

THRESHOLD = 0.5
_SHARE = 0.14  # of the strongest area's weight
_LONE = 0.38  # the least score with which the strongest area stands alone
_REFORM = 0.5
_STEERING = "chi_dao"
_WHOLE = 1.5  # the weight of "cải cách hành chính" itself


def score_topics(layer: Layer) -> list[TopicScore]:
    """The areas above the threshold, best first; codes as in ``domain.areas``."""
    reading = reading_of(layer)
    weights = area_weights(reading)
    if probability(reading) < _REFORM:
        return []
    strongest = max(weights.values(), default=0.0)
    scores = {area: saturated(weight) for area, weight in weights.items() if weight >= _SHARE * strongest}
    found = {area: score for area, score in scores.items() if score >= THRESHOLD}
    if not found and saturated(strongest) >= _LONE:
        found = {min(area for area, weight in weights.items() if weight == strongest): THRESHOLD}
    if not found and _speaks_of_the_whole(reading):
        found = {_STEERING: THRESHOLD}
    rows = (TopicScore(topic=area, score=round(score, 3)) for area, score in found.items())
    return sorted(rows, key=lambda topic: (-topic.score, topic.topic))


def _speaks_of_the_whole(reading: Reading) -> bool:
    """Whether title or first sentence names the reform as such: what has no area of its own is its steering."""
    told = reading.all()[: 2 if reading.title else 1]
    return any(area == GENERAL and weight >= _WHOLE for cues in told for area, _, weight in cues.hits)
