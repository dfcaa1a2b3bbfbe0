"""The bars of an answer over time: years, the months of a year, or the days of a month, and one bar for what has no
date.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from domain.days import official_day
from domain.search import DayKind, SearchResponse
from web.search.view import View

__all__ = ["Timeline", "asks_for_days", "timeline"]

_MOST_YEARS = 16
_MONTH_DAYS = 31


@dataclass(frozen=True, slots=True)
class Timeline:
    """``rows`` as ``chart.bars`` takes them; ``crumbs``: the way up, each with its address (null: here)."""

    level: str
    caption: str
    heading: str
    rows: tuple[dict[str, Any], ...]
    crumbs: tuple[tuple[str, str | None], ...]
    months_only: int

    @property
    def wide(self) -> bool:
        """Whether the bars want more room than a phone has."""
        return len(self.rows) > 20


def asks_for_days(view: View) -> bool:
    """Whether the view lies within one month, so that days are counted."""
    span = view.shown_span
    return span is not None and span <= _MONTH_DAYS and _month(view) is not None


def _month(view: View) -> tuple[int, int] | None:
    first, last = view.days
    same = first and last and (first.year, first.month) == (last.year, last.month)
    return (first.year, first.month) if first and same else None


def _year(view: View) -> int | None:
    first, last = view.days
    return first.year if first and last and first.year == last.year else None


def _row(label: str, name: str, value: int, view: View | None, **more: Any) -> dict[str, Any]:
    href = view.address() if view is not None and value else None
    return {
        "label": label,
        "name": name,
        "value": value,
        "href": href,
        "now": False,
        "unknown": False,
        "part": 0,
    } | more


def _unknown(view: View, response: SearchResponse) -> list[dict[str, Any]]:
    kinds = {one.value: one.count for one in response.facets.get("day_kind", ())}
    count = kinds.get(DayKind.UPDATED, 0) + kinds.get(DayKind.FIRST_SEEN, 0)
    if not count or any(view.days):
        return []
    there = view.to(values={**view.values, "ngay-dang": ("chua-ro",)})
    return [_row("Chưa rõ", "Chưa rõ ngày đăng", count, there, unknown=True)]


def timeline(view: View, response: SearchResponse) -> Timeline | None:
    """The bars of an answer; null where there is no dated article and none without a date."""
    months = {one.value: one.count for one in response.facets.get("month", ())}
    only = {one.value: one.count for one in response.facets.get("month_only", ())}
    unknown = _unknown(view, response)
    if not months and not unknown:
        return None
    everything = [("Mọi năm", view.between(None, None).address() if any(view.days) else None)]
    years = sorted({int(month[:4]) for month in months})
    if asks_for_days(view) and (month := _month(view)):
        return _days(view, response, month, only, everything)
    year = _year(view) or (years[0] if len(years) == 1 else None)
    if year is not None:
        rows = [
            _row(
                f"T{number}",
                f"Tháng {number}/{year}",
                months.get(f"{year}-{number:02}", 0),
                view.between(date(year, number, 1), date(year, number, monthrange(year, number)[1])),
                part=only.get(f"{year}-{number:02}", 0),
            )
            for number in range(1, 13)
        ]
        crumbs = (*everything, (f"Năm {year}", None))
        return Timeline(
            "month", f"Số bài theo tháng, năm {year}", "Tháng", (*rows, *unknown), crumbs, sum(only.values())
        )
    counts: dict[int, list[int]] = {}
    for month_name, count in months.items():
        both = counts.setdefault(int(month_name[:4]), [0, 0])
        both[0] += count
        both[1] += only.get(month_name, 0)
    span = range(max(years[0], years[-1] - _MOST_YEARS + 1), years[-1] + 1) if years else range(0)
    rows = []
    if years and years[0] < span[0]:
        before = sum(count for one, (count, _) in counts.items() if one < span[0])
        rows.append(_row("Trước", f"Trước năm {span[0]}", before, view.between(None, date(span[0] - 1, 12, 31))))
    for one in span:
        count, part = counts.get(one, [0, 0])
        rows.append(_row(str(one), f"Năm {one}", count, view.between(date(one, 1, 1), date(one, 12, 31)), part=part))
    return Timeline("year", "Số bài theo năm", "Năm", (*rows, *unknown), tuple(everything), sum(only.values()))


def _days(
    view: View, response: SearchResponse, month: tuple[int, int], only: dict[str, int], up: list[tuple[str, str | None]]
) -> Timeline:
    year, number = month
    first, last = date(year, number, 1), date(year, number, monthrange(year, number)[1])
    counts = {one.value: one.count for one in response.facets.get("published_day", ())}
    rows = []
    at = first
    while at <= last:
        value = counts.get(at.isoformat(), 0)
        now = view.days == (at, at)
        there = None if now else view.between(at, at)
        rows.append(_row(str(at.day), f"Ngày {official_day(at)}", value, there, now=now))
        at += timedelta(days=1)
    unsure = only.get(f"{year}-{number:02}", 0)
    if unsure:
        there = view.to(values={**view.values, "ngay-dang": ("chi-ro-thang",)})
        rows.append(_row("Cả tháng", f"Chỉ rõ tháng {number}/{year}", unsure, there, unknown=True))
    whole = view.between(first, last).address() if view.days != (first, last) else None
    crumbs = [*up, (f"Năm {year}", view.between(date(year, 1, 1), date(year, 12, 31)).address())]
    crumbs.append((f"Tháng {number}", whole))
    if view.days[0] == view.days[1] and view.days[0]:
        crumbs.append((f"Ngày {view.days[0].day}", None))
    return Timeline("day", f"Số bài theo ngày, tháng {number}/{year}", "Ngày", tuple(rows), tuple(crumbs), unsure)
