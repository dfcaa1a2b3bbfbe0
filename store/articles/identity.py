"""Which article a page is: identity by the addresses it was ever seen at, kept when it moves within its site."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, bindparam, or_, select, union, update

from domain.article import Article, day_of
from domain.text import fold
from store.articles.near_duplicates import Sketch
from store.db.database import Database
from store.db.rows import clean_text
from store.db.schema import article_urls, article_versions, articles, pages

__all__ = ["Identity", "article_id_of", "identify", "mark_gone", "note_urls", "owners_of", "title_key"]


_a, _u, _v = articles.c, article_urls.c, article_versions.c
_OWNERS = (
    select(_u.url, _u.article_id, _a.source)
    .join(articles, _a.id == _u.article_id)
    .where(_u.url.in_(bindparam("urls", expanding=True)))
)
_SOURCE = _a.source.is_not_distinct_from(bindparam("source_", type_=_a.source.type))
# Two looks into two indexes: with OR, the database reads all articles of the source in the order asked for.
_SAME = union(
    select(_a.id).where(_SOURCE, _a.content_hash == bindparam("hash_")),
    select(_a.id).where(_SOURCE, _a.title_key == bindparam("title_")),
).subquery()
_ALIKE = (
    select(_a.id, _a.content_hash, _a.sketch, _v.record)
    .join(_SAME, _SAME.c.id == _a.id)
    .join(article_versions, (_v.article_id == _a.id) & (_v.number == _a.version))
    .order_by(_a.first_seen_at, _a.id)
    .limit(50)
)


class Identity:
    """The article found (``id`` None: a new one) and whether it was known under none of the visited addresses."""

    def __init__(self, id_: str | None, moved: bool = False) -> None:
        self.id = id_
        self.moved = moved


def article_id_of(source: str | None, url: str) -> str:
    """The id of an article first seen at ``url``: the same in every store that saw it there first."""
    return hashlib.sha256(f"{source or ''} {url}".encode()).hexdigest()[:24]


def title_key(title: str) -> str:
    """A title for comparison: folded, and short enough for an index."""
    return clean_text(fold(title)[:400])


def identify(connection: Connection, article: Article, visited: list[str], sketch: Sketch) -> Identity:
    """The article that this page is a new look at.

    By the visited addresses first. Then by the canonical one, but only where the text is the same article's, for some
    sites name their front page, or one page for all, as canonical. Then by content: the same article of the same
    source under a new address. An article never passes to another source.
    """
    by_url = {url: (id_, source) for url, id_, source in _owners(connection, [*visited, article.canonical_url])}
    for url in visited:
        if url in by_url and by_url[url][1] == article.source:
            return Identity(by_url[url][0])
    owner = by_url.get(article.canonical_url)
    if owner is not None and owner[1] == article.source and _same_text(connection, owner[0], article, sketch):
        return Identity(owner[0], moved=True)
    same = _by_content(connection, article, sketch)
    return Identity(same, moved=same is not None)


def _owners(connection: Connection, urls: list[str]) -> Iterable[tuple[str, str, str | None]]:
    rows = connection.execute(_OWNERS, {"urls": urls})
    return [(row.url, row.article_id, row.source) for row in rows]


def _same_text(connection: Connection, article_id: str, article: Article, sketch: Sketch) -> bool:
    a = articles.c
    row = connection.execute(select(a.title_key, a.content_hash, a.sketch).where(a.id == article_id)).one()
    if row.content_hash == article.content_hash or row.title_key == title_key(article.title):
        return True
    return row.sketch is not None and sketch.reprints(Sketch.load(row.sketch))


def _by_content(connection: Connection, article: Article, sketch: Sketch) -> str | None:
    given = {"source_": article.source, "hash_": article.content_hash, "title_": title_key(article.title)}
    for row in connection.execute(_ALIKE, given):
        alike = row.content_hash == article.content_hash or (
            row.sketch is not None and sketch.reprints(Sketch.load(row.sketch))
        )
        if alike and _one_announcement(Article.model_validate_json(row.record), article):
            return str(row.id)
    return None


def _one_announcement(known: Article, article: Article) -> bool:
    """Short notices repeat word for word ("Chi tiết xem tệp đính kèm"); their day and files tell them apart."""
    days = {day_of(moment) for moment in (known.published_at, article.published_at) if moment is not None}
    files = {one.name for one in known.attachments} == {one.name for one in article.attachments}
    return len(days) < 2 and files


def note_urls(
    database: Database, connection: Connection, article_id: str, visited: list[str], canonical: str, at: datetime
) -> None:
    """Note the addresses of an article; a visited one is alive, and its present owner is this article."""
    alive = {"article_id": article_id, "first_seen_at": at, "last_live_at": at, "gone_at": None}
    statement = database.upsert(article_urls, ("url",), ("article_id", "last_live_at", "gone_at"))
    connection.execute(statement, [{"url": url, **alive} for url in visited])
    if canonical not in visited:
        add_address(database, connection, article_id, canonical, at)


def add_address(database: Database, connection: Connection, article_id: str, url: str, at: datetime) -> None:
    """Note one more address of an article, never itself visited."""
    values = {"url": url, "article_id": article_id, "first_seen_at": at}
    connection.execute(database.insert_new(article_urls, "url"), values)


def owners_of(connection: Connection, urls: list[str]) -> list[str | None]:
    """The article at each address; None where there is none."""
    u = article_urls.c
    rows = connection.execute(select(u.url, u.article_id).where(u.url.in_(urls)))
    owner = {row.url: str(row.article_id) for row in rows}
    return [owner.get(url) for url in urls]


def mark_gone(connection: Connection, url: str, at: datetime) -> str | None:
    """Note that an address is no page any more. Returns its article when no other visited address of it is alive."""
    (article_id,) = owners_of(connection, [url])
    if article_id is None:
        return None
    u, p = article_urls.c, pages.c
    # Addresses that only led to this one, or to which only this one led, are gone with it.
    tied = select(p.url, p.final_url, p.redirects).where(
        p.article_id == article_id, or_(p.url == url, p.final_url == url), p.url != p.final_url
    )
    gone = {url}
    for row in connection.execute(tied):
        gone |= {row.url, row.final_url, *json.loads(row.redirects)}
    connection.execute(update(article_urls).where(u.url.in_(gone), u.article_id == article_id).values(gone_at=at))
    alive = (u.article_id == article_id, u.gone_at.is_(None), u.last_live_at.is_not(None))
    return None if connection.execute(select(u.url).where(*alive)).first() else article_id
