"""The tables of work under way: who holds what, what the indexes are yet to be told, runs with counts and events."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, text

from store.db.columns import STAYS, RowId, count_column, metadata
from store.db.times import UtcTime

__all__ = ["claims", "leases", "outbox", "outbox_indexes", "run_counters", "run_events", "runs"]

leases = Table(
    "leases",
    metadata,
    Column("name", String(120), primary_key=True),
    Column("owner", String(200), nullable=False),
    Column("acquired_at", UtcTime, nullable=False),
    Column("renewed_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("stage", String(40), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("owner", String(200), nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Index("ix_claims_owner", "owner"),
)

outbox_indexes = Table(
    "outbox_indexes",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("registered_at", UtcTime, nullable=False),
    Column("held_until", UtcTime),
    count_column("failures"),
    Column("last_error", Text),
)

outbox = Table(
    "outbox",
    metadata,
    Column("seq", RowId, primary_key=True, autoincrement=True),
    Column("index_name", String(80), ForeignKey("outbox_indexes.name"), nullable=False),
    Column("article_id", String(40), nullable=False, info=STAYS),
    Column("op", String(8), nullable=False),
    Column("version", Integer, nullable=False),
    Column("queued_at", UtcTime, nullable=False),
    count_column("attempts"),
    Column("retry_at", UtcTime),
    Column("last_error", Text),
    Column("quarantined_at", UtcTime),
    Index("uq_outbox_article", "index_name", "article_id", unique=True),
    Index("ix_outbox_waiting", "index_name", "quarantined_at", "seq"),
    sqlite_autoincrement=True,  # a number is never given twice, or a late "done" could clear a newer row
)

runs = Table(
    "runs",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("command", Text, nullable=False),
    Column("args", Text, nullable=False, server_default=text("'{}'")),
    Column("owner", String(200), nullable=False),
    Column("state", String(16), nullable=False),
    Column("started_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    Column("message", Text),
)

run_counters = Table(
    "run_counters",
    metadata,
    Column("run_id", RowId, ForeignKey("runs.id"), primary_key=True),
    Column("source", String(80), primary_key=True),
    Column("name", String(80), primary_key=True),
    count_column("value"),
)

run_events = Table(
    "run_events",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("run_id", RowId, ForeignKey("runs.id")),
    Column("at", UtcTime, nullable=False),
    Column("level", String(16), nullable=False),
    Column("kind", String(40)),
    Column("source", String(80)),
    Column("url", Text),
    Column("message", Text, nullable=False),
    Index("ix_run_events_source", "source", "id"),
)
