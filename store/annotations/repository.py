"""What the annotator read in each version of an article. Saved together with the word to the indexes, in one
transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select, update

from domain.annotation import Annotation
from domain.correction import Correction
from store.annotations import in_force
from store.annotations.loading import StoredAnnotation, load
from store.annotations.mentions.refill import refill
from store.db.database import Database
from store.db.rows import in_batches, record_json
from store.db.schema import annotation_rows, articles
from store.work.outbox import queue

__all__ = ["AnnotationToSave", "Annotations", "StoredAnnotation"]


@dataclass(frozen=True, slots=True)
class AnnotationToSave:
    """An annotation of an article as it was at ``revision``. ``kept``: it is news about the reform. ``read_chars``: how
    much of its body was read, where that was not all of it.
    """

    article_id: str
    version: int
    annotation: Annotation
    annotator: str
    kept: bool
    revision: int
    read_chars: int | None = None


class Annotations:
    """The annotations of all articles."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def save(
        self, article_id: str, version: int, annotation: Annotation, *, annotator: str, kept: bool, revision: int
    ) -> bool:
        """Keep an annotation and queue the article for the indexes. False when the article changed since it was read:
        nothing is kept and the article goes on waiting.
        """
        return self.save_many([AnnotationToSave(article_id, version, annotation, annotator, kept, revision)])[0]

    def save_many(self, made: Iterable[AnnotationToSave]) -> list[bool]:
        """``save`` for many, in one transaction and in order."""
        made = list(made)
        if not made:
            return []
        now = self._db.now()
        with self._db.write() as connection:
            fresh = self._fresh(connection, made)
            words = in_force.of_articles(connection, sorted({one.article_id for one in made}))
            for one in (one for one, is_fresh in zip(made, fresh, strict=True) if is_fresh):
                self._write(connection, one, words.get(one.article_id, []), now)
            ids = [one.article_id for one, is_fresh in zip(made, fresh, strict=True) if is_fresh]
            queue(connection, ids, now)
            refill(self._db, connection, ids)
        return fresh

    def _fresh(self, connection: Connection, made: list[AnnotationToSave]) -> list[bool]:
        revisions: dict[str, tuple[int, int]] = {}
        a = articles.c
        for batch in in_batches([one.article_id for one in made]):
            for row in connection.execute(select(a.id, a.version, a.revision).where(a.id.in_(batch)).with_for_update()):
                revisions[row.id] = (row.version, row.revision)
        return [revisions.get(one.article_id) == (one.version, one.revision) for one in made]

    def _write(self, connection: Connection, one: AnnotationToSave, words: list[Correction], now: datetime) -> None:
        said = in_force.kept_by_people(words)
        values = {
            "article_id": one.article_id,
            "version": one.version,
            "annotator": one.annotator,
            "record": record_json(one.annotation),
            "relevance": one.annotation.relevance,
            "kept": one.kept,
            "revision": one.revision,
            "made_at": now,
            "read_chars": one.read_chars,
        }
        statement = self._db.insert(annotation_rows).values(values)
        keys = ["article_id", "version", "annotator"]
        connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=values))
        standing = {
            "annotated_revision": one.revision,
            "annotated_version": one.version,
            "annotator": one.annotator,
            "kept": one.kept if said is None else said,
        }
        connection.execute(update(articles).where(articles.c.id == one.article_id).values(standing))

    def get(self, article_id: str, corrected: bool = True) -> StoredAnnotation | None:
        """The newest annotation of an article, as people corrected it unless ``corrected`` is False; None where there
        is none yet. While a newer version awaits its own, this is the one of the version before.
        """
        with self._db.read() as connection:
            return load(connection, [article_id], corrected=corrected).get(article_id)

    def reset(self, source: str | None = None) -> int:
        """Let every article (of a source) wait for annotation again; what there is stays in use meanwhile."""
        where: list[ColumnElement[bool]] = [articles.c.annotated_revision.is_not(None)]
        if source is not None:
            where.append(articles.c.source == source)
        values = {"annotated_revision": None}
        with self._db.write() as connection:
            return connection.execute(update(articles).where(*where).values(values)).rowcount
