"""Noticing a redesign: fields that a source's pages showed and, from some page on, show no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["FIELDS", "Drift", "Reading", "drifts", "shares"]

FIELDS = {"title": "tiêu đề", "date": "ngày đăng", "author": "tác giả", "body": "nội dung"}

_CHANCE = 0.005
"""A run of pages without a field is no drift while it would come about by chance this often."""
_FEWEST_BEFORE = 5
_WINDOW = 10
_DROP = 0.5


@dataclass(frozen=True, slots=True)
class Reading:
    """What one fetched page showed. A field that is not named was not looked for."""

    url: str
    has: dict[str, bool]


@dataclass(frozen=True, slots=True)
class Drift:
    """A field that vanished: shown by the share ``before`` of the earlier pages, by ``now`` of the newest ``pages``."""

    field: str
    before: float
    now: float
    pages: int

    def line(self) -> str:
        """In Vietnamese, for people."""
        name = FIELDS[self.field]
        return (
            f"Có thể trang đã đổi giao diện: {self.pages} trang mới nhất chỉ {self.now:.0%} có {name}, "
            f"trước đây {self.before:.0%}."
        )


def drifts(readings: Sequence[Reading]) -> tuple[Drift, ...]:
    """The fields that vanished lately; readings oldest first."""
    found = (_drift(field, _observed(readings, field)) for field in FIELDS)
    return tuple(drift for drift in found if drift is not None)


def shares(readings: Sequence[Reading]) -> dict[str, float]:
    """Field → share of the readings that looked for it and found it; fields never looked for are left out."""
    result = {}
    for field in FIELDS:
        seen = [reading.has[field] for reading in readings if field in reading.has]
        if seen:
            result[field] = sum(seen) / len(seen)
    return result


def _observed(readings: Sequence[Reading], field: str) -> list[bool]:
    """Whether each page showed the field; a page that never had it (an undated article, looked at again) says
    nothing.
    """
    had: dict[str, bool] = {}
    observed = []
    for reading in readings:
        if field not in reading.has:
            continue
        shows = reading.has[field]
        if had.get(reading.url, True) or shows:
            observed.append(shows)
        had[reading.url] = shows or had.get(reading.url, False)
    return observed


def _drift(field: str, observed: list[bool]) -> Drift | None:
    run = 0
    while run < len(observed) and not observed[-1 - run]:
        run += 1
    before = observed[: len(observed) - run]
    if run and len(before) >= _FEWEST_BEFORE:
        missing = 1 - sum(before) / (len(before) + 1)
        if missing**run < _CHANCE:
            return Drift(field, sum(before) / len(before), 0.0, run)
    old, new = observed[:-_WINDOW], observed[-_WINDOW:]
    if len(old) >= _WINDOW:
        was, now = sum(old) / len(old), sum(new) / len(new)
        if was - now >= _DROP:
            return Drift(field, was, now, len(new))
    return None
