"""When a host last answered, whoever asked: the pause that a Crawl-delay asks for is kept between processes. And each
source's file as it was at the last visit: pages are read with it wherever a command is started.
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


def downgrade() -> None:
    op.drop_table("claims")
    op.drop_column("annotations", "read_chars")
    op.drop_column("sources", "record")
    op.drop_column("hosts", "answered_at")
