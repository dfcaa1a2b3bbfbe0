"""Politeness that outlives a process: per host, when the next request may leave, and what its robots.txt said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from store.db.database import Database
from store.db.rows import clean_text, from_row
from store.db.schema import hosts

__all__ = ["HostState", "Hosts"]


@dataclass(frozen=True, slots=True)
class HostState:
    """What is remembered of a host. ``crawl_delay`` in seconds, as its robots.txt asks."""

    host: str
    next_allowed_at: datetime | None
    crawl_delay: float | None
    robots_body: str | None
    robots_status: int | None
    robots_fetched_at: datetime | None


class Hosts:
    """All hosts, by name and port as in an address."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def reserve(self, host: str, delay: timedelta) -> datetime:
        """Book the next slot of a host: when the caller's request may leave. The one after may leave ``delay`` later.
        Two processes never get slots closer together than that, nor does a process started anew.
        """
        with self._db.write() as connection:
            self._ensure(connection, host)
            query = select(hosts.c.next_allowed_at).where(hosts.c.host == host).with_for_update()
            booked = connection.execute(query).scalar()
            now = self._db.now()
            slot = max(now, booked) if booked is not None else now
            self._set(connection, host, next_allowed_at=slot + delay)
        return slot

    def hold(self, host: str, until: datetime) -> None:
        """Leave a host in peace until then (Retry-After); an earlier time than the one booked changes nothing."""
        with self._db.write() as connection:
            self._ensure(connection, host)
            query = select(hosts.c.next_allowed_at).where(hosts.c.host == host).with_for_update()
            booked = connection.execute(query).scalar()
            if booked is None or booked < until:
                self._set(connection, host, next_allowed_at=until)

    def get(self, host: str) -> HostState | None:
        """What is remembered of a host."""
        with self._db.read() as connection:
            row = connection.execute(select(hosts).where(hosts.c.host == host)).first()
        return None if row is None else from_row(HostState, row)

    def save_robots(
        self, host: str, body: str, status: int, crawl_delay: float | None = None, at: datetime | None = None
    ) -> None:
        """Remember a host's robots.txt as it was fetched."""
        with self._db.write() as connection:
            self._ensure(connection, host)
            self._set(
                connection,
                host,
                robots_body=clean_text(body),
                robots_status=status,
                crawl_delay=crawl_delay,
                robots_fetched_at=at or self._db.now(),
            )

    def _ensure(self, connection: Any, host: str) -> None:
        connection.execute(self._db.insert(hosts).values(host=host).on_conflict_do_nothing(index_elements=["host"]))

    def _set(self, connection: Any, host: str, **values: Any) -> None:
        connection.execute(hosts.update().where(hosts.c.host == host).values(values))
