"""Days as Vietnamese readers write them."""

from __future__ import annotations

from datetime import date, datetime

__all__ = ["day_text", "moment_text"]


def day_text(moment: date | datetime | None) -> str:
    """26/09/2022; "chưa rõ ngày" where the site does not say."""
    return f"{moment.day:02}/{moment.month:02}/{moment.year}" if moment else "chưa rõ ngày"


def moment_text(moment: date | datetime | None, none: str = "chưa có") -> str:
    """15:44 26/09/2022; only the day where there is no time of day."""
    if moment is None:
        return none
    return f"{moment:%H:%M} {day_text(moment)}" if isinstance(moment, datetime) else day_text(moment)
