"""Counts as small tables, and a week series as a sparkline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from domain.periods import week_of

__all__ = ["bars", "busiest", "sparkline", "week_series"]

_BLOCKS = "▁▂▃▄▅▆▇█"


def sparkline(values: Sequence[int]) -> str:
    """One character a value; a blank for none."""
    top = max(values, default=0)
    return "".join(" " if not value else _BLOCKS[(value * 7) // top] for value in values)


def week_series(days: Sequence[date], week_start: str) -> list[tuple[str, int]]:
    """How many days fall in each week from the first to the last, empty weeks too; by the week's name."""
    if not days:
        return []
    counts: dict[date, int] = {}
    for day in days:
        first = week_of(day, week_start).first
        counts[first] = counts.get(first, 0) + 1
    first, last = min(counts), max(counts)
    weeks = [first + timedelta(weeks=number) for number in range((last - first).days // 7 + 1)]
    return [(week_of(week, week_start).name, counts.get(week, 0)) for week in weeks]


def busiest(series: Sequence[tuple[str, int]], width: int = 26) -> list[tuple[str, int]]:
    """The stretch of at most ``width`` weeks that holds the most; a short series is left whole."""
    if len(series) <= 2 * width:
        return list(series)
    starts = range(len(series) - width + 1)
    best = max(starts, key=lambda start: sum(count for _, count in series[start : start + width]))
    stretch = list(series[best : best + width])
    while stretch and not stretch[-1][1]:
        stretch.pop()
    while stretch and not stretch[0][1]:
        stretch.pop(0)
    return stretch


def bars(counts: Mapping[str, int], width: int = 24) -> list[str]:
    """A line a count, longest first, with a bar."""
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    top = max(counts.values(), default=0)
    label = max((len(name) for name in counts), default=0)
    return [f"{name:<{label}}  {value:>4}  {'█' * round(width * value / top) if top else ''}" for name, value in rows]
