"""Two articles that turn out to be one: a site moved a page, and the new address was met before the redirect was."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from store.annotations.mentions.refill import refill
from store.articles.reprint_decisions import hand_over
from store.articles.versions import Version, fold_reading, read_versions
from store.db.columns import GOES, MERGED, MOVES, STAYS
from store.db.database import Database
from store.db.schema import article_parts, articles
from store.db.whole_schema import metadata
from store.work.outbox import queue

__all__ = ["absorb"]


def absorb(
    db: Database, connection: Connection, keep: str, drop: str, now: datetime
) -> tuple[list[Version], list[Version]]:
    """Hand over all that ``drop`` has to ``keep`` and take it away, from the indexes too. Returns the versions that
    ``keep`` had, and those that the readings of both make; the caller writes them.
    """
    before, theirs = read_versions(connection, keep), read_versions(connection, drop)
    after: list[Version] = []
    for version in sorted([*before, *theirs], key=lambda v: (v.seen_at, v.page_id or 0)):
        after = fold_reading(after, version)
    connection.execute(update(articles).where(articles.c.id == drop).values(kept=False))
    queue(connection, [drop], now)
    refill(db, connection, [drop])  # before it goes, so that its reprints count what it counted
    for table in reversed(metadata.sorted_tables):
        column = table.c.get("article_id")
        what = column.info[MERGED] if column is not None else STAYS[MERGED]
        if what == MOVES[MERGED]:
            connection.execute(update(table).where(table.c.article_id == drop).values(article_id=keep))
        elif what == GOES[MERGED]:
            connection.execute(delete(table).where(table.c.article_id == drop))
    hand_over(connection, keep, drop)
    connection.execute(delete(article_parts).where(article_parts.c.part_of == drop))
    group = connection.execute(select(articles.c.group_id).where(articles.c.id == drop)).scalar()
    connection.execute(delete(articles).where(articles.c.id == drop))
    if group is not None:
        refill(db, connection, _leave(connection, group))
    return before, after


def _leave(connection: Connection, group: str) -> list[str]:
    """A group that lost a member may be left with one alone, or named after the one that is gone. Its members."""
    members = list(connection.execute(select(articles.c.id).where(articles.c.group_id == group)).scalars())
    name = min(members) if len(members) > 1 else None
    connection.execute(update(articles).where(articles.c.group_id == group).values(group_id=name))
    return members
