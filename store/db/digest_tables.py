"""The tables of issues of the digest and what people decided in them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text, text

from store.db.columns import MOVES, RowId, count_column, flag_column, metadata
from store.db.times import UtcTime

__all__ = ["digest_edits", "digest_events", "digest_issues", "digest_pairs", "digest_requests", "digest_uses"]

digest_issues = Table(
    "digest_issues",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("window_id", String(40), nullable=False),
    Column("first_day", String(10), nullable=False),
    Column("last_day", String(10), nullable=False),
    Column("starts_at", UtcTime, nullable=False),
    Column("ends_at", UtcTime, nullable=False),
    Column("state", String(16), nullable=False),
    count_column("revision"),
    # As the machine put it together; people's edits are laid over it.
    Column("composed", Text, nullable=False),
    Column("composed_at", UtcTime, nullable=False),
    # The whole issue as it was approved, and its SHA-256: never written again.
    Column("frozen", Text),
    Column("hash", String(64)),
    Column("replaces", String(40)),
    Column("created_at", UtcTime, nullable=False),
    Index("ix_digest_issues_days", "last_day", "first_day"),
    Index("ix_digest_issues_window_id", "window_id"),
)

digest_events = Table(
    "digest_events",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("issue_id", String(40), nullable=False),
    Column("state", String(16), nullable=False),
    Column("author", Text, nullable=False, server_default=text("''")),
    Column("note", Text, nullable=False, server_default=text("''")),
    Column("made_at", UtcTime, nullable=False),
    Index("ix_digest_events_issue_id", "issue_id", "id"),
)

digest_edits = Table(
    "digest_edits",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("issue_id", String(40), nullable=False),
    Column("article_id", String(40), info=MOVES),
    Column("field", String(80), nullable=False),
    Column("value", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("author", Text, nullable=False, server_default=text("''")),
    Column("made_at", UtcTime, nullable=False),
    # Kept beside the text in force because another person had changed it meanwhile; settled when somebody chose.
    flag_column("held"),
    Index("ix_digest_edits_issue_id", "issue_id", "id"),
    Index("ix_digest_edits_article_id", "article_id"),
)

digest_uses = Table(
    "digest_uses",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("issue_id", String(40), nullable=False),
    Column("article_id", String(40), nullable=False, info=MOVES),
    Column("role", String(16), nullable=False),
    Column("number", Integer),
    Index("ix_digest_uses_issue_id", "issue_id"),
    Index("ix_digest_uses_article_id", "article_id"),
)

digest_requests = Table(
    "digest_requests",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("article_id", String(40), nullable=False, info=MOVES),
    Column("issue_id", String(40), nullable=False),
    Column("unit", Text, nullable=False),
    Column("due", String(10)),
    Column("status", String(16), nullable=False),
    Column("note", Text, nullable=False, server_default=text("''")),
    Column("author", Text, nullable=False, server_default=text("''")),
    Column("made_at", UtcTime, nullable=False),
    Column("answered_at", UtcTime),
    Index("ix_digest_requests_article_id", "article_id"),
    Index("ix_digest_requests_status", "status"),
)

digest_pairs = Table(
    "digest_pairs",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("article_id", String(40), nullable=False, info=MOVES),
    Column("other_id", String(40), nullable=False),
    Column("together", Boolean, nullable=False),
    Column("author", Text, nullable=False, server_default=text("''")),
    Column("made_at", UtcTime, nullable=False),
    Index("ix_digest_pairs_article_id", "article_id"),
)
