"""Saved searches: what people want to be told of, how often, and up to where they have been told."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, insert, select, update

from domain.search import SearchFilters
from store.db.database import Database
from store.db.mail_tables import alerts, arrivals, saved_searches
from store.db.rows import clean_text, from_row
from store.mails.mail_record import MailKind
from store.mails.mails import Mails

__all__ = ["NewSearch", "Rate", "SavedSearch", "SavedSearches", "SearchState"]

_s = saved_searches.c


class Rate(StrEnum):
    """How often people are told."""

    AT_ONCE = "ngay"
    DAILY = "hang-ngay"
    WEEKLY = "hang-tuan"


class SearchState(StrEnum):
    """Whether they are told now. What comes during a pause is told of when it ends; what is stopped stays so."""

    ACTIVE = "active"
    PAUSED = "paused"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class NewSearch:
    """A search as a person saves it. ``address``: the parameters of the search page that show it; ``owner``: the login
    of whoever saves it.
    """

    name: str
    query: str
    filters: SearchFilters
    address: str
    rate: Rate
    recipients: tuple[str, ...]
    owner: str = ""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A saved search. All that arrived up to number ``told_seq``, at ``told_at``, has been told of."""

    id: int
    owner: str
    name: str
    query: str
    filters: SearchFilters
    address: str
    rate: Rate
    recipients: tuple[str, ...]
    state: SearchState
    created_at: datetime
    changed_at: datetime
    told_seq: int
    told_at: datetime
    stop_token: str
    feed_token: str | None


class SavedSearches:
    """All saved searches."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._mails = Mails(database)

    def add(self, new: NewSearch, now: datetime) -> SavedSearch:
        """Save a search. Its window begins now: nothing that is known already will be told of."""
        with self._db.write() as connection:
            last = connection.execute(select(func.max(arrivals.c.seq))).scalar() or 0
            values = {
                **_values(new),
                "owner": new.owner,
                "state": str(SearchState.ACTIVE),
                "created_at": now,
                "changed_at": now,
                "told_seq": last,
                "told_at": now,
                "stop_token": secrets.token_urlsafe(24),
                "feed_token": secrets.token_urlsafe(24),
            }
            row = connection.execute(insert(saved_searches).values(values).returning(saved_searches)).one()
            return _search(row)

    def get(self, search_id: int) -> SavedSearch | None:
        """One search."""
        return self._one(_s.id == search_id)

    def by_stop_token(self, token: str) -> SavedSearch | None:
        """The search that a stop link names."""
        return self._one(_s.stop_token == token)

    def by_feed_token(self, token: str) -> SavedSearch | None:
        """The search that a feed's address names; none once that address was revoked."""
        return self._one(_s.feed_token == token)

    def listed(self, owner: str | None = None) -> list[SavedSearch]:
        """The searches of one owner, or all, newest first."""
        where = () if owner is None else (_s.owner == owner,)
        with self._db.read() as connection:
            rows = connection.execute(select(saved_searches).where(*where).order_by(_s.id.desc()))
            return [_search(row) for row in rows]

    def active(self) -> list[SavedSearch]:
        """The searches that are told of, oldest first."""
        with self._db.read() as connection:
            where = _s.state == str(SearchState.ACTIVE)
            rows = connection.execute(select(saved_searches).where(where).order_by(_s.id))
            return [_search(row) for row in rows]

    def change(self, search_id: int, new: NewSearch, seen: str, now: datetime) -> bool:
        """Look for ``new`` and tell of it so from now on; owner, feed and window stay, and what was told is not told
        again. ``seen``: ISO ``changed_at`` of what was changed; False where somebody changed it since.
        """
        with self._db.write() as connection:
            was = connection.execute(select(_s.changed_at).where(_s.id == search_id)).scalar()
            if was is None or was.isoformat() != seen:
                return False
            self._set(search_id, {**_values(new), "changed_at": now})
        return True

    def pause(self, search_id: int, now: datetime) -> bool:
        """Tell nothing until ``resume``. False where it is not active."""
        return self._turn(search_id, SearchState.ACTIVE, SearchState.PAUSED, now)

    def resume(self, search_id: int, now: datetime) -> bool:
        """Tell again; the next mail begins where the last one ended. False where it is not paused."""
        return self._turn(search_id, SearchState.PAUSED, SearchState.ACTIVE, now)

    def stop(self, search_id: int, now: datetime) -> None:
        """Tell nothing any more; what has not gone out yet does not go out."""
        with self._db.write() as connection:
            self._set(search_id, {"state": str(SearchState.STOPPED), "feed_token": None, "changed_at": now})
            ids = connection.execute(select(alerts.c.id).where(alerts.c.search_id == search_id)).scalars()
            self._mails.cancel(MailKind.ALERT, [str(one) for one in ids])

    def renew_feed(self, search_id: int, now: datetime) -> str:
        """A new address for the feed; the old one finds nothing any more."""
        token = secrets.token_urlsafe(24)
        self._set(search_id, {"feed_token": token, "changed_at": now})
        return token

    def revoke_feed(self, search_id: int, now: datetime) -> None:
        """No feed any more."""
        self._set(search_id, {"feed_token": None, "changed_at": now})

    def _turn(self, search_id: int, was: SearchState, becomes: SearchState, now: datetime) -> bool:
        statement = update(saved_searches).where(_s.id == search_id, _s.state == str(was))
        with self._db.write() as connection:
            return connection.execute(statement.values(state=str(becomes), changed_at=now)).rowcount > 0

    def _set(self, search_id: int, values: dict[str, Any]) -> None:
        with self._db.write() as connection:
            connection.execute(update(saved_searches).where(_s.id == search_id).values(values))

    def _one(self, where: Any) -> SavedSearch | None:
        with self._db.read() as connection:
            row = connection.execute(select(saved_searches).where(where)).first()
        return None if row is None else _search(row)


def _values(new: NewSearch) -> dict[str, Any]:
    return {
        "name": _line(new.name),
        "query": clean_text(new.query),
        "filters": new.filters.model_dump_json(by_alias=True, exclude_defaults=True),
        "address": clean_text(new.address),
        "rate": str(new.rate),
        "recipients": json.dumps(list(new.recipients)),
    }


def _line(text: str) -> str:
    return " ".join(clean_text(text).split())[:200]


def _search(row: Any) -> SavedSearch:
    return from_row(
        SavedSearch,
        row,
        filters=SearchFilters.model_validate_json(row.filters),
        rate=Rate(row.rate),
        state=SearchState(row.state),
        recipients=tuple(json.loads(row.recipients)),
    )
