"""A source can be paused until a day; what each person has seen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.db.times import UtcTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sources", sa.Column("paused_until", UtcTime(), nullable=True))
    op.create_table(
        "looks",
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("screen", sa.String(length=40), nullable=False),
        sa.Column("seen_at", UtcTime(), nullable=False),
        sa.Column("new_since", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("person", "screen", name=op.f("pk_looks")),
    )
    op.create_table(
        "article_looks",
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("article_id", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seen_at", UtcTime(), nullable=False),
        sa.Column("before", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_article_looks_article_id_articles")),
        sa.PrimaryKeyConstraint("person", "article_id", name=op.f("pk_article_looks")),
    )
    op.create_index("ix_mentioning_articles_day", "mentioning_articles", ["day"], unique=False)
    op.create_index("ix_articles_kept_seen", "articles", ["kept", "first_seen_at"], unique=False)
