"""What people write after a field name: provinces, reform areas, days and months."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from domain.areas import find_area
from domain.provinces import find_province
from domain.text import fold
from index.query.tree import FieldName

__all__ = ["province_keys", "read_area", "read_day", "read_province"]

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?\Z")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\Z")
_MONTH = re.compile(r"(?:thang\s*)?(\d{1,2})[-/.](\d{4})\Z")
_YEAR = re.compile(r"(?:nam\s*)?(\d{4})\Z")
_QUARTER = re.compile(r"(?:quy\s*|q)(\d|i{1,3}|iv)[-/.\s]+(?:nam\s*)?(\d{4})\Z")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def _span(text: str) -> tuple[date, date] | None:
    """First and last day of what the text names; null when it names no day, month, quarter or year."""
    folded = fold(text).removeprefix("ngay ").strip()
    if match := _ISO.match(folded):
        year, month, day = int(match[1]), int(match[2]), match[3]
    elif match := _DAY_FIRST.match(folded):
        year, month, day = int(match[3]), int(match[2]), match[1]
    elif match := _MONTH.match(folded):
        year, month, day = int(match[2]), int(match[1]), None
    elif match := _YEAR.match(folded):
        year = int(match[1])
        return (date(year, 1, 1), date(year, 12, 31)) if year else None
    elif match := _QUARTER.match(folded):
        quarter, year = _ROMAN.get(match[1]) or int(match[1]), int(match[2])
        if not 1 <= quarter <= 4 or not year:
            return None
        last = quarter * 3
        return date(year, last - 2, 1), date(year, last, monthrange(year, last)[1])
    else:
        return None
    try:
        if day is None:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        only = date(year, month, int(day))
    except ValueError:
        return None
    return only, only


def read_day(field: FieldName, text: str) -> date | None:
    """The day meant by ``từ:`` (first of a month or year) or ``đến:`` (last): ISO, day first, a month, quarter,
    year.
    """
    span = _span(text)
    if span is None:
        return None
    return span[0] if field is FieldName.FROM else span[1]


def province_keys(name: str | None) -> tuple[str, ...]:
    """The keys of a province: its own name and the one of after the mergers of 2025."""
    if not name:
        return ()
    province = find_province(name)
    if province is None:
        return (fold(name),)
    return tuple(dict.fromkeys([fold(province.name), fold(province.now)]))


def read_province(text: str) -> tuple[str, str] | None:
    """Key and name of the province meant, present or former; null when unknown."""
    province = find_province(text)
    return (fold(province.name), province.name) if province else None


def read_area(text: str) -> tuple[str, str] | None:
    """Code and name of the reform area meant; null when unknown."""
    area = find_area(text)
    return (area.code, area.name) if area else None
