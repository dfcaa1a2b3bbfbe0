"""An article's newest annotation, as people corrected it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from domain.annotation import Annotation
from domain.article import Article
from domain.correction import Correction
from store.annotations import in_force
from store.annotations.apply_corrections import apply
from store.db.rows import in_batches
from store.db.schema import annotation_rows, article_versions, articles

__all__ = ["StoredAnnotation", "load"]


@dataclass(frozen=True, slots=True)
class StoredAnnotation:
    """An article's newest annotation and the version it reads. ``kept`` is people's word where they gave it;
    ``read_chars``: how much of a very long body was read; None where all was.
    """

    article_id: str
    version: int
    annotation: Annotation
    annotator: str
    kept: bool
    relevance: float
    made_at: datetime
    read_chars: int | None = None


def load(connection: Connection, ids: list[str], *, corrected: bool = True) -> dict[str, StoredAnnotation]:
    """The present annotations of these articles; those that have none are left out."""
    a, n, v = articles.c, annotation_rows.c, article_versions.c
    current = (n.article_id == a.id) & (n.version == a.annotated_version) & (n.annotator == a.annotator)
    read = (v.article_id == a.id) & (v.number == a.annotated_version)
    query = (
        select(annotation_rows, a.kept.label("news"), a.revision.label("now"), v.record.label("article"))
        .join(articles, current)
        .join(article_versions, read)
    )
    found: dict[str, StoredAnnotation] = {}
    for batch in in_batches(ids):
        words = in_force.of_articles(connection, batch) if corrected else {}
        for row in connection.execute(query.where(a.id.in_(batch))):
            found[row.article_id] = _stored(row, words.get(row.article_id, []))
    return found


def _standing(annotation: Annotation, body: str) -> Annotation:
    kept = {
        name: tuple(span for span in getattr(annotation, name) if body[span.start : span.end] == span.text)
        for name in ("documents", "figures", "dates", "entities", "places")
    }
    return annotation.model_copy(update=kept)


def _stored(row: Any, words: list[Correction]) -> StoredAnnotation:
    annotation = Annotation.model_validate_json(row.record)
    if words or row.revision != row.now:
        body = Article.model_validate_json(row.article).body
        # The text may have been read anew since (reprocessing): what no longer stands where it was found is left out.
        annotation = apply(_standing(annotation, body), words, body)
    return StoredAnnotation(
        row.article_id,
        row.version,
        annotation,
        row.annotator,
        row.news,
        row.relevance,
        row.made_at,
        row.read_chars,
    )
