"""What is weighed of each article: its day, who made it, where it appeared, of what it speaks. Made once a version of
the article, so that weighing all of them again against a plan reads short rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, or_, select

from store.db.database import Database
from store.db.plan_tables import article_traits, plan_weighed
from store.db.rows import clean_text, in_batches
from store.db.schema import articles

__all__ = ["StoredTraits", "TraitRows"]


@dataclass(frozen=True, slots=True)
class StoredTraits:
    """The traits of one article, as it was at ``document_version``. ``publisher`` owns the site, ``office`` signs the
    text; ``topics``, ``documents`` (numbers), ``names`` (of bodies, folded) and ``terms`` (pairs of words, folded).
    """

    article_id: str
    document_version: int
    day: date | None
    title: str
    publisher: str
    office: str
    province: str
    channel: str
    kind: str
    topics: tuple[str, ...]
    documents: tuple[str, ...]
    names: tuple[str, ...]
    terms: tuple[str, ...]


_LISTS = ("topics", "documents", "names", "terms")


class TraitRows:
    """The traits of all annotated articles, and which of them still wait to be weighed against a plan."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def lacking(self, made_by: str, limit: int = 200) -> list[str]:
        """Ids of annotated articles whose traits are missing or of an earlier state."""
        a, t = articles.c, article_traits.c
        version = case((a.document_version > 1, a.document_version), else_=1)
        stale = or_(t.article_id.is_(None), t.document_version != version, t.made_by != made_by)
        query = (
            select(a.id)
            .outerjoin(article_traits, t.article_id == a.id)
            .where(a.annotated_version.is_not(None), stale)
            .order_by(a.id)
            .limit(limit)
        )
        with self._db.read() as connection:
            return list(connection.execute(query).scalars())

    def save(self, made: Sequence[StoredTraits], made_by: str) -> None:
        """Keep the traits of some articles."""
        names = ("document_version", "made_by", "day", "title", "publisher", "office", "province", "channel", "kind")
        rows = [_row(one, made_by) for one in made]
        if rows:
            with self._db.write() as connection:
                connection.execute(self._db.upsert(article_traits, ("article_id",), names + _LISTS), rows)

    def load(self, ids: Sequence[str]) -> dict[str, StoredTraits]:
        """The traits of these articles, of those that have any."""
        found: dict[str, StoredTraits] = {}
        with self._db.read() as connection:
            for batch in in_batches(list(ids)):
                for row in connection.execute(select(article_traits).where(article_traits.c.article_id.in_(batch))):
                    found[row.article_id] = _stored(row)
        return found

    def unweighed(self, plan_id: str, made_by: str, batch: int = 500) -> Iterator[list[StoredTraits]]:
        """Articles that were not yet weighed against a plan as both are now, a batch at a time, each given once."""
        t, w = article_traits.c, plan_weighed.c
        done = and_(w.article_id == t.article_id, w.plan_id == plan_id)
        waiting: ColumnElement[bool] = or_(
            w.article_id.is_(None), w.document_version != t.document_version, w.made_by != made_by
        )
        after = ""
        while True:
            query = (
                select(article_traits)
                .outerjoin(plan_weighed, done)
                .where(waiting, t.article_id > after)
                .order_by(t.article_id)
                .limit(batch)
            )
            with self._db.read() as connection:
                rows = connection.execute(query).all()
            if not rows:
                return
            yield [_stored(row) for row in rows]
            after = rows[-1].article_id


def _row(one: StoredTraits, made_by: str) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(one, name) for name in StoredTraits.__slots__}
    values |= {name: clean_text("\n".join(values[name])) for name in _LISTS}
    values["title"] = clean_text(one.title)
    values["day"] = one.day.isoformat() if one.day else None
    return values | {"made_by": made_by}


def _stored(row: Row[Any]) -> StoredTraits:
    return StoredTraits(
        row.article_id,
        row.document_version,
        date.fromisoformat(row.day) if row.day else None,
        row.title,
        row.publisher,
        row.office,
        row.province,
        row.channel,
        row.kind,
        *(tuple(getattr(row, name).split("\n")) if getattr(row, name) else () for name in _LISTS),
    )
