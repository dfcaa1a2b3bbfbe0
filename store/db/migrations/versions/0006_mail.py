"""Tables of mails that wait to be sent, and what became of them; saved searches, and what they told of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.db.times import UtcTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _mails()
    _saved_searches()
    op.create_table(
        "source_notices",
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("seen_visit_at", UtcTime(), nullable=True),
        sa.Column("failures", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("failing_since", UtcTime(), nullable=True),
        sa.Column("told_at", UtcTime(), nullable=True),
        sa.Column("told", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_source_notices")),
    )
    # What an index was given before this day is nothing new to anybody.
    op.execute(
        "INSERT INTO arrivals (article_id, known_at) "
        "SELECT id, first_seen_at FROM articles WHERE indexed ORDER BY first_seen_at, id"
    )


def _mails() -> None:
    op.create_table(
        "mail_contents",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_mail_contents")),
    )
    op.create_table(
        "mails",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("object_id", sa.String(length=120), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("doubts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("next_try_at", UtcTime(), nullable=True),
        sa.Column("last_code", sa.Integer(), nullable=True),
        sa.Column("last_answer", sa.Text(), nullable=True),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("claimed_by", sa.String(length=200), nullable=True),
        sa.Column("claimed_at", UtcTime(), nullable=True),
        sa.Column("data_begun_at", UtcTime(), nullable=True),
        sa.Column("sent_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["content_hash"], ["mail_contents.hash"], name=op.f("fk_mails_content_hash")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
    )
    op.create_index("uq_mails_once", "mails", ["kind", "object_id", "recipient"], unique=True)
    op.create_index("ix_mails_due", "mails", ["state", "next_try_at"])


def _saved_searches() -> None:
    op.create_table(
        "arrivals",
        sa.Column("seq", _ID, autoincrement=True, nullable=False),
        sa.Column("article_id", sa.String(length=40), nullable=False),
        sa.Column("known_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_arrivals")),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_arrivals_article_id", "arrivals", ["article_id"], unique=True)
    op.create_table(
        "saved_searches",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("owner", sa.String(length=80), server_default=sa.text("('')"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("filters", sa.Text(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("address", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("rate", sa.String(length=16), nullable=False),
        sa.Column("recipients", sa.Text(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("changed_at", UtcTime(), nullable=False),
        sa.Column("told_seq", sa.BigInteger(), nullable=False),
        sa.Column("told_at", UtcTime(), nullable=False),
        sa.Column("stop_token", sa.String(length=64), nullable=False),
        sa.Column("feed_token", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_searches")),
    )
    op.create_index("uq_saved_searches_stop_token", "saved_searches", ["stop_token"], unique=True)
    op.create_index("uq_saved_searches_feed_token", "saved_searches", ["feed_token"], unique=True)
    op.create_index("ix_saved_searches_owner", "saved_searches", ["owner"])
    op.create_table(
        "alerts",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("search_id", _ID, nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("from_seq", sa.BigInteger(), nullable=False),
        sa.Column("to_seq", sa.BigInteger(), nullable=False),
        sa.Column("from_at", UtcTime(), nullable=False),
        sa.Column("to_at", UtcTime(), nullable=False),
        sa.Column("hits", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("reprints", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(["search_id"], ["saved_searches.id"], name=op.f("fk_alerts_search_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
    )
    op.create_index("uq_alerts_token", "alerts", ["token"], unique=True)
    op.create_index("uq_alerts_window", "alerts", ["search_id", "from_seq"], unique=True)
    op.create_table(
        "alert_hits",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("search_id", _ID, nullable=False),
        sa.Column("alert_id", _ID, nullable=True),
        sa.Column("article_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("title", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("snippet", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.ForeignKeyConstraint(["search_id"], ["saved_searches.id"], name=op.f("fk_alert_hits_search_id")),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_alert_hits_alert_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_hits")),
    )
    op.create_index("ix_alert_hits_search", "alert_hits", ["search_id", "article_id"])
    op.create_index("ix_alert_hits_alert", "alert_hits", ["alert_id", "position"])
    op.create_index("ix_alert_hits_article_id", "alert_hits", ["article_id"])
