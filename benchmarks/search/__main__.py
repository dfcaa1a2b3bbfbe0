"""``python -m benchmarks.search``: fill the engines, ask them, print the tables and put them into the page."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.search.engines import ENGINES
from benchmarks.search.measure import ask, ask_at_once, fill
from benchmarks.search.report import Results, page
from benchmarks.search.shapes import SHAPES

_MARK = "<!-- measured: written by python -m benchmarks.search --write -->"
_PAGE = Path(__file__).parents[2] / "docs" / "benchmarks-search.md"


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _measure(name: str, counts: list[int], rounds: int, clients: int) -> Results:
    results = Results(name)
    for count in counts:
        with tempfile.TemporaryDirectory() as folder, ENGINES[name](Path(folder)) as engine:
            filled = fill(engine, count)
            _say(f"{name}: {count:,} articles, {filled.rate:,.0f}/s, {filled.size_bytes / 2**20:,.0f} MiB")
            results.filled.append(filled)
            alone = ask(engine, SHAPES, rounds)
            results.growth[count] = [took for answers in alone.values() for took in answers.times]
            if count == counts[-1]:
                results.alone = alone
                results.crowd, results.crowd_rate = ask_at_once(engine, SHAPES, clients, max(1, rounds // 5))
    return results


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--counts", default="1000,10000,100000", help="sizes of the index, the largest last")
    parser.add_argument("--engines", default=",".join(ENGINES), help=f"of {', '.join(ENGINES)}")
    parser.add_argument("--rounds", type=int, default=10, help="how often each query is asked")
    parser.add_argument("--clients", type=int, default=8, help="how many ask at once in the second part")
    parser.add_argument("--write", action="store_true", help=f"put the tables into {_PAGE.name}")
    chosen = parser.parse_args()
    counts = [int(count) for count in chosen.counts.split(",")]
    results = [_measure(name, counts, chosen.rounds, chosen.clients) for name in chosen.engines.split(",")]
    made = page(results, chosen.clients)
    print(made)
    if chosen.write:
        kept = _PAGE.read_text(encoding="utf-8").partition(_MARK)[0]
        _PAGE.write_text(f"{kept}{_MARK}\n\n{made}", encoding="utf-8")


if __name__ == "__main__":
    main()
