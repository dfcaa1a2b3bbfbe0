"""The frontier: every address the crawler knows, what became of it, and when it is to be visited next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, select, update

from store.clock import parse_moment
from store.database import Database
from store.records import from_row, in_batches, moment_text
from store.schema import frontier

__all__ = ["Entry", "Found", "Frontier", "Kind", "Outcome"]


class Kind(StrEnum):
    """What lies at an address."""

    FEED = "feed"
    SITEMAP = "sitemap"
    LISTING = "listing"
    ARTICLE = "article"
    ATTACHMENT = "attachment"


class Outcome(StrEnum):
    """What became of an address at its last completed visit. Each has at most one."""

    OK = "ok"
    UNCHANGED = "unchanged"
    GONE = "gone"
    MOVED = "moved"
    SKIPPED = "skipped"
    BLOCKED_BY_ROBOTS = "blocked_by_robots"
    QUARANTINED = "quarantined"


_RANK = {Kind.FEED: 0, Kind.SITEMAP: 0, Kind.LISTING: 0, Kind.ARTICLE: 1, Kind.ATTACHMENT: 2}
_BACKOFF = timedelta(minutes=1)
_LONGEST_BACKOFF = timedelta(days=1)
_SUSPECTED = "Chương trình nhiều lần dừng đột ngột khi xử lý địa chỉ này."
MAX_FAILURES = 5
MAX_URL = 2000
MAX_INTERRUPTED = 25
"""So often in flight when a process died: the address itself is then suspected of killing it."""


@dataclass(frozen=True, slots=True)
class Found:
    """An address that a page, feed or person named. ``hint_*``: what the list said of it. ``next_visit_at`` None: at
    once.
    """

    url: str
    kind: Kind
    source: str
    depth: int = 0
    discovered_from: str | None = None
    hint_title: str | None = None
    hint_date: datetime | date | None = None
    hint_origin: str | None = None
    next_visit_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One address with its state: ``waiting`` (a visit is planned), ``in_flight`` or ``settled`` (none planned)."""

    url: str
    source: str
    kind: Kind
    state: str
    outcome: Outcome | None
    reason: str | None
    status: int | None
    etag: str | None
    last_modified: str | None
    content_hash: str | None
    moved_to: str | None
    failures: int
    visits: int
    next_visit_at: datetime | None
    hint_title: str | None
    hint_date: datetime | date | None
    hint_origin: str | None
    depth: int
    discovered_from: str | None
    first_seen_at: datetime
    last_visit_at: datetime | None
    last_ok_at: datetime | None
    claimed_by: str | None


