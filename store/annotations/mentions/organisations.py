"""Bodies that articles name: lists of them, their news, their people in the news, and how often by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select

from store.annotations.mentions.documents import ListOrder
from store.annotations.mentions.pages import Count, Page, Reprint, reprints, says
from store.db.database import Database
from store.db.mention_tables import mentioning_articles, organisation_mentions, organisations, people_mentions
from store.db.rows import from_row
from store.db.schema import sources

__all__ = ["Colleague", "Naming", "Organisation", "Organisations"]

_o, _m, _p = organisations.c, organisation_mentions.c, people_mentions.c


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body by its canonical name. ``count``: articles that name it, reprints once; days "" where none is known."""

    key: str
    name: str
    count: int
    first_day: str
    last_day: str


@dataclass(frozen=True, slots=True)
class Naming:
    """An article that names the body, with the other articles of the same text."""

    article_id: str
    title: str
    url: str
    source: str | None
    source_name: str
    day: str
    times: int
    copies: int
    reprints: tuple[Reprint, ...] = ()


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person whom news name with an office of the body: the office as last written, and in how many articles."""

    key: str
    name: str
    office: str
    count: int
    last_day: str
    article_id: str


class Organisations:
    """All bodies that news name."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def page(
        self, words: str = "", *, order: ListOrder = ListOrder.MOST, number: int = 1, size: int = 50
    ) -> Page[Organisation]:
        """Bodies whose name holds the words, with or without accents."""
        said = says(_o.words, words)
        where: list[ColumnElement[bool]] = [said] if said is not None else []
        orders = {
            ListOrder.NEWEST: (_o.last_day.desc(), _o.key.desc()),
            ListOrder.MOST: (_o.count.desc(), _o.key.desc()),
            ListOrder.NAME: (_o.key,),
        }
        wanted = select(organisations).where(*where).order_by(*orders[order])
        with self._db.read() as connection:
            rows = connection.execute(wanted.offset((max(1, number) - 1) * size).limit(size + 1)).all()
            total = connection.execute(select(func.count()).select_from(organisations).where(*where)).scalar_one()
        found = [from_row(Organisation, row) for row in rows[:size]]
        return Page(found, Count(total), max(1, number), size, len(rows) > size)

    def get(self, key: str) -> Organisation | None:
        """One body; null where no news names it."""
        with self._db.read() as connection:
            row = connection.execute(select(organisations).where(_o.key == key)).first()
        return None if row is None else from_row(Organisation, row)

    def naming(
        self, key: str, number: int = 1, size: int = 50, *, first: date | None = None, last: date | None = None
    ) -> Page[Naming]:
        """The articles that name a body, newest first, each text once with its reprints; with ``first`` and ``last``
        those of these days.
        """
        a, s = mentioning_articles.c, sources.c
        where: list[ColumnElement[bool]] = [_m.key == key, _m.shown]
        if first is not None and last is not None:
            where.append(_m.day.between(first.isoformat(), last.isoformat()))
        query = (
            select(organisation_mentions, a.title, a.url, a.source, s.name.label("source_name"))
            .join(mentioning_articles, a.article_id == _m.article_id)
            .outerjoin(sources, s.id == a.source)
            .where(*where)
            .order_by(_m.day.desc(), _m.article_id.desc())
        )
        counted = select(func.count()).select_from(organisation_mentions).where(*where)
        with self._db.read() as connection:
            rows = connection.execute(query.offset((max(1, number) - 1) * size).limit(size + 1)).all()
            total = connection.execute(counted).scalar_one()
            others = reprints(connection, [row.article_id for row in rows[:size]])
        found = [
            from_row(
                Naming,
                row,
                source_name=row.source_name or row.source or "",
                reprints=tuple(others.get(row.article_id, ())),
            )
            for row in rows[:size]
        ]
        return Page(found, Count(total), max(1, number), size, len(rows) > size)

    def months(self, key: str) -> dict[str, int]:
        """How many articles name the body in each month ("2022-09"); "" holds those whose day nobody knows."""
        month = func.substr(_m.day, 1, 7)
        query = select(month, func.count()).where(_m.key == key, _m.shown).group_by(month).order_by(month)
        with self._db.read() as connection:
            return {str(row[0]): int(row[1]) for row in connection.execute(query)}

    def colleagues(self, key: str, limit: int = 50) -> list[Colleague]:
        """People whom news name with an office of the body, those in most articles first."""
        where = (_p.organisation_key == key, _p.shown)
        counted = (
            select(_p.key, func.count().label("articles"), func.max(_p.day).label("last_day"))
            .where(*where)
            .group_by(_p.key)
            .order_by(func.count().desc(), _p.key)
            .limit(limit)
        )
        with self._db.read() as connection:
            people = connection.execute(counted).all()
            newest = {}
            query = select(people_mentions).where(*where, _p.key.in_([row.key for row in people])).order_by(_p.day)
            for row in connection.execute(query):
                newest[row.key] = row
        return [
            Colleague(
                row.key,
                newest[row.key].name,
                newest[row.key].office or "",
                row.articles,
                row.last_day,
                newest[row.key].article_id,
            )
            for row in people
        ]
