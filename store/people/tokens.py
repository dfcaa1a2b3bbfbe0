"""Tokens: how a program comes in, in the name of a person."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import insert, select, update

from domain.errors import StoreBusy, UsageError
from domain.roles import Role
from store.db.database import Database
from store.db.people_tables import tokens, users
from store.db.rows import clean_text, from_row
from store.people.secret import hash_of, new_secret
from store.people.sessions import SignedIn

__all__ = ["Token", "Tokens"]

_PREFIX = "dt_"
_NOTED_EVERY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is listed; its secret was shown once and is kept nowhere."""

    id: int
    user_id: int
    owner: str
    name: str
    role: Role
    created_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


class Tokens:
    """All tokens."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def create(self, user_id: int, name: str, role: Role) -> tuple[int, str]:
        """A new token of a person; its number and the secret, which is told this once."""
        name = " ".join(clean_text(name).split())[:120]
        if not name:
            raise UsageError("Cần ghi mã truy cập này dùng cho việc gì.")
        secret = new_secret(_PREFIX)
        values = {
            "user_id": user_id,
            "name": name,
            "hash": hash_of(secret),
            "role": role.value,
            "created_at": self._db.now(),
        }
        with self._db.write() as connection:
            made = connection.execute(insert(tokens).values(values).returning(tokens.c.id)).scalar_one()
        return int(made), secret

    def find(self, secret: str) -> SignedIn | None:
        """In whose name a program comes, and with which role: never more than the person has now."""
        query = select(
            tokens.c.id.label("token_id"), tokens.c.role.label("allowed"), tokens.c.used_at, users
        ).join_from(tokens, users, users.c.id == tokens.c.user_id)
        where = (tokens.c.hash == hash_of(secret), tokens.c.revoked_at.is_(None), users.c.disabled.is_(False))
        with self._db.read() as connection:
            row = connection.execute(query.where(*where)).first()
        if row is None:
            return None
        now = self._db.now()
        if row.used_at is None or row.used_at < now - _NOTED_EVERY:
            with suppress(StoreBusy), self._db.note() as connection:
                connection.execute(update(tokens).where(tokens.c.id == row.token_id).values(used_at=now))
        allowed, own = Role(row.allowed), Role(row.role)
        return SignedIn(row.id, row.login, row.name, allowed if own.covers(allowed) else own)

    def all(self, user_id: int | None = None) -> list[Token]:
        """The tokens of a person, or of everybody, newest first."""
        query = select(tokens, users.c.name.label("owner")).join_from(tokens, users, users.c.id == tokens.c.user_id)
        if user_id is not None:
            query = query.where(tokens.c.user_id == user_id)
        with self._db.read() as connection:
            rows = connection.execute(query.order_by(tokens.c.id.desc())).all()
        return [from_row(Token, row, role=Role(row.role)) for row in rows]

    def revoke(self, token_id: int) -> None:
        """From now on nobody comes in with it."""
        alive = (tokens.c.id == token_id, tokens.c.revoked_at.is_(None))
        with self._db.write() as connection:
            connection.execute(update(tokens).where(*alive).values(revoked_at=self._db.now()))
