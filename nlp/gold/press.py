"""Articles of the general and the health press, labelled for areas, relevance and summary: ``press.jsonl``.

Most are no news of reform, though a word of it may stand in them: fines, tenders, courts, prices, courtesy visits,
mergers of firms, single people, medicine. All are written for this corpus, on the kinds of facts the press tells.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from domain.annotation import Annotation
from nlp.gold.scoring import RELEVANT, Score, topics_macro
from nlp.summary import MOST_WORDS, points_back

__all__ = ["PressArticle", "PressScores", "measure_press", "press_articles", "press_failures", "press_hash"]

_SLACK = 0.0005  # floors are written with three digits


class PressArticle(BaseModel):
    """One article; ``key`` holds figures as written, one of which a summary must hold; empty when none is sure."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    split: Literal["dev", "test"]
    kind: Literal["general", "health"]
    title: str
    relevant: bool
    topics: tuple[str, ...]
    key: tuple[str, ...]
    text: str


class PressScores(NamedTuple):
    """What is measured: reform news found, plain news taken for it, areas, and three shares of good summaries."""

    relevance: Score
    false_alarms: int
    topics_macro: float
    short: float
    alone: float
    key: float

    def figures(self) -> dict[str, float]:
        """The figures that have floors, by name."""
        return {
            "relevance precision": self.relevance.precision,
            "relevance recall": self.relevance.recall,
            "relevance f1": self.relevance.f1,
            "topics macro": self.topics_macro,
            "summary short": self.short,
            "summary alone": self.alone,
            "summary key": self.key,
        }


def _bytes() -> bytes:
    return files("nlp.gold").joinpath("press.jsonl").read_bytes()


def press_hash() -> str:
    """SHA-256 of these articles: their floors hold for this corpus and no other."""
    return hashlib.sha256(_bytes()).hexdigest()


@lru_cache(maxsize=1)
def press_articles() -> tuple[PressArticle, ...]:
    """All articles in the order of the file."""
    return tuple(PressArticle.model_validate_json(line) for line in _bytes().decode("utf-8").splitlines() if line)


def measure_press(pairs: Iterable[tuple[PressArticle, Annotation]]) -> PressScores:
    """The scores of articles annotated now."""
    pairs = list(pairs)
    found = [annotation.relevance >= RELEVANT for _, annotation in pairs]
    labelled = [article.relevant for article, _ in pairs]
    right = sum(one and other for one, other in zip(found, labelled, strict=True))
    summaries = [annotation.summary for _, annotation in pairs]
    keyed = [(article.key, annotation.summary) for article, annotation in pairs if article.key]
    return PressScores(
        relevance=Score(right, sum(found), sum(labelled)),
        false_alarms=sum(found) - right,
        topics_macro=topics_macro(pairs),
        short=_share(sum(len(sentence.split()) for sentence in summary) <= MOST_WORDS for summary in summaries),
        alone=_share(1 <= len(summary) <= 3 and not points_back(summary[0]) for summary in summaries),
        key=_share(any(figure in sentence for figure in key for sentence in summary) for key, summary in keyed),
    )


def _share(held: Iterable[bool]) -> float:
    values: Sequence[bool] = list(held)
    return sum(values) / len(values) if values else 1.0


def press_failures(scores: PressScores) -> list[str]:
    """One line for every figure under its floor, for too many false alarms, and one when the corpus is another."""
    data = json.loads(files("nlp.gold").joinpath("press_floors.json").read_text(encoding="utf-8"))
    lines = []
    if data["corpus"] != press_hash():
        lines.append("Bài báo nhãn đã đổi: đo lại rồi ghi mức sàn và mã băm mới vào nlp/gold/press_floors.json.")
    figures = scores.figures()
    for name, least in data["floors"].items():
        if figures[name] < least - _SLACK:
            lines.append(f"press {name}: {figures[name]:.3f} thấp hơn mức sàn {least:.3f}.")
    if scores.false_alarms > data["most_false_alarms"]:
        most = data["most_false_alarms"]
        lines.append(f"press false alarms: {scores.false_alarms} bài thường bị coi là tin cải cách, nhiều hơn {most}.")
    return lines
