"""How each source stands: who owns it, when it was visited, when to visit it next by its own habit."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, func, or_, select, update

from domain.source import Source
from store.db.database import Database
from store.db.rows import from_row
from store.db.schema import articles, sources

__all__ = ["SourceState", "Sources", "adapted_interval"]

_SHORTEST = timedelta(minutes=15)
_LONGEST = timedelta(days=2)
_HABIT = timedelta(days=60)
_LOOKS_PER_ARTICLE = 4
_BACKOFF = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class SourceState:
    """A source as the store remembers it; its YAML says the rest."""

    id: str
    name: str
    unit: str
    province: str | None
    interval: timedelta | None
    last_visit_at: datetime | None
    last_ok_at: datetime | None
    last_new_at: datetime | None
    next_visit_at: datetime | None
    failures: int
    last_error: str | None
    paused: bool
    paused_until: datetime | None = None

    def rests(self, now: datetime) -> bool:
        """Whether a person has taken it out of the round for now."""
        return self.paused and (self.paused_until is None or self.paused_until > now)


def adapted_interval(configured: timedelta, published: int, over: timedelta) -> timedelta:
    """How long to wait between two visits of a source that published so many articles over that time: a quarter of
    the usual gap, within a quarter and eight times of what is configured, never under 15 minutes nor over two days.
    With no article to judge by, what is configured.
    """
    lower = min(configured, max(_SHORTEST, configured / 4))
    upper = max(configured, min(_LONGEST, configured * 8))
    if published < 2:
        return configured
    return min(max(over / published / _LOOKS_PER_ARTICLE, lower), upper)


class Sources:
    """The state of all sources."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def remember(self, source: Source) -> None:
        """Note who a source is, as its file says now."""
        values = {
            "name": source.name,
            "unit": source.unit,
            "province": source.province,
            "record": source.model_dump_json(exclude_defaults=True),
        }
        with self._db.write() as connection:
            statement = self._db.insert(sources).values(id=source.id, **values)
            connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))

    def records(self) -> dict[str, Source]:
        """Every source as its file said at its last visit, by id. One that this program cannot read is left out."""
        found: dict[str, Source] = {}
        with self._db.read() as connection:
            for id_, record in connection.execute(select(sources.c.id, sources.c.record)):
                with suppress(ValidationError):
                    if record is not None:
                        found[id_] = Source.model_validate_json(record)
        return found

    def get(self, source_id: str) -> SourceState | None:
        """One source."""
        with self._db.read() as connection:
            row = connection.execute(select(sources).where(sources.c.id == source_id)).first()
        return None if row is None else _state(row)

    def all(self) -> list[SourceState]:
        """All sources ever crawled, by id."""
        with self._db.read() as connection:
            return [_state(row) for row in connection.execute(select(sources).order_by(sources.c.id))]

    def visited(
        self,
        source_id: str,
        *,
        new: int,
        configured: timedelta,
        at: datetime | None = None,
        more: bool = False,
    ) -> datetime:
        """A visit ended well and found ``new`` articles; ``more``: it left work behind that is to go on at once.
        Returns when to come again.
        """
        at = at or self._db.now()
        with self._db.write() as connection:
            interval = self._habit(connection, source_id, configured, at)
            values: dict[str, Any] = {
                "last_visit_at": at,
                "last_ok_at": at,
                "interval_seconds": interval.total_seconds(),
                "next_visit_at": at if more else at + interval,
                "failures": 0,
                "last_error": None,
            }
            if new:
                values["last_new_at"] = at
            self._set(connection, source_id, values)
        return at + interval

    def failed(
        self, source_id: str, reason: str, at: datetime | None = None, retry_at: datetime | None = None
    ) -> datetime:
        """A visit failed as a whole. Returns when to try again: later each time, at most two days."""
        at = at or self._db.now()
        with self._db.write() as connection:
            failures = connection.execute(select(sources.c.failures).where(sources.c.id == source_id)).scalar() or 0
            wait: timedelta = min(_BACKOFF * int(2 ** min(failures, 12)), _LONGEST)
            again = max(at + wait, retry_at or at)
            values = {"last_visit_at": at, "next_visit_at": again, "failures": failures + 1, "last_error": reason}
            self._set(connection, source_id, values)
        return again

    def session_parameters(self, source_id: str) -> tuple[str, ...]:
        """Parameters of a source's addresses that were learnt to be session ids."""
        with self._db.read() as connection:
            query = select(sources.c.session_parameters).where(sources.c.id == source_id)
            return tuple(json.loads(connection.execute(query).scalar() or "[]"))

    def learn_session_parameters(self, source_id: str, names: Sequence[str]) -> None:
        """Note which they are."""
        with self._db.write() as connection:
            self._set(connection, source_id, {"session_parameters": json.dumps(list(names))})

    def pause(self, source_id: str, paused: bool = True, until: datetime | None = None) -> None:
        """Take a source out of the round, for good or ``until`` a moment, or back in."""
        with self._db.write() as connection:
            self._set(connection, source_id, {"paused": paused, "paused_until": until if paused else None})

    def come_again(self, source_id: str) -> None:
        """Visit a source at the next look, whatever its habit says."""
        with self._db.write() as connection:
            self._set(connection, source_id, {"next_visit_at": self._db.now()})

    def resting(self, now: datetime | None = None) -> set[str]:
        """The sources that people have taken out of the round for now."""
        now = now or self._db.now()
        return {one.id for one in self.all() if one.rests(now)}

    def due(self, now: datetime | None = None) -> list[str]:
        """Sources whose next visit has come, the longest waiting first."""
        c = sources.c
        now = now or self._db.now()
        where = (or_(~c.paused, c.paused_until <= now), or_(c.next_visit_at.is_(None), c.next_visit_at <= now))
        with self._db.read() as connection:
            query = select(c.id).where(*where).order_by(c.next_visit_at.is_not(None), c.next_visit_at, c.id)
            return list(connection.execute(query).scalars())

    def _habit(self, connection: Connection, source_id: str, configured: timedelta, at: datetime) -> timedelta:
        """Judged by the articles first seen of late; the first visit, which brings the whole backlog, tells nothing."""
        a = articles.c
        first = connection.execute(select(func.min(a.first_seen_at)).where(a.source == source_id)).scalar()
        if first is None:
            return configured
        since = max(first + timedelta(days=1), at - _HABIT)
        if at - since < 2 * configured:
            return configured
        where = (a.source == source_id, a.first_seen_at > since, a.first_seen_at <= at)
        published = connection.execute(select(func.count()).select_from(articles).where(*where)).scalar_one()
        return adapted_interval(configured, published, at - since)

    def _set(self, connection: Connection, source_id: str, values: dict[str, Any]) -> None:
        connection.execute(self._db.insert(sources).values(id=source_id).on_conflict_do_nothing(index_elements=["id"]))
        connection.execute(update(sources).where(sources.c.id == source_id).values(values))


def _state(row: Any) -> SourceState:
    seconds = row.interval_seconds
    return from_row(SourceState, row, interval=None if seconds is None else timedelta(seconds=seconds))
