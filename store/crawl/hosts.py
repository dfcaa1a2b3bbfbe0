"""Politeness that outlives a process: per host, when the next request may leave, and what its robots.txt said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select

from store.db.database import Database
from store.db.rows import clean_text, from_row
from store.db.schema import hosts

__all__ = ["HostState", "Hosts"]


@dataclass(frozen=True, slots=True)
class HostState:
    """What is remembered of a host. ``crawl_delay`` in seconds, as its robots.txt asks; ``answered_at``: when it last
    answered, whoever asked.
    """

    host: str
    next_allowed_at: datetime | None
    answered_at: datetime | None
    crawl_delay: float | None
    robots_body: str | None
    robots_status: int | None
    robots_fetched_at: datetime | None


_STANDING = select(hosts.c.next_allowed_at, hosts.c.answered_at, hosts.c.crawl_delay).where(
    hosts.c.host == bindparam("name")
)


def _longer(delay: timedelta, crawl_delay: float | None) -> timedelta:
    return max(delay, timedelta(seconds=crawl_delay or 0.0))


class Hosts:
    """All hosts, by name and port as in an address."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def reserve(self, host: str, delay: timedelta) -> datetime:
        """Book the next slot of a host: when the caller's request may leave. The one after may leave ``delay`` later,
        or the Crawl-delay that is remembered of the host where that is longer: whoever asks, also one who has not
        read its robots.txt. Two processes never get slots closer together than that, nor does a process started anew.
        """
        with self._db.write() as connection:
            self._ensure(connection, host)
            booked, answered, asked = connection.execute(_STANDING.with_for_update(), {"name": host}).one()
            delay = _longer(delay, asked)
            times = [self._db.now()]
            times += [booked] if booked is not None else []
            times += [answered + delay] if answered is not None else []
            slot = max(times)
            self._set(connection, host, next_allowed_at=slot + delay)
        return slot

    def not_before(self, host: str, delay: timedelta) -> datetime | None:
        """The end of the pause that the host's last answer began, whoever got it: a slot that was booked before that
        answer came may lie closer to it. None where it never answered.
        """
        with self._db.read() as connection:
            row = connection.execute(_STANDING, {"name": host}).first()
        return None if row is None or row[1] is None else row[1] + _longer(delay, row[2])

    def answered(self, host: str, delay: timedelta) -> None:
        """The host has answered just now, or failed to: its pause begins."""
        with self._db.write() as connection:
            self._ensure(connection, host)
            booked, _, asked = connection.execute(_STANDING.with_for_update(), {"name": host}).one()
            now = self._db.now()
            rested = now + _longer(delay, asked)
            later = rested if booked is None else max(booked, rested)
            self._set(connection, host, answered_at=now, next_allowed_at=later)

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
