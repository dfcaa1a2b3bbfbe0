"""Every page that was fetched: where its bytes lie in the archive, and how far extraction got with it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, insert, literal_column, or_, select, update

from store.crawl.archive import WarcRef
from store.crawl.frontier import Kind
from store.db.database import Database
from store.db.rows import from_row
from store.db.schema import frontier, pages

__all__ = ["NewPage", "Page", "Pages", "payload_hash"]

_BATCH = 200
_NO_END = 2**62
_c = pages.c
_ONE = select(pages).where(_c.id == bindparam("page"))
_NEW = insert(pages).returning(_c.id)
_MARK = update(pages).where(_c.id == bindparam("page"))
_PENDING = (
    select(pages).where(_c.state == "pending", _c.id > bindparam("after")).order_by(_c.id).limit(bindparam("limit_"))
)
_OF_SOURCE = _c.source == bindparam("source_")
_PENDING_OF = _PENDING.where(_OF_SOURCE)
_NEXT = select(func.min(_c.id)).where(_c.url == bindparam("here"), _c.id > bindparam("page"))
_PARTS = select(frontier.c.url).where(
    # Written out, not bound: only so does the database use the index of these few addresses.
    frontier.c.kind == literal_column(f"'{Kind.CONTINUATION}'"),
    frontier.c.discovered_from == bindparam("here"),
)
_PART = (
    select(pages)
    .where(_c.url == bindparam("here"), _c.kind == str(Kind.CONTINUATION), _c.id < bindparam("before"))
    .order_by(_c.id.desc())
    .limit(1)
)
_COUNT = select(func.count()).select_from(pages).where(_c.state == "pending")
_COUNT_OF = _COUNT.where(_OF_SOURCE)


def payload_hash(body: bytes) -> str:
    """The name by which two equal payloads are known: ``sha256:`` and 64 hex digits."""
    return "sha256:" + hashlib.sha256(body).hexdigest()


@dataclass(frozen=True, slots=True)
class NewPage:
    """A fetch to note. ``url`` was asked for, ``final_url`` answered; ``state`` is ``pending`` (to be extracted) or
    ``none``; ``links``: how many articles a list, feed or sitemap named.
    """

    url: str
    final_url: str
    source: str
    kind: Kind
    status: int
    fetched_at: datetime
    ref: WarcRef
    payload_hash: str
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str | None = None
    size: int = 0
    redirects: tuple[str, ...] = ()
    state: str = "pending"
    links: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A fetch as noted. ``state``: pending, article, not_article, failed, attachment, continuation (of an article),
    idle (a continuation that tells nothing new), none (nothing to extract).
    """

    id: int
    url: str
    final_url: str
    redirects: tuple[str, ...]
    source: str
    kind: Kind
    status: int
    headers: dict[str, str]
    media_type: str | None
    size: int
    payload_hash: str
    fetched_at: datetime
    ref: WarcRef
    state: str
    reason: str | None
    extractor: str | None
    article_id: str | None
    links: int | None


