"""Days, months and years as numbers: validity, spans, and the year that a short date leaves out."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

__all__ = ["day_of", "full_year", "month_span", "near_year", "plausible_year", "year_span"]

# A short date lies in the article's own year unless that is this many days off; news looks back further than ahead.
_TOO_FAR_AHEAD = timedelta(days=150)
_TOO_FAR_BACK = timedelta(days=300)


def plausible_year(year: int) -> bool:
    """Whether a four-digit number can be a year that news speaks of."""
    return 1900 <= year <= 2100


def full_year(digits: str) -> int | None:
    """ "2022" → 2022, "22" → 2022; null for what is no year."""
    if len(digits) == 2:
        return 2000 + int(digits) if int(digits) < 70 else 1900 + int(digits)
    year = int(digits) if len(digits) == 4 else 0
    return year if plausible_year(year) else None


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or null where the calendar has none such."""
    if 1 <= month <= 12 and 1 <= day <= 31 and plausible_year(year) and day <= monthrange(year, month)[1]:
        return date(year, month, day)
    return None


def month_span(year: int, first: int, last: int | None = None) -> tuple[date, date] | None:
    """First and last day of one month, or of several in a row."""
    last = first if last is None else last
    if not (1 <= first <= last <= 12 and plausible_year(year)):
        return None
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def year_span(first: int, last: int | None = None) -> tuple[date, date] | None:
    """First and last day of a year, or of several in a row."""
    last = first if last is None else last
    if not (plausible_year(first) and plausible_year(last) and first <= last):
        return None
    return date(first, 1, 1), date(last, 12, 31)


def near_year(own: date | None, month: int, day: int = 15, *, ahead: bool = False, turn: bool = True) -> int | None:
    """The year of a day or month without one, from the article's own date: 28/12 in January is last year's.

    ``ahead``: the words around speak of what is to come; with ``turn`` that may be next year. Null when the article
    has no date.
    """
    if own is None or not 1 <= month <= 12:
        return None
    same = date(own.year, month, min(day, monthrange(own.year, month)[1]))
    if same - own > _TOO_FAR_AHEAD and not ahead:
        return own.year - 1
    if own - same > _TOO_FAR_BACK or (ahead and turn and own - same > timedelta(days=92)):
        return own.year + 1
    return own.year
