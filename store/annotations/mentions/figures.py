"""Figures asked by unit, body, province, source, area, period and words of their sentence. Nothing is ever added up:
what can be counted is how many figures there are.

An order of the table decides how a question is answered: an index holds the order together with all that is filtered,
so counting and turning pages read that index alone. With words, the word index says first how many sentences there
are: few are fetched and sorted; of many the wanted page is found by walking the order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, literal, literal_column, select, text

from domain.mention_keys import words_of
from store.annotations.mentions import tags
from store.annotations.mentions.pages import Count, Page
from store.annotations.mentions.reading import FigureState, area_bits
from store.db.database import Database
from store.db.mention_tables import figure_sentences, figure_units, figures, mentioning_articles
from store.db.rows import from_row
from store.db.schema import sources

__all__ = ["COUNTED", "FigureFilter", "FigureOrder", "FigureRow", "FigureState", "Figures", "Unit"]

COUNTED = 10_000
"""Figures are counted up to here; how many there are in all or of a unit is always known."""
_FEW = 2_000
_BATCH = 1_000
_f = figures.c


class FigureOrder(StrEnum):
    """Newest first; or, where one unit is asked for, from the largest or the smallest: unlike units are never
    compared, and without a unit the newest come first.
    """

    NEWEST = "newest"
    LARGEST = "largest"
    SMALLEST = "smallest"


@dataclass(frozen=True, slots=True)
class FigureFilter:
    """What is asked for. ``unit`` and ``organisation`` are keys ("" is the figures without unit); ``first`` and
    ``last`` are days of publication; ``words`` all stand in the sentence, with or without accents.
    """

    unit: str | None = None
    organisation: str | None = None
    province: str | None = None
    source: str | None = None
    topic: str | None = None
    first: date | None = None
    last: date | None = None
    words: str = ""
    state: FigureState | None = None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure where it stands. ``position`` is its place among the figures of its article's annotation, from 0;
    ``at`` its place in the sentence, null where it does not stand there as written; ``day`` is "" where the article's
    is not known; ``copies``: how many sources print the text it stands in.
    """

    article_id: str
    position: int
    value: float | None
    low: float | None
    high: float | None
    total: float | None
    ratio: float | None
    unit: str | None
    unit_key: str
    bound: str
    rank: bool
    per: str | None
    direction: str | None
    subject: str | None
    period_from: str | None
    period_to: str | None
    text: str
    start: int
    end: int
    at: int | None
    sentence: str
    organisation: str | None
    organisation_key: str
    province: str
    source: str
    source_name: str
    day: str
    title: str
    url: str
    copies: int
    state: FigureState


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with how many figures are given in it."""

    key: str
    unit: str
    count: int


class Figures:
    """The figures of all news, each once however many sources print it."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def page(
        self, asked: FigureFilter, order: FigureOrder = FigureOrder.NEWEST, number: int = 1, size: int = 50
    ) -> Page[FigureRow]:
        """One page of what is asked for, and how many there are in all."""
        with self._db.read() as connection:
            found = self._where(connection, asked)
            ids = select(_f.id).where(*found.where).order_by(*_order(asked, order))
            ids = ids.offset((max(1, number) - 1) * size).limit(size + 1)
            wanted = list(connection.execute(ids).scalars())
            rows = self._rows(connection, wanted[:size])
            total = found.total if found.total is not None else self._count(connection, asked, found)
        return Page(rows, total, max(1, number), size, len(wanted) > size)

    def count(self, asked: FigureFilter) -> Count:
        """How many figures are asked for."""
        with self._db.read() as connection:
            found = self._where(connection, asked)
            return found.total if found.total is not None else self._count(connection, asked, found)

    def articles(self, asked: FigureFilter) -> int:
        """In how many articles they stand. Costs a look at each of them: for what is not too many."""
        with self._db.read() as connection:
            found = self._where(connection, asked)
            query = select(func.count(_f.article_id.distinct())).where(*found.where)
            return int(connection.execute(query).scalar_one())

    def iterate(self, asked: FigureFilter, order: FigureOrder = FigureOrder.NEWEST) -> Iterator[FigureRow]:
        """All that is asked for in that order, of one moment, without any cap and without holding it in memory."""
        with self._db.read() as connection:
            found = self._where(connection, asked)
            streamed = connection.execution_options(yield_per=_BATCH)
            for row in streamed.execute(_whole().where(*found.where).order_by(*_order(asked, order))):
                yield _figure(row)

    def units(self, limit: int = 40, words: str = "") -> list[Unit]:
        """The units most figures are given in."""
        u = figure_units.c
        query = select(figure_units).where(u.key != "").order_by(u.count.desc(), u.key).limit(limit)
        if words:
            query = query.where(u.key.contains(" ".join(words_of(words)), autoescape=True))
        with self._db.read() as connection:
            return [from_row(Unit, row) for row in connection.execute(query)]

    def provinces(self) -> list[str]:
        """The provinces that articles with figures are about, in the order of the alphabet."""
        m = mentioning_articles.c
        query = select(m.province).where(m.province.is_not(None)).distinct().order_by(m.province)
        with self._db.read() as connection:
            return [str(one) for one in connection.execute(query).scalars()]

    def _rows(self, connection: Connection, ids: list[int]) -> list[FigureRow]:
        place = {one: at for at, one in enumerate(ids)}
        rows = connection.execute(_whole().where(_f.id.in_(ids))).all() if ids else []
        return [_figure(row) for row in sorted(rows, key=lambda row: place[row.id])]

    @staticmethod
    def _count(connection: Connection, asked: FigureFilter, found: _Found) -> Count:
        if asked == FigureFilter(unit=asked.unit):
            u = figure_units.c
            here = (u.key == asked.unit,) if asked.unit is not None else ()
            return Count(int(connection.execute(select(func.coalesce(func.sum(u.count), 0)).where(*here)).scalar_one()))
        limited = select(literal_column("1")).select_from(figures).where(*found.where).limit(COUNTED + 1).subquery()
        total = connection.execute(select(func.count()).select_from(limited)).scalar_one()
        return Count(min(total, COUNTED), total <= COUNTED)

    def _where(self, connection: Connection, asked: FigureFilter) -> _Found:
        words = words_of(asked.words)[:20]
        if not words:
            return _Found(_conditions(asked))
        sentences = self._sentences([*words, *_marks(asked)])
        here = sentences.subquery()
        # The word index hands out one sentence after the other, and no more of them than are counted.
        counted: Select[Any] = select(literal_column("1")).select_from(here).join(figures, _f.sentence_id == here.c[0])
        from_sentences = _conditions(asked, from_sentences=True)
        limited = counted.where(*from_sentences).limit(COUNTED + 1).subquery()
        total = connection.execute(select(func.count()).select_from(limited)).scalar_one()
        count = Count(min(total, COUNTED), total <= COUNTED)
        if total <= _FEW:
            return _Found([*from_sentences, _f.sentence_id.in_(sentences)], count)
        return _Found([*_conditions(asked), _stand_in_sentence(words)], count)

    def _sentences(self, words: list[str]) -> Select[Any]:
        """The ids of the sentences with all the words."""
        if self._db.is_sqlite:
            match = text("figure_words MATCH :asked").bindparams(asked=" ".join(f'"{word}"' for word in words))
            return select(literal_column("rowid", _f.sentence_id.type)).select_from(text("figure_words")).where(match)
        s = figure_sentences.c
        vector = func.to_tsvector(text("'simple'::regconfig"), s.words)
        return select(s.id).where(vector.op("@@")(func.to_tsquery(text("'simple'::regconfig"), " & ".join(words))))


