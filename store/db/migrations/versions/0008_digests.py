"""Tables of issues of the digest and what people decided in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.db.times import UtcTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "digest_edits",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("issue_id", sa.String(length=40), nullable=False),
        sa.Column("article_id", sa.String(length=40), nullable=True),
        sa.Column("field", sa.String(length=80), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("author", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("held", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest_edits")),
    )
    op.create_index("ix_digest_edits_article_id", "digest_edits", ["article_id"], unique=False)
    op.create_index("ix_digest_edits_issue_id", "digest_edits", ["issue_id", "id"], unique=False)
    op.create_table(
        "digest_events",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("issue_id", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("author", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest_events")),
    )
    op.create_index("ix_digest_events_issue_id", "digest_events", ["issue_id", "id"], unique=False)
    op.create_table(
        "digest_issues",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("window_id", sa.String(length=40), nullable=False),
        sa.Column("first_day", sa.String(length=10), nullable=False),
        sa.Column("last_day", sa.String(length=10), nullable=False),
        sa.Column("starts_at", UtcTime(), nullable=False),
        sa.Column("ends_at", UtcTime(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("revision", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("composed", sa.Text(), nullable=False),
        sa.Column("composed_at", UtcTime(), nullable=False),
        sa.Column("frozen", sa.Text(), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=True),
        sa.Column("replaces", sa.String(length=40), nullable=True),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest_issues")),
    )
    op.create_index("ix_digest_issues_days", "digest_issues", ["last_day", "first_day"], unique=False)
    op.create_index("ix_digest_issues_window_id", "digest_issues", ["window_id"], unique=False)
    op.create_table(
        "digest_pairs",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("article_id", sa.String(length=40), nullable=False),
        sa.Column("other_id", sa.String(length=40), nullable=False),
        sa.Column("together", sa.Boolean(), nullable=False),
        sa.Column("author", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest_pairs")),
    )
    op.create_index("ix_digest_pairs_article_id", "digest_pairs", ["article_id"], unique=False)
    op.create_table(
        "digest_requests",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("article_id", sa.String(length=40), nullable=False),
        sa.Column("issue_id", sa.String(length=40), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("due", sa.String(length=10), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("author", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("answered_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest_requests")),
    )
    op.create_index("ix_digest_requests_article_id", "digest_requests", ["article_id"], unique=False)
    op.create_index("ix_digest_requests_status", "digest_requests", ["status"], unique=False)
    op.create_table(
        "digest_uses",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("issue_id", sa.String(length=40), nullable=False),
        sa.Column("article_id", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest_uses")),
    )
    op.create_index("ix_digest_uses_article_id", "digest_uses", ["article_id"], unique=False)
    op.create_index("ix_digest_uses_issue_id", "digest_uses", ["issue_id"], unique=False)
