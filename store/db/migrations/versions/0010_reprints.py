"""The table of people's word on reprints."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.db.times import UtcTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    row_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "reprint_decisions",
        sa.Column("id", row_id, autoincrement=True, nullable=False),
        sa.Column("article_id", sa.String(length=40), nullable=False),
        sa.Column("other_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("author", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("revoked_at", UtcTime(), nullable=True),
        sa.Column("revoked_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_reprint_decisions_article_id"),
        sa.ForeignKeyConstraint(["other_id"], ["articles.id"], name="fk_reprint_decisions_other_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reprint_decisions"),
    )
    op.create_index("ix_reprint_decisions_article_id", "reprint_decisions", ["article_id"], unique=False)
    op.create_index("ix_reprint_decisions_other_id", "reprint_decisions", ["other_id"], unique=False)
