"""Tables of plans, their tasks, evidence, progress and reports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.db.times import UtcTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_files",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_plan_files")),
    )
    op.create_table(
        "plan_units",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("first_day", sa.String(length=10), nullable=True),
        sa.Column("last_day", sa.String(length=10), nullable=True),
        sa.Column("change", sa.String(length=16), nullable=True),
        sa.Column("successor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("noted_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("noted_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_units")),
        sa.UniqueConstraint("name", name=op.f("uq_plan_units_name")),
    )
    op.create_table(
        "plans",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("number", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("title", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("issuer", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("stored_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
    )
    op.create_table(
        "article_traits",
        sa.Column("article_id", sa.String(length=40), nullable=False),
        sa.Column("document_version", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(length=40), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("office", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("province", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("channel", sa.String(length=32), server_default=sa.text("''"), nullable=False),
        sa.Column("kind", sa.String(length=20), server_default=sa.text("''"), nullable=False),
        sa.Column("topics", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("documents", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("names", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("terms", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_article_traits_article_id")),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_article_traits")),
    )
    op.create_index("ix_article_traits_day", "article_traits", ["day"], unique=False)
    op.create_table(
        "plan_closings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("plan_id", sa.String(length=120), nullable=False),
        sa.Column("period", sa.String(length=16), nullable=False),
        sa.Column("first_day", sa.String(length=10), nullable=False),
        sa.Column("last_day", sa.String(length=10), nullable=False),
        sa.Column("closed_at", UtcTime(), nullable=False),
        sa.Column("closed_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("docx", sa.LargeBinary(), nullable=False),
        sa.Column("xlsx", sa.LargeBinary(), nullable=False),
        sa.Column("reopened_at", UtcTime(), nullable=True),
        sa.Column("reopened_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_closings_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_closings")),
    )
    op.create_index("ix_plan_closings_plan", "plan_closings", ["plan_id", "period", "id"], unique=False)
    op.create_table(
        "plan_exceptions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("plan_id", sa.String(length=120), nullable=False),
        sa.Column("period", sa.String(length=16), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("granted_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("granted_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_exceptions_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_exceptions")),
    )
    op.create_index("ix_plan_exceptions_plan", "plan_exceptions", ["plan_id", "period", "unit"], unique=False)
    op.create_table(
        "plan_tasks",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("plan_id", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_tasks_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_tasks")),
    )
    op.create_index("ix_plan_tasks_plan_id", "plan_tasks", ["plan_id"], unique=False)
    op.create_table(
        "plan_texts",
        sa.Column("plan_id", sa.String(length=120), nullable=False),
        sa.Column("period", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("written_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_texts_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", "period", "kind", name=op.f("pk_plan_texts")),
    )
    op.create_table(
        "plan_versions",
        sa.Column("plan_id", sa.String(length=120), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("valid_from", sa.String(length=10), nullable=True),
        sa.Column("document", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("file_name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("file_hash", sa.String(length=64), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("stored_at", UtcTime(), nullable=False),
        sa.Column("stored_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_versions_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", "number", name=op.f("pk_plan_versions")),
    )
    op.create_index("uq_plan_versions_file", "plan_versions", ["plan_id", "file_hash"], unique=True)
    op.create_table(
        "plan_weighed",
        sa.Column("plan_id", sa.String(length=120), nullable=False),
        sa.Column("article_id", sa.String(length=40), nullable=False),
        sa.Column("document_version", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_plan_weighed_article_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_weighed_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", "article_id", name=op.f("pk_plan_weighed")),
    )
    op.create_index("ix_plan_weighed_article_id", "plan_weighed", ["article_id"], unique=False)
    op.create_table(
        "plan_weights",
        sa.Column("plan_id", sa.String(length=120), nullable=False),
        sa.Column("decisions", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_weights_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", name=op.f("pk_plan_weights")),
    )
    op.create_table(
        "plan_decisions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("plan_id", sa.String(length=120), nullable=False),
        sa.Column("task_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("article_id", sa.String(length=40), nullable=True),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("decided_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("decided_at", UtcTime(), nullable=False),
        sa.Column("why", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_decisions_plan_id")),
        sa.ForeignKeyConstraint(["task_id"], ["plan_tasks.id"], name=op.f("fk_plan_decisions_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_decisions")),
    )
    op.create_index("ix_plan_decisions_article_id", "plan_decisions", ["article_id"], unique=False)
    op.create_index("ix_plan_decisions_plan_id", "plan_decisions", ["plan_id", "id"], unique=False)
    op.create_table(
        "plan_evidence",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("plan_id", sa.String(length=120), nullable=False),
        sa.Column("task_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("item_key", sa.String(length=80), nullable=False),
        sa.Column("article_id", sa.String(length=40), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("level", sa.String(length=1), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("quantity", sa.Float(), server_default=sa.text("1"), nullable=False),
        sa.Column("unit", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("channel", sa.String(length=32), server_default=sa.text("''"), nullable=False),
        sa.Column("area", sa.String(length=20), nullable=True),
        sa.Column("day", sa.String(length=10), nullable=True),
        sa.Column("title", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("url", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("file_hash", sa.String(length=64), nullable=True),
        sa.Column("file_name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("weighed", sa.Text(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("decided_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("decided_at", UtcTime(), nullable=False),
        sa.Column("why", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_plan_evidence_article_id")),
        sa.ForeignKeyConstraint(["file_hash"], ["plan_files.hash"], name=op.f("fk_plan_evidence_file_hash")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_evidence_plan_id")),
        sa.ForeignKeyConstraint(["task_id"], ["plan_tasks.id"], name=op.f("fk_plan_evidence_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_evidence")),
    )
    op.create_index("ix_plan_evidence_article_id", "plan_evidence", ["article_id"], unique=False)
    op.create_index("ix_plan_evidence_plan", "plan_evidence", ["plan_id", "state", "day"], unique=False)
    op.create_index("uq_plan_evidence_item", "plan_evidence", ["task_id", "item_key"], unique=True)
    op.create_table(
        "plan_suggestions",
        sa.Column("task_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("article_id", sa.String(length=40), nullable=False),
        sa.Column("plan_id", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("unit", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("channel", sa.String(length=32), server_default=sa.text("''"), nullable=False),
        sa.Column("area", sa.String(length=20), nullable=True),
        sa.Column("day", sa.String(length=10), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("f_unit", sa.Float(), server_default=sa.text("0"), nullable=False),
        sa.Column("f_channel", sa.Float(), server_default=sa.text("0"), nullable=False),
        sa.Column("f_kind", sa.Float(), server_default=sa.text("0"), nullable=False),
        sa.Column("f_topic", sa.Float(), server_default=sa.text("0"), nullable=False),
        sa.Column("f_days", sa.Float(), server_default=sa.text("0"), nullable=False),
        sa.Column("f_keywords", sa.Float(), server_default=sa.text("0"), nullable=False),
        sa.Column("f_documents", sa.Float(), server_default=sa.text("0"), nullable=False),
        sa.Column("f_similar", sa.Float(), server_default=sa.text("0"), nullable=False),
        sa.Column("f_unlike", sa.Float(), server_default=sa.text("0"), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reasons", sa.Text(), server_default=sa.text("'[]'"), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_plan_suggestions_article_id")),
        sa.ForeignKeyConstraint(["task_id"], ["plan_tasks.id"], name=op.f("fk_plan_suggestions_task_id")),
        sa.PrimaryKeyConstraint("task_id", "article_id", name=op.f("pk_plan_suggestions")),
    )
    op.create_index("ix_plan_suggestions_article_id", "plan_suggestions", ["article_id"], unique=False)
    op.create_index("ix_plan_suggestions_best", "plan_suggestions", ["plan_id", "task_id", "score"], unique=False)
    op.create_table(
        "plan_task_versions",
        sa.Column("task_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("plan_id", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=80), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["plan_tasks.id"], name=op.f("fk_plan_task_versions_task_id")),
        sa.PrimaryKeyConstraint("task_id", "version", name=op.f("pk_plan_task_versions")),
    )
    op.create_index(
        "ix_plan_task_versions_plan", "plan_task_versions", ["plan_id", "version", "position"], unique=False
    )
