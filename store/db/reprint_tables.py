"""The table of what people say of reprints: which articles are one text, and which are not."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text, text

from store.db.columns import MOVES, RowId, metadata
from store.db.times import UtcTime

__all__ = ["reprint_decisions"]

reprint_decisions = Table(
    "reprint_decisions",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    # A pair; when one of the two is absorbed by another article, its place is taken by that one.
    Column("article_id", String(40), ForeignKey("articles.id"), nullable=False, info=MOVES),
    Column("other_id", String(40), ForeignKey("articles.id"), nullable=False),
    Column("kind", String(8), nullable=False),  # "joined" or "parted"
    Column("author", Text, nullable=False, server_default=text("''")),
    Column("note", Text, nullable=False, server_default=text("''")),
    Column("made_at", UtcTime, nullable=False),
    Column("revoked_at", UtcTime),
    Column("revoked_by", Text),
    Index("ix_reprint_decisions_article_id", "article_id"),
    Index("ix_reprint_decisions_other_id", "other_id"),
)
