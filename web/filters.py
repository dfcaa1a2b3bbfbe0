"""How the page writes days, times, numbers and lines: the filters of the templates."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode

from domain.days import day_of, local_time, official_day

__all__ = ["FILTERS", "changed_query", "day", "glue", "moment", "number", "percent"]

_NBSP = "\N{NO-BREAK SPACE}"
_SWAPPED = str.maketrans(",.", ".,")


def day(value: date | datetime | None, none: str = "chưa rõ ngày đăng") -> str:
    """26/09/2022: the day in Vietnam, two digits for day and month, as in tables."""
    found = day_of(value)
    return f"{found:%d/%m/}{found.year:04}" if found else none


def prose_day(value: date | datetime | None, none: str = "chưa rõ ngày đăng") -> str:
    """14/9/2022: the day as a sentence writes it (Nghị định 30/2020)."""
    found = day_of(value)
    return official_day(found) if found else none


def moment(value: date | datetime | None, none: str = "chưa có") -> str:
    """15:44 26/09/2022 by a clock in Vietnam; the day alone where there is no time of day."""
    if isinstance(value, datetime):
        return f"{local_time(value):%H:%M}{_NBSP}{day(value)}"
    return day(value, none)


def number(value: float | int | None, digits: int | None = None, none: str = "–") -> str:
    """1.185; 12,85: point for thousands, comma for decimals, ``digits`` after it (null: as it is)."""
    if value is None:
        return none
    if isinstance(value, float) and digits is None and value.is_integer():
        value = int(value)
    return (f"{value:,}" if digits is None else f"{value:,.{digits}f}").translate(_SWAPPED)


def percent(ratio: float | None, digits: int = 2, none: str = "–") -> str:
    """12,85 % for 0.1285, noughts at the end left out."""
    if ratio is None:
        return none
    shown = number(ratio * 100, digits)
    return f"{shown.rstrip('0').rstrip(',') if ',' in shown else shown}{_NBSP}%"


_GLUED: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b([Yy]) (tế)\b"), rf"\1{_NBSP}\2"),
    (re.compile(r"\b(số|ngày|tháng|năm|quý|tuần|Điều|khoản|điểm|Tuần|Quý|Phường|TP\.) (?=[\dIVX]+\b)"), rf"\1{_NBSP}"),
    (re.compile(r"(?<=\d) (?=%)"), _NBSP),
    (re.compile(r" (?=…|–)"), _NBSP),
)


def glue(text: str) -> str:
    """The text with no-break spaces where a line must not end ("Y tế", "số 131", "12 %"). For display alone."""
    for found, put in _GLUED:
        text = found.sub(put, text)
    return text


def bare_address(url: str) -> str:
    """An address as people read it: without its scheme and the stroke at its end."""
    return re.sub(r"^https?://(?:www\.)?", "", url).rstrip("/")


def day_before(value: date | datetime) -> str:
    """The last whole day before a moment: of "until midnight" the day that ends then."""
    found = day_of(value)
    return day(found - timedelta(days=1)) if found else ""


def changed_query(query: str, changes: dict[str, Any], *without: str) -> str:
    """An address' query (``a=1&b=2``) with values set, replaced or (null) taken out: how a link changes the state."""
    kept = [(name, value) for name, value in parse_qsl(query) if name not in changes and name not in without]
    for name, value in changes.items():
        values = value if isinstance(value, list | tuple) else [value]
        kept += [(name, str(one)) for one in values if one not in (None, "")]
    return urlencode(kept)


FILTERS: dict[str, Callable[..., Any]] = {
    "day": day,
    "prose_day": prose_day,
    "moment": moment,
    "number": number,
    "percent": percent,
    "glue": glue,
    "bare_address": bare_address,
    "day_before": day_before,
    "pair": lambda one: (one, one),
}
