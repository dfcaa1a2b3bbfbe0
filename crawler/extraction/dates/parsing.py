"""Dates and times in a line of text, day first: every form that Vietnamese news pages use, found and read.

Linear in the length of the text: every pattern is anchored on digits and its repetitions are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from crawler.extraction.dates.months import MONTH_WORD, MONTHS, VIETNAMESE_MONTH_WORD, VIETNAMESE_MONTHS, WEEKDAY
from crawler.extraction.dates.time_of_day import TIME, VIETNAM, read_time
from domain.article import Moment
from domain.text import fold_keeping_length, normalise

__all__ = ["FIRST_YEAR", "Found", "find_moments", "parse_machine", "parse_moment", "same_day"]

FIRST_YEAR = 1993
"""No web page was published before; smaller years are unset fields (1970-01-01, 0001-01-01) or history."""
_LAST_YEAR = 2099

_LONGEST_LINE = 20_000


@dataclass(frozen=True, slots=True)
class Found:
    """A date, or a date with its time of day, at ``text[start:end]`` (weekday and zone included)."""

    value: Moment
    start: int
    end: int


_YEAR = r"(?P<y>(?:19|20)\d{2})(?!\d)"
_EDGE = r"(?:(?<![\d./\-])|(?<=:\d\d-)|(?<=\D-))"
_NUMERIC = re.compile(
    _EDGE + r"(?P<d>\d{1,2})\s?(?P<sep>[/.\-])\s?(?P<m>\d{1,2})\s?(?P=sep)\s?" + _YEAR + r"(?![./][\da-z])"
)
_SHORT = re.compile(_EDGE + r"(?P<d>\d{1,2})(?P<sep>[/.])(?P<m>\d{1,2})(?P=sep)(?P<y>\d{2})(?![\d./\-])")
_ISO = re.compile(
    r"(?<![\d./\-])" + r"(?P<y>(?:19|20)\d{2})(?P<sep>[/.\-])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?![\d/])"
)
_WORDS = re.compile(
    rf"(?<![\d./\-])(?P<d>\d{{1,2}})(?:\s|\s?[,\-/]\s?)(?:thang\s{{1,2}}|th[g.]?\s?)(?:(?P<m>\d{{1,2}})|(?P<name>{VIETNAMESE_MONTH_WORD}))"
    r"(?!\d)[\s,\-/]{1,4}(?:nam\s{1,2})?" + _YEAR
)
_MONTH_DAY = re.compile(
    rf"(?<![a-z])(?:thang\s{{1,2}}|th[g.]?\s?)(?:(?P<m>\d{{1,2}})|(?P<name>{VIETNAMESE_MONTH_WORD}))\s{{1,2}}(?P<d>\d{{1,2}})\s?,\s{{0,2}}"
    + _YEAR
)
_FOREIGN = re.compile(
    rf"(?<![\d./])(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?(?:[\s\-/]|\sde\s)\s?(?P<name>{MONTH_WORD})\b\.?"
    r"(?:,?\s|\sde\s|\sdel\s|[\-/])\s?" + _YEAR
)
_AMERICAN = re.compile(rf"(?<![a-z])(?P<name>{MONTH_WORD})\.?\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s" + _YEAR)

_AFTER = re.compile(rf"(?:t|[\s,;|•·@(\-–—]{{0,8}}(?:(?:vao\s)?luc|hoi|at|um|a las|a)?[\s:]{{0,3}}){TIME}")
_BEFORE = re.compile(rf"{TIME}[\s,;|•·()\-–—]{{0,6}}(?:{WEEKDAY})?[\s,;|•·()\-–—]{{0,4}}(?:ngay)?[\s:]{{0,3}}$")
_WEEKDAY_BEFORE = re.compile(rf"(?<![a-z\d]){WEEKDAY}[\s,;|•·()\-–—]{{0,5}}(?:ngay[\s:]{{0,2}})?$")
_BEFORE_WINDOW = 64


def _make(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _numeric(match: re.Match[str]) -> date | None:
    """Day first. "3/13/2018" has one possible reading only, the other way round."""
    year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    if len(match["y"]) == 2:
        year += 2000
    if month > 12 and match.re is _NUMERIC and match["sep"] == "/":
        return _make(year, day, month)
    return _make(year, month, day)


def _named(match: re.Match[str]) -> date | None:
    name = match["name"]
    if name is None:
        month = int(match["m"])
    elif match.re in (_WORDS, _MONTH_DAY):
        month = VIETNAMESE_MONTHS[" ".join(name.split())]
    else:
        month = MONTHS[name]
    return _make(int(match["y"]), month, int(match["d"]))


_READERS = (
    (_ISO, _numeric),
    (_NUMERIC, _numeric),
    (_WORDS, _named),
    (_MONTH_DAY, _named),
    (_FOREIGN, _named),
    (_AMERICAN, _named),
)


def _days(folded: str, short_years: bool) -> Iterator[tuple[int, int, date]]:
    """Every calendar day that is written out, in order; where two patterns overlap the earlier one stands."""
    readers = (*_READERS, (_SHORT, _numeric)) if short_years else _READERS
    spans = sorted(
        (match.start(), match.end(), day)
        for pattern, read in readers
        for match in pattern.finditer(folded)
        if (day := read(match)) is not None
    )
    last = -1
    for start, end, day in spans:
        if start >= last:
            yield start, end, day
            last = end


def _join(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock)


def find_moments(text: str, *, short_years: bool = False) -> list[Found]:
    """All dates of a line, with the time of day that stands next to them, in order of appearance.

    Wants NFC (``domain.text.normalise``); offsets are of ``text``. ``short_years`` also reads "13/03/18".
    """
    folded = fold_keeping_length(text[:_LONGEST_LINE])
    found: list[Found] = []
    free = 0  # what stands before was used by the last date
    for start, end, day in _days(folded, short_years):
        if start < free:
            continue
        value: Moment = day
        first, last = start, end
        window = max(free, start - _BEFORE_WINDOW)
        before = _BEFORE.search(folded[window:start])
        after = _AFTER.match(folded, end)
        clock = read_time(after) if after else None
        early = read_time(before) if before else None
        if early is not None and before is not None and (clock is None or _nearer(before, after)):
            value, first = _join(day, early), window + before.start()
        elif clock is not None and after is not None:
            value, last = _join(day, clock), after.end()
        if first == start and (weekday := _WEEKDAY_BEFORE.search(folded[window:start])):
            first = window + weekday.start()
        found.append(Found(value, first, last))
        free = last
    return found


def _nearer(before: re.Match[str], after: re.Match[str] | None) -> bool:
    """Whether the time before the date stands nearer to it than the one after: "8:00 5/1/2024 - 9:00 6/1/2024"."""
    return after is None or before.end() - before.end("hour") < after.start("hour") - after.start() + 3


def parse_moment(text: str, formats: Sequence[str] = (), *, short_years: bool = True) -> Moment | None:
    """The first date of a short text such as a date line; ``formats`` (strptime) are tried before the known forms."""
    line = " ".join(normalise(text[:_LONGEST_LINE]).split())
    for form in formats:
        if (value := _by_format(line, form)) is not None:
            return value
    found = find_moments(line, short_years=short_years)
    return found[0].value if found else None


_DIRECTIVES = {
    "d": r"\d{1,2}", "m": r"\d{1,2}", "Y": r"\d{4}", "y": r"\d{2}", "H": r"\d{1,2}", "I": r"\d{1,2}", "M": r"\d{2}",
    "S": r"\d{2}", "p": r"[AaPp][Mm]", "z": r"[+-]\d{2}:?\d{2}", "b": r"[A-Za-z]{3}", "B": r"[A-Za-z]{3,9}", "%": "%",
}  # fmt: skip


def _by_format(line: str, form: str) -> Moment | None:
    """The part of the line that has the strptime form. An unusable form reads nothing."""
    pieces: list[str] = []
    for piece in re.split(r"(%.)", form):
        if piece.startswith("%"):
            if len(piece) != 2 or piece[1] not in _DIRECTIVES:
                return None
            pieces.append(_DIRECTIVES[piece[1]])
        else:
            pieces.append(re.escape(piece))
    match = re.search(r"(?<!\d)" + "".join(pieces) + r"(?!\d)", line)
    if match is None:
        return None
    try:
        value = datetime.strptime(match.group(), form)  # noqa: DTZ007  # the zone is set below
    except ValueError:
        return None
    if not FIRST_YEAR <= value.year <= _LAST_YEAR:
        return None
    if not re.search(r"%[HI]", form):
        return value.date()
    return value if value.tzinfo else value.replace(tzinfo=VIETNAM)


_COMPACT = re.compile(r"\s*((?:19|20)\d{2})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?(Z|[+-]\d{2}:?\d{2})?\s*$")
_EPOCH = re.compile(r"\s*(1\d{9})(?:\d{3})?\s*$")


def parse_machine(value: object) -> Moment | None:
    """A date meant for programs (JSON-LD, meta, ``<time datetime>``, feeds): ISO 8601 whole or compact, RFC 2822,
    seconds or milliseconds of the epoch; whatever else is read as a date line."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(int(value)) if 0 <= value < 10**14 else ""
    if not isinstance(value, str):
        return None
    value = value[:200]
    if match := _EPOCH.match(value):
        moment = datetime.fromtimestamp(int(match[1]), UTC).astimezone(VIETNAM)
        return moment if moment.year >= FIRST_YEAR else None
    if match := _COMPACT.match(value):
        year, month, day, hour, minute, second, zone = match.groups()
        value = f"{year}-{month}-{day}" + (f"T{hour}:{minute}:{second or '00'}{zone or ''}" if hour else "")
    return parse_moment(value, short_years=False)


def same_day(first: Moment | None, second: Moment | None) -> bool:
    """Whether both name the same calendar day as written, or the same instant's day in Vietnam."""
    if first is None or second is None:
        return False
    return bool(_day_readings(first) & _day_readings(second))


def _day_readings(moment: Moment) -> set[date]:
    if isinstance(moment, datetime):
        return {moment.date(), moment.astimezone(VIETNAM).date()}
    return {moment}
