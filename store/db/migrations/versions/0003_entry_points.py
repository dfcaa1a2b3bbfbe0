"""What each entry point of a source gives, how far back its list was read, and which rule refused an address."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.db.times import UtcTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "entry_points",
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=True),
        sa.Column("useful_at", UtcTime(), nullable=True),
        sa.Column("usable", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.Column("trouble_since", UtcTime(), nullable=True),
        sa.Column("archive_since", sa.String(length=10), nullable=True),
        sa.Column("archive_begun_at", UtcTime(), nullable=True),
        sa.Column("last_page", sa.Text(), nullable=True),
        sa.Column("pages_read", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("reached", sa.String(length=10), nullable=True),
        sa.Column("ending", sa.String(length=16), nullable=True),
        sa.PrimaryKeyConstraint("source", "url", name=op.f("pk_entry_points")),
    )
    op.add_column("sources", sa.Column("session_parameters", sa.Text(), server_default=sa.text("'[]'"), nullable=False))
    op.add_column("frontier", sa.Column("refusal", sa.String(length=80), nullable=True))
    op.create_index("ix_frontier_moved_to", "frontier", ["moved_to"], unique=False)
