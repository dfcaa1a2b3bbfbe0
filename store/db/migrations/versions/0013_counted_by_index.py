"""Undated news are counted, and provinces listed, from an index alone."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_articles_kept_day", "articles", ["kept", "published_day"], unique=False)
    op.create_index("ix_mentioning_articles_province", "mentioning_articles", ["province"], unique=False)
