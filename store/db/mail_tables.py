"""The tables of mails that wait to be sent and what became of them; of saved searches, and what they told of."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text, text

from store.db.columns import GOES, MOVES, RowId, count_column, metadata
from store.db.times import UtcTime

__all__ = [
    "alert_hits",
    "alerts",
    "arrivals",
    "mail_contents",
    "mails",
    "saved_searches",
    "source_notices",
]

mail_contents = Table(
    "mail_contents",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),  # MIME without To, Date and Message-ID: one for all recipients
    Column("made_at", UtcTime, nullable=False),
)

mails = Table(
    "mails",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("kind", String(16), nullable=False),
    Column("object_id", String(120), nullable=False),
    Column("recipient", String(254), nullable=False),
    Column("subject", Text, nullable=False),
    Column("content_hash", String(64), ForeignKey("mail_contents.hash"), nullable=False),
    Column("state", String(16), nullable=False),
    Column("message_id", Text),  # written before the server is called, and never changed
    count_column("attempts"),
    count_column("doubts"),  # how often it may have arrived without our hearing so: what is sent then is marked
    Column("next_try_at", UtcTime),
    Column("last_code", Integer),
    Column("last_answer", Text),
    Column("created_at", UtcTime, nullable=False),
    Column("claimed_by", String(200)),
    Column("claimed_at", UtcTime),
    Column("data_begun_at", UtcTime),  # from here on the server may have the mail, whatever we hear of it
    Column("sent_at", UtcTime),
    Index("uq_mails_once", "kind", "object_id", "recipient", unique=True),
    Index("ix_mails_due", "state", "next_try_at"),
)

# When each article became known: written with the outbox row that the index has taken. Numbered in that order, so that
# a window has no seams whatever the clock does.
arrivals = Table(
    "arrivals",
    metadata,
    Column("seq", RowId, primary_key=True, autoincrement=True),
    Column("article_id", String(40), nullable=False, info=GOES),
    Column("known_at", UtcTime, nullable=False),
    Index("uq_arrivals_article_id", "article_id", unique=True),
    sqlite_autoincrement=True,
)

saved_searches = Table(
    "saved_searches",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("owner", String(80), nullable=False, server_default=text("''")),
    Column("name", Text, nullable=False),
    Column("query", Text, nullable=False, server_default=text("''")),
    Column("filters", Text, nullable=False, server_default=text("'{}'")),
    Column("address", Text, nullable=False, server_default=text("''")),  # parameters of the search page
    Column("rate", String(16), nullable=False),
    Column("recipients", Text, nullable=False, server_default=text("'[]'")),
    Column("state", String(16), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    # The window so far: all that arrived up to this number, at this moment, has been told of.
    Column("told_seq", BigInteger, nullable=False),
    Column("told_at", UtcTime, nullable=False),
    Column("stop_token", String(64), nullable=False),
    Column("feed_token", String(64)),
    Index("uq_saved_searches_stop_token", "stop_token", unique=True),
    Index("uq_saved_searches_feed_token", "feed_token", unique=True),
    Index("ix_saved_searches_owner", "owner"),
)

alerts = Table(
    "alerts",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("search_id", RowId, ForeignKey("saved_searches.id"), nullable=False),
    Column("token", String(64), nullable=False),
    Column("from_seq", BigInteger, nullable=False),
    Column("to_seq", BigInteger, nullable=False),
    Column("from_at", UtcTime, nullable=False),
    Column("to_at", UtcTime, nullable=False),
    count_column("hits"),
    count_column("reprints"),
    Index("uq_alerts_token", "token", unique=True),
    Index("uq_alerts_window", "search_id", "from_seq", unique=True),
)

# No unique (search, article): two articles that turn out to be one may both have been told of.
alert_hits = Table(
    "alert_hits",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("search_id", RowId, ForeignKey("saved_searches.id"), nullable=False),
    Column("alert_id", RowId, ForeignKey("alerts.id")),  # null: a reprint that the next mail will count
    Column("article_id", String(40), nullable=False, info=MOVES),
    Column("kind", String(16), nullable=False),
    count_column("position"),
    Column("title", Text, nullable=False, server_default=text("''")),
    Column("snippet", Text, nullable=False, server_default=text("''")),
    Index("ix_alert_hits_search", "search_id", "article_id"),
    Index("ix_alert_hits_alert", "alert_id", "position"),
    Index("ix_alert_hits_article_id", "article_id"),
)

source_notices = Table(
    "source_notices",
    metadata,
    Column("source", String(80), primary_key=True),
    Column("seen_visit_at", UtcTime),
    count_column("failures"),  # failed visits in a row that our own network does not explain
    Column("failing_since", UtcTime),
    Column("told_at", UtcTime),  # that it is broken; null once it was told to be well again
    count_column("told"),
)
