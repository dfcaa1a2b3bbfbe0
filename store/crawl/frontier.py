"""The frontier: every address the crawler knows, what became of it, and when it is to be visited next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, case, func, select, update

from store.crawl.frontier_entry import Entry, Kind, NewAddress, Outcome, Rank, entry_of, row_of
from store.db.database import Database
from store.db.rows import in_batches, moment_text
from store.db.schema import frontier

__all__ = ["Entry", "Frontier", "Kind", "NewAddress", "Outcome", "Rank"]


_BACKOFF = timedelta(minutes=1)
_LONGEST_BACKOFF = timedelta(days=1)
_SUSPECTED = "Chương trình nhiều lần dừng đột ngột khi xử lý địa chỉ này."
MAX_FAILURES = 5
MAX_URL = 2000
MAX_LISTED = 3000
MAX_INTERRUPTED = 25
"""So often in flight when a process died: the address itself is then suspected of killing it."""


# Statements that every visit needs are built once: building one costs more than running it.
_c = frontier.c
_HERE = _c.url == bindparam("here")
_ENTRY = select(frontier).where(_HERE)
_FAILURES = select(_c.failures).where(_HERE)
_KNOWN = select(_c.url).where(_c.url.in_(bindparam("urls", expanding=True)))
_ENDED = update(frontier).where(_HERE).values(visits=_c.visits + 1, claimed_by=None, claimed_at=None)
_DUE = (
    select(frontier)
    .where(_c.source == bindparam("source_"), _c.state == "waiting", _c.next_visit_at <= bindparam("now"))
    .where(_c.kind.in_(bindparam("kinds", expanding=True)))
    .order_by(_c.rank, _c.next_visit_at, _c.id)
    .limit(bindparam("limit_"))
    .with_for_update(skip_locked=True)
)
_CLAIM = update(frontier).where(_c.id.in_(bindparam("ids", expanding=True))).values(state="in_flight")


class Frontier:
    """The addresses of all sources."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, found: NewAddress) -> bool:
        """Note an address; True when it is new. A known one only gains the hints it lacks."""
        return bool(self.add_many([found]))

    def add_many(self, found: Iterable[NewAddress]) -> list[str]:
        """Note addresses, the first mention of each; the new ones are returned in their order. An address of more
        than ``MAX_URL`` characters is left out: no article has one, traps do.
        """
        by_url: dict[str, NewAddress] = {}
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
                connection.execute(self._db.insert_new(frontier, "url"), [row_of(one, now) for one in fresh])
            for url in known:
                _fill_hints(connection, by_url[url])
            _bring_forward(connection, [by_url[url] for url in known])
        return [one.url for one in fresh]

    def known(self, urls: Iterable[str]) -> set[str]:
        """Those of the addresses that the frontier holds."""
        with self._db.read() as connection:
            return self._known(connection, list(urls))

    def read_undated(self, urls: Iterable[str]) -> list[str]:
        """Those of the addresses that were visited as articles while no list had named a day for them."""
        undated = (_c.kind == str(Kind.ARTICLE), _c.hint_date.is_(None), _c.last_ok_at.is_not(None))
        queries = [select(_c.url).where(_c.url.in_(some), *undated) for some in in_batches(list(urls)[:MAX_LISTED])]
        with self._db.read() as connection:
            return [url for query in queries for url in connection.execute(query).scalars()]

    def get(self, url: str) -> Entry | None:
        """What is known of an address."""
        with self._db.read() as connection:
            row = connection.execute(_ENTRY, {"here": url}).first()
        return None if row is None else entry_of(row)

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
        wanted = [str(kind) for kind in (Kind if kinds is None else kinds)]
        given = {"source_": source, "now": now, "kinds": wanted, "limit_": limit}
        with self._db.write() as connection:
            rows = connection.execute(_DUE, given).all()
            if rows:
                ids = [row.id for row in rows]
                connection.execute(_CLAIM, {"ids": ids, "claimed_by": owner, "claimed_at": now})
        return [entry_of(row, state="in_flight", claimed_by=owner) for row in rows]

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
        refusal: str | None = None,
        next_visit_at: datetime | None = None,
        at: datetime | None = None,
    ) -> None:
        """A visit ended with ``outcome``. Validators are replaced on OK; otherwise what is not given stays.
        ``refusal``: which rule of ours forbade it (see ``retry_refused``).
        """
        at = at or self._db.now()
        values: dict[str, Any] = _ended(next_visit_at, at) | {
            "outcome": str(outcome),
            "reason": reason,
            "status": status,
            "failures": 0,
            "interrupted": 0,
            "refusal": refusal,
        }
        validators = {"etag": etag, "last_modified": last_modified, "content_hash": content_hash, "moved_to": moved_to}
        values |= {k: v for k, v in validators.items() if v is not None or outcome is Outcome.OK}
        if outcome in (Outcome.OK, Outcome.UNCHANGED):
            values["last_ok_at"] = at
        with self._db.write() as connection:
            connection.execute(_ENDED, values | {"here": url})

    def fail(
        self,
        url: str,
        reason: str,
        *,
        status: int | None = None,
        retry_at: datetime | None = None,
        permanent: bool = False,
        max_failures: int = MAX_FAILURES,
        refusal: str | None = None,
        at: datetime | None = None,
    ) -> bool:
        """A visit failed: wait longer each time (``retry_at`` where that is later), and after ``max_failures`` in a
        row, or at once when ``permanent``, put the address in quarantine with ``reason``. True when it is there now.
        """
        at = at or self._db.now()
        with self._db.write() as connection:
            failures = connection.execute(_FAILURES, {"here": url}).scalar() or 0
            failures += 1
            given_up = permanent or failures >= max_failures
            wait = min(_BACKOFF * 4 ** min(failures - 1, 10), _LONGEST_BACKOFF)
            again = None if given_up else max(at + wait, retry_at or at)
            values = _ended(again, at) | {"reason": reason, "status": status, "failures": failures, "interrupted": 0}
            values["refusal"] = refusal
            # Until it is settled the address keeps no outcome: it is being tried again.
            values["outcome"] = str(Outcome.QUARANTINED) if given_up else None
            connection.execute(_ENDED, values | {"here": url})
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

    def schedule(self, url: str, at: datetime, rank: Rank | None = None) -> None:
        """Plan a visit, in the given rank; an address in flight is left alone."""
        values: dict[str, Any] = {"state": "waiting", "next_visit_at": at}
        if rank is not None:
            values["rank"] = int(rank)
        with self._db.write() as connection:
            where = (frontier.c.url == url, frontier.c.state != "in_flight")
            connection.execute(update(frontier).where(*where).values(values))

    def listed_again(self, urls: Iterable[str], at: datetime, limit: int = 50) -> int:
        """Of these addresses, which a list names, let those be looked at again that were gone. Returns how many."""
        count = 0
        with self._db.write() as connection:
            for batch in in_batches(list(urls)[:MAX_LISTED]):
                where = (_c.url.in_(batch), _c.outcome == str(Outcome.GONE), _c.state != "in_flight")
                gone = list(connection.execute(select(_c.id).where(*where).limit(limit - count)).scalars())
                if gone:
                    values = {"state": "waiting", "next_visit_at": at}
                    connection.execute(update(frontier).where(_c.id.in_(gone)).values(values))
                    count += len(gone)
                if count >= limit:
                    break
        return count

    def retry_refused(self, source: str, rules: Mapping[str, str]) -> int:
        """Let addresses be asked for again that a rule of ours refused which is another one now. ``rules``: the rules
        in force, by name; a refusal is noted as "name:rule". Returns how many.
        """
        count = 0
        with self._db.write() as connection:
            for name, rule in rules.items():
                refused = (_c.refusal.like(f"{name}:%"), _c.refusal != f"{name}:{rule}")
                for outcome in (Outcome.QUARANTINED, Outcome.BLOCKED_BY_ROBOTS):
                    where = (_c.outcome == str(outcome), _c.source == source, _c.state == "settled", *refused)
                    values = {"state": "waiting", "outcome": None, "failures": 0, "next_visit_at": self._db.now()}
                    count += connection.execute(update(frontier).where(*where).values(values)).rowcount
        return count

    def alike(self, start: str, limit: int = 50) -> list[str]:
        """Known addresses that begin so."""
        with self._db.read() as connection:
            query = select(_c.url).where(_c.url >= start, _c.url < start + "\U0010ffff").order_by(_c.url).limit(limit)
            return list(connection.execute(query).scalars())

    def replace(self, urls: Iterable[str], by: str, at: datetime) -> None:
        """These are spellings of one address, which is asked for in their stead from now on."""
        values = {
            "state": "settled",
            "outcome": str(Outcome.SKIPPED),
            "reason": f"Cùng một trang với {by}.",
            "next_visit_at": None,
            "last_visit_at": at,
        }
        with self._db.write() as connection:
            for batch in in_batches(list(urls)):
                connection.execute(update(frontier).where(_c.url.in_(batch), _c.state != "in_flight").values(values))

    def leave(self, source: str, prefix: str, reason: str) -> int:
        """Ask no more for the addresses of a source that begin with ``prefix``: the site is elsewhere now."""
        where = (_c.source == source, _c.state == "waiting", _c.url.startswith(prefix, autoescape=True))
        values = {"state": "settled", "next_visit_at": None, "reason": reason}
        with self._db.write() as connection:
            return connection.execute(update(frontier).where(*where).values(values)).rowcount

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

    def archive_waiting(self, source: str, now: datetime | None = None) -> int:
        """How many addresses of a source's archive are due to be read."""
        return self._archived(source, *_due(now or self._db.now()))

    def archive_done(self, source: str, now: datetime | None = None) -> int:
        """How many addresses of a source's archive have been read."""
        settled = self._archived(source, _c.state == "settled")
        return settled + self._archived(source, _c.state == "waiting", _c.next_visit_at > (now or self._db.now()))

    def _archived(self, source: str, *where: ColumnElement[bool]) -> int:
        archived = (_c.source == source, _c.rank >= int(Rank.ARCHIVE), *where)
        with self._db.read() as connection:
            return connection.execute(select(func.count()).select_from(frontier).where(*archived)).scalar_one()

    def sitemap_count(self, source: str) -> int:
        """How many sitemaps of a source are known."""
        with self._db.read() as connection:
            where = (frontier.c.source == source, frontier.c.kind == str(Kind.SITEMAP))
            return connection.execute(select(func.count()).where(*where)).scalar_one()

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
            return [entry_of(row) for row in rows]

    def failing(self, source: str) -> list[Entry]:
        """What failed at its last visit and is to be tried again, the next one first."""
        where = (frontier.c.source == source, frontier.c.state == "waiting", frontier.c.failures > 0)
        with self._db.read() as connection:
            rows = connection.execute(select(frontier).where(*where).order_by(frontier.c.next_visit_at, frontier.c.id))
            return [entry_of(row) for row in rows]

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
            known.update(connection.execute(_KNOWN, {"urls": batch}).scalars())
        return known


def _due(now: datetime) -> list[ColumnElement[bool]]:
    return [frontier.c.state == "waiting", frontier.c.next_visit_at <= now]


def _ended(next_visit_at: datetime | None, at: datetime) -> dict[str, Any]:
    return {
        "state": "settled" if next_visit_at is None else "waiting",
        "next_visit_at": next_visit_at,
        "last_visit_at": at,
    }


def _bring_forward(connection: Connection, found: list[NewAddress]) -> None:
    """What waits with the archive and is named among the news is news."""
    for batch in in_batches([one.url for one in found if one.place is Rank.NEWS]):
        where = (_c.url.in_(batch), _c.state == "waiting", _c.rank > int(Rank.NEWS), _c.kind == str(Kind.ARTICLE))
        connection.execute(update(frontier).where(*where).values(rank=int(Rank.NEWS)))


def _fill_hints(connection: Connection, found: NewAddress) -> None:
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
