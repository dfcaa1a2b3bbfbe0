"""What the search indexes have yet to be told. A row is written in the transaction that changes what an index shows.

One queue per index name. Rows of one article coalesce into the latest, which says only "look again": the document is
made from the store when it is sent. A row is cleared by its number, so a change made while its forerunner was being
sent stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, literal, or_, select, update

from store.db.database import Database
from store.db.rows import from_row, in_batches
from store.db.schema import articles
from store.db.work_tables import outbox, outbox_indexes
from store.work.arrivals import note_arrivals

__all__ = ["Outbox", "OutboxRow", "OutboxStatus", "QuarantinedRow", "queue"]

MAX_ATTEMPTS = 8
_FIRST_WAIT = timedelta(seconds=1)
_LONGEST_WAIT = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One article to be written (``upsert``) or taken out (``delete``); ``version`` grows with each change of it."""

    seq: int
    article_id: str
    op: str
    version: int
    attempts: int


@dataclass(frozen=True, slots=True)
class QuarantinedRow:
    """A document that the engine refuses for good, with its reason."""

    seq: int
    article_id: str
    op: str
    last_error: str | None
    quarantined_at: datetime


@dataclass(frozen=True, slots=True)
class OutboxStatus:
    """How an index stands: ``waiting`` documents, the oldest since ``oldest_since``; ``held_until``: engine left in
    peace.
    """

    index: str
    waiting: int
    oldest_since: datetime | None
    quarantined: int
    last_error: str | None
    held_until: datetime | None


def queue(connection: Connection, article_ids: Iterable[str], now: datetime) -> None:
    """Note in the running transaction that these articles look different now. What no index was ever given is left
    out.
    """
    ids = sorted(set(article_ids))
    names = connection.execute(select(outbox_indexes.c.name)).scalars().all()
    for batch in in_batches(ids):
        a = articles.c
        shown = (a.id.in_(batch), or_(a.kept, a.indexed))
        connection.execute(update(articles).where(*shown).values(document_version=a.document_version + 1))
        rows = connection.execute(select(a.id, a.kept, a.document_version).where(*shown).order_by(a.id)).all()
        connection.execute(update(articles).where(*shown).values(indexed=a.kept))
        for name in names:
            _put(connection, name, rows, now)


def _put(connection: Connection, name: str, rows: Sequence[Any], now: datetime) -> None:
    if not rows:
        return
    o = outbox.c
    here = (o.index_name == name, o.article_id.in_([row.id for row in rows]))
    waiting = select(o.article_id, o.queued_at).where(*here, o.quarantined_at.is_(None))
    since = {row.article_id: row.queued_at for row in connection.execute(waiting)}
    # Deleted and put anew rather than updated: the new number tells the change apart from the one being sent.
    connection.execute(delete(outbox).where(*here))
    connection.execute(
        insert(outbox),
        [
            {
                "index_name": name,
                "article_id": row.id,
                "op": "upsert" if row.kept else "delete",
                "version": row.document_version,
                "queued_at": since.get(row.id, now),
            }
            for row in rows
        ],
    )