@dataclass(frozen=True, slots=True)
class _Found:
    """The conditions of a question, and how many rows they leave where that is known already."""

    where: list[ColumnElement[bool]]
    total: Count | None = None


def _conditions(asked: FigureFilter, *, from_sentences: bool = False) -> list[ColumnElement[bool]]:
    """What rows must be like. ``from_sentences``: written so that the database begins at the sentences, and does not
    walk through all of a unit or a body because an index of it is at hand.
    """

    def column(of: ColumnElement[str]) -> ColumnElement[str]:
        return of + "" if from_sentences else of

    where: list[ColumnElement[bool]] = [_f.shown]
    equal = (
        (_f.unit_key, asked.unit),
        (_f.organisation_key, asked.organisation),
        (_f.province, asked.province),
        (_f.source, asked.source),
        (_f.state, asked.state),
    )
    where += [column(of) == value for of, value in equal if value is not None]
    if asked.topic is not None:
        where.append(_f.topics.bitwise_and(area_bits([asked.topic])) != 0)
    if asked.first is not None or asked.last is not None:
        where.append(column(_f.day) >= (asked.first.isoformat() if asked.first else "0"))
    if asked.last is not None:
        where.append(column(_f.day) <= asked.last.isoformat())
    return where


def _stand_in_sentence(words: list[str]) -> ColumnElement[bool]:
    """That a figure's sentence has the words: asked of one sentence after the other, it is quicker to read them."""
    s = figure_sentences.c
    padded = literal(" ") + s.words + " "
    return exists().where(s.id == _f.sentence_id, *(padded.contains(f" {word} ") for word in words))


def _marks(asked: FigureFilter) -> list[str]:
    """What the word index can hold against a question beside its words. Of a period only one month or year: the words
    are joined by "and".
    """
    marks = [
        tags.tag(kind, value)
        for kind, value in (
            (tags.UNIT, asked.unit),
            (tags.ORGANISATION, asked.organisation),
            (tags.PROVINCE, asked.province),
            (tags.SOURCE, asked.source),
            (tags.TOPIC, asked.topic),
            (tags.STATE, asked.state),
        )
        if value is not None
    ]
    return marks + tags.period_tags(asked.first, asked.last)


def _order(asked: FigureFilter, order: FigureOrder) -> tuple[ColumnElement[Any], ...]:
    if asked.unit is None or order is FigureOrder.NEWEST:
        return _f.day.desc(), _f.id.desc()
    if order is FigureOrder.LARGEST:
        return _f.amount.desc(), _f.id.desc()
    return _f.amount, _f.id


def _whole() -> Select[Any]:
    m, s, n = mentioning_articles.c, figure_sentences.c, sources.c
    return (
        select(figures, s.sentence, m.title, m.url, n.name.label("source_name"))
        .join(figure_sentences, s.id == _f.sentence_id)
        .join(mentioning_articles, m.article_id == _f.article_id)
        .outerjoin(sources, n.id == _f.source)
    )


def _figure(row: Any) -> FigureRow:
    return from_row(FigureRow, row, state=FigureState(row.state), source_name=row.source_name or row.source)
