"""Days as Vietnamese readers write them."""

from __future__ import annotations

from datetime import date, datetime

from domain.days import day_of, local_time

__all__ = ["day_text", "moment_text"]


def day_text(moment: date | datetime | None) -> str:
    """26/09/2022, the day in Vietnam; "chưa rõ ngày đăng" where the site does not say."""
    day = day_of(moment)
    return f"{day.day:02}/{day.month:02}/{day.year}" if day else "chưa rõ ngày đăng"


def moment_text(moment: date | datetime | None, none: str = "chưa có") -> str:
    """15:44 26/09/2022 by a clock in Vietnam; only the day where there is no time of day."""
    if moment is None:
        return none
    return f"{local_time(moment):%H:%M} {day_text(moment)}" if isinstance(moment, datetime) else day_text(moment)