class Frontier:
    """The addresses of all sources."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, found: Found) -> bool:
        """Note an address; True when it is new. A known one only gains the hints it lacks."""
        return bool(self.add_many([found]))

    def add_many(self, found: Iterable[Found]) -> list[str]:
        """Note addresses, the first mention of each; the new ones are returned in their order. An address of more
        than ``MAX_URL`` characters is left out: no article has one, traps do.
        """
        by_url: dict[str, Found] = {}
        for one in found:
            if len(one.url) <= MAX_URL:
                by_url.setdefault(one.url, one)
        if not by_url:
            return []
        now = self._db.now()
        with self._db.write() as connection:
            known = self._known(connection, list(by_url))
            fresh = [one for url, one in by_url.items() if url not in known]
            if fresh:
                connection.execute(
                    self._db.insert(frontier).on_conflict_do_nothing(index_elements=["url"]),
                    [_row(one, now) for one in fresh],
                )
            for url in known:
                _fill_hints(connection, by_url[url])
        return [one.url for one in fresh]

    def known(self, urls: Iterable[str]) -> set[str]:
        """Those of the addresses that the frontier holds."""
        with self._db.read() as connection:
            return self._known(connection, list(urls))

    def get(self, url: str) -> Entry | None:
        """What is known of an address."""
        with self._db.read() as connection:
            row = connection.execute(select(frontier).where(frontier.c.url == url)).first()
        return None if row is None else _entry(row)

    def claim(
        self,
        source: str,
        owner: str,
        limit: int = 1,
        kinds: Sequence[Kind] | None = None,
        now: datetime | None = None,
    ) -> list[Entry]:
        """Take addresses that are due: lists before articles before attachments, the longest waiting first."""
        now = now or self._db.now()
        where = [frontier.c.source == source, *_due(now)]
        if kinds is not None:
            where.append(frontier.c.kind.in_([str(kind) for kind in kinds]))
        with self._db.write() as connection:
            query = select(frontier).where(*where).order_by(frontier.c.rank, frontier.c.next_visit_at, frontier.c.id)
            rows = connection.execute(query.limit(limit).with_for_update(skip_locked=True)).all()
            if rows:
                connection.execute(
                    update(frontier)
                    .where(frontier.c.id.in_([row.id for row in rows]))
                    .values(state="in_flight", claimed_by=owner, claimed_at=now)
                )
        return [_entry(row, state="in_flight", claimed_by=owner) for row in rows]

    def finish(
        self,
        url: str,
        outcome: Outcome,
        *,
        reason: str | None = None,
        status: int | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
        content_hash: str | None = None,
        moved_to: str | None = None,
        next_visit_at: datetime | None = None,
        at: datetime | None = None,
    ) -> None:
        """A visit ended with ``outcome``. Validators are replaced on OK; otherwise what is not given stays."""
        at = at or self._db.now()
        values: dict[str, Any] = _ended(next_visit_at, at) | {
            "outcome": str(outcome),
            "reason": reason,
            "status": status,
            "failures": 0,
            "interrupted": 0,
        }
        validators = {"etag": etag, "last_modified": last_modified, "content_hash": content_hash, "moved_to": moved_to}
        values |= {k: v for k, v in validators.items() if v is not None or outcome is Outcome.OK}
        if outcome in (Outcome.OK, Outcome.UNCHANGED):
            values["last_ok_at"] = at
        with self._db.write() as connection:
            connection.execute(update(frontier).where(frontier.c.url == url).values(values))

    def fail(
        self,
        url: str,
        reason: str,
        *,
        status: int | None = None,
        retry_at: datetime | None = None,
        permanent: bool = False,
        max_failures: int = MAX_FAILURES,
        at: datetime | None = None,
    ) -> bool:
        """A visit failed: wait longer each time (``retry_at`` where that is later), and after ``max_failures`` in a
        row, or at once when ``permanent``, put the address in quarantine with ``reason``. True when it is there now.
        """
        at = at or self._db.now()
        with self._db.write() as connection:
            failures = connection.execute(select(frontier.c.failures).where(frontier.c.url == url)).scalar() or 0
            failures += 1
            given_up = permanent or failures >= max_failures
            wait = min(_BACKOFF * 4 ** min(failures - 1, 10), _LONGEST_BACKOFF)
            again = None if given_up else max(at + wait, retry_at or at)
            values = _ended(again, at) | {"reason": reason, "status": status, "failures": failures, "interrupted": 0}
            # Until it is settled the address keeps no outcome: it is being tried again.
            values["outcome"] = str(Outcome.QUARANTINED) if given_up else None
            connection.execute(update(frontier).where(frontier.c.url == url).values(values))
        return given_up

    def release(self, url: str, at: datetime | None = None) -> None:
        """Give an address back unvisited, due again at once or ``at``."""
        values: dict[str, Any] = {"state": "waiting", "claimed_by": None, "claimed_at": None}
        if at is not None:
            values["next_visit_at"] = at
        with self._db.write() as connection:
            where = (frontier.c.url == url, frontier.c.state == "in_flight")
            connection.execute(update(frontier).where(*where).values(values))

    def recover(self, source: str, owner: str | None = None, give_up_after: int = MAX_INTERRUPTED) -> int:
        """Free what a dead process had in flight; for the holder of the source's lease to call. Returns how many."""
        where = [frontier.c.source == source, frontier.c.state == "in_flight"]
        if owner is not None:
            where.append(frontier.c.claimed_by != owner)
        suspect = frontier.c.interrupted + 1 >= give_up_after
        values: dict[str, Any] = {
            "state": case((suspect, "settled"), else_="waiting"),
            "outcome": case((suspect, str(Outcome.QUARANTINED)), else_=frontier.c.outcome),
            "reason": case((suspect, _SUSPECTED), else_=frontier.c.reason),
            "interrupted": frontier.c.interrupted + 1,
            "claimed_by": None,
            "claimed_at": None,
        }
        with self._db.write() as connection:
            return connection.execute(update(frontier).where(*where).values(values)).rowcount

    def schedule(self, url: str, at: datetime) -> None:
        """Plan a visit; an address in flight is left alone."""
        with self._db.write() as connection:
            where = (frontier.c.url == url, frontier.c.state != "in_flight")
            connection.execute(update(frontier).where(*where).values(state="waiting", next_visit_at=at))

    def look_again(self, source: str, seen_after: datetime, visited_before: datetime, limit: int = 200) -> int:
        """Make articles due that were first seen since ``seen_after`` and not asked for after ``visited_before``: at
        most ``limit`` of them, the newest first. Returns how many.
        """
        where = (
            frontier.c.source == source,
            frontier.c.kind == str(Kind.ARTICLE),
            frontier.c.state != "in_flight",
            frontier.c.outcome.in_([str(Outcome.OK), str(Outcome.UNCHANGED)]),
            frontier.c.first_seen_at >= seen_after,
            frontier.c.last_visit_at <= visited_before,
        )
        newest = select(frontier.c.id).where(*where).order_by(frontier.c.first_seen_at.desc(), frontier.c.id.desc())
        with self._db.write() as connection:
            ids = list(connection.execute(newest.limit(limit)).scalars())
            if ids:
                values = {"state": "waiting", "next_visit_at": self._db.now()}
                connection.execute(update(frontier).where(frontier.c.id.in_(ids)).values(values))
        return len(ids)

    def due_count(self, source: str, now: datetime | None = None) -> int:
        """How many addresses of a source are due."""
        with self._db.read() as connection:
            query = select(func.count()).where(frontier.c.source == source, *_due(now or self._db.now()))
            return connection.execute(query).scalar_one()

    def next_due(self, source: str) -> datetime | None:
        """When the next planned visit of a source falls due."""
        where = (frontier.c.source == source, frontier.c.state == "waiting")
        with self._db.read() as connection:
            return connection.execute(select(func.min(frontier.c.next_visit_at)).where(*where)).scalar()

    def quarantined(self, source: str | None = None) -> list[Entry]:
        """What failed for good, newest first."""
        where = [frontier.c.outcome == str(Outcome.QUARANTINED)]
        if source is not None:
            where.append(frontier.c.source == source)
        with self._db.read() as connection:
            rows = connection.execute(
                select(frontier).where(*where).order_by(frontier.c.last_visit_at.desc(), frontier.c.id)
            )
            return [_entry(row) for row in rows]

    def retry_quarantined(self, source: str | None = None, url: str | None = None) -> int:
        """Let quarantined addresses (of a source, or one) be visited again at once. Returns how many."""
        where = [frontier.c.outcome == str(Outcome.QUARANTINED), frontier.c.state == "settled"]
        if source is not None:
            where.append(frontier.c.source == source)
        if url is not None:
            where.append(frontier.c.url == url)
        values = {"state": "waiting", "outcome": None, "failures": 0, "interrupted": 0, "next_visit_at": self._db.now()}
        with self._db.write() as connection:
            return connection.execute(update(frontier).where(*where).values(values)).rowcount

    def counts(self, source: str | None = None) -> dict[str, int]:
        """How many addresses stand at each outcome; those without one by their state."""
        standing = func.coalesce(frontier.c.outcome, frontier.c.state)
        query = select(standing, func.count()).group_by(standing)
        if source is not None:
            query = query.where(frontier.c.source == source)
        with self._db.read() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def _known(self, connection: Connection, urls: list[str]) -> set[str]:
        known: set[str] = set()
        for batch in in_batches(urls):
            known.update(connection.execute(select(frontier.c.url).where(frontier.c.url.in_(batch))).scalars())
        return known


