"""The tables of who may do what: users, sessions, tokens, one-time links, audit."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from store.db.columns import RowId, flag_column, metadata
from store.db.times import UtcTime

__all__ = ["audit", "invitations", "sessions", "tokens", "users"]

_HASH = String(64)
"""SHA-256 of a secret of 256 random bits: the secret itself is kept nowhere."""


def _user_id(*, nullable: bool = False) -> Column[int]:
    return Column("user_id", Integer, ForeignKey("users.id", ondelete="CASCADE"), nullable=nullable)


users = Table(
    "users",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    # As typed, in small letters.
    Column("login", String(80), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("role", String(16), nullable=False),
    # argon2; null: this person comes in through the office's single sign-on, or has not chosen one yet.
    Column("password_hash", Text),
    # Who this is to the single sign-on service ("issuer subject").
    Column("subject", String(400), unique=True),
    flag_column("disabled"),
    Column("created_at", UtcTime, nullable=False),
    Column("seen_at", UtcTime),
)

sessions = Table(
    "sessions",
    metadata,
    Column("hash", _HASH, primary_key=True),
    _user_id(),
    Column("created_at", UtcTime, nullable=False),
    Column("used_at", UtcTime, nullable=False),
    Column("address", String(64), nullable=False),
    Column("browser", String(300), nullable=False),
    Index("ix_sessions_user_id", "user_id"),
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    _user_id(),
    Column("name", Text, nullable=False),
    Column("hash", _HASH, nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("used_at", UtcTime),
    Column("revoked_at", UtcTime),
    Index("ix_tokens_user_id", "user_id"),
)

invitations = Table(
    "invitations",
    metadata,
    Column("hash", _HASH, primary_key=True),
    # Whose password may be chosen; null: the account of the first administrator may be made.
    _user_id(nullable=True),
    Column("created_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("at", UtcTime, nullable=False),
    # No foreign key: what a person did outlives the account.
    Column("actor_id", Integer),
    Column("actor", Text, nullable=False),
    Column("action", String(80), nullable=False),
    # The path of what it was about, without its first stroke ("diem-tin/2022-W39"), or empty.
    Column("object", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Index("ix_audit_at", "at"),
    Index("ix_audit_object", "object"),
)
