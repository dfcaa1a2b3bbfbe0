"""Weeks and reporting periods, by the calendar and by the official cut, and how people write them.

The official cut is the national one of Nghị định 09/2019/NĐ-CP, Điều 12 (known from texts that apply it: Nghị định
70/2023/NĐ-CP, Thông tư 23/2024/TT-BCT, Thông tư 26/2025/TT-BNNMT; not read in its own text): a month runs from the
15th of the month before to the 14th; a quarter, the first six months and the year likewise. Nine months are a
province's own (Khánh Hòa, Quyết định 01/2023/QĐ-UBND, Điều 4, cut alike). The cut day is a setting. No rule was found
for the week: ISO Monday–Sunday is the default and the first day is a setting. Days are those of Asia/Ho_Chi_Minh.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from domain.days import official_day, official_day_month, official_month
from domain.errors import UsageError
from domain.text import fold

__all__ = [
    "Period",
    "PeriodKind",
    "last_full_week",
    "official_period",
    "parse_period",
    "parse_week",
    "week_of",
]

PeriodKind = Literal["week", "month", "quarter", "half", "nine_months", "year"]
_ROMAN: Final = {1: "I", 2: "II", 3: "III", 4: "IV"}
_WEEKDAYS: Final = {
    name: number
    for number, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends inclusive, with its name in Vietnamese ("Tuần 39/2022")."""

    kind: PeriodKind
    name: str
    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def label(self) -> str:
        """The name with both ends: "Tuần 39/2022 (26/9–02/10/2022)"."""
        start = official_day_month(self.first) if self.first.year == self.last.year else official_day(self.first)
        return f"{self.name} ({start}–{official_day(self.last)})"


def week_of(day: date, week_start: str = "monday") -> Period:
    """The week that holds a day. Its number is the ISO number of the week's fourth day, whatever day it starts on."""
    first = day - timedelta(days=(day.weekday() - _WEEKDAYS[week_start]) % 7)
    iso = (first + timedelta(days=3)).isocalendar()
    return Period("week", f"Tuần {iso.week:02}/{iso.year}", first, first + timedelta(days=6))


def last_full_week(today: date, week_start: str = "monday") -> Period:
    """The last week that has ended before today."""
    return week_of(week_of(today, week_start).first - timedelta(days=1), week_start)


def parse_week(text: str, week_start: str = "monday") -> Period:
    """Read "2022-W39", "39/2022" or "2022W39". UsageError says what a week looks like."""
    match = re.fullmatch(r"\s*(?:(\d{4})-?[Ww](\d{1,2})|(\d{1,2})/(\d{4}))\s*", text)
    if match:
        year, week = int(match[1] or match[4]), int(match[2] or match[3])
        try:
            # The ISO week's Thursday is the fourth day of a Monday week and lies in every other cut of the same number.
            fourth = date.fromisocalendar(year, week, 4)
        except ValueError:
            pass
        else:
            found = week_of(fourth, week_start)
            wanted = f"Tuần {week:02}/{year}"
            for candidate in (found, week_of(found.first - timedelta(days=1), week_start)):
                if candidate.name == wanted:
                    return candidate
            return week_of(found.last + timedelta(days=1), week_start)
    raise UsageError(f"Không hiểu tuần “{text}”.", "Hãy viết như 2022-W39.")


def _cut(year: int, month: int, cut_day: int) -> date:
    return date(year, month, min(cut_day, monthrange(year, month)[1]))


