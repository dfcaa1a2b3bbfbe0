"""One day as it is written: 26/9/2022, 26-9, ngày 18 tháng 5 năm 2021, 2021-05-18."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from nlp.dates.calendar import day_of, full_year, near_year

__all__ = ["DAY", "Day", "day_at", "read_day"]

_GAP = r"[^\S\n]{0,2}"
# Numbers alone; the finder decides whether they are a date. ISO first, then full, then in words, then short.
_NOT_LETTERS = r"(?![\d/]|[.,]\d|[-–][^\W\d]|%)"
_IN_YEAR = r"(?:,?\s{1,2}năm\s{1,2}(?P<y%s>(?:19|20)\d\d)(?!\d))?"
DAY = (
    r"(?:(?<![\w/])|(?<=ngày))(?<!\d[.,])(?:"  # "ngày10/12/2021": a lost space
    r"(?P<iso>(?:19|20)\d\d-\d{2}-\d{2})(?![\w/-])"
    rf"|(?P<d1>[0-3]?\d){_GAP}(?P<s1>[/.–-]){_GAP}(?P<m1>[01]?\d){_GAP}(?P=s1){_GAP}"
    r"(?P<y1>(?:19|20)\d\d|\d\d(?![\d/.-]))(?!\d|/\w|-[^\W\d]|\.\d)"
    rf"|(?P<d2>[0-3]?\d)\s{{1,2}}tháng\s{{1,2}}(?P<m2>[01]?\d)(?!\d)"
    rf"(?:(?:,?\s{{1,2}}năm\s{{1,2}}|{_GAP}[/-]{_GAP})(?P<y2>(?:19|20)\d\d)(?!\d))?"
    rf"|(?P<d3>[0-3]?\d){_GAP}/{_GAP}(?P<m3>[01]?\d){_NOT_LETTERS}{_IN_YEAR % 3}"
    rf"|(?P<d4>[0-3]?\d)\.(?P<m4>[01]?\d){_NOT_LETTERS}{_IN_YEAR % 4}"
    rf"|(?P<d5>[0-3]?\d){_GAP}[–-]{_GAP}(?P<m5>[01]?\d)(?![–-]){_NOT_LETTERS}{_IN_YEAR % 5}"
    r")"
)
_DAY = re.compile(rf"(?i){DAY}")
_LED = re.compile(rf"(?i)(?:ngày\s{{1,2}}(?:mùng|mồng)?\s{{0,2}}|mùng\s{{1,2}}|mồng\s{{1,2}}){DAY}")


class Day(NamedTuple):
    """A day found: its span, the day itself, and whether its year was written."""

    start: int
    end: int
    day: date
    full: bool


def read_day(match: re.Match[str], own: date | None, *, ahead: bool = False, year: int | None = None) -> Day | None:
    """The day of a match of ``DAY``; a missing year is ``year`` or follows from the article's date ``own``."""
    if match["iso"]:
        written, month, number = (int(part) for part in match["iso"].split("-"))
        found = day_of(written, month, number)
        return Day(*match.span(), found, True) if found else None
    for form in "12345":
        if match[f"d{form}"] is not None:
            number, month, digits = int(match[f"d{form}"]), int(match[f"m{form}"]), match[f"y{form}"]
            break
    else:
        return None
    written_year = full_year(digits) if digits else None
    chosen = written_year or year or near_year(own, month, number, ahead=ahead)
    if chosen is None:
        return None
    found = day_of(chosen, month, number)
    if found is None and not written_year:
        return None
    return Day(*match.span(), found, bool(written_year)) if found else None


def day_at(text: str, position: int, own: date | None, year: int | None = None) -> Day | None:
    """The day written at ``position``, "ngày" before it or not; ``year`` serves one that has none."""
    match = _LED.match(text, position) or _DAY.match(text, position)
    return read_day(match, own, year=year) if match else None
