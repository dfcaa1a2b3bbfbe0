"""Extraction side by side with the peers on the sample pages: round after round, one tool after the other."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks.pipeline.pages import fetch_pages
from benchmarks.pipeline.peers import Worker, make_environment
from benchmarks.pipeline.rounds import Rates
from benchmarks.pipeline.scoring import Score, score

__all__ = ["Compared", "compare"]

_OURS = ("diemtin", "diemtin with source files")
_PEERS = ("trafilatura", "newspaper4k", "news-please")


@dataclass(slots=True)
class Compared:
    """One tool: right fields, speed, pages on which it raised; ``problem`` where it could not run at all."""

    tool: str
    score: Score | None
    rates: Rates
    failed: int = 0
    problem: str = ""


def compare(rounds: int, say: Callable[[str], None]) -> tuple[list[Compared], str]:
    """All tools over all pages, interleaved; and a line on what is missing, if anything is."""
    python, problem = make_environment()
    tools = _OURS + (_PEERS if python else ("trafilatura",))
    if problem:
        say(f"the peers' environment cannot be made ({problem}); trafilatura alone is compared")
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        pages, expected = fetch_pages(Path(folder))
        own = stack.enter_context(Worker(Path(sys.executable), pages))
        other = stack.enter_context(Worker(python, pages)) if python else own
        worker = {tool: own if tool in _OURS else other for tool in tools}
        results = {}
        for tool in tools:  # the first pass loads the libraries and is not counted
            answer = worker[tool].ask(tool, records=True)
            judged = score(expected, zip(expected, answer["records"], strict=True)) if "records" in answer else None
            results[tool] = Compared(
                tool, judged, Rates(len(expected)), answer.get("failed", 0), answer.get("error", "")
            )
        for number in range(rounds):
            say(f"extraction, round {number + 1} of {rounds}")
            for tool in tools:
                answer = worker[tool].ask(tool)
                if "seconds" in answer:
                    results[tool].rates.seconds.append(answer["seconds"])
    return list(results.values()), problem