def official_period(kind: PeriodKind, year: int, number: int = 1, cut_day: int = 14) -> Period:
    """The official period: "month" 1–12, "quarter" 1–4, "half" 1–2, "nine_months", "year".

    ``cut_day`` is the last day counted in the closing month (31: the calendar month); the period opens on the day
    after the cut of the month before it.
    """
    names: dict[str, tuple[str, int, int]] = {
        "month": (f"Tháng {official_month(number)}/{year}", number, number),
        "quarter": (
            f"Quý {_ROMAN.get(number, '')}/{year}",
            3 * number - 2,
            3 * number,
        ),
        "half": (f"6 tháng {'đầu' if number == 1 else 'cuối'} năm {year}", 6 * number - 5, 6 * number),
        "nine_months": (f"9 tháng năm {year}", 1, 9),
        "year": (f"Năm {year}", 1, 12),
    }
    if kind not in names or not 1 <= names[kind][1] <= names[kind][2] <= 12:
        words = {"month": "tháng", "quarter": "quý", "half": "6 tháng", "nine_months": "9 tháng", "year": "năm"}
        raise UsageError(
            f"Không có kỳ “{words.get(kind, kind)} {number}/{year}”.",
            "Kỳ: tháng 1–12, quý 1–4, 6 tháng 1–2, 9 tháng, năm.",
        )
    name, opens, closes = names[kind]
    before = _cut(year - 1, 12, cut_day) if opens == 1 else _cut(year, opens - 1, cut_day)
    return Period(kind, name, before + timedelta(days=1), _cut(year, closes, cut_day))


# Folded text. A bare "09/2022" is the month, as every office writes it; what can only be a week ("39/2022") is one.
_YEAR: Final = r"(?:\s*nam\s*|\s*[/-]\s*|\s+)(?P<y>\d{4})"
_WRITTEN: Final[tuple[tuple[str, PeriodKind], ...]] = (
    (r"(?P<y>\d{4})-?w(?P<n>\d{1,2})", "week"),
    (r"tuan\s*(?:thu\s*)?(?P<n>\d{1,2})" + _YEAR, "week"),
    (r"(?P<n>1[3-9]|[2-5]\d)/(?P<y>\d{4})", "week"),
    (r"(?P<y>\d{4})-(?P<n>\d{1,2})", "month"),
    (r"(?P<n>0?[1-9]|1[0-2])\s*[/-]\s*(?P<y>\d{4})", "month"),
    (r"(?:thang|t)\s*(?P<n>\d{1,2})" + _YEAR, "month"),
    (r"(?P<y>\d{4})-?q(?P<n>[1-4])", "quarter"),
    (r"(?:quy|q)\s*(?P<n>[1-4]|i{1,3}|iv)" + _YEAR, "quarter"),
    (r"(?P<y>\d{4})-?h(?P<n>[12])", "half"),
    (r"(?:6|sau)\s*thang\s*(?P<n>dau|cuoi)" + _YEAR, "half"),
    (r"(?P<y>\d{4})-?9[mt]", "nine_months"),
    (r"(?:9|chin)\s*thang(?:\s*dau)?" + _YEAR, "nine_months"),
    (r"(?:ca\s*)?(?:nam\s*)?(?P<y>\d{4})", "year"),
)
_FORMS: Final = tuple((re.compile(form), kind) for form, kind in _WRITTEN)
_NUMBERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "dau": 1, "cuoi": 2}


def parse_period(text: str, week_start: str = "monday", cut_day: int = 14) -> Period:
    """Read a period as people write it, with or without accents.

    "tuần 39/2022", "tháng 9/2022" or "09/2022", "quý 3/2022", "6 tháng đầu năm 2022", "9 tháng 2022", "năm 2022", and
    the short forms "2022-W39", "2022-09", "2022-Q3", "2022-H1", "2022-9M".

    UsageError says what a period looks like.
    """
    folded = fold(text)
    for form, kind in _FORMS:
        match = form.fullmatch(folded)
        if match is None:
            continue
        written = match.groupdict().get("n") or "1"
        number = _NUMBERS.get(written) or int(written)
        if kind == "week":
            return parse_week(f"{match['y']}-W{number:02}", week_start)
        return official_period(kind, int(match["y"]), number, cut_day)
    raise UsageError(
        f"Không hiểu kỳ “{text}”.",
        "Hãy viết như tuần 39/2022, tháng 9/2022, quý 3/2022, 6 tháng đầu năm 2022, 9 tháng 2022 hoặc 2022.",
    )
