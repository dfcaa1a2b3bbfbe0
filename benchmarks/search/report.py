"""Results as a page of Markdown."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version

from benchmarks.search.measure import Answers, Filled, percentile

__all__ = ["Results", "page"]

_SHARES = (0.5, 0.95, 0.99)


@dataclass(slots=True)
class Results:
    """All that was measured of one engine."""

    engine: str
    filled: list[Filled] = field(default_factory=list)
    growth: dict[int, list[float]] = field(default_factory=dict)
    alone: dict[str, Answers] = field(default_factory=dict)
    crowd: list[float] = field(default_factory=list)
    crowd_rate: float = 0.0


def _shares(times: list[float]) -> list[str]:
    return [f"{percentile(times, share):.1f}" for share in _SHARES]


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _table(head: list[str], rows: list[list[object]]) -> list[str]:
    align = ["---", *["---:"] * (len(head) - 1)]
    return [_row(*head), _row(*align), *(_row(*row) for row in rows), ""]


def _memory() -> str:
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return f"{pages * size / 2**30:.0f} GiB"


def _machine() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in ("tantivy", "elasticsearch"))
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {_memory()}, "
        f"Python {platform.python_version()}, {packages}; load of the machine {os.getloadavg()[0]:.1f} at the end"
    )


def page(results: list[Results], clients: int) -> str:
    """The whole page."""
    names = [result.engine for result in results]
    lines = ["## Measured", "", f"{_machine()}.", "", "### Filling", ""]
    lines += _table(
        ["engine", "articles", "articles/s", "size", "bytes an article"],
        [
            [
                result.engine,
                f"{f.count:,}",
                f"{f.rate:,.0f}",
                f"{f.size_bytes / 2**20:,.1f} MiB",
                f"{f.size_bytes // f.count:,}",
            ]
            for result in results
            for f in result.filled
        ],
    )
    lines += ["### One client, milliseconds, largest index", ""]
    shapes = list(results[0].alone)
    head = ["shape", "articles found", *(f"{name} p50 / p95 / p99" for name in names)]
    rows: list[list[object]] = []
    for shape in shapes:
        totals = results[0].alone[shape].totals
        found = f"{min(totals):,}–{max(totals):,}" if min(totals) != max(totals) else f"{totals[0]:,}"
        rows.append([shape, found, *(" / ".join(_shares(result.alone[shape].times)) for result in results)])
    everything = [" / ".join(_shares([t for a in result.alone.values() for t in a.times])) for result in results]
    rows.append(["**all**", "", *everything])
    lines += _table(head, rows)
    lines += [f"### {clients} clients at once, milliseconds, largest index", ""]
    lines += _table(
        ["engine", "p50", "p95", "p99", "answers/s"],
        [[result.engine, *_shares(result.crowd), f"{result.crowd_rate:.0f}"] for result in results],
    )
    lines += ["### Growth: all shapes, one client, p50 / p95 / p99", ""]
    counts = list(results[0].growth)
    lines += _table(
        ["articles", *names],
        [[f"{count:,}", *(" / ".join(_shares(result.growth[count])) for result in results)] for count in counts],
    )
    return "\n".join(lines)
