"""What a day is, and how people write days, months, quarters and years.

A day is the day in Asia/Ho_Chi_Minh: a time with another offset is converted before its day is asked for. Every reader
of a day, and every place where a person types one, uses these two functions.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from domain.text import fold

__all__ = [
    "DAY_EXAMPLES",
    "ZONE",
    "day_of",
    "end_of",
    "local_time",
    "month_in_address",
    "official_day",
    "official_day_month",
    "official_month",
    "read_days",
]

ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
DAY_EXAMPLES: Final = "2022-09-26, 26/9/2022, 9/2022, quý 3/2022 hoặc 2022"
"""Ways of writing that ``read_days`` takes, for the line that refuses another one."""

_MONTH_IN_ADDRESS = re.compile(r"/(?P<y>20\d\d)/(?P<m>0[1-9]|1[0-2])/(?!\d{1,2}(?:/|\Z))[^/]*[^\W\d_]{2}[^/]*/?\Z")
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def local_time(moment: datetime) -> datetime:
    """The time on a clock in Vietnam; a time without an offset is one already."""
    try:
        return moment.replace(tzinfo=ZONE) if moment.tzinfo is None else moment.astimezone(ZONE)
    except OverflowError:  # within hours of the first or the last day that a date can name
        return moment.replace(tzinfo=ZONE)


def day_of(moment: datetime | date | None) -> date | None:
    """The day of a moment in Vietnam; a bare date is its own day, null stays null."""
    return local_time(moment).date() if isinstance(moment, datetime) else moment


def end_of(day: date) -> datetime:
    """The moment at which a day is over in Vietnam: midnight, the first of the day after."""
    return datetime.combine(day + timedelta(days=1), time(), ZONE)


def official_day(day: date) -> str:
    """ "05/01/2022", "14/9/2022": day, month and year as ``official_day_month`` writes them."""
    return f"{official_day_month(day)}/{day.year}"


def official_day_month(day: date) -> str:
    """ "05/01", "14/9": a nought before days below 10 and before the months 1 and 2 (Nghị định 30/2020, Phụ lục I)."""
    return f"{day.day:02}/{official_month(day.month)}"


def official_month(number: int) -> str:
    """ "01", "9": a nought before the months 1 and 2 (Nghị định 30/2020, Phụ lục I)."""
    return f"{number:02}" if number <= 2 else str(number)


def month_in_address(url: str) -> str | None:
    """ "2022-09" of an address like ``/2022/09/ten-bai``, where a site puts the year and the month of publication
    before the name; null where the address says none, or says the day as well.
    """
    match = _MONTH_IN_ADDRESS.search(urlsplit(url).path)
    return f"{match['y']}-{match['m']}" if match else None


def _year(text: str) -> int:
    """A year of four digits, or of two: 22 is 2022, 98 is 1998."""
    year = int(text)
    if len(text) == 2:
        year += 2000 if year < 70 else 1900
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(text)
    return year


def _day(match: re.Match[str]) -> tuple[date, date]:
    only = date(_year(match["y"]), int(match["m"]), int(match["d"]))
    return only, only


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _month(match: re.Match[str]) -> tuple[date, date]:
    month = int(match["m"])
    if not 1 <= month <= 12:
        raise ValueError(month)
    return _months(_year(match["y"]), month, month)


def _quarter(match: re.Match[str]) -> tuple[date, date]:
    last = 3 * (_ROMAN.get(match["q"]) or int(match["q"]))
    return _months(_year(match["y"]), last - 2, last)


def _half(match: re.Match[str]) -> tuple[date, date]:
    return _months(_year(match["y"]), *((1, 6) if match["h"] in {"dau", "1"} else (7, 12)))


def _week(match: re.Match[str]) -> tuple[date, date]:
    first = date.fromisocalendar(_year(match["y"]), int(match["w"]), 1)
    return first, first + timedelta(days=6)


_SIGN = r"\s*[-/.]\s*"
_OF_YEAR = r"(?:\s*[-/.,]\s*|\s+)(?:nam\s+)?"
_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[date, date]]], ...]] = tuple(
    (re.compile(form), read)
    for form, read in (
        (rf"(?P<y>\d{{4}}){_SIGN}(?P<m>\d{{1,2}}){_SIGN}(?P<d>\d{{1,2}})(?:[t ]\d{{1,2}}:\d\d(?::\d\d)?)?", _day),
        (rf"(?:ngay\s+)?(?P<d>\d{{1,2}}){_SIGN}(?P<m>\d{{1,2}}){_SIGN}(?P<y>\d{{4}}|\d\d)", _day),
        (rf"(?:ngay\s+)?(?P<d>\d{{1,2}})\s+thang\s+(?P<m>\d{{1,2}}){_OF_YEAR}(?P<y>\d{{4}})", _day),
        (rf"(?P<y>\d{{4}}){_SIGN}(?P<m>\d{{1,2}})", _month),
        (rf"(?:thang\s+)?(?P<m>\d{{1,2}}){_SIGN}(?P<y>\d{{4}})", _month),
        (rf"thang\s+(?P<m>\d{{1,2}}){_OF_YEAR}(?P<y>\d{{4}}|\d\d)", _month),
        (rf"(?:quy\s*|q)(?P<q>[1-4]|i{{1,3}}|iv){_OF_YEAR}(?P<y>\d{{4}})", _quarter),
        (r"(?P<y>\d{4})-?q(?P<q>[1-4])", _quarter),
        (rf"6\s+thang\s+(?P<h>dau|cuoi){_OF_YEAR}(?P<y>\d{{4}})", _half),
        (r"(?P<y>\d{4})-?h(?P<h>[12])", _half),
        (rf"tuan\s+(?P<w>\d{{1,2}}){_OF_YEAR}(?P<y>\d{{4}})", _week),
        (r"(?P<y>\d{4})-?w(?P<w>\d{1,2})", _week),
        (r"(?:nam\s+)?(?P<y>\d{4})", lambda match: _months(_year(match["y"]), 1, 12)),
    )
)


def read_days(text: str) -> tuple[date, date] | None:
    """First and last day of what a person wrote: a day, week, month, quarter, half or year; null when it is none, as
    31/02/2022 is.
    """
    folded = fold(text).replace("–", "-").strip(" ,;.")
    if len(folded) > 40:
        return None
    for form, read in _FORMS:
        if match := form.fullmatch(folded):
            try:
                return read(match)
            except ValueError:
                return None
    return None
