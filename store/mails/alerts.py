"""What saved searches told of: each mail with its window, and which articles stood in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, or_, select, update

from store.db.database import Database
from store.db.mail_tables import alert_hits, alerts, saved_searches
from store.db.rows import clean_text, from_row, in_batches
from store.db.schema import articles
from store.mails.saved_searches import SavedSearch, SearchState

__all__ = ["Alert", "AlertHit", "Alerts", "Told"]

HIT, REPRINT = "hit", "reprint"
_h = alert_hits.c
_s = saved_searches.c


@dataclass(frozen=True, slots=True)
class Alert:
    """One mail of a saved search: what arrived after number ``from_seq``, at ``from_at``, up to ``to_seq``."""

    id: int
    search_id: int
    token: str
    from_seq: int
    to_seq: int
    from_at: datetime
    to_at: datetime
    hits: int
    reprints: int


@dataclass(frozen=True, slots=True)
class AlertHit:
    """An article as a mail told of it. ``title`` and ``snippet`` are HTML: ``<mark>`` round matches, all else
    escaped.
    """

    article_id: str
    title: str
    snippet: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a search has told of already among some articles: ``articles`` themselves; ``groups`` of which a member
    was told of; ``group_of`` each of the articles, as the store groups them now.
    """

    articles: frozenset[str]
    groups: frozenset[str]
    group_of: dict[str, str | None]


class Alerts:
    """All alerts."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def told(self, search_id: int, article_ids: Sequence[str]) -> Told:
        """What is not to be told again of these articles."""
        a = articles.c
        group_of: dict[str, str | None] = {}
        known: set[str] = set()
        groups: set[str] = set()
        with self._db.read() as connection:
            for batch in in_batches(list(article_ids)):
                rows = connection.execute(select(a.id, a.group_id).where(a.id.in_(batch))).all()
                group_of.update((row.id, row.group_id) for row in rows)
                names = sorted({row.group_id for row in rows if row.group_id})
                query = select(_h.article_id, _h.kind, a.group_id).outerjoin(articles, a.id == _h.article_id)
                either = or_(_h.article_id.in_(batch), a.group_id.in_(names))
                for row in connection.execute(query.where(_h.search_id == search_id, either)):
                    known.add(row.article_id)
                    if row.group_id:
                        groups.add(row.group_id)
        return Told(frozenset(known), frozenset(groups), group_of)

    def advance(self, search: SavedSearch, to_seq: int, to_at: datetime) -> bool:
        """In the running transaction, move the end of what was told. False where another has done so since ``search``
        was read, or it is told of no more: then nothing is to be written.
        """
        where = (_s.id == search.id, _s.told_seq == search.told_seq, _s.state == str(SearchState.ACTIVE))
        with self._db.write() as connection:
            statement = update(saved_searches).where(*where).values(told_seq=to_seq, told_at=to_at)
            return connection.execute(statement).rowcount > 0

    def add(
        self,
        search: SavedSearch,
        token: str,
        to_seq: int,
        to_at: datetime,
        hits: Sequence[AlertHit],
        reprints: int,
    ) -> int:
        """Note a mail and what stands in it, with the reprints that waited to be counted; its number."""
        with self._db.write() as connection:
            values = {
                "search_id": search.id,
                "token": token,
                "from_seq": search.told_seq,
                "to_seq": to_seq,
                "from_at": search.told_at,
                "to_at": to_at,
                "hits": len(hits),
                "reprints": reprints,
            }
            alert_id = int(connection.execute(insert(alerts).values(values).returning(alerts.c.id)).scalar_one())
            rows = [
                {
                    "search_id": search.id,
                    "alert_id": alert_id,
                    "article_id": hit.article_id,
                    "kind": HIT,
                    "position": number,
                    "title": clean_text(hit.title),
                    "snippet": clean_text(hit.snippet),
                }
                for number, hit in enumerate(hits, start=1)
            ]
            connection.execute(insert(alert_hits), rows)
            waiting = (_h.search_id == search.id, _h.alert_id.is_(None))
            connection.execute(update(alert_hits).where(*waiting).values(alert_id=alert_id))
            return alert_id

    def note_reprints(self, search_id: int, article_ids: Iterable[str]) -> None:
        """Reprints of what was told of: counted in the next mail, told of in none."""
        rows = [{"search_id": search_id, "article_id": one, "kind": REPRINT} for one in article_ids]
        if rows:
            with self._db.write() as connection:
                connection.execute(insert(alert_hits), rows)

    def waiting_reprints(self, search_id: int) -> list[str]:
        """The articles that the next mail will count."""
        where = (_h.search_id == search_id, _h.alert_id.is_(None))
        with self._db.read() as connection:
            return list(connection.execute(select(_h.article_id).where(*where)).scalars())

    def by_token(self, token: str) -> Alert | None:
        """The mail that a link names."""
        with self._db.read() as connection:
            row = connection.execute(select(alerts).where(alerts.c.token == token)).first()
        return None if row is None else from_row(Alert, row)

    def of(self, search_id: int, limit: int = 20) -> list[Alert]:
        """The mails of a search, newest first."""
        query = select(alerts).where(alerts.c.search_id == search_id).order_by(alerts.c.id.desc()).limit(limit)
        with self._db.read() as connection:
            return [from_row(Alert, row) for row in connection.execute(query)]

    def hits(self, alert_id: int) -> list[AlertHit]:
        """The articles of a mail, in its order."""
        return self._hits(_h.alert_id == alert_id)

    def recent_hits(self, search_id: int, limit: int) -> list[AlertHit]:
        """The articles that a search told of last, newest mail first."""
        return self._hits(_h.search_id == search_id, newest=limit)

    def _hits(self, where: Any, newest: int | None = None) -> list[AlertHit]:
        query = select(alert_hits).where(where, _h.kind == HIT)
        query = query.order_by(_h.position) if newest is None else query.order_by(_h.id.desc()).limit(newest)
        with self._db.read() as connection:
            return [from_row(AlertHit, row) for row in connection.execute(query)]
