"""When an issue goes out by itself: at the day and hour of the settings after its window is over."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Final

from digest.window import IssueWindow, last_window
from domain.digest import IssueState
from domain.settings import Settings
from store import Store

__all__ = ["COMMAND", "due_windows", "next_time", "send_time_of", "watching_since"]

COMMAND: Final = "digest --watch"
"""Under this name the log of runs keeps since when somebody has been watching."""
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MOST: Final = 8
_DONE: Final = frozenset({str(IssueState.SENT), str(IssueState.WITHDRAWN)})


def send_time_of(window: IssueWindow, settings: Settings) -> datetime:
    """The first day and hour of sending after the window is over, in the time zone of the settings."""
    day = window.last + timedelta(days=1)
    day += timedelta(days=(_WEEKDAYS.index(settings.digest.send_day) - day.weekday()) % 7)
    hour, minute = map(int, settings.digest.send_time.split(":"))
    return datetime.combine(day, time(hour, minute), settings.zone)


def due_windows(store: Store, settings: Settings, now: datetime, since: datetime) -> list[IssueWindow]:
    """Windows whose hour has come since somebody began to watch and whose issue has not gone out, the oldest first:
    what was missed while nothing ran is there, each with its own days.
    """
    found: list[IssueWindow] = []
    window = last_window(now, settings)
    for _ in range(_MOST):
        at = send_time_of(window, settings)
        if at < since:
            break
        editions = store.digests.of_window(window.id)
        if at <= now and not any(one.state in _DONE for one in editions):
            found.append(window)
        window = last_window(datetime.combine(window.first, time(), settings.zone), settings)
    return found[::-1]


def next_time(settings: Settings, now: datetime) -> tuple[IssueWindow, datetime]:
    """The next window to go out, and when."""
    window = last_window(now, settings)
    while (at := send_time_of(window, settings)) <= now:
        window = last_window(at + timedelta(days=7), settings)
    return window, at


def watching_since(store: Store, now: datetime) -> datetime:
    """When the first watch began that the log of runs knows; now, where there was none."""
    return store.runs.first_start(COMMAND) or now.astimezone(UTC)
