"""The later pages of an article are found by the page that it begins on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_FEW = sa.text("kind = 'continuation'")


def upgrade() -> None:
    op.create_index(
        "ix_frontier_continuations", "frontier", ["discovered_from"], sqlite_where=_FEW, postgresql_where=_FEW
    )
