"""Times as the store keeps them: UTC, text of one fixed width, so that their order is the order of the text."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Dialect, String
from sqlalchemy.types import TypeDecorator

__all__ = ["UtcTime", "now", "parse_moment", "write_time"]


def now() -> datetime:
    """This machine's clock, in UTC."""
    return datetime.now(UTC)


def write_time(moment: datetime) -> str:
    """``2026-11-22T08:05:10.123456Z``. Raises ValueError for a time without offset: its meaning would be a guess."""
    if moment.tzinfo is None:
        raise ValueError(f"a time without offset: {moment!r}")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")


def read_time(text: str) -> datetime:
    """The aware datetime that ``write_time`` wrote."""
    return datetime.fromisoformat(text)


def parse_moment(text: str | None) -> datetime | date | None:
    """An ISO date or an ISO time with offset, as a page or feed gave it."""
    if not text:
        return None
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


class UtcTime(TypeDecorator[datetime]):
    """A column of times. Aware datetimes in, aware UTC datetimes out."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> str | None:
        return None if value is None else write_time(value)

    def process_result_value(self, value: Any | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else read_time(value)
