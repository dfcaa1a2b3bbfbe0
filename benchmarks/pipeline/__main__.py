"""``python -m benchmarks.pipeline``: measure, print the tables, and write them to docs/benchmarks.md."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from benchmarks.pipeline.compare import compare
from benchmarks.pipeline.newsplease import crawl_beside
from benchmarks.pipeline.peers import ROOT
from benchmarks.pipeline.report import comparison_part, crawl_part, head, stages_part
from benchmarks.pipeline.stages import measure_annotation, measure_stages

_PAGE = ROOT / "docs" / "benchmarks.md"
_INTRODUCTION = """\
# Benchmarks

Written by `make bench` (`python -m benchmarks.pipeline`), which measures everything on this page anew; searching has a
page of its own, `make bench-search`. The pages are those of the sample sites, so the figures compare tools and releases
on one machine; they do not promise a speed elsewhere. A figure that falls short of its aim stays here and says so.
"""


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pipeline", description=__doc__)
    parser.add_argument("--pages", type=int, default=300, help="clean pages for the pipeline")
    parser.add_argument("--articles", type=int, default=40, help="articles for the comparison of annotation")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of each measurement")
    parser.add_argument("--only", choices=["stages", "extraction", "crawl"], help="one part, printed and not written")
    chosen = parser.parse_args()

    def stages() -> str:
        annotation = measure_annotation(chosen.articles, chosen.rounds, _say)
        return stages_part(measure_stages(chosen.pages, chosen.rounds, _say), annotation)

    parts: dict[str, Callable[[], str]] = {
        "stages": stages,
        "extraction": lambda: comparison_part(*compare(chosen.rounds, _say)),
        "crawl": lambda: crawl_part(crawl_beside(_say)),
    }
    print(_INTRODUCTION)
    made = []
    for name, part in parts.items():
        if chosen.only in {None, name}:
            made.append(part())
            print(made[-1], flush=True)  # at once: a part that fails later on takes nothing along
    page = "\n".join([_INTRODUCTION, head(), "", *made])
    if chosen.only is None:
        _PAGE.write_text(page.rstrip() + "\n", encoding="utf-8")
        _say(f"written to {_PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
