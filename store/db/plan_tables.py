"""The tables of plans, what their tasks have produced, and what people decided about it."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    text,
)

from store.db.columns import GOES, MOVES, RowId, count_column, metadata
from store.db.times import UtcTime

__all__ = [
    "FEATURES",
    "article_traits",
    "plan_closings",
    "plan_decisions",
    "plan_evidence",
    "plan_exceptions",
    "plan_files",
    "plan_suggestions",
    "plan_task_versions",
    "plan_tasks",
    "plan_texts",
    "plan_units",
    "plan_versions",
    "plan_weighed",
    "plan_weights",
    "plans",
]

FEATURES = ("unit", "channel", "kind", "topic", "days", "keywords", "documents", "similar", "unlike")
"""What is weighed of an article against a task, each from 0 to 1; one column ``f_…`` of ``plan_suggestions`` each."""

_EMPTY = text("''")

plans = Table(
    "plans",
    metadata,
    Column("id", String(120), primary_key=True),
    Column("number", Text, nullable=False, server_default=_EMPTY),
    Column("title", Text, nullable=False, server_default=_EMPTY),
    Column("issuer", Text, nullable=False, server_default=_EMPTY),
    Column("year", Integer),
    Column("stored_at", UtcTime, nullable=False),
)

plan_versions = Table(
    "plan_versions",
    metadata,
    Column("plan_id", String(120), ForeignKey("plans.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    # The first day on which its targets hold; null: from the plan's beginning.
    Column("valid_from", String(10)),
    # The document that made it: the plan's own number, or that of the amendment.
    Column("document", Text, nullable=False, server_default=_EMPTY),
    Column("file_name", Text, nullable=False, server_default=_EMPTY),
    Column("file_hash", String(64), nullable=False),
    Column("record", Text, nullable=False),
    Column("stored_at", UtcTime, nullable=False),
    Column("stored_by", Text, nullable=False, server_default=_EMPTY),
    Index("uq_plan_versions_file", "plan_id", "file_hash", unique=True),
)

# A task is one for as long as the plan lives; what is asked of it is told by its versions.
plan_tasks = Table(
    "plan_tasks",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("plan_id", String(120), ForeignKey("plans.id"), nullable=False),
    Index("ix_plan_tasks_plan_id", "plan_id"),
)

plan_task_versions = Table(
    "plan_task_versions",
    metadata,
    Column("task_id", RowId, ForeignKey("plan_tasks.id"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("plan_id", String(120), nullable=False),
    Column("position", Integer, nullable=False),
    Column("path", String(80), nullable=False),
    Column("record", Text, nullable=False),
    Index("ix_plan_task_versions_plan", "plan_id", "version", "position"),
)

plan_units = Table(
    "plan_units",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("name", Text, nullable=False, unique=True),
    Column("first_day", String(10)),
    Column("last_day", String(10)),
    # What became of it on the day after its last one: "renamed" or "merged" into the successor, or "dissolved".
    Column("change", String(16)),
    Column("successor_id", RowId),
    Column("note", Text, nullable=False, server_default=_EMPTY),
    Column("noted_by", Text, nullable=False, server_default=_EMPTY),
    Column("noted_at", UtcTime, nullable=False),
)

plan_files = Table(
    "plan_files",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("media_type", Text, nullable=False, server_default=_EMPTY),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

plan_evidence = Table(
    "plan_evidence",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("plan_id", String(120), ForeignKey("plans.id"), nullable=False),
    Column("task_id", RowId, ForeignKey("plan_tasks.id"), nullable=False),
    # One row a task and thing, whoever is first: "a:" and an article's id at first, or "b:" and a hash of what it is.
    Column("item_key", String(80), nullable=False),
    Column("article_id", String(40), ForeignKey("articles.id"), info=MOVES),
    Column("state", String(16), nullable=False),
    Column("level", String(1), nullable=False),
    # The kind of product that it counts as, how many of it, who made it, where it appeared, on which day.
    Column("kind", String(20), nullable=False),
    Column("quantity", Float, nullable=False, server_default=text("1")),
    Column("unit", Text, nullable=False, server_default=_EMPTY),
    Column("channel", String(32), nullable=False, server_default=_EMPTY),
    Column("area", String(20)),
    Column("day", String(10)),
    Column("title", Text, nullable=False, server_default=_EMPTY),
    Column("url", Text, nullable=False, server_default=_EMPTY),
    Column("note", Text, nullable=False, server_default=_EMPTY),
    Column("file_hash", String(64), ForeignKey("plan_files.hash")),
    Column("file_name", Text, nullable=False, server_default=_EMPTY),
    # What was weighed when it was decided, for learning: features and title as JSON.
    Column("weighed", Text, nullable=False, server_default=text("'{}'")),
    Column("decided_by", Text, nullable=False, server_default=_EMPTY),
    Column("decided_at", UtcTime, nullable=False),
    Column("why", Text, nullable=False, server_default=_EMPTY),
    Index("uq_plan_evidence_item", "task_id", "item_key", unique=True),
    Index("ix_plan_evidence_plan", "plan_id", "state", "day"),
    Index("ix_plan_evidence_article_id", "article_id"),
)

# Every word of a person about a plan, in order, never changed.
plan_decisions = Table(
    "plan_decisions",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("plan_id", String(120), ForeignKey("plans.id"), nullable=False),
    Column("task_id", RowId, ForeignKey("plan_tasks.id")),
    Column("article_id", String(40), info=MOVES),
    Column("action", String(16), nullable=False),
    Column("subject", Text, nullable=False, server_default=_EMPTY),
    Column("decided_by", Text, nullable=False, server_default=_EMPTY),
    Column("decided_at", UtcTime, nullable=False),
    Column("why", Text, nullable=False, server_default=_EMPTY),
    Index("ix_plan_decisions_plan_id", "plan_id", "id"),
    Index("ix_plan_decisions_article_id", "article_id"),
)

article_traits = Table(
    "article_traits",
    metadata,
    Column("article_id", String(40), ForeignKey("articles.id"), primary_key=True, info=GOES),
    Column("document_version", Integer, nullable=False),
    Column("made_by", String(40), nullable=False),
    Column("day", String(10)),
    Column("title", Text, nullable=False),
    Column("publisher", Text, nullable=False, server_default=_EMPTY),
    Column("office", Text, nullable=False, server_default=_EMPTY),
    Column("province", Text, nullable=False, server_default=_EMPTY),
    Column("channel", String(32), nullable=False, server_default=_EMPTY),
    Column("kind", String(20), nullable=False, server_default=_EMPTY),
    # Lists, parted by line ends: areas, document numbers, folded names of bodies, folded words and pairs of words.
    Column("topics", Text, nullable=False, server_default=_EMPTY),
    Column("documents", Text, nullable=False, server_default=_EMPTY),
    Column("names", Text, nullable=False, server_default=_EMPTY),
    Column("terms", Text, nullable=False, server_default=_EMPTY),
    Index("ix_article_traits_day", "day"),
)

plan_weighed = Table(
    "plan_weighed",
    metadata,
    Column("plan_id", String(120), ForeignKey("plans.id"), primary_key=True),
    Column("article_id", String(40), ForeignKey("articles.id"), primary_key=True, info=GOES),
    Column("document_version", Integer, nullable=False),
    # Of what the plan was when it was weighed: another version of it is weighed anew.
    Column("made_by", String(40), nullable=False),
    Index("ix_plan_weighed_article_id", "article_id"),
)

plan_suggestions = Table(
    "plan_suggestions",
    metadata,
    Column("task_id", RowId, ForeignKey("plan_tasks.id"), primary_key=True),
    Column("article_id", String(40), ForeignKey("articles.id"), primary_key=True, info=GOES),
    Column("plan_id", String(120), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("unit", Text, nullable=False, server_default=_EMPTY),
    Column("channel", String(32), nullable=False, server_default=_EMPTY),
    Column("area", String(20)),
    Column("day", String(10)),
    Column("title", Text, nullable=False),
    *(Column(f"f_{name}", Float, nullable=False, server_default=text("0")) for name in FEATURES),
    # The weighted sum of the features; grows with how likely a person says yes.
    Column("score", Float, nullable=False),
    Column("reasons", Text, nullable=False, server_default=text("'[]'")),
    Index("ix_plan_suggestions_best", "plan_id", "task_id", "score"),
    Index("ix_plan_suggestions_article_id", "article_id"),
)

plan_weights = Table(
    "plan_weights",
    metadata,
    Column("plan_id", String(120), ForeignKey("plans.id"), primary_key=True),
    count_column("decisions"),
    Column("record", Text, nullable=False),
    Column("made_at", UtcTime, nullable=False),
)

plan_closings = Table(
    "plan_closings",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("plan_id", String(120), ForeignKey("plans.id"), nullable=False),
    Column("period", String(16), nullable=False),
    Column("first_day", String(10), nullable=False),
    Column("last_day", String(10), nullable=False),
    Column("closed_at", UtcTime, nullable=False),
    Column("closed_by", Text, nullable=False, server_default=_EMPTY),
    # The report as it was, and the files made of it: whoever asks later gets the same bytes.
    Column("record", Text, nullable=False),
    Column("docx", LargeBinary, nullable=False),
    Column("xlsx", LargeBinary, nullable=False),
    Column("reopened_at", UtcTime),
    Column("reopened_by", Text, nullable=False, server_default=_EMPTY),
    Column("reason", Text, nullable=False, server_default=_EMPTY),
    Index("ix_plan_closings_plan", "plan_id", "period", "id"),
)

plan_exceptions = Table(
    "plan_exceptions",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("plan_id", String(120), ForeignKey("plans.id"), nullable=False),
    Column("period", String(16), nullable=False),
    Column("unit", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("granted_by", Text, nullable=False, server_default=_EMPTY),
    Column("granted_at", UtcTime, nullable=False),
    Index("ix_plan_exceptions_plan", "plan_id", "period", "unit"),
)

plan_texts = Table(
    "plan_texts",
    metadata,
    Column("plan_id", String(120), ForeignKey("plans.id"), primary_key=True),
    Column("period", String(16), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("text", Text, nullable=False),
    Column("written_by", Text, nullable=False, server_default=_EMPTY),
    Column("written_at", UtcTime, nullable=False),
)
