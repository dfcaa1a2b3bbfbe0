"""When a saved search is due, by a clock in Vietnam. No I/O."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from domain.days import ZONE, local_time
from store.mails.saved_searches import Rate

__all__ = ["is_due", "next_time"]


def _latest(rate: Rate, now: datetime, at: time) -> datetime:
    """The last moment that mails of this rate were to be made."""
    here = local_time(now)
    day = here.date()
    if rate is Rate.WEEKLY:
        day -= timedelta(days=day.weekday())
    moment = datetime.combine(day, at, ZONE)
    if moment > here:
        moment -= timedelta(days=7 if rate is Rate.WEEKLY else 1)
    return moment


def is_due(rate: Rate, told_at: datetime, now: datetime, at: time) -> bool:
    """Whether a search that was told of up to ``told_at`` is to be told of now; ``at``: the hour of daily and weekly
    mails, the weekly ones on Monday. However late, it is due once.
    """
    return rate is Rate.AT_ONCE or told_at < _latest(rate, now, at)


def next_time(rate: Rate, now: datetime, at: time) -> datetime | None:
    """When the next mail of this rate can come; null for one that comes with the articles."""
    if rate is Rate.AT_ONCE:
        return None
    return _latest(rate, now, at) + timedelta(days=7 if rate is Rate.WEEKLY else 1)
