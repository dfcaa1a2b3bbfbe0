"""The files that articles announce: their text, tied to every article that links them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, insert, select, update

from domain.annotation import DocumentReference
from domain.article import Article
from store.db.database import Database
from store.db.rows import clean_text, in_batches
from store.db.schema import article_attachments, articles, attachments
from store.work.outbox import queue

__all__ = ["Attachments", "StoredAttachment", "link", "texts"]

SCAN = "bản quét (ảnh)"
_DOCUMENTS = TypeAdapter(tuple[DocumentReference, ...])
_STATES = frozenset({"pending", "text", "scan", "failed"})


@dataclass(frozen=True, slots=True)
class StoredAttachment:
    """A file. ``state``: pending (not yet fetched), text, scan (pictures of pages, no text) or failed, with
    ``reason``. ``references`` are the documents that its text names; offsets are of ``text``.
    """

    url: str
    name: str
    media_type: str | None
    state: str
    text: str
    reason: str | None
    page_id: int | None
    references: tuple[DocumentReference, ...]

    @property
    def mark(self) -> str | None:
        """What people are told beside the file's name: a scan has no text to search."""
        return SCAN if self.state == "scan" else None


class Attachments:
    """The attachments of all articles."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, url: str) -> StoredAttachment | None:
        """One file by its address, under the name that the first article gives it."""
        with self._db.read() as connection:
            row = connection.execute(_listed().where(attachments.c.url == url)).first()
        return None if row is None else _stored(row)

    def of_article(self, article_id: str) -> list[StoredAttachment]:
        """The files of an article, in its order."""
        link_ = article_attachments.c
        with self._db.read() as connection:
            rows = connection.execute(_listed().where(link_.article_id == article_id).order_by(link_.position))
            return [_stored(row) for row in rows]

    def pending(self, source: str | None = None, limit: int = 100) -> list[StoredAttachment]:
        """Files that were announced and not yet read."""
        where = [attachments.c.state == "pending"]
        if source is not None:
            where.append(attachments.c.source == source)
        return self._distinct(where, limit)

    def save(
        self,
        url: str,
        *,
        state: str,
        text: str = "",
        page_id: int | None = None,
        media_type: str | None = None,
        reason: str | None = None,
    ) -> list[str]:
        """Keep what a file says (``text``), that it is a ``scan``, or why reading it ``failed``. Its articles are
        indexed anew; their ids are returned. A file no article announces is kept too.
        """
        if state not in _STATES:
            raise ValueError(state)
        now = self._db.now()
        values: dict[str, Any] = {"state": state, "text": clean_text(text), "reason": reason, "saved_at": now}
        if page_id is not None:
            values["page_id"] = page_id
        if media_type is not None:
            values["media_type"] = media_type
        with self._db.write() as connection:
            old = connection.execute(select(attachments).where(attachments.c.url == url)).first()
            changed = old is None or (old.state, old.text) != (state, values["text"])
            if changed:
                values |= {"annotator": None, "documents": "[]"}
            statement = self._db.insert(attachments).values(url=url, **values)
            connection.execute(statement.on_conflict_do_update(index_elements=["url"], set_=values))
            touched = _articles_of(connection, url)
            if changed:
                queue(connection, touched, now)
        return touched

    def awaiting_references(self, annotator: str, limit: int = 100, after: str = "") -> list[StoredAttachment]:
        """Files with text in which this annotator has not yet looked for documents, by address above ``after``."""
        c = attachments.c
        return self._distinct([c.state == "text", c.annotator.is_distinct_from(annotator), c.url > after], limit)

    def save_references(self, url: str, annotator: str, documents: tuple[DocumentReference, ...]) -> None:
        """Keep the documents that a file names; its articles are indexed anew."""
        record = _DOCUMENTS.dump_json(documents, by_alias=True).decode()
        with self._db.write() as connection:
            old = connection.execute(select(attachments.c.documents).where(attachments.c.url == url)).scalar()
            values = {"documents": record, "annotator": annotator}
            connection.execute(update(attachments).where(attachments.c.url == url).values(values))
            if old != record:
                queue(connection, _articles_of(connection, url), self._db.now())

    def reset(self, source: str | None = None) -> int:
        """Let the files (of a source) be read again from the archive. Returns how many."""
        where = [attachments.c.state != "pending", attachments.c.page_id.is_not(None)]
        if source is not None:
            where.append(attachments.c.source == source)
        with self._db.write() as connection:
            return connection.execute(update(attachments).where(*where).values(state="pending")).rowcount

    def _distinct(self, where: list[Any], limit: int) -> list[StoredAttachment]:
        found: dict[str, StoredAttachment] = {}
        with self._db.read() as connection:
            urls = select(attachments.c.url).where(*where).order_by(attachments.c.url).limit(limit)
            for row in connection.execute(_listed().where(attachments.c.url.in_(urls)).order_by(attachments.c.url)):
                found.setdefault(row.url, _stored(row))
        return list(found.values())


def link(database: Database, connection: Connection, article_id: str, article: Article) -> None:
    """Tie an article to the files that its newest version announces."""
    connection.execute(delete(article_attachments).where(article_attachments.c.article_id == article_id))
    by_url = {one.url: one for one in article.attachments}
    for position, one in enumerate(by_url.values()):
        new = {"url": one.url, "source": article.source, "media_type": one.media_type, "state": "pending"}
        connection.execute(database.insert(attachments).values(new).on_conflict_do_nothing(index_elements=["url"]))
        row = {"article_id": article_id, "url": one.url, "name": clean_text(one.name), "position": position}
        connection.execute(insert(article_attachments).values(row))


def texts(connection: Connection, ids: list[str]) -> dict[str, str]:
    """For each of these articles that has any, the text of its files, parted by blank lines."""
    link_, a = article_attachments.c, attachments.c
    found: dict[str, list[str]] = {}
    for batch in in_batches(ids):
        query = (
            select(link_.article_id, a.text)
            .join(attachments, a.url == link_.url)
            .where(link_.article_id.in_(batch), a.state == "text")
            .order_by(link_.article_id, link_.position)
        )
        for article_id, text in connection.execute(query):
            found.setdefault(article_id, []).append(text)
    return {article_id: "\n\n".join(parts) for article_id, parts in found.items()}


def scanned(connection: Connection, ids: list[str]) -> set[str]:
    """Those of these articles that have a file which is pictures of pages."""
    link_, a = article_attachments.c, attachments.c
    found: set[str] = set()
    for batch in in_batches(ids):
        query = select(link_.article_id).join(attachments, a.url == link_.url)
        found.update(connection.execute(query.where(link_.article_id.in_(batch), a.state == "scan")).scalars())
    return found


def references(connection: Connection, ids: list[str]) -> dict[str, list[DocumentReference]]:
    """For each of these articles that has any, the documents that its files name."""
    link_, a = article_attachments.c, attachments.c
    found: dict[str, list[DocumentReference]] = {}
    for batch in in_batches(ids):
        query = (
            select(link_.article_id, a.documents)
            .join(attachments, a.url == link_.url)
            .where(link_.article_id.in_(batch), a.documents != "[]")
            .order_by(link_.article_id, link_.position)
        )
        for article_id, record in connection.execute(query):
            found.setdefault(article_id, []).extend(_DOCUMENTS.validate_json(record))
    return found


def _articles_of(connection: Connection, url: str) -> list[str]:
    link_ = article_attachments.c
    query = select(link_.article_id).join(articles, articles.c.id == link_.article_id).where(link_.url == url)
    return list(connection.execute(query.order_by(link_.article_id)).scalars())


def _listed() -> Any:
    return select(attachments, article_attachments.c.name).outerjoin(
        article_attachments, article_attachments.c.url == attachments.c.url
    )


def _stored(row: Any) -> StoredAttachment:
    return StoredAttachment(
        url=row.url,
        name=row.name or row.url.rsplit("/", 1)[-1],
        media_type=row.media_type,
        state=row.state,
        text=row.text,
        reason=row.reason,
        page_id=row.page_id,
        references=_DOCUMENTS.validate_json(row.documents),
    )
