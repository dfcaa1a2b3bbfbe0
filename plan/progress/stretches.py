"""The stretches of days that a target is set for: official months, quarters … of ``domain.periods``, or the task's own
deadlines.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from domain.days import official_day
from domain.periods import Period, PeriodKind, official_period, week_of
from domain.plan import Product, ProductPeriod, Task

__all__ = ["Calendar", "Stretch", "period_code", "stretches"]

_KINDS: Final[dict[ProductPeriod, tuple[PeriodKind, int]]] = {
    ProductPeriod.THANG: ("month", 12),
    ProductPeriod.QUY: ("quarter", 4),
    ProductPeriod.SAU_THANG: ("half", 2),
    ProductPeriod.NAM: ("year", 1),
}


@dataclass(frozen=True, slots=True)
class Calendar:
    """How the office cuts its periods."""

    cut_day: int = 14
    week_start: str = "monday"

    def year(self, year: int) -> Period:
        """The official year."""
        return official_period("year", year, cut_day=self.cut_day)

    def year_of(self, day: date) -> int:
        """The number of the official year that holds a day: 15/12 opens the next one."""
        return day.year if day <= self.year(day.year).last else day.year + 1


@dataclass(frozen=True, slots=True)
class Stretch:
    """So many within these days, both ends inclusive; ``need`` is null where the plan names no number."""

    name: str
    first: date
    last: date
    need: float | None


def period_code(period: Period) -> str:
    """The short name that ``parse_period`` reads: "2024-Q3", "2024-09", "2024-H1", "2024-9M", "2024", "2024-W39"."""
    year, month = period.last.year, period.last.month
    if period.kind == "week":
        iso = (period.first + timedelta(days=3)).isocalendar()
        return f"{iso.year}-W{iso.week:02}"
    if period.kind == "month":
        return f"{year}-{month:02}"
    if period.kind == "quarter":
        return f"{year}-Q{month // 3}"
    if period.kind == "half":
        return f"{year}-H{month // 6}"
    return f"{year}-9M" if period.kind == "nine_months" else str(year)


def stretches(task: Task, product: Product, year: int, calendar: Calendar) -> list[Stretch]:
    """All stretches of a target in one official year, in order."""
    whole = calendar.year(year)
    if product.parts:
        return _columns(product, year, calendar)
    if product.period is ProductPeriod.TUAN:
        return _weeks(product.quantity, whole, calendar)
    if product.period in _KINDS:
        kind, count = _KINDS[product.period]
        periods = [official_period(kind, year, number, calendar.cut_day) for number in range(1, count + 1)]
        return [Stretch(one.name, one.first, one.last, product.quantity) for one in periods]
    return _deadlines(task, product, whole, calendar)


def _columns(product: Product, year: int, calendar: Calendar) -> list[Stretch]:
    """A column of a month or a quarter is the official one of that name."""
    found = [_named(part.from_, part.to, part.quantity, calendar) for part in product.parts]
    return sorted((one for one in found if calendar.year_of(one.last) == year), key=lambda one: (one.last, one.first))


def _named(first: date, last: date, need: float | None, calendar: Calendar) -> Stretch:
    """The official period that goes by the name of these calendar days ("quý II"), or the days as they are."""
    official = _official(first, last, calendar)
    if official is not None:
        return Stretch(official.name, official.first, official.last, need)
    return Stretch(f"đến hết ngày {official_day(last)}", first, last, need)


def _official(first: date, last: date, calendar: Calendar) -> Period | None:
    """The official period named like these calendar days, where they are a month, a quarter, a half or a year."""
    if first.day != 1 or (last + timedelta(days=1)).day != 1 or first.year != last.year:
        return None
    months = last.month - first.month + 1
    kinds: dict[int, PeriodKind] = {1: "month", 3: "quarter", 6: "half", 12: "year"}
    if months not in kinds or last.month % months:
        return None
    return official_period(kinds[months], first.year, last.month // months, calendar.cut_day)


def _weeks(need: float | None, whole: Period, calendar: Calendar) -> list[Stretch]:
    """The weeks that end in the year."""
    found = []
    week = week_of(whole.first, calendar.week_start)
    while week.last <= whole.last:
        found.append(Stretch(week.name, week.first, week.last, need))
        week = week_of(week.last + timedelta(days=1), calendar.week_start)
    return found


def _deadlines(task: Task, product: Product, whole: Period, calendar: Calendar) -> list[Stretch]:
    """Once, by the task's own time; by the year's end where it has none."""
    due = task.due
    if due is None or (due.to is None and not due.dates):
        return [Stretch(whole.name, whole.first, whole.last, product.quantity)]
    dates = sorted(due.dates)
    if len(dates) > 1 and product.quantity is not None and product.annual == product.quantity * len(dates):
        starts = [due.from_ or whole.first, *(day + timedelta(days=1) for day in dates)]
        return [
            Stretch(f"đến hết ngày {official_day(day)}", min(start, day), day, product.quantity)
            for start, day in zip(starts, dates, strict=False)
        ]
    last = due.to or dates[-1]
    if due.from_ is not None and due.from_ <= last:
        return [_named(due.from_, last, product.quantity, calendar)]
    return [Stretch(f"đến hết ngày {official_day(last)}", min(whole.first, last), last, product.quantity)]
