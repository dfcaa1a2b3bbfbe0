"""A page of rows, how many there are in all, and the articles that rows point to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, and_, select

from domain.mention_keys import words_of
from store.db.mention_tables import mentioning_articles
from store.db.rows import in_batches
from store.db.schema import sources

__all__ = ["Count", "Page", "Reprint", "reprints", "says"]

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Count:
    """How many; ``exact`` False: more than that, and nobody counted on."""

    value: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """Rows of one page, numbered from 1, of so many in all."""

    rows: list[R]
    total: Count
    number: int
    size: int
    more: bool

    @property
    def first(self) -> int:
        """The number of the first row, from 1; 0 where there is none."""
        return (self.number - 1) * self.size + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """The number of the last row."""
        return (self.number - 1) * self.size + len(self.rows)


@dataclass(frozen=True, slots=True)
class Reprint:
    """Another article with the same text."""

    article_id: str
    title: str
    url: str
    source: str | None
    source_name: str
    day: str


def reprints(connection: Connection, ids: Iterable[str]) -> dict[str, list[Reprint]]:
    """The other members of these articles' groups, oldest day first; articles without any are left out."""
    m, s = mentioning_articles.c, sources.c
    found: dict[str, list[Reprint]] = {}
    groups: dict[str, list[str]] = {}
    for batch in in_batches(sorted(set(ids))):
        query = select(m.article_id, m.group_id).where(m.article_id.in_(batch), m.group_id.is_not(None))
        for own in connection.execute(query):
            groups.setdefault(str(own.group_id), []).append(own.article_id)
    for batch in in_batches(sorted(groups)):
        members = (
            select(m.group_id, m.article_id, m.title, m.url, m.source, m.day, s.name)
            .outerjoin(sources, s.id == m.source)
            .where(m.group_id.in_(batch))
            .order_by(m.day, m.article_id)
        )
        for row in connection.execute(members):
            for article_id in groups[str(row.group_id)]:
                if row.article_id != article_id:
                    one = Reprint(row.article_id, row.title, row.url, row.source, row.name or row.source or "", row.day)
                    found.setdefault(article_id, []).append(one)
    return found


def says(column: ColumnElement[str], text: str) -> ColumnElement[bool] | None:
    """That a column of words without accents holds each word that a person typed; null where they typed none."""
    words = words_of(text)[:12]
    return and_(*(column.contains(word, autoescape=True) for word in words)) if words else None
