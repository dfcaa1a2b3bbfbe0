"""When each article became known to people: noted in the transaction in which the index's word of having it is written.

Arrivals are numbered in that order, so that "what came since" has no seams whatever clocks do. An article arrives once:
a new version, or another index, is no new arrival.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, func, select

from store.db.database import Database
from store.db.mail_tables import arrivals
from store.db.rows import in_batches

__all__ = ["Arrivals", "note_arrivals"]

_a = arrivals.c


def note_arrivals(database: Database, connection: Connection, article_ids: Iterable[str], now: datetime) -> None:
    """Note in the running transaction that an index holds these articles now."""
    ids = list(dict.fromkeys(article_ids))
    known: set[str] = set()
    for batch in in_batches(ids):
        known.update(connection.execute(select(_a.article_id).where(_a.article_id.in_(batch))).scalars())
    rows = [{"article_id": one, "known_at": now} for one in ids if one not in known]
    if rows:
        connection.execute(database.insert_new(arrivals, "article_id"), rows)


class Arrivals:
    """All arrivals."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def last(self) -> int:
        """The number of the newest; 0 before the first."""
        with self._db.read() as connection:
            return int(connection.execute(select(func.max(_a.seq))).scalar() or 0)

    def between(self, after: int, to: int) -> list[str]:
        """The articles that arrived after one number up to another, in order."""
        query = select(_a.article_id).where(_a.seq > after, _a.seq <= to).order_by(_a.seq)
        with self._db.read() as connection:
            return list(connection.execute(query).scalars())

    def known_at(self, article_ids: Iterable[str]) -> dict[str, datetime]:
        """When these became known; those that never did are left out."""
        found: dict[str, datetime] = {}
        with self._db.read() as connection:
            for batch in in_batches(list(article_ids)):
                query = select(_a.article_id, _a.known_at).where(_a.article_id.in_(batch))
                found.update((row.article_id, row.known_at) for row in connection.execute(query))
        return found
