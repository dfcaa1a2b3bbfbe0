"""What the search indexes are given: each kept article with its annotation, made from the store when asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, func, select

from domain.annotation import DocumentReference
from domain.article import Article
from domain.days import month_in_address
from domain.search import IndexDocument
from store.annotations import corrections
from store.annotations.loading import StoredAnnotation
from store.annotations.loading import load as load_annotations
from store.articles import attachments
from store.db.database import Database
from store.db.rows import in_batches
from store.db.schema import article_versions, articles, sources

__all__ = ["Documents"]


class Documents:
    """The documents of all articles that are news."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def load(self, ids: list[str], *, news_only: bool = True) -> dict[str, IndexDocument]:
        """The documents of these articles; those that are missing, not annotated, or (``news_only``) no news are left
        out.
        """
        found: dict[str, IndexDocument] = {}
        with self._db.read() as connection:
            for batch in in_batches(ids):
                found |= self._load(connection, batch, news_only)
        return found

    def iterate(self, batch: int = 500) -> Iterator[IndexDocument]:
        """All documents, by id, read a batch at a time."""
        after = ""
        while True:
            with self._db.read() as connection:
                where = (articles.c.kept, articles.c.id > after)
                ids = list(
                    connection.execute(
                        select(articles.c.id).where(*where).order_by(articles.c.id).limit(batch)
                    ).scalars()
                )
            if not ids:
                return
            documents = self.load(ids)
            yield from (documents[id_] for id_ in ids if id_ in documents)
            after = ids[-1]

    def count(self) -> int:
        """How many articles are news."""
        with self._db.read() as connection:
            return connection.execute(select(func.count()).select_from(articles).where(articles.c.kept)).scalar_one()

    def _load(self, connection: Connection, ids: list[str], news_only: bool) -> dict[str, IndexDocument]:
        a, v, s = articles.c, article_versions.c, sources.c
        query = (
            select(articles, v.record, s.name.label("source_name"), s.unit, s.province)
            .join(article_versions, (v.article_id == a.id) & (v.number == a.annotated_version))
            .outerjoin(sources, s.id == a.source)
            .where(a.id.in_(ids), *([a.kept] if news_only else []))
        )
        rows = connection.execute(query).all()
        made = load_annotations(connection, ids)
        words = corrections.of_articles(connection, ids)
        texts = attachments.texts(connection, ids)
        named = attachments.references(connection, ids)
        scanned = attachments.scanned(connection, ids)
        documents = {}
        for row in rows:
            if row.id in made:
                article = corrections.apply_to_article(Article.model_validate_json(row.record), words.get(row.id, []))
                document = _document(row, article, made[row.id], texts.get(row.id, ""), named.get(row.id, []))
                month = corrections.month_by_people(words.get(row.id, [])) or month_in_address(article.url)
                known = {"published_month": None if article.published_at else month, "scanned": row.id in scanned}
                documents[row.id] = document.model_copy(update=known)
        return documents


def _document(
    row: Any, article: Article, made: StoredAnnotation, text: str, named: list[DocumentReference]
) -> IndexDocument:
    return IndexDocument(
        id=row.id,
        version=max(1, row.document_version),
        article=article,
        annotation=made.annotation,
        source_name=row.source_name or "",
        unit=row.unit or "",
        province=made.annotation.province or row.province,
        group=row.group_id,
        attachment_text=text,
        withdrawn=row.withdrawn_at is not None,
        first_seen_at=row.first_seen_at,
        attachment_documents=tuple(dict.fromkeys(one.number for one in named if one.number)),
    )