def _due(now: datetime) -> list[ColumnElement[bool]]:
    return [frontier.c.state == "waiting", frontier.c.next_visit_at <= now]


def _ended(next_visit_at: datetime | None, at: datetime) -> dict[str, Any]:
    return {
        "state": "settled" if next_visit_at is None else "waiting",
        "next_visit_at": next_visit_at,
        "last_visit_at": at,
        "visits": frontier.c.visits + 1,
        "claimed_by": None,
        "claimed_at": None,
    }


def _row(found: Found, now: datetime) -> dict[str, Any]:
    return {
        "url": found.url,
        "source": found.source,
        "kind": str(found.kind),
        "rank": _RANK[found.kind],
        "state": "waiting",
        "next_visit_at": found.next_visit_at or now,
        "hint_title": found.hint_title,
        "hint_date": moment_text(found.hint_date),
        "hint_origin": found.hint_origin,
        "depth": found.depth,
        "discovered_from": found.discovered_from,
        "first_seen_at": now,
    }


def _fill_hints(connection: Connection, found: Found) -> None:
    if not (found.hint_title or found.hint_date):
        return
    c = frontier.c
    origin = case((c.hint_date.is_(None), found.hint_origin), else_=c.hint_origin)
    values = {
        "hint_title": func.coalesce(c.hint_title, found.hint_title),
        "hint_date": func.coalesce(c.hint_date, moment_text(found.hint_date)),
        "hint_origin": origin if found.hint_date else func.coalesce(c.hint_origin, found.hint_origin),
    }
    lacking = (c.hint_title.is_(None) & (found.hint_title is not None)) | (
        c.hint_date.is_(None) & (found.hint_date is not None)
    )
    connection.execute(update(frontier).where(c.url == found.url, lacking).values(values))


def _entry(row: Any, **given: Any) -> Entry:
    values = row._mapping
    given.setdefault("kind", Kind(values["kind"]))
    given.setdefault("outcome", Outcome(values["outcome"]) if values["outcome"] else None)
    given.setdefault("hint_date", parse_moment(values["hint_date"]))
    return from_row(Entry, row, **given)
