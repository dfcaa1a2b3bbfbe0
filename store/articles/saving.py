"""How one reading of a page is taken in: whose it is, which version it makes, what hangs on it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from domain.article import Article, day_of
from store.annotations import corrections
from store.annotations.mentions.refill import refill
from store.articles.attachments import link
from store.articles.identity import Identity, article_id_of, identify, note_urls, title_key
from store.articles.merging import absorb
from store.articles.near_duplicates import Sketch, sketch
from store.articles.reprint_groups import regroup
from store.articles.versions import Version, fold_reading, read_versions, replace_versions
from store.db.database import Database
from store.db.rows import moment_text
from store.db.schema import articles, pages
from store.work.outbox import queue

__all__ = ["Saving"]


_HERE = articles.c.id == bindparam("here")
_ARTICLE = select(articles).where(_HERE)
_TAKEN = select(articles.c.id).where(_HERE)
_GROUP = select(articles.c.group_id).where(_HERE)
_NEW = insert(articles)
_UPDATE = update(articles).where(_HERE)
_UPDATE_CHANGED = _UPDATE.values(revision=articles.c.revision + 1)
_PAGE = select(pages).where(pages.c.id == bindparam("page"))
_MARK = update(pages).where(pages.c.id == bindparam("page"))


class Saving:
    """One article being saved in a running transaction. ``identify`` or ``load`` first, then ``take_in`` or
    ``rebuild``.
    """

    def __init__(self, database: Database, connection: Connection, page_id: int | None, extractor: str) -> None:
        self._db = database
        self._connection = connection
        self._page_id = page_id
        self._extractor = extractor
        self._page: Any = None
        self._row: Any = None
        self._sketch: Sketch | None = None
        self._sketched: str | None = None
        self.article_id = ""
        self.versions: list[Version] = []
        self.changed = False
        self.restored = False
        self.group: str | None = None

    def identify(self, article: Article) -> Identity:
        """Find the article this reading is of, or name a new one."""
        if self._page_id is not None:
            self._page = self._connection.execute(_PAGE, {"page": self._page_id}).one()
        self._sketch, self._sketched = sketch(article.body), article.body
        known = identify(self._connection, article, self._visited(article), self._sketch)
        if known.id is not None:
            self.load(known.id)
        else:
            self.article_id = self._free_id(article)
        return known

    def load(self, article_id: str) -> list[Version]:
        """Take up an article that the store has; its versions, none when it has not."""
        self.article_id = article_id
        self._row = self._connection.execute(_ARTICLE, {"here": article_id}).first()
        self.versions = read_versions(self._connection, article_id) if self._row is not None else []
        return self.versions

    def take_in(self, article: Article) -> int:
        """Store the reading; the number of the version it belongs to."""
        reading = self._reading(article, self._page_id, self._seen_at(article))
        after = self._with(reading)
        self._write(after, reading.seen_at)
        note_urls(
            self._db, self._connection, self.article_id, self._visited(article), article.canonical_url, reading.seen_at
        )
        if self._page_id is not None:
            self._mark_page(self._page_id, article)
        return next((v.number for v in after if v.page_id == self._page_id and self._page_id), after[-1].number)

    def rebuild(self, readings: Sequence[tuple[int, Article]]) -> list[Version]:
        """Replace all versions by those that the readings make."""
        ids = [page_id for page_id, _ in readings]
        query = select(pages.c.id, pages.c.fetched_at).where(pages.c.id.in_(ids))
        fetched = {row.id: row.fetched_at for row in self._connection.execute(query)}
        after: list[Version] = []
        for page_id, article in readings:
            after = fold_reading(after, self._reading(article, page_id, fetched[page_id]))
            self._mark_page(page_id, article)
        self._write(after, self._row.last_seen_at)
        return after

    def absorb(self, other: str) -> None:
        """Take another article, which is this one under a new address, into this one."""
        now = self._db.now()
        self.versions, after = absorb(self._db, self._connection, self.article_id, other, now)
        # Written as a text that changed, so that its group is found anew.
        self._write(after, max(self._row.last_seen_at, after[-1].seen_at))
        queue(self._connection, [self.article_id], now)

    def write_anew(self, versions: Sequence[Version]) -> None:
        """Write the versions of an article that was taken up and has none: two that were one have been parted."""
        self._write(list(versions), versions[-1].seen_at)
        queue(self._connection, [self.article_id], self._db.now())

    def _reading(self, article: Article, page_id: int | None, seen_at: datetime) -> Version:
        return Version(0, article, article.content_hash, seen_at, page_id, self._extractor)

    def _with(self, reading: Version) -> list[Version]:
        """The versions with this reading, also when the same page is read again or an older one late."""
        same_page = [v for v in self.versions if v.page_id is not None and v.page_id == reading.page_id]
        late = bool(self.versions) and reading.seen_at < self.versions[-1].seen_at
        if not same_page and not late:
            return fold_reading(self.versions, reading)
        others = [v for v in self.versions if v not in same_page]
        after: list[Version] = []
        for version in sorted([*others, reading], key=lambda v: (v.seen_at, v.page_id or 0)):
            after = fold_reading(after, version)
        return after

    def _write(self, after: list[Version], seen_at: datetime) -> None:
        last = after[-1]
        before = self.versions[-1] if self.versions else None
        text: Sketch | None = None
        if before is None or last.article.body != before.article.body:
            text = self._sketch if last.article.body == self._sketched else sketch(last.article.body)
        self.changed = before is None or (last.number, last.article) != (before.number, before.article)
        values = self._values(last, seen_at, text)
        if self._row is None:
            self._connection.execute(_NEW, values | self._first(last))
        else:
            if self.changed:
                values["last_changed_at"] = seen_at
            self.restored = self._row.withdrawn_at is not None and seen_at >= self._row.withdrawn_at
            if self.restored:
                values["withdrawn_at"] = None
            if (self._row.annotated_version or 0) > last.number:
                values["annotated_version"] = last.number
            statement = _UPDATE_CHANGED if self.changed else _UPDATE
            self._connection.execute(statement, values | {"here": self.article_id})
        replace_versions(self._connection, self.article_id, self.versions, after)
        if self.changed:
            link(self._db, self._connection, self.article_id, last.article)
        touched: set[str] = set()
        if text is not None:
            touched = regroup(self._connection, self.article_id, text, last.seen_at, new=self._row is None)
        if self.restored:
            touched |= {self.article_id}
        if touched:
            queue(self._connection, touched, self._db.now())
        if self._row is not None and self.changed:
            touched |= {self.article_id}
        if touched:
            refill(self._db, self._connection, touched)
        self.group = self._group() if touched else self._row.group_id if self._row is not None else None

    def _values(self, last: Version, seen_at: datetime, text: Sketch | None) -> dict[str, Any]:
        known = [self.article_id] if self._row is not None else []
        words = corrections.of_articles(self._connection, known).get(self.article_id, [])
        article = corrections.apply_to_article(last.article, words)
        day = day_of(article.published_at)
        values: dict[str, Any] = {
            "canonical_url": last.article.canonical_url,
            "version": last.number,
            "content_hash": last.content_hash,
            "title_key": title_key(last.article.title),
            "published_at": moment_text(article.published_at),
            "published_day": day.isoformat() if day else None,
            "last_seen_at": max(seen_at, self._row.last_seen_at) if self._row is not None else seen_at,
        }
        return values if text is None else values | {"sketch": text.dump()}

    def _first(self, first: Version) -> dict[str, Any]:
        return {
            "id": self.article_id,
            "source": first.article.source,
            "first_seen_at": first.seen_at,
            "last_changed_at": first.seen_at,
            "revision": 1,
            "document_version": 0,
        }

    def _visited(self, article: Article) -> list[str]:
        if self._page is None:
            return [article.url]
        between = json.loads(self._page.redirects)
        return list(dict.fromkeys([self._page.final_url, self._page.url, *between]))

    def _seen_at(self, article: Article) -> datetime:
        if self._page is not None:
            fetched: datetime = self._page.fetched_at
            return fetched
        return article.fetched_at.astimezone(UTC) if article.fetched_at is not None else self._db.now()

    def _free_id(self, article: Article) -> str:
        """Named after the canonical address; after the visited one where another article bears that name."""
        for url in (article.canonical_url, *self._visited(article)):
            candidate = article_id_of(article.source, url)
            if self._connection.execute(_TAKEN, {"here": candidate}).first() is None:
                return candidate
        return article_id_of(article.source, f"{article.url} {self._page_id} {article.content_hash}")

    def _mark_page(self, page_id: int, article: Article) -> None:
        values = {
            "state": "article",
            "reason": None,
            "extractor": self._extractor,
            "article_id": self.article_id,
            "has_title": bool(article.title),
            "has_date": article.published_at is not None,
            "has_author": article.author is not None,
            "has_body": bool(article.body),
        }
        self._connection.execute(_MARK, values | {"page": page_id})

    def _group(self) -> str | None:
        group: str | None = self._connection.execute(_GROUP, {"here": self.article_id}).scalar()
        return group
