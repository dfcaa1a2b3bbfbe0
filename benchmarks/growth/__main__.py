"""``python -m benchmarks.growth``: fill stores of growing size, ask the same of each, put the table into the page."""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.growth.fill import fill
from benchmarks.growth.measure import Measured, measure
from benchmarks.growth.report import page
from store import open_store

_MARK = "<!-- growth: written by python -m benchmarks.growth --write -->"
_END = "<!-- end of growth -->"
_HEADING = "## What must cost the same in a large store"
_PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"


def _measure(count: int) -> Measured:
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        fill(store, count)
        print(f"{count:,} articles are there", file=sys.stderr, flush=True)
        return measure(store)


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--counts", default="1000,10000,50000", help="sizes of the store")
    parser.add_argument("--write", action="store_true", help=f"put the table into {_PAGE.name}")
    chosen = parser.parse_args()
    table = page([_measure(int(count)) for count in chosen.counts.split(",")])
    print(table)
    if chosen.write:
        text = _PAGE.read_text(encoding="utf-8")
        before, _, rest = text.partition(_MARK)
        after = rest.partition(_END)[2]
        stamp = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
        made = f"{_MARK}\n\n{_HEADING}\n\n{stamp}\n\n{table}\n{_END}"
        _PAGE.write_text(f"{before.rstrip()}\n\n{made}\n{after.lstrip()}", encoding="utf-8")


if __name__ == "__main__":
    main()