class Pages:
    """The fetches of all sources, in the order they were made."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, page: NewPage) -> int:
        """Note a fetch; returns its number."""
        values = {
            "url": page.url,
            "final_url": page.final_url,
            "redirects": json.dumps(page.redirects),
            "source": page.source,
            "kind": str(page.kind),
            "status": page.status,
            "headers": json.dumps(dict(page.headers), ensure_ascii=False),
            "media_type": page.media_type,
            "size": page.size,
            "payload_hash": page.payload_hash,
            "fetched_at": page.fetched_at,
            "warc_file": page.ref.file,
            "warc_offset": page.ref.offset,
            "warc_length": page.ref.length,
            "state": page.state,
            "links": page.links,
        }
        with self._db.write() as connection:
            return int(connection.execute(_NEW, values).scalar_one())

    def pending(self, source: str | None = None, limit: int = 100, after: int = 0) -> list[Page]:
        """Pages that await extraction, oldest first, numbered above ``after``."""
        given = {"after": after, "limit_": limit}
        with self._db.read() as connection:
            if source is None:
                return [_page(row) for row in connection.execute(_PENDING, given)]
            return [_page(row) for row in connection.execute(_PENDING_OF, given | {"source_": source})]

    def pending_count(self, source: str | None = None) -> int:
        """How many pages await extraction."""
        with self._db.read() as connection:
            if source is None:
                return connection.execute(_COUNT).scalar_one()
            return connection.execute(_COUNT_OF, {"source_": source}).scalar_one()

    def pending_sources(self) -> list[str]:
        """The sources of which pages wait for extraction, by id."""
        with self._db.read() as connection:
            query = select(_c.source).where(_c.state == "pending").distinct().order_by(_c.source)
            return list(connection.execute(query).scalars())

    def mark(self, page_id: int, state: str, reason: str | None = None, extractor: str | None = None) -> None:
        """Extraction ended without an article: ``not_article``, ``failed``, ``attachment`` or ``none``, and why."""
        values = {"state": state, "reason": reason, "extractor": extractor}
        with self._db.write() as connection:
            connection.execute(_MARK, values | {"page": page_id})

    def get(self, page_id: int) -> Page | None:
        """One fetch by its number."""
        with self._db.read() as connection:
            row = connection.execute(_ONE, {"page": page_id}).first()
        return None if row is None else _page(row)

    def last(self, url: str) -> Page | None:
        """The newest fetch of an address."""
        with self._db.read() as connection:
            query = select(pages).where(pages.c.url == url).order_by(pages.c.id.desc()).limit(1)
            row = connection.execute(query).first()
        return None if row is None else _page(row)

    def continuations(self, page: Page) -> list[Page]:
        """The later pages of an article that begins on ``page``, as its site showed them until it was fetched again."""
        with self._db.read() as connection:
            parts = list(connection.execute(_PARTS, {"here": page.url}).scalars())
            if not parts:
                return []
            given = {"before": connection.execute(_NEXT, {"here": page.url, "page": page.id}).scalar() or _NO_END}
            rows = [connection.execute(_PART, given | {"here": url}).first() for url in parts]
        return [_page(row) for row in rows if row is not None]

    def idle_continuations(self, source: str, last: int) -> bool:
        """Whether the ``last`` newest later pages of a source's articles all told nothing new."""
        newest = select(_c.state).where(_c.source == source, _c.kind == str(Kind.CONTINUATION), _c.state != "pending")
        with self._db.read() as connection:
            states = list(connection.execute(newest.order_by(_c.fetched_at.desc()).limit(last)).scalars())
        return len(states) == last and set(states) == {"idle"}

    def read_again(self, page: Page, at: datetime, state: str = "none") -> int:
        """Note that a page still stands as it was fetched, ``at`` this moment; returns the number of the new entry.
        ``state``: "pending" lets it be extracted again.
        """
        same = {one.name: getattr(page, one.name) for one in fields(NewPage)}
        return self.add(NewPage(**same | {"fetched_at": at, "state": state}))

    def of_article(self, article_id: str) -> list[Page]:
        """The fetches from which an article's versions were read, oldest first."""
        with self._db.read() as connection:
            query = select(pages).where(pages.c.article_id == article_id).order_by(pages.c.id)
            return [_page(row) for row in connection.execute(query)]

    def iterate(
        self,
        source: str | None = None,
        kinds: Sequence[Kind | str] = (Kind.ARTICLE,),
        states: Sequence[str] | None = None,
    ) -> Iterator[Page]:
        """Fetches, oldest first, read a batch at a time: writing between two of them is fine."""
        where: list[ColumnElement[bool]] = [pages.c.kind.in_([str(kind) for kind in kinds])]
        if source is not None:
            where.append(pages.c.source == source)
        if states is not None:
            where.append(pages.c.state.in_(states))
        after = 0
        while True:
            with self._db.read() as connection:
                query = select(pages).where(*where, pages.c.id > after).order_by(pages.c.id).limit(_BATCH)
                batch = [_page(row) for row in connection.execute(query)]
            if not batch:
                return
            yield from batch
            after = batch[-1].id

    def references(self) -> Iterator[tuple[str, WarcRef]]:
        """The address and the place in the archive of every fetch, file by file."""
        columns = select(_c.id, _c.url, _c.warc_file, _c.warc_offset, _c.warc_length)
        after = ("", -1)
        while True:
            later = or_(_c.warc_file > after[0], and_(_c.warc_file == after[0], _c.warc_offset > after[1]))
            with self._db.read() as connection:
                query = columns.where(later).order_by(_c.warc_file, _c.warc_offset).limit(_BATCH)
                rows = connection.execute(query).all()
            if not rows:
                return
            for row in rows:
                yield row.url, WarcRef(row.warc_file, row.warc_offset, row.warc_length)
            after = (rows[-1].warc_file, rows[-1].warc_offset)

    def end_in_archive(self, file: str) -> int:
        """Where in an archive file the last record that a row points to ends, in bytes."""
        with self._db.read() as connection:
            query = select(func.max(pages.c.warc_offset + pages.c.warc_length)).where(pages.c.warc_file == file)
            return connection.execute(query).scalar() or 0


def _page(row: Any) -> Page:
    values = row._mapping
    return from_row(
        Page,
        row,
        kind=Kind(values["kind"]),
        redirects=tuple(json.loads(values["redirects"])),
        headers=json.loads(values["headers"]),
        ref=WarcRef(values["warc_file"], values["warc_offset"], values["warc_length"]),
    )
