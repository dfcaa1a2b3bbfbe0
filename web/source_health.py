"""How the sources are, in the words of the screen. A report is kept until the source is visited again or a day begins:
what it says follows from visits and days alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from domain.days import local_time
from domain.source import Source
from store import Store
from store.crawl.health import SourceHealth, State
from web.filters import number

__all__ = ["STATES", "HealthReports", "SourceRow", "StateWords"]


@dataclass(frozen=True, slots=True)
class StateWords:
    """A state as the screen shows it: word, colour and shape, and its value in the address."""

    label: str
    colour: str
    icon: str
    slug: str


STATES: dict[State, StateWords] = {
    State.BLOCKED: StateWords("Bị chặn", "bad", "block", "bi-chan"),
    State.LOOK: StateWords("Cần kiểm tra", "warn", "warn-full", "can-kiem-tra"),
    State.SILENT: StateWords("Không có bài mới", "warn", "silent", "khong-co-bai-moi"),
    State.PAUSED: StateWords("Tạm dừng", "quiet", "pause", "tam-dung"),
    State.NEVER: StateWords("Chưa thu thập", "quiet", "circle", "chua-thu-thap"),
    State.GOOD: StateWords("Bình thường", "good", "ok", "binh-thuong"),
}
"""In the order in which people need them."""

NEEDS_A_PERSON = frozenset({State.BLOCKED, State.LOOK, State.SILENT})


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source and how it is."""

    source: Source
    health: SourceHealth
    today: date

    @property
    def words(self) -> StateWords:
        """Its state for the screen."""
        return STATES[self.health.state]

    @property
    def needs_a_person(self) -> bool:
        """Whether somebody should look."""
        return self.health.state in NEEDS_A_PERSON

    @property
    def label(self) -> str:
        """The state in a few words."""
        if self.health.state is State.SILENT and self.health.days_silent is not None:
            return f"Không có bài mới {number(self.health.days_silent)} ngày"
        return self.words.label

    @property
    def since(self) -> datetime | date | None:
        """Since when it is so; null where nobody knows."""
        health = self.health
        if health.state is State.BLOCKED:
            return health.last_ok_at
        if health.state is State.LOOK:
            begun = [point.trouble_since for point in health.points if point.trouble_since]
            return min(begun) if begun else health.last_ok_at
        if health.state is State.SILENT:
            return None if health.days_silent is None else self.today - timedelta(days=health.days_silent)
        return health.last_visit_at


class HealthReports:
    """The reports of all sources, each made once a visit and day."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: dict[str, tuple[object, SourceHealth]] = {}

    def rows(self, sources: Sequence[Source], now: datetime | None = None) -> list[SourceRow]:
        """Every source with its health."""
        now = now or datetime.now(UTC)
        day = local_time(now).date()
        states = {one.id: one for one in self._store.sources.all()}
        rows = []
        for source in sources:
            state = states.get(source.id)
            mark = (
                day,
                (state.last_visit_at, state.failures, state.rests(now), state.paused_until) if state else None,
            )
            rows.append(SourceRow(source, self._report(source.id, mark, now), day))
        return rows

    def forget(self, source: str) -> None:
        """A person has changed something of a source."""
        self._kept.pop(source, None)

    def _report(self, source: str, mark: tuple[date, object], now: datetime) -> SourceHealth:
        kept = self._kept.get(source)
        if kept is None or kept[0] != mark:
            kept = self._kept[source] = (mark, self._store.health.report(source, now))
        return kept[1]
