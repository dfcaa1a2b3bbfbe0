"""A source can be paused until a day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.db.times import UtcTime

revision = "0011"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sources", sa.Column("paused_until", UtcTime(), nullable=True))
