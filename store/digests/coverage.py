"""What was published when: counts and ids of the reform news of a stretch of days, and what has no day."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from domain.article import Article
from store.db.database import Database
from store.db.rows import in_batches
from store.db.schema import annotation_rows, article_versions, articles, sources

__all__ = ["Annotated", "Counts", "Coverage", "SourceDays", "UndatedArticle"]

_RHYTHM = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Counts:
    """The news of some days. ``contents`` counts each group of reprints once."""

    articles: int
    contents: int
    sources: int


@dataclass(frozen=True, slots=True)
class SourceDays:
    """A source and the days on which it published anything at all, ascending, up to the day asked for."""

    id: str
    name: str
    unit: str
    days: tuple[date, ...]
    paused: bool


@dataclass(frozen=True, slots=True)
class Annotated:
    """An annotation as plain JSON. ``province``: its source's."""

    id: str
    source: str | None
    group: str | None
    province: str | None
    record: dict[str, Any]


@dataclass(frozen=True, slots=True)
class UndatedArticle:
    """News whose day nobody knows."""

    id: str
    title: str
    url: str
    source: str | None
    source_name: str
    first_seen_at: datetime


class Coverage:
    """Queries over the articles that are news, by their day in Vietnam."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def ids(self, first: date, last: date) -> list[str]:
        """The news published on these days, both inclusive."""
        with self._db.read() as connection:
            query = (
                select(articles.c.id).where(*_between(first, last)).order_by(articles.c.published_day, articles.c.id)
            )
            return list(connection.execute(query).scalars())

    def counts(self, first: date, last: date) -> Counts:
        """How much was published on these days."""
        a = articles.c
        columns = (
            func.count(),
            func.count(func.distinct(func.coalesce(a.group_id, a.id))),
            func.count(func.distinct(a.source)),
        )
        with self._db.read() as connection:
            return Counts(*connection.execute(select(*columns).where(*_between(first, last))).one())

    def groups(self, names: list[str]) -> dict[str, list[str]]:
        """The articles of each group of reprints that is named."""
        found: dict[str, list[str]] = {}
        with self._db.read() as connection:
            for batch in in_batches(names):
                query = select(articles.c.group_id, articles.c.id).where(articles.c.group_id.in_(batch))
                for name, article_id in connection.execute(query.order_by(articles.c.id)):
                    found.setdefault(name, []).append(article_id)
        return found

    def annotations(self, first: date, last: date) -> list[Annotated]:
        """What was read in the news of these days, as plain JSON: quick, and without people's corrections. For
        looking things up; whatever is shown of it is loaded properly.
        """
        a, n, s = articles.c, annotation_rows.c, sources.c
        current = (n.article_id == a.id) & (n.version == a.annotated_version) & (n.annotator == a.annotator)
        query = (
            select(a.id, a.source, a.group_id, s.province, n.record)
            .join(annotation_rows, current)
            .outerjoin(sources, s.id == a.source)
            .where(*_between(first, last))
            .order_by(a.published_day.desc(), a.id)
        )
        with self._db.read() as connection:
            rows = connection.execute(query).all()
        return [Annotated(row.id, row.source, row.group_id, row.province, json.loads(row.record)) for row in rows]

    def ends(self) -> date | None:
        """The newest day of any news."""
        with self._db.read() as connection:
            day = connection.execute(select(func.max(articles.c.published_day)).where(articles.c.kept)).scalar()
        return date.fromisoformat(day) if day else None

    def source_days(self, until: date) -> list[SourceDays]:
        """Every source with its days of the half year up to ``until``."""
        a = articles.c
        since = (until - _RHYTHM).isoformat()
        days: dict[str, list[date]] = {}
        query = (
            select(a.source, a.published_day)
            .where(a.published_day.between(since, until.isoformat()), a.source.is_not(None))
            .distinct()
            .order_by(a.source, a.published_day)
        )
        with self._db.read() as connection:
            for source, day in connection.execute(query):
                days.setdefault(source, []).append(date.fromisoformat(day))
            rows = connection.execute(select(sources).order_by(sources.c.id)).all()
        return [
            SourceDays(row.id, row.name or row.id, row.unit, tuple(days.get(row.id, ())), row.paused) for row in rows
        ]

    def undated(self, limit: int = 500) -> list[UndatedArticle]:
        """News without a day, the newest seen first."""
        a, v, s = articles.c, article_versions.c, sources.c
        query: Select[Any] = (
            select(a.id, a.source, a.first_seen_at, v.record, s.name)
            .join(article_versions, (v.article_id == a.id) & (v.number == a.version))
            .outerjoin(sources, s.id == a.source)
            .where(a.kept, a.published_day.is_(None))
            .order_by(a.first_seen_at.desc(), a.id)
            .limit(limit)
        )
        with self._db.read() as connection:
            return [_undated(row) for row in connection.execute(query)]


def _between(first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    return articles.c.kept, articles.c.published_day.between(first.isoformat(), last.isoformat())


def _undated(row: Any) -> UndatedArticle:
    article = Article.model_validate_json(row.record)
    return UndatedArticle(
        row.id, article.title, article.url, row.source, row.name or row.source or "", row.first_seen_at
    )
