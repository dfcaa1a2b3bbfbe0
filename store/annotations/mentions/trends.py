"""How many articles on the reform each week, area and province brought."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import exists, func, select

from domain.areas import reform_areas
from store.db.database import Database
from store.db.mention_tables import mentioning_articles
from store.db.schema import articles

__all__ = ["Trends", "WeekCount"]

_m, _a = mentioning_articles.c, articles.c
_KEPT = exists().where(_a.id == _m.article_id, _a.kept)
"""As a condition, not a join: the database begins at the days, and does not walk through all articles that are kept."""


@dataclass(slots=True)
class WeekCount:
    """What a week brought, each reprint counted: in all, by the code of an area, by province as the article names it.
    ``first`` is its first day.
    """

    first: date
    articles: int = 0
    areas: Counter[str] = field(default_factory=Counter)
    provinces: Counter[str] = field(default_factory=Counter)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.first + timedelta(days=6)


class Trends:
    """Counts of articles by week, from their days of publication; undated ones are in none."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def weeks(self, first: date, count: int) -> list[WeekCount]:
        """``count`` weeks from the one that begins on ``first``, in their order, those without articles too."""
        weeks = [WeekCount(first + timedelta(days=7 * n)) for n in range(count)]
        query = (
            select(_m.day, _m.province, _m.topics, func.count())
            .where(_m.day >= first.isoformat(), _m.day <= weeks[-1].last.isoformat(), _KEPT)
            .group_by(_m.day, _m.province, _m.topics)
        )
        codes = [area.code for area in reform_areas()]
        with self._db.read() as connection:
            for day, province, topics, found in connection.execute(query):
                week = weeks[(date.fromisoformat(day) - first).days // 7]
                week.articles += found
                if province:
                    week.provinces[province] += found
                for bit, code in enumerate(codes):
                    if topics >> bit & 1:
                        week.areas[code] += found
        return weeks

    def last_day(self, until: date) -> date | None:
        """The last day up to this one on which an article on the reform was published."""
        where = (_m.day <= until.isoformat(), _m.day != "", _KEPT)
        query = select(_m.day).where(*where).order_by(_m.day.desc()).limit(1)
        with self._db.read() as connection:
            day = connection.execute(query).scalar()
        return date.fromisoformat(day) if day else None

    def undated(self) -> int:
        """How many articles on the reform have no known day."""
        query = select(func.count()).select_from(articles).where(_a.kept, _a.published_day.is_(None))
        with self._db.read() as connection:
            return int(connection.execute(query).scalar_one())
