"""The pipeline and its stages on generated clean pages, without politeness delays."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.pipeline.pages import fetch_pages
from benchmarks.pipeline.peers import ROOT, Worker
from benchmarks.pipeline.rounds import Rates

__all__ = ["Stages", "measure_annotation", "measure_stages"]

_PATIENCE = 300.0


@dataclass(slots=True)
class Stages:
    """Rates by stage; ``processor``: milliseconds of processor time an article, all processes; ``peak`` in MiB."""

    pages: int
    rates: dict[str, Rates] = field(default_factory=dict)
    processor: dict[str, float] = field(default_factory=dict)
    peak: dict[str, float] = field(default_factory=dict)


def _run(module: str, *arguments: str) -> dict[str, Any]:
    """A module of ours in a process of its own: its line of JSON."""
    command = [sys.executable, "-m", f"benchmarks.pipeline.{module}", *arguments]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    if ended.returncode:
        raise SystemExit(f"{module} ended with {ended.returncode}:\n{ended.stderr[-2000:]}")
    answer: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return answer


@contextmanager
def _served(folder: Path, pages: int) -> Iterator[Path]:
    """The sample sites in a process of their own; the folder of source files."""
    sources = folder / "sources"
    command = [sys.executable, "-m", "samples.server", "--port", "0", "--bulk", str(pages), "--crawl-delay", "0"]
    server = subprocess.Popen([*command, "--sources", str(sources)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        for line in server.stdout:
            if line.startswith("điều khiển"):
                break
        yield sources
    finally:
        server.terminate()
        server.communicate()


def _pipeline(result: Stages, folder: Path, rounds: int, say: Callable[[str], None]) -> None:
    took: list[dict[str, Any]] = []
    with _served(folder, result.pages) as sources:
        for number in range(rounds + 1):  # the first makes the server build its pages, and is not counted
            say(f"pipeline, round {number} of {rounds}")
            with tempfile.TemporaryDirectory(dir=folder) as data:
                one = _run("running", data, str(sources), *(() if number else ("crawl",)))
            if one["articles"] != result.pages:
                say(f"only {one['articles']} of {result.pages} articles were found")
            if number:
                took.append(one)
    steps = {
        "crawl + extraction": ("crawl",),
        "crawl + extraction + annotation + index": ("crawl", "annotate", "index"),
        "annotation stage (two processes, with store)": ("annotate",),
        "index stage (with store)": ("index",),
        "index alone": ("index_alone",),
    }
    for name, parts in steps.items():
        count = int(statistics.median(one["articles"] for one in took))
        result.rates[name] = Rates(count, [sum(one[f"{part}_seconds"] for part in parts) for one in took])
        spent = statistics.median(sum(one[f"{part}_processor"] for part in parts) for one in took)
        result.processor[name] = spent / count * 1000


def measure_stages(pages: int, rounds: int, say: Callable[[str], None]) -> Stages:
    """Everything but the comparison with a plain NER loop."""
    result = Stages(pages)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _pipeline(result, folder, rounds, say)
        fetched, expected = fetch_pages(folder, bulk=pages)
        with Worker(Path(sys.executable), fetched) as worker:
            passes = [worker.ask("diemtin with source files") for _ in range(rounds + 1)][1:]
        result.rates["extraction alone, one process"] = Rates(len(expected), [one["seconds"] for one in passes])
    return result


def measure_annotation(articles: int, rounds: int, say: Callable[[str], None]) -> Stages:
    """Annotation alone and ``underthesea.ner`` over the same articles: one core, two cores, memory."""
    result = Stages(articles)
    with tempfile.TemporaryDirectory() as name:
        _, expected = fetch_pages(Path(name), bulk=articles)
        file = Path(name) / "articles.jsonl"
        days = [(one, one.published.isoformat() if one.published else None) for one in expected.values()]
        lines = [json.dumps({"title": one.title, "body": one.body, "date": day}) for one, day in days]
        file.write_text("\n".join(lines), encoding="utf-8")
        say(f"annotation and underthesea.ner, {rounds} rounds")
        for which, seconds in _run("annotating", str(file), str(rounds)).items():
            result.rates[which] = Rates(len(expected), seconds)
        for kind in ("ours", "ner"):
            result.peak[kind] = _run("annotating", str(file), "memory", kind)["peak"]
    return result