class Outbox:
    """The queues of all indexes."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def register(self, index: str) -> int:
        """Keep a queue for an index; a new one is given every article there is. Returns how many were queued."""
        if index in self.indexes():
            return 0
        now = self._db.now()
        with self._db.write() as connection:
            known = connection.execute(select(outbox_indexes.c.name).where(outbox_indexes.c.name == index)).first()
            if known is not None:
                return 0
            connection.execute(insert(outbox_indexes).values(name=index, registered_at=now))
            return self._fill(connection, index, now)

    def unregister(self, index: str) -> None:
        """Keep no queue for an index any more; what waited for it is dropped."""
        with self._db.write() as connection:
            connection.execute(delete(outbox).where(outbox.c.index_name == index))
            connection.execute(delete(outbox_indexes).where(outbox_indexes.c.name == index))

    def indexes(self) -> list[str]:
        """The registered index names."""
        with self._db.read() as connection:
            return list(connection.execute(select(outbox_indexes.c.name).order_by(outbox_indexes.c.name)).scalars())

    def batch(self, index: str, limit: int = 500, now: datetime | None = None) -> list[OutboxRow]:
        """The next rows to send, in order; none while the engine is left in peace."""
        now = now or self._db.now()
        o = outbox.c
        with self._db.read() as connection:
            held = connection.execute(
                select(outbox_indexes.c.held_until).where(outbox_indexes.c.name == index)
            ).scalar()
            if held is not None and held > now:
                return []
            due = (o.index_name == index, o.quarantined_at.is_(None), or_(o.retry_at.is_(None), o.retry_at <= now))
            rows = connection.execute(select(outbox).where(*due).order_by(o.seq).limit(limit))
            return [from_row(OutboxRow, row) for row in rows]

    def done(self, index: str, rows: Iterable[OutboxRow]) -> None:
        """The engine has these; the engine is well."""
        rows = list(rows)
        with self._db.write() as connection:
            note_arrivals(self._db, connection, [row.article_id for row in rows if row.op == "upsert"], self._db.now())
            for batch in in_batches([row.seq for row in rows]):
                where = (outbox.c.index_name == index, outbox.c.seq.in_(batch))
                connection.execute(delete(outbox).where(*where))
            self._well(connection, index)

    def retry(self, index: str, rows: Iterable[OutboxRow], error: str) -> int:
        """The engine could not take these documents now. Each waits longer every time; after ``MAX_ATTEMPTS`` it goes
        to quarantine. Returns how many went there.
        """
        now = self._db.now()
        poisoned = 0
        with self._db.write() as connection:
            for row in rows:
                attempts = row.attempts + 1
                given_up = attempts >= MAX_ATTEMPTS
                poisoned += given_up
                values = {
                    "attempts": attempts,
                    "retry_at": now + _wait(attempts),
                    "last_error": error,
                    "quarantined_at": now if given_up else None,
                }
                self._mark(connection, index, row, values)
        return poisoned

    def reject(self, index: str, row: OutboxRow, reason: str) -> None:
        """The engine refuses this document for good: it no longer stands in the way of the rest."""
        values = {"attempts": row.attempts + 1, "last_error": reason, "quarantined_at": self._db.now()}
        with self._db.write() as connection:
            self._mark(connection, index, row, values)

    def hold(self, index: str, error: str, retry_at: datetime | None = None) -> datetime:
        """The engine itself is down or refuses writes: nothing counts against the documents. Returns until when to
        wait.
        """
        now = self._db.now()
        i = outbox_indexes.c
        with self._db.write() as connection:
            failures = (connection.execute(select(i.failures).where(i.name == index)).scalar() or 0) + 1
            until = max(now + _wait(failures), retry_at or now)
            values = {"failures": failures, "held_until": until, "last_error": error}
            connection.execute(update(outbox_indexes).where(i.name == index).values(values))
        return until

    def resume(self, index: str) -> None:
        """The engine answers again."""
        with self._db.write() as connection:
            self._well(connection, index)

    def status(self, index: str) -> OutboxStatus:
        """What waits for an index, and since when."""
        o, i = outbox.c, outbox_indexes.c
        with self._db.read() as connection:
            here = o.index_name == index
            waiting, oldest = connection.execute(
                select(func.count(), func.min(o.queued_at)).where(here, o.quarantined_at.is_(None))
            ).one()
            poisoned = connection.execute(select(func.count()).where(here, o.quarantined_at.is_not(None))).scalar_one()
            engine = connection.execute(select(i.last_error, i.held_until).where(i.name == index)).first()
        error, held = (engine.last_error, engine.held_until) if engine is not None else (None, None)
        return OutboxStatus(index, waiting, oldest, poisoned, error, held)

    def acknowledged(self, index: str) -> int:
        """How many articles an index must hold at least: all news but those that wait for it or that it refused."""
        o = outbox.c
        with self._db.read() as connection:
            known = connection.execute(select(outbox_indexes.c.name).where(outbox_indexes.c.name == index)).first()
            if known is None:
                return 0
            news = select(func.count()).select_from(articles).where(articles.c.kept).scalar_subquery()
            queued = select(func.count()).where(o.index_name == index, o.op == "upsert").scalar_subquery()
            return int(connection.execute(select(news - queued)).scalar_one())

    def quarantine(self, index: str, refused: Iterable[tuple[str, int, str]]) -> int:
        """Documents that an index refused outside the queue, as (article, version, reason): they stand in quarantine
        unless a change of theirs waits anyway. Returns how many were put there.
        """
        now, o, count = self._db.now(), outbox.c, 0
        with self._db.write() as connection:
            for article_id, version, reason in refused:
                here = (o.index_name == index, o.article_id == article_id)
                if connection.execute(select(o.seq).where(*here)).first() is None:
                    values = {
                        "index_name": index,
                        "article_id": article_id,
                        "op": "upsert",
                        "version": version,
                        "queued_at": now,
                        "attempts": 1,
                        "last_error": reason,
                        "quarantined_at": now,
                    }
                    connection.execute(insert(outbox).values(values))
                    count += 1
        return count

    def quarantined(self, index: str) -> list[QuarantinedRow]:
        """The documents that the engine refuses, in order."""
        where = (outbox.c.index_name == index, outbox.c.quarantined_at.is_not(None))
        with self._db.read() as connection:
            rows = connection.execute(select(outbox).where(*where).order_by(outbox.c.seq))
            return [from_row(QuarantinedRow, row) for row in rows]

    def requeue(self, index: str, *, everything: bool = False) -> int:
        """Send the quarantined documents again, or ``everything`` the index should hold. Returns how many."""
        now = self._db.now()
        with self._db.write() as connection:
            if everything:
                connection.execute(delete(outbox).where(outbox.c.index_name == index, outbox.c.op == "upsert"))
                return self._fill(connection, index, now)
            where = (outbox.c.index_name == index, outbox.c.quarantined_at.is_not(None))
            values = {"quarantined_at": None, "attempts": 0, "retry_at": None, "last_error": None}
            return connection.execute(update(outbox).where(*where).values(values)).rowcount

    def _fill(self, connection: Connection, index: str, now: datetime) -> int:
        a = articles.c
        rows = select(
            literal(index), a.id, literal("upsert"), a.document_version, literal(now, outbox.c.queued_at.type)
        )
        names = ["index_name", "article_id", "op", "version", "queued_at"]
        # By when the articles were first seen, so that two stores with the same articles queue them alike.
        kept = rows.where(a.kept).order_by(a.first_seen_at, a.id)
        connection.execute(insert(outbox).from_select(names, kept))
        # Not every driver counts the rows of such an insert.
        return connection.execute(select(func.count()).select_from(articles).where(a.kept)).scalar_one()

    def _mark(self, connection: Connection, index: str, row: OutboxRow, values: dict[str, Any]) -> None:
        where = (outbox.c.index_name == index, outbox.c.seq == row.seq)
        connection.execute(update(outbox).where(*where).values(values))

    def _well(self, connection: Connection, index: str) -> None:
        i = outbox_indexes.c
        ill = (i.name == index, or_(i.failures > 0, i.held_until.is_not(None)))
        connection.execute(update(outbox_indexes).where(*ill).values(failures=0, held_until=None, last_error=None))


def _wait(failures: int) -> timedelta:
    return min(_FIRST_WAIT * int(2 ** min(failures - 1, 20)), _LONGEST_WAIT)
