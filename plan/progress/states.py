"""From what is owed in each stretch and what was done in it to one state of seven.

A stretch counts for itself: what one month has too much makes no other month good.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from plan.progress.records import Shortfall, State
from plan.progress.stretches import Stretch

__all__ = ["PACE", "Filled", "shortfalls", "state_of"]

PACE = 0.8
"""Under this share of what should be done by now, a target is at risk."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A stretch and what was done in it by the day of asking. ``need`` is what all who owe it owe together."""

    stretch: Stretch
    need: float
    done: float
    short: float

    @classmethod
    def by_one(cls, stretch: Stretch, done: float) -> Filled:
        """What one unit, or everybody together, owes and did."""
        need = stretch.need or 0.0
        return cls(stretch, need, done, max(0.0, need - done))


def state_of(filled: Sequence[Filled], today: date) -> State:
    """The state of a target over its stretches (in order) on ``today``, a day that is not over: a stretch that ends
    today can still be filled until 23:59.

    Đạt: nothing is missing. Quá hạn: something is missing and every stretch has passed. Chậm: a stretch has passed
    short, another still runs; or all that was owed was made, but not in its time. Có nguy cơ: the running stretch has
    less than 0.8 of what it should have by now. Chưa đến hạn: nothing was due yet, and nothing was done.
    """
    if not filled:
        return State.CHUA_CO_CHI_TIEU
    short = sum(one.short for one in filled)
    if short == 0:
        return State.DAT
    past = [one for one in filled if one.stretch.last < today]
    running = [one for one in filled if one.stretch.first <= today <= one.stretch.last]
    if len(past) == len(filled):
        total = sum(one.done for one in filled)
        return State.CHAM if len(filled) > 1 and total >= sum(one.need for one in filled) else State.QUA_HAN
    if any(one.short for one in past):
        return State.CHAM
    if any(_at_risk(one, today) for one in running):
        return State.CO_NGUY_CO
    begun = past or any(one.done or _expected(one, today) >= 1 for one in running)
    return State.DUNG_TIEN_DO if begun else State.CHUA_DEN_HAN


def _expected(one: Filled, today: date) -> float:
    days = (one.stretch.last - one.stretch.first).days + 1
    return one.need * (today - one.stretch.first).days / days


def _at_risk(one: Filled, today: date) -> bool:
    """Less than one whole thing that should be there by now is no risk: half a conference cannot be held."""
    expected = _expected(one, today)
    return one.short > 0 and expected >= 1 and (one.need - one.short) / expected < PACE


def shortfalls(filled: Sequence[Filled], today: date) -> tuple[Shortfall, ...]:
    """What is missing of the stretches that have passed or run, and by when."""
    return tuple(
        Shortfall(name=one.stretch.name, by=one.stretch.last, missing=one.short, past=one.stretch.last < today)
        for one in filled
        if one.short and one.stretch.first <= today
    )
