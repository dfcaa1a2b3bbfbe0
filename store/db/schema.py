"""The tables. A change here goes with a migration in ``store/db/migrations/versions`` (a test compares the two)."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    or_,
    text,
)

from store.db.columns import GOES, MOVES, RowId, count_column, flag_column, metadata
from store.db.times import UtcTime

__all__ = [
    "UNREAD",
    "annotation_rows",
    "article_attachments",
    "article_parts",
    "article_urls",
    "article_versions",
    "articles",
    "attachments",
    "corrections",
    "entry_points",
    "frontier",
    "hosts",
    "metadata",
    "near_hashes",
    "pages",
    "sources",
]

sources = Table(
    "sources",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("name", Text, nullable=False, server_default=text("''")),
    Column("unit", Text, nullable=False, server_default=text("''")),
    Column("province", Text),
    Column("record", Text),  # the source file as it was at the last visit
    Column("interval_seconds", Float),
    Column("last_visit_at", UtcTime),
    Column("last_ok_at", UtcTime),
    Column("last_new_at", UtcTime),
    Column("next_visit_at", UtcTime),
    count_column("failures"),
    Column("last_error", Text),
    flag_column("paused"),
    Column(
        "paused_until", UtcTime
    ),  # with "paused": from then on it is visited again by itself; null: until a person says so
    # Parameters of addresses that were learnt to be session ids, as JSON: they are left out of this site's addresses.
    Column("session_parameters", Text, nullable=False, server_default=text("'[]'")),
)

entry_points = Table(
    "entry_points",
    metadata,
    Column("source", String(80), primary_key=True),
    Column("url", Text, primary_key=True),
    Column("kind", String(16), nullable=False),
    count_column("position"),
    Column("asked_at", UtcTime),
    Column("useful_at", UtcTime),
    count_column("usable"),
    # Why it gives nothing that can be used, and what to do; null while it does.
    Column("trouble", Text),
    Column("trouble_since", UtcTime),
    # How far back a list has been read: the last page of its chain, the day that page reaches, and why it stopped.
    Column("archive_since", String(10)),
    Column("archive_begun_at", UtcTime),
    Column("last_page", Text),
    count_column("pages_read"),
    Column("reached", String(10)),
    Column("ending", String(16)),
)

hosts = Table(
    "hosts",
    metadata,
    Column("host", String(255), primary_key=True),
    Column("next_allowed_at", UtcTime),
    Column("answered_at", UtcTime),
    Column("crawl_delay", Float),
    Column("robots_body", Text),
    Column("robots_status", Integer),
    Column("robots_fetched_at", UtcTime),
)

_CONTINUATIONS = text("kind = 'continuation'")
"""These few addresses alone, so that the index costs the others nothing."""

frontier = Table(
    "frontier",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("url", Text, nullable=False, unique=True),
    Column("source", String(80), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("outcome", String(20)),
    Column("reason", Text),
    Column("status", Integer),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("content_hash", String(80)),
    Column("moved_to", Text),
    # Which rule of ours refused the address: asked again when that rule has changed.
    Column("refusal", String(80)),
    count_column("failures"),
    count_column("visits"),
    count_column("interrupted"),
    Column("next_visit_at", UtcTime),
    Column("hint_title", Text),
    Column("hint_date", String(40)),
    Column("hint_origin", String(16)),
    count_column("depth"),
    Column("discovered_from", Text),
    Column("first_seen_at", UtcTime, nullable=False),
    Column("last_visit_at", UtcTime),
    Column("last_ok_at", UtcTime),
    Column("claimed_by", String(200)),
    Column("claimed_at", UtcTime),
    Index("ix_frontier_due", "source", "state", "rank", "next_visit_at"),
    Index("ix_frontier_outcome", "outcome", "source"),
    Index("ix_frontier_moved_to", "moved_to"),
    Index("ix_frontier_seen", "source", "kind", "first_seen_at"),
    Index("ix_frontier_visited", "source", "kind", "last_visit_at"),
    Index("ix_frontier_continuations", "discovered_from", sqlite_where=_CONTINUATIONS, postgresql_where=_CONTINUATIONS),
)

pages = Table(
    "pages",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("url", Text, nullable=False),
    Column("final_url", Text, nullable=False),
    Column("redirects", Text, nullable=False, server_default=text("'[]'")),
    Column("source", String(80), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("status", Integer, nullable=False),
    Column("headers", Text, nullable=False, server_default=text("'{}'")),
    Column("media_type", Text),
    Column("size", Integer, nullable=False, server_default=text("0")),
    Column("payload_hash", String(80), nullable=False),
    Column("fetched_at", UtcTime, nullable=False),
    Column("warc_file", Text, nullable=False),
    Column("warc_offset", BigInteger, nullable=False),
    Column("warc_length", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", Text),
    Column("extractor", String(80)),
    Column("links", Integer),
    Column("has_title", Boolean),
    Column("has_date", Boolean),
    Column("has_author", Boolean),
    Column("has_body", Boolean),
    Column("article_id", String(40), info=MOVES),
    Index("ix_pages_state", "state", "source", "id"),
    Index("ix_pages_url", "url", "id"),
    Index("ix_pages_article_id", "article_id", "id"),
    Index("ix_pages_source", "source", "kind", "fetched_at"),
    Index("ix_pages_warc_file", "warc_file", "warc_offset"),
)

articles = Table(
    "articles",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("source", String(80)),
    Column("canonical_url", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("content_hash", String(128), nullable=False),
    Column("title_key", Text, nullable=False),
    Column("published_at", String(40)),
    Column("published_day", String(10)),
    Column("first_seen_at", UtcTime, nullable=False),
    Column("last_seen_at", UtcTime, nullable=False),
    Column("last_changed_at", UtcTime, nullable=False),
    Column("withdrawn_at", UtcTime),
    Column("group_id", String(40)),
    Column("sketch", LargeBinary),
    # revision: what annotation reads has changed; document_version: what the index shows has changed.
    Column("revision", Integer, nullable=False),
    Column("annotated_revision", Integer),
    Column("annotated_version", Integer),
    Column("annotator", String(80)),
    Column("document_version", Integer, nullable=False),
    flag_column("kept"),
    flag_column("indexed"),
    Index("ix_articles_source", "source", "content_hash"),
    Index("ix_articles_title_key", "source", "title_key"),
    Index("ix_articles_first_seen_at", "source", "first_seen_at"),
    Index("ix_articles_group_id", "group_id"),
    Index("ix_articles_published_day", "published_day"),
    Index("ix_articles_kept", "kept", "id"),
    Index("ix_articles_kept_seen", "kept", "first_seen_at"),
    Index("ix_articles_day", "source", "published_day"),
    Index("ix_articles_kept_day", "kept", "published_day"),
    Index("ix_articles_annotator", "annotator", "id"),
)

UNREAD = or_(articles.c.annotated_revision.is_(None), articles.c.annotated_revision != articles.c.revision)
"""Articles that nobody has annotated as they are now."""

Index("ix_articles_unread", articles.c.id, sqlite_where=UNREAD, postgresql_where=UNREAD)

article_urls = Table(
    "article_urls",
    metadata,
    Column("url", Text, primary_key=True),
    Column("article_id", String(40), ForeignKey("articles.id"), nullable=False, info=MOVES),
    Column("first_seen_at", UtcTime, nullable=False),
    # A canonical address that was never itself visited says nothing about life or death.
    Column("last_live_at", UtcTime),
    Column("gone_at", UtcTime),
    Index("ix_article_urls_article_id", "article_id"),
)

article_versions = Table(
    "article_versions",
    metadata,
    Column("article_id", String(40), ForeignKey("articles.id"), primary_key=True, info=GOES),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("content_hash", String(128), nullable=False),
    Column("record", Text, nullable=False),
    Column("page_id", RowId, ForeignKey("pages.id")),
    Column("extractor", String(80), nullable=False, server_default=text("''")),
    Column("seen_at", UtcTime, nullable=False),
    Index("ix_article_versions_seen_at", "seen_at"),
)

near_hashes = Table(
    "near_hashes",
    metadata,
    Column("hash", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),  # when the text was seen, as date.toordinal()
    Column("article_id", String(40), ForeignKey("articles.id"), primary_key=True, info=GOES),
    Index("ix_near_hashes_article_id", "article_id"),
)

article_parts = Table(
    "article_parts",
    metadata,
    Column("article_id", String(40), ForeignKey("articles.id"), primary_key=True, info=GOES),
    Column("part_of", String(40), ForeignKey("articles.id"), primary_key=True),
    Index("ix_article_parts_part_of", "part_of"),
)

annotation_rows = Table(
    "annotations",
    metadata,
    Column("article_id", String(40), ForeignKey("articles.id"), primary_key=True, info=GOES),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("annotator", String(80), primary_key=True),
    Column("record", Text, nullable=False),
    Column("relevance", Float, nullable=False),
    Column("kept", Boolean, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("read_chars", Integer),  # how much of the body was read, where that was not all of it
)

corrections = Table(
    "corrections",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("article_id", String(40), ForeignKey("articles.id"), info=MOVES),
    Column("kind", String(32), nullable=False),
    Column("target", Text, nullable=False, server_default=text("'{}'")),
    Column("value", Text, nullable=False, server_default=text("'{}'")),
    Column("author", Text, nullable=False, server_default=text("''")),
    Column("note", Text, nullable=False, server_default=text("''")),
    Column("made_at", UtcTime, nullable=False),
    Column("revoked_at", UtcTime),
    Index("ix_corrections_article_id", "article_id"),
)

attachments = Table(
    "attachments",
    metadata,
    Column("url", Text, primary_key=True),
    Column("source", String(80)),
    Column("media_type", Text),
    Column("state", String(16), nullable=False),
    Column("text", Text, nullable=False, server_default=text("''")),
    Column("reason", Text),
    Column("page_id", RowId, ForeignKey("pages.id")),
    Column("saved_at", UtcTime),
    Column("documents", Text, nullable=False, server_default=text("'[]'")),
    Column("annotator", String(80)),
    Index("ix_attachments_state", "state", "source"),
)

article_attachments = Table(
    "article_attachments",
    metadata,
    Column("article_id", String(40), ForeignKey("articles.id"), primary_key=True, info=GOES),
    Column("url", Text, ForeignKey("attachments.url"), primary_key=True),
    Column("name", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Index("ix_article_attachments_url", "url"),
)
