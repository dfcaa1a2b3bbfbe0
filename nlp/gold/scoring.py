"""Precision, recall and F1 of annotations against the labelled articles, per kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, Protocol

from domain.annotation import Annotation, Figure
from nlp.gold.articles import GoldArticle, GoldFigure

__all__ = ["KINDS", "RELEVANT", "Score", "errors", "measure", "topics_macro"]

RELEVANT = 0.5

Item = tuple[int, int, object]


class Score(NamedTuple):
    """How many were right, found in all, and labelled in all."""

    right: int
    found: int
    labelled: int

    @property
    def precision(self) -> float:
        """Share of the found that are right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the labelled that were found."""
        return self.right / self.labelled if self.labelled else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def _numbers(figure: Figure | GoldFigure) -> object:
    return tuple(
        None if number is None else round(float(number), 4)
        for number in (figure.value, figure.low, figure.high, figure.total)
    )


def _entities(kind: str) -> tuple[Callable[[GoldArticle], list[Item]], Callable[[Annotation], list[Item]]]:
    return (
        lambda gold: [(e.start, e.end, (e.start, e.end)) for e in gold.entities if e.type == kind],
        lambda found: [(e.start, e.end, (e.start, e.end)) for e in found.entities if e.type.value == kind],
    )


# Kind → what is labelled and what is found: (start, end, what must be equal). Stretches must overlap; names must be
# equal to the character, documents in number, dates in both days, figures in all their numbers.
KINDS: dict[str, tuple[Callable[[GoldArticle], list[Item]], Callable[[Annotation], list[Item]]]] = {
    "documents": (
        lambda gold: [(d.start, d.end, (d.number, None if d.number else d.type)) for d in gold.documents],
        lambda found: [(d.start, d.end, (d.number, None if d.number else d.type)) for d in found.documents],
    ),
    "figures": (
        lambda gold: [(f.start, f.end, _numbers(f)) for f in gold.figures],
        lambda found: [(f.start, f.end, _numbers(f)) for f in found.figures],
    ),
    "dates": (
        lambda gold: [(d.start, d.end, (d.from_, d.to)) for d in gold.dates],
        lambda found: [(d.start, d.end, (d.from_.isoformat(), d.to.isoformat())) for d in found.dates],
    ),
    "ORG": _entities("ORG"),
    "PER": _entities("PER"),
    "LOC": _entities("LOC"),
    "topics": (
        lambda gold: [(0, 1, topic) for topic in gold.topics],
        lambda found: [(0, 1, topic.topic) for topic in found.topics],
    ),
    "relevance": (
        lambda gold: [(0, 1, gold.relevant)] if gold.relevant else [],
        lambda found: [(0, 1, True)] if found.relevance >= RELEVANT else [],
    ),
}


def _pair(labelled: Sequence[Item], found: Sequence[Item]) -> tuple[int, list[Item], list[Item]]:
    """How many match, and what is left on either side; every item matches once."""
    left = list(found)
    missed: list[Item] = []
    for item in labelled:
        hit = next((f for f in left if f[2] == item[2] and f[0] < item[1] and item[0] < f[1]), None)
        if hit is None:
            missed.append(item)
        else:
            left.remove(hit)
    return len(labelled) - len(missed), missed, left


def measure(pairs: Iterable[tuple[GoldArticle, Annotation]]) -> dict[str, Score]:
    """The score of every kind over all articles; "topics macro" is the mean F1 of the areas, as a score of 10,000."""
    held = list(pairs)
    scores = {}
    for kind, (labelled_of, found_of) in KINDS.items():
        right = found = labelled = 0
        for gold, annotation in held:
            wanted, got = labelled_of(gold), found_of(annotation)
            right += _pair(wanted, got)[0]
            found += len(got)
            labelled += len(wanted)
        scores[kind] = Score(right, found, labelled)
    return scores


class _Labelled(Protocol):
    @property
    def topics(self) -> tuple[str, ...]: ...


def topics_macro(pairs: Iterable[tuple[_Labelled, Annotation]]) -> float:
    """The mean over the areas of the F1 with which articles are given that area."""
    held = [(set(gold.topics), {topic.topic for topic in annotation.topics}) for gold, annotation in pairs]
    areas = sorted({area for wanted, _ in held for area in wanted})
    values = []
    for area in areas:
        right = sum(area in wanted and area in got for wanted, got in held)
        labelled, found = sum(area in w for w, _ in held), sum(area in g for _, g in held)
        values.append(Score(right, found, labelled).f1)
    return sum(values) / len(values) if values else 0.0


def errors(gold: GoldArticle, annotation: Annotation) -> list[str]:
    """What was missed (-) and what was found wrongly (+), one line each."""
    lines = []
    for kind, (labelled_of, found_of) in KINDS.items():
        _, missed, extra = _pair(labelled_of(gold), found_of(annotation))
        for sign, items in (("-", missed), ("+", extra)):
            for start, end, what in items:
                shown = gold.text[start:end] if end - start > 1 else ""
                lines.append(f"{sign} {kind}: {shown!r} {what if kind not in {'ORG', 'PER', 'LOC'} else ''}".rstrip())
    return lines
