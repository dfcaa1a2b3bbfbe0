"""What each person has seen: when they last looked at a screen, which version of an article they read."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import select

from domain.errors import StoreBusy
from store.db.database import Database
from store.db.look_tables import article_looks, looks

__all__ = ["Looks"]

_ONE_LOOK = timedelta(minutes=30)
"""Coming back within this time goes on with the same look: reloading a page does not make everything old."""


class Looks:
    """The looks of all people. ``person``: the name under which they sign in. Nobody who reads waits for those who
    write: a look that cannot be noted at once is not noted.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    def begin(self, person: str, screen: str, now: datetime | None = None) -> datetime | None:
        """Note that a person looks at a screen; since when what it shows is new to them. None at the first look."""
        now = now or self._db.now()
        where = (looks.c.person == person, looks.c.screen == screen)
        with self._db.read() as connection:
            row = connection.execute(select(looks).where(*where)).first()
        since = row.new_since if row is not None else None
        if row is not None and now - row.seen_at > _ONE_LOOK:
            since = row.seen_at
        with suppress(StoreBusy), self._db.note() as connection:
            values = {"seen_at": now, "new_since": since}
            statement = self._db.insert(looks).values(person=person, screen=screen, **values)
            connection.execute(statement.on_conflict_do_update(index_elements=["person", "screen"], set_=values))
        return since

    def read(self, person: str, article_id: str, version: int, now: datetime | None = None) -> int | None:
        """Note that a person reads this version of an article; the version that they read before this look, None
        where it is their first.
        """
        now = now or self._db.now()
        t = article_looks.c
        with self._db.read() as connection:
            row = connection.execute(
                select(article_looks).where(t.person == person, t.article_id == article_id)
            ).first()
        before = row.before if row is not None else None
        if row is not None and (now - row.seen_at > _ONE_LOOK or row.version != version):
            before = row.version
        with suppress(StoreBusy), self._db.note() as connection:
            values = {"version": version, "seen_at": now, "before": before}
            statement = self._db.insert(article_looks).values(person=person, article_id=article_id, **values)
            connection.execute(statement.on_conflict_do_update(index_elements=["person", "article_id"], set_=values))
        return before
