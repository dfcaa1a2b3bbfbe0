"""Which stretch of time an issue covers: weeks by any first day, Monday to Friday, or two dates; and what it is called.

Days are those of Asia/Ho_Chi_Minh whatever the clock of the machine says: a moment is converted before its day is
asked for. An issue is named after its window, so a run that comes late, or twice, means the same one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from domain.days import ZONE, day_of, official_day, official_day_month, official_month
from domain.digest import Window
from domain.errors import UsageError
from domain.periods import parse_week, week_of
from domain.settings import Settings
from domain.text import fold

__all__ = [
    "IssueWindow",
    "is_week",
    "last_window",
    "lettered",
    "named_issue",
    "week_window",
    "window_by_id",
    "window_of_days",
    "window_of_week",
]

_WORKING: Final = 5
_ID: Final = re.compile(r"(\d{4}-W\d{2})([a-z]?)|(\d{4}-\d{2}-\d{2})_(\d{4}-\d{2}-\d{2})([a-z]?)")
_WEEK_NAME: Final = re.compile(r"(?:tuan\s*)?(\d{1,2})([a-z]?)\s*/\s*(\d{4})")
_MONTH_NAME: Final = re.compile(r"(?:tuan\s*)?(\d)\s*[-–,]?\s*thang\s*(\d{1,2})([a-z]?)\s*/\s*(\d{4})")
_LONGEST: Final = 366


@dataclass(frozen=True, slots=True)
class IssueWindow:
    """The days of an issue, both inclusive. ``id`` without the letter of a later edition; ``numbering``: "Tuần
    39/2022", empty for two dates.
    """

    id: str
    first: date
    last: date
    numbering: str

    @property
    def instants(self) -> Window:
        """First instant of the first day and first instant after the last."""
        return Window(
            start=datetime.combine(self.first, time(), ZONE),
            end=datetime.combine(self.last + timedelta(days=1), time(), ZONE),
        )

    @property
    def days(self) -> list[date]:
        """Every day of it."""
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    @property
    def both_ends(self) -> str:
        """ "26/9–02/10/2022"; with both years where they differ."""
        start = official_day_month(self.first) if self.first.year == self.last.year else official_day(self.first)
        return f"{start}–{official_day(self.last)}"

    def before(self, weeks: int = 1) -> IssueWindow:
        """The window of the same length that lies so many steps earlier; without a number of its own."""
        step = timedelta(days=7 if is_week(self.id) else (self.last - self.first).days + 1) * weeks
        return IssueWindow("", self.first - step, self.last - step, "")


def last_window(now: datetime, settings: Settings) -> IssueWindow:
    """The last window that is over: of a week, or its working days, that ended before the day of ``now``."""
    today = day_of(now)
    assert today is not None
    week = week_of(today, _week_start(settings)).first
    while (window := _of_first_day(week, settings)).last >= today:
        week -= timedelta(days=7)
    return window


def week_window(moment: datetime | date, settings: Settings) -> IssueWindow:
    """The window of the week that holds a moment, or a day of which nobody knows the time."""
    day = day_of(moment)
    assert day is not None
    return _of_first_day(week_of(day, _week_start(settings)).first, settings)


def window_of_week(text: str, settings: Settings) -> IssueWindow:
    """The window of a week as written, see ``named_issue``. UsageError says what a week looks like."""
    return named_issue(text, settings)[0]


def named_issue(text: str, settings: Settings) -> tuple[IssueWindow, str]:
    """The window, and the letter of a later edition or nothing, of a name as printed or typed: "2022-W39", "39/2022",
    "Tuần 39a/2022", "Tuần 3 - Tháng 9/2026", the id of two dates. UsageError says what a week looks like.
    """
    folded = fold(text)
    if match := _ID.fullmatch(text.strip()):
        return window_by_id(match[0], settings), match[2] or match[5] or ""
    if match := _MONTH_NAME.fullmatch(folded):
        return _of_month(int(match[1]), int(match[2]), int(match[4]), text, settings), match[3]
    if match := _WEEK_NAME.fullmatch(folded):
        week = parse_week(f"{match[3]}-W{match[1]}", _week_start(settings))
        return _of_first_day(week.first, settings), match[2]
    return _of_first_day(parse_week(text, _week_start(settings)).first, settings), ""


def lettered(text: str, numbering: str, letter: str) -> str:
    """ "Tuần 39/2022" is "Tuần 39a/2022" after it was withdrawn once."""
    if not letter or not numbering:
        return text
    head, sign, year = numbering.partition("/")
    return text.replace(numbering, f"{head}{letter}{sign}{year}")


def window_of_days(first: date, last: date) -> IssueWindow:
    """The window of two dates. UsageError where they are no stretch of at most a year."""
    if last < first:
        raise UsageError(
            f"Ngày đầu {official_day(first)} sau ngày cuối {official_day(last)}.", "Hãy đổi chỗ --from và --to."
        )
    if (last - first).days >= _LONGEST:
        raise UsageError("Một số điểm tin dài nhất một năm.", "Hãy chọn hai ngày gần nhau hơn.")
    return IssueWindow(f"{first}_{last}", first, last, "")


def window_by_id(text: str, settings: Settings) -> IssueWindow:
    """The window of an issue's id, with or without the letter of a later edition. UsageError for what is none."""
    match = _ID.fullmatch(text)
    if match is None:
        raise UsageError(f"Không có số điểm tin “{text[:40]}”.", "Số điểm tin viết như 2022-W39.")
    if match[1]:
        return _of_first_day(parse_week(match[1], _week_start(settings)).first, settings)
    try:
        return window_of_days(date.fromisoformat(match[3]), date.fromisoformat(match[4]))
    except ValueError as error:
        raise UsageError(f"Không có số điểm tin “{text[:40]}”.", "Ngày viết như 2022-09-26.") from error


def is_week(issue_id: str) -> bool:
    """Whether an issue is a week's, and not one of two dates."""
    return issue_id[4:6] == "-W"


def _week_start(settings: Settings) -> str:
    """Working days are Monday to Friday, wherever a week of seven days would begin."""
    return "monday" if settings.digest.working_days else settings.week_start


def _of_month(number: int, month: int, year: int, text: str, settings: Settings) -> IssueWindow:
    """The week whose fourth day is the month's so-manieth of its weekday."""
    try:
        day = date(year, month, 7 * number - 6)
    except ValueError:
        raise UsageError(f"Không có tuần “{text[:40]}”.", "Hãy viết như Tuần 3 - Tháng 9/2026.") from None
    first = week_of(day, _week_start(settings)).first
    while (fourth := first + timedelta(days=3)) < day:
        first += timedelta(days=7)
    if fourth.month != month:
        raise UsageError(f"Không có tuần “{text[:40]}”.", "Tháng đó ít tuần hơn.")
    return _of_first_day(first, settings)


def _of_first_day(first: date, settings: Settings) -> IssueWindow:
    fourth = first + timedelta(days=3)  # it decides whose week and whose month this is, as in ISO 8601
    iso = fourth.isocalendar()
    length = _WORKING if settings.digest.working_days else 7
    if settings.digest.numbering == "month":
        number = f"Tuần {(fourth.day - 1) // 7 + 1} - Tháng {official_month(fourth.month)}/{fourth.year}"
    else:
        number = f"Tuần {iso.week:02}/{iso.year}"
    return IssueWindow(f"{iso.year}-W{iso.week:02}", first, first + timedelta(days=length - 1), number)
