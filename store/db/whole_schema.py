"""All tables together: what migrations, exports and mergers go through."""

from __future__ import annotations

from store.db import (
    digest_tables,
    job_tables,
    look_tables,
    mail_tables,
    mention_tables,
    people_tables,
    plan_tables,
    reprint_tables,
    schema,
    work_tables,
)
from store.db.columns import metadata

__all__ = ["metadata"]

TABLE_MODULES = (
    digest_tables,
    job_tables,
    look_tables,
    mail_tables,
    mention_tables,
    people_tables,
    plan_tables,
    reprint_tables,
    schema,
    work_tables,
)
"""Importing them fills ``metadata``."""
