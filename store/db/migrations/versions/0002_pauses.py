"""When a host last answered, whoever asked: the pause that a Crawl-delay asks for is kept between processes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.db.times import UtcTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("hosts", sa.Column("answered_at", UtcTime))


def downgrade() -> None:
    op.drop_column("hosts", "answered_at")
