"""When a host last answered, whoever asked: the pause that a Crawl-delay asks for is kept between processes. And each
source's file as it was at the last visit: pages are read with it wherever a command is started. Claims: who is at
work on which row. Parts: of which articles one is put together. Indexes
that keep what is asked often from growing with the store.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.db.times import UtcTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("hosts", sa.Column("answered_at", UtcTime()))
    op.add_column("sources", sa.Column("record", sa.Text()))
    op.add_column("annotations", sa.Column("read_chars", sa.Integer()))
    op.create_table(
        "claims",
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("stage", "key", name=op.f("pk_claims")),
    )
    op.create_index("ix_claims_owner", "claims", ["owner"])
    op.create_table(
        "article_parts",
        sa.Column("article_id", sa.String(length=40), nullable=False),
        sa.Column("part_of", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_article_parts_article_id")),
        sa.ForeignKeyConstraint(["part_of"], ["articles.id"], name=op.f("fk_article_parts_part_of")),
        sa.PrimaryKeyConstraint("article_id", "part_of", name=op.f("pk_article_parts")),
    )
    op.create_index("ix_article_parts_part_of", "article_parts", ["part_of"])
    op.create_index("ix_articles_day", "articles", ["source", "published_day"])
    op.create_index("ix_articles_annotator", "articles", ["annotator", "id"])
    unread = sa.text("annotated_revision IS NULL OR annotated_revision != revision")
    op.create_index("ix_articles_unread", "articles", ["id"], sqlite_where=unread, postgresql_where=unread)
    op.create_index("ix_frontier_seen", "frontier", ["source", "kind", "first_seen_at"])
    op.create_index("ix_frontier_visited", "frontier", ["source", "kind", "last_visit_at"])
    op.create_index("ix_article_versions_seen_at", "article_versions", ["seen_at"])


def downgrade() -> None:
    op.drop_index("ix_article_versions_seen_at", "article_versions")
    for name in ("ix_frontier_visited", "ix_frontier_seen"):
        op.drop_index(name, "frontier")
    for name in ("ix_articles_unread", "ix_articles_annotator", "ix_articles_day"):
        op.drop_index(name, "articles")
    op.drop_table("article_parts")
    op.drop_table("claims")
    op.drop_column("annotations", "read_chars")
    op.drop_column("sources", "record")
    op.drop_column("hosts", "answered_at")
