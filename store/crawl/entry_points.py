"""What each entry point of a source gives: the feeds, sitemaps and lists that its file names, and how far back each
list has been read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, func, literal, select, update

from store.db.database import Database
from store.db.rows import clean_text, from_row
from store.db.schema import entry_points
from store.db.times import UtcTime

__all__ = ["Ending", "EntryPoint", "EntryPoints"]

_p = entry_points.c


class Ending(StrEnum):
    """Why the reading back of a list stopped; none while it goes on."""

    LAST_PAGE = "last_page"
    SINCE = "since"
    DEPTH = "depth"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class EntryPoint:
    """One entry point. ``usable``: how many addresses it named at its last answer that the source could use;
    ``trouble``: why that is none, and what to do, in Vietnamese; null while all is well. ``last_page``, ``pages_read``,
    ``reached`` (the day that the oldest page read reaches) and ``ending`` tell how far back a list was read,
    ``archive_since`` how far it is asked to be.
    """

    source: str
    url: str
    kind: str
    asked_at: datetime | None
    useful_at: datetime | None
    usable: int
    trouble: str | None
    trouble_since: datetime | None
    archive_since: date | None
    archive_begun_at: datetime | None
    last_page: str | None
    pages_read: int
    reached: date | None
    ending: Ending | None


class EntryPoints:
    """The entry points of all sources."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def remember(self, source: str, points: Sequence[tuple[str, str]]) -> None:
        """Note the entry points, (address, kind) each, that the file of a source names now; others are forgotten."""
        urls = [url for url, _ in points]
        with self._db.write() as connection:
            connection.execute(delete(entry_points).where(_p.source == source, _p.url.not_in(urls)))
            for position, (url, kind) in enumerate(points):
                values = {"source": source, "url": url, "kind": kind, "position": position}
                statement = self._db.upsert(entry_points, ("source", "url"), ("kind", "position"))
                connection.execute(statement, values)

    def of(self, source: str) -> list[EntryPoint]:
        """The entry points of a source, in the order of its file."""
        with self._db.read() as connection:
            rows = connection.execute(select(entry_points).where(_p.source == source).order_by(_p.position, _p.url))
            return [_point(row) for row in rows]

    def answered(self, source: str, url: str, usable: int, trouble: str | None, at: datetime) -> None:
        """An entry point was asked: it gave so many usable addresses, or nothing, for the reason given."""
        values: dict[str, Any] = {"asked_at": at, "usable": usable}
        if trouble is None:
            values |= {"useful_at": at, "trouble": None, "trouble_since": None}
        else:
            since = func.coalesce(_p.trouble_since, literal(at, UtcTime))
            values |= {"trouble": clean_text(trouble), "trouble_since": since}
        self._set(source, url, values)

    def unchanged(self, source: str, url: str, at: datetime) -> None:
        """An entry point answered that it is as it was: so is what was said of it."""
        self._set(source, url, {"asked_at": at})

    def read_back(self, source: str, url: str, since: date | None, at: datetime) -> None:
        """From now on a list is to be read back to a day."""
        values = {"archive_since": since.isoformat() if since else None, "archive_begun_at": at, "ending": None}
        self._set(source, url, values)

    def walked(
        self, source: str, url: str, page: str, number: int, reached: date | None, ending: Ending | None
    ) -> None:
        """Page ``number`` of a list was read, the farthest so far; it reaches back to a day, and may be the last."""
        values: dict[str, Any] = {"last_page": page, "pages_read": number, "ending": str(ending) if ending else None}
        if reached is not None:
            day = reached.isoformat()
            earlier = _p.reached.is_(None) | (_p.reached > day)
            with self._db.write() as connection:
                where = (_p.source == source, _p.url == url, earlier)
                connection.execute(update(entry_points).where(*where).values(reached=day))
        self._set(source, url, values)

    def _set(self, source: str, url: str, values: dict[str, Any]) -> None:
        with self._db.write() as connection:
            connection.execute(update(entry_points).where(_p.source == source, _p.url == url).values(values))


def _point(row: Any) -> EntryPoint:
    values = row._mapping
    day = {name: date.fromisoformat(values[name]) if values[name] else None for name in ("archive_since", "reached")}
    return from_row(EntryPoint, row, ending=Ending(values["ending"]) if values["ending"] else None, **day)
