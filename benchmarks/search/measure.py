"""Filling an engine and asking it, with a clock."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from random import Random

from benchmarks.search.generator import articles
from domain.search import IndexDocument, SearchRequest
from index import SearchEngine

__all__ = ["Answers", "Filled", "ask", "ask_at_once", "fill", "percentile"]


@dataclass(frozen=True, slots=True)
class Filled:
    """How an engine took the articles. Making the articles is not counted."""

    count: int
    seconds: float
    size_bytes: int

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.count / self.seconds


@dataclass(slots=True)
class Answers:
    """Times of one shape of query, in milliseconds, and how many articles its queries find."""

    times: list[float] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)


class _Timed(Iterator[IndexDocument]):
    """Articles, and the time that making them took."""

    def __init__(self, made: Iterable[IndexDocument]) -> None:
        self._made, self.seconds = iter(made), 0.0

    def __next__(self) -> IndexDocument:
        began = time.perf_counter()
        try:
            return next(self._made)
        finally:
            self.seconds += time.perf_counter() - began


def fill(engine: SearchEngine, count: int) -> Filled:
    """Build the index of the first ``count`` articles."""
    made = _Timed(articles(count))
    began = time.perf_counter()
    held = engine.rebuild(made).written
    seconds = time.perf_counter() - began - made.seconds
    if held != count:
        raise SystemExit(f"{held} articles in the index instead of {count}")
    return Filled(count, seconds, engine.status().size_bytes or 0)


def ask(engine: SearchEngine, shapes: dict[str, list[SearchRequest]], rounds: int) -> dict[str, Answers]:
    """One client: every query ``rounds`` times in a mixed order, after two rounds that warm up."""
    answers = {shape: Answers() for shape in shapes}
    todo = [(shape, request) for shape, requests in shapes.items() for request in requests]
    random = Random(0)
    for turn in range(-2, rounds):
        random.shuffle(todo)
        for shape, request in todo:
            began = time.perf_counter()
            response = engine.search(request)
            took = (time.perf_counter() - began) * 1000
            if turn >= 0:
                answers[shape].times.append(took)
                answers[shape].totals.append(response.total)
    return answers


def ask_at_once(
    engine: SearchEngine, shapes: dict[str, list[SearchRequest]], clients: int, rounds: int
) -> tuple[list[float], float]:
    """``clients`` threads, each all queries ``rounds`` times: all times in milliseconds, and answers a second."""
    times: list[list[float]] = [[] for _ in range(clients)]

    def run(number: int) -> None:
        todo = [request for requests in shapes.values() for request in requests] * rounds
        Random(number).shuffle(todo)
        for request in todo:
            began = time.perf_counter()
            engine.search(request)
            times[number].append((time.perf_counter() - began) * 1000)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(clients)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    every = [one for some in times for one in some]
    return every, len(every) / took


def percentile(values: list[float], share: float) -> float:
    """The value that ``share`` of all lie at or below (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered) + 0.5) - 1))]
