"""When saved searches are due: by a clock in Vietnam, whatever the server's zone."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, timezone

import pytest

from domain.days import ZONE
from pipeline.alerts.schedule import is_due, next_time
from store.mails.saved_searches import Rate

SEVEN = time(7)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 6, day, hour, minute, tzinfo=ZONE)  # the 29th is a Monday


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=14)), ZONE])
@pytest.mark.parametrize(
    ("rate", "told", "now", "due"),
    [
        (Rate.AT_ONCE, at(29, 6), at(29, 6), True),
        (Rate.DAILY, at(28, 7), at(29, 6, 59), False),
        (Rate.DAILY, at(28, 7), at(29, 7), True),
        (Rate.DAILY, at(29, 7), at(29, 23), False),
        (Rate.DAILY, at(26, 7), at(29, 0, 30), True),
        (Rate.WEEKLY, at(22, 7), at(29, 0, 30), False),
        (Rate.WEEKLY, at(22, 7), at(29, 6, 59), False),
        (Rate.WEEKLY, at(22, 7), at(29, 7, 1), True),
        (Rate.WEEKLY, at(22, 7), at(30, 3), True),
        (Rate.WEEKLY, at(29, 7), at(30, 12), False),
    ],
)
def test_due(zone: timezone, rate: Rate, told: datetime, now: datetime, due: bool) -> None:
    assert is_due(rate, told.astimezone(zone), now.astimezone(zone), SEVEN) is due


def test_the_next_time_is_told() -> None:
    assert next_time(Rate.DAILY, at(29, 6).astimezone(UTC), SEVEN) == at(29, 7)
    assert next_time(Rate.DAILY, at(29, 7), SEVEN) == at(30, 7)
    assert next_time(Rate.WEEKLY, at(29, 6), SEVEN) == at(29, 7)
    assert next_time(Rate.WEEKLY, at(24, 6), SEVEN) == at(29, 7)
    assert next_time(Rate.AT_ONCE, at(29, 6), SEVEN) is None
