"""When an address is looked at again."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from domain.days import day_of

__all__ = ["STEPS", "next_look", "pause_before_retry"]

STEPS = (timedelta(days=1), timedelta(days=3), timedelta(days=7), timedelta(days=30))
"""Ages at which an article is looked at again; edits and withdrawals come early."""

_WITHDRAWN_STEP = timedelta(days=7)


def next_look(first_seen: datetime, now: datetime, published: date | datetime | None = None) -> datetime | None:
    """When an article is due again: at the next age of STEPS since it was first seen; None when all are past.

    One that was old news when first seen (``published`` more than 30 days before) is looked at once more, after 30
    days: it is hardly edited any more.
    """
    steps = STEPS[-1:] if published is not None and _age(published, first_seen) > STEPS[-1] else STEPS
    return next((first_seen + step for step in steps if first_seen + step > now + timedelta(hours=1)), None)


def _age(published: date | datetime, seen: datetime) -> timedelta:
    day, seen_on = day_of(published), day_of(seen)
    return seen_on - day if day and seen_on else timedelta(0)


def look_for_return(now: datetime, gone_before: bool) -> datetime | None:
    """A withdrawn article is looked for once more after a week; then it stays withdrawn."""
    return None if gone_before else now + _WITHDRAWN_STEP


def pause_before_retry(attempt: int) -> timedelta:
    """The pause before try ``attempt`` + 1 within one visit: 1 s, then 4 s."""
    return timedelta(seconds=4 ** (attempt - 1))
