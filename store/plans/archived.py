"""Where our copy of an article lies: what makes a piece of evidence checkable after its site has changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from store.db.database import Database
from store.db.rows import in_batches
from store.db.schema import articles, pages

__all__ = ["ArchivedPage", "ArchivedPages"]


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """The newest archived page of an article: its address, when it was fetched, and its place in the WARC files."""

    page_id: int
    url: str
    fetched_at: datetime
    warc_file: str
    warc_offset: int


class ArchivedPages:
    """The archived pages of articles."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def newest(self, article_ids: Sequence[str]) -> dict[str, ArchivedPage]:
        """Article → its newest archived page; articles without one are left out."""
        p = pages.c
        found: dict[str, ArchivedPage] = {}
        with self._db.read() as connection:
            for batch in in_batches(list(dict.fromkeys(article_ids))):
                query = select(p.article_id, p.id, p.final_url, p.fetched_at, p.warc_file, p.warc_offset)
                for row in connection.execute(query.where(p.article_id.in_(batch)).order_by(p.id)):
                    found[row.article_id] = ArchivedPage(
                        row.id, row.final_url, row.fetched_at, row.warc_file, row.warc_offset
                    )
        return found

    def published(self, article_ids: Sequence[str]) -> dict[str, date | None]:
        """Article → the day on which it was published, as it is known now, corrections included."""
        a = articles.c
        found: dict[str, date | None] = {}
        with self._db.read() as connection:
            for batch in in_batches(list(dict.fromkeys(article_ids))):
                for row in connection.execute(select(a.id, a.published_day).where(a.id.in_(batch))):
                    found[row.id] = date.fromisoformat(row.published_day) if row.published_day else None
        return found
