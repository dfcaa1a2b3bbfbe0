"""Who is signed in where."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update

from domain.errors import StoreBusy
from domain.roles import Role
from store.db.database import Database
from store.db.people_tables import sessions, users
from store.db.rows import clean_text, from_row
from store.people.secret import hash_of, new_secret

__all__ = ["Session", "Sessions", "SignedIn"]

_NOTED_EVERY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person behind a session or a token."""

    id: int
    login: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Session:
    """One sign-in that still holds."""

    hash: str
    created_at: datetime
    used_at: datetime
    address: str
    browser: str


class Sessions:
    """All sessions. One that is not used for a while ends by itself."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def begin(self, user_id: int, *, address: str, browser: str, former: str | None = None) -> str:
        """A new session; the secret that the browser keeps. ``former``: the one it kept until now, which ends: a secret
        that was planted before the sign-in is worth nothing after it.
        """
        secret, now = new_secret(), self._db.now()
        values = {
            "hash": hash_of(secret),
            "user_id": user_id,
            "created_at": now,
            "used_at": now,
            "address": clean_text(address)[:64],
            "browser": clean_text(browser)[:300],
        }
        with self._db.write() as connection:
            if former:
                connection.execute(delete(sessions).where(sessions.c.hash == hash_of(former)))
            connection.execute(insert(sessions).values(values))
            connection.execute(update(users).where(users.c.id == user_id).values(seen_at=now))
        return secret

    def find(self, secret: str, *, days: int) -> SignedIn | None:
        """Who holds this secret; null when it is none, was ended, or was not used for so many days."""
        key, now = hash_of(secret), self._db.now()
        query = select(sessions.c.used_at, users.c.id, users.c.login, users.c.name, users.c.role).join_from(
            sessions, users, users.c.id == sessions.c.user_id
        )
        with self._db.read() as connection:
            row = connection.execute(query.where(sessions.c.hash == key, users.c.disabled.is_(False))).first()
        if row is None or row.used_at < now - timedelta(days=days):
            return None
        if row.used_at < now - _NOTED_EVERY:
            with suppress(StoreBusy), self._db.note() as connection:
                connection.execute(update(sessions).where(sessions.c.hash == key).values(used_at=now))
        return SignedIn(row.id, row.login, row.name, Role(row.role))

    def of(self, user_id: int) -> list[Session]:
        """Where a person is signed in, the latest used first."""
        query = select(sessions).where(sessions.c.user_id == user_id).order_by(sessions.c.used_at.desc())
        with self._db.read() as connection:
            return [from_row(Session, row) for row in connection.execute(query)]

    def end(self, secret: str) -> None:
        """Sign out here."""
        with self._db.write() as connection:
            connection.execute(delete(sessions).where(sessions.c.hash == hash_of(secret)))

    def end_all(self, user_id: int) -> int:
        """Sign out everywhere; how many sessions ended."""
        with self._db.write() as connection:
            return connection.execute(delete(sessions).where(sessions.c.user_id == user_id)).rowcount

    def sweep(self, *, days: int) -> None:
        """Take out what ended by itself."""
        old = sessions.c.used_at < self._db.now() - timedelta(days=days)
        with self._db.write() as connection:
            connection.execute(delete(sessions).where(old))
