"""The tables of work that people start from the page."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, Text

from store.db.columns import RowId, count_column, flag_column, metadata
from store.db.times import UtcTime

__all__ = ["jobs"]

jobs = Table(
    "jobs",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("kind", String(20), nullable=False),
    # The sources that are meant, parted by spaces; empty: all.
    Column("sources", Text, nullable=False),
    Column("state", String(12), nullable=False),
    Column("wanted_by", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("started_at", UtcTime),
    Column("ended_at", UtcTime),
    # The process that does it, and its last sign of life.
    Column("owner", String(200)),
    Column("alive_at", UtcTime),
    Column("stage", Text),
    count_column("done"),
    Column("total", Integer),
    Column("message", Text),
    flag_column("stop_wanted"),
    Index("ix_jobs_state", "state"),
)
