"""Annotation beside a plain ``underthesea.ner`` loop over the same articles, in a process of its own.

``python -m benchmarks.pipeline.annotating ARTICLES ROUNDS`` prints a line of JSON with the seconds of every round;
with ``memory ours|ner`` in place of ROUNDS one pass is made and the peak of resident memory printed, in MiB.
"""

from __future__ import annotations

import json
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

__all__ = ["main"]

_CHUNK = 5
_CORES = 2
_MEBI = 1024  # ru_maxrss is in KiB on Linux

_Article = tuple[str, str, str | None]


def _ours(article: _Article) -> int:
    from datetime import date

    from nlp import annotate

    title, body, day = article
    return len(annotate(body, title=title, date=date.fromisoformat(day) if day else None).entities)


def _ner(article: _Article) -> int:
    from underthesea import ner

    return len(ner(article[1]))


_KINDS: dict[str, Callable[[_Article], int]] = {"ours": _ours, "ner": _ner}


def _read(path: Path) -> list[_Article]:
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [(one["title"], one["body"], one["date"]) for one in lines]


def _alone(kind: str, articles: list[_Article]) -> float:
    began = time.perf_counter()
    for article in articles:
        _KINDS[kind](article)
    return time.perf_counter() - began


def _together(kind: str, articles: list[_Article], pool: ProcessPoolExecutor) -> float:
    began = time.perf_counter()
    list(pool.map(_KINDS[kind], articles, chunksize=_CHUNK))
    return time.perf_counter() - began


def _rounds(articles: list[_Article], rounds: int) -> dict[str, list[float]]:
    """Ours, theirs, one core, two cores, in turn. Models are loaded before the clock starts."""
    seconds: dict[str, list[float]] = {f"{kind}-{cores}": [] for kind in _KINDS for cores in (1, _CORES)}
    with ProcessPoolExecutor(_CORES, mp_context=multiprocessing.get_context("spawn")) as pool:
        for number in range(rounds + 1):
            some = articles if number else articles[: 4 * _CHUNK]
            for kind in _KINDS:
                alone, together = _alone(kind, some), _together(kind, some, pool)
                if number:
                    seconds[f"{kind}-1"].append(alone)
                    seconds[f"{kind}-{_CORES}"].append(together)
    return seconds


def main() -> None:
    """Measure and print."""
    articles = _read(Path(sys.argv[1]))
    if sys.argv[2] == "memory":
        _alone(sys.argv[3], articles)
        print(json.dumps({"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEBI}))
    else:
        print(json.dumps(_rounds(articles, int(sys.argv[2]))))


if __name__ == "__main__":
    main()
