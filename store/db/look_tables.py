"""The tables of what each person has seen."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from store.db.columns import GOES, metadata
from store.db.times import UtcTime

__all__ = ["article_looks", "looks"]

looks = Table(
    "looks",
    metadata,
    Column("person", String(200), primary_key=True),
    Column("screen", String(40), primary_key=True),
    Column("seen_at", UtcTime, nullable=False),
    # Where what is new begins: the end of the look before this one.
    Column("new_since", UtcTime),
)

article_looks = Table(
    "article_looks",
    metadata,
    Column("person", String(200), primary_key=True),
    Column("article_id", String(40), ForeignKey("articles.id"), primary_key=True, info=GOES),
    Column("version", Integer, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
    Column("before", Integer),  # the version seen at the look before this one
)
