"""Our own pipeline over served sites, in a process of its own: ``python -m benchmarks.pipeline.running DATA SOURCES``.

Crawls and extracts, annotates, and feeds the index, as ``diemtin run`` does, into the empty folder DATA. Prints a line
of JSON: articles, the seconds and the processor time of each step, and the seconds of the index alone. Loading modules
and opening the store come before the clock; starting the worker processes does not. ``crawl`` as a third argument ends
after the first step.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crawler.run import crawl
from index import open_index
from pipeline.annotate import annotate_waiting
from pipeline.context import open_context
from pipeline.feed import feed_index

__all__ = ["main"]

_TICKS = os.sysconf("SC_CLK_TCK")


def _stat(process: Path) -> list[str]:
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _processor_time() -> float:
    """Seconds of this process and of all its children, living or ended. Linux only."""
    me, own = os.getpid(), os.times()
    living = 0
    for process in Path("/proc").glob("[0-9]*"):
        fields = _stat(process)
        if len(fields) > 12 and int(fields[1]) == me:
            living += int(fields[11]) + int(fields[12])
    return own.user + own.system + own.children_user + own.children_system + living / _TICKS


@contextmanager
def _clock(into: dict[str, float], step: str) -> Iterator[None]:
    began, processor = time.perf_counter(), _processor_time()
    yield
    into[f"{step}_seconds"] = time.perf_counter() - began
    into[f"{step}_processor"] = _processor_time() - processor


def main() -> None:
    """Run the steps."""
    data, sources = Path(sys.argv[1]), Path(sys.argv[2])
    context = open_context(data, sources, allow_private_addresses=True)
    took: dict[str, float] = {}
    with context.store() as store:
        every = context.all_sources()
        with _clock(took, "crawl"):
            crawl(store, every, context.settings)
        took["articles"] = store.articles.count()
        if len(sys.argv) > 3:
            print(json.dumps(took))
            return
        with _clock(took, "annotate"):
            took["annotated"] = annotate_waiting(store, context.settings).annotated
        with context.index() as engine, _clock(took, "index"):
            took["indexed"] = feed_index(store, engine, context.index_name).written
        documents = list(store.documents.iterate())
        engine = open_index(path=data / "index-alone")
        with _clock(took, "index_alone"):
            engine.write(documents)
        engine.close()
    print(json.dumps(took))


if __name__ == "__main__":
    main()
