"""The questions that must cost the same in a store of a thousand articles and in one of fifty thousand."""

from __future__ import annotations

import random
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from benchmarks.growth.fill import ANNOTATOR, DAY, SOURCES, article
from store import Store

__all__ = ["QUESTIONS", "Measured", "measure"]

_ROUNDS = 9
_NEW = 1_000_000


@dataclass(frozen=True, slots=True)
class Measured:
    """One store: question → milliseconds of processor time, the median of the rounds; and reading all documents, as a
    rebuild of the index does: seconds and the most memory it took in MiB.
    """

    articles: int
    milliseconds: dict[str, float]
    documents_seconds: float
    documents_mib: float


def _save(store: Store, turn: int) -> None:
    store.articles.save(article(_NEW + turn, random.Random(turn), SOURCES[0]))


def _look_again(store: Store, turn: int) -> None:
    store.frontier.look_again(
        SOURCES[0], seen_after=DAY - timedelta(days=31 + turn), visited_before=DAY - timedelta(days=3), limit=200
    )


QUESTIONS: dict[str, Callable[[Store, int], object]] = {
    "saving a new article": _save,
    "awaiting_count": lambda store, _: store.articles.awaiting_count(ANNOTATOR),
    "awaiting_annotation (what is new)": lambda store, _: store.articles.awaiting_annotation(ANNOTATOR, limit=64),
    "health.report": lambda store, _: store.health.report(SOURCES[0], DAY),
    "look_again": _look_again,
}


def measure(store: Store) -> Measured:
    """Ask each question several times; the first answer, which warms the caches, does not count."""
    count = store.articles.count()
    took: dict[str, float] = {}
    for name, ask in QUESTIONS.items():
        times = []
        for turn in range(_ROUNDS + 1):
            begun = time.process_time()
            ask(store, turn)
            times.append(time.process_time() - begun)
        took[name] = median(times[1:]) * 1000
    tracemalloc.start()
    begun = time.process_time()
    for _ in store.documents.iterate():
        pass
    seconds = time.process_time() - begun
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return Measured(count, took, seconds, most / 2**20)
