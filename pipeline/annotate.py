"""Annotate what waits: articles without an annotation of this annotator, files without their documents.

What is left to do is a query on the store, so a stage that is killed goes on where it stopped.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from crawler.workers.process_pool import process_pool
from domain.annotation import Annotation
from domain.article import day_of
from domain.incidents import incident
from pipeline.progress import Advance, unwatched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.settings import Settings
    from store import Store
    from store.articles.repository import StoredArticle

__all__ = [
    "AnnotateReport",
    "annotate_waiting",
    "annotator_name",
    "read_attachments",
    "workers_of",
]

_log = logging.getLogger(__name__)

_BATCH = 200
_CHUNK = 8
_LONGEST_FILE = 500_000
"""Characters of an attachment that are read; a longer one is an annex of tables."""


@dataclass(slots=True)
class AnnotateReport:
    """What one run of the stage did."""

    annotated: int = 0
    kept: int = 0
    changed_meanwhile: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Task:
    article_id: str
    version: int
    revision: int
    body: str
    title: str
    date: str | None
    province: str | None
    unit: str


def annotator_name() -> str:
    """The annotator's name and version; another version makes every article wait again."""
    from nlp import ANNOTATOR

    return ANNOTATOR


def workers_of(setting: int) -> int:
    """How many processes a setting means; 0 is one a core."""
    return setting or max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def _annotate(task: _Task) -> Annotation | str:
    """The annotation, or why there is none: one article that trips the annotator must not stop the others."""
    from datetime import date

    from nlp import annotate

    try:
        return annotate(
            task.body,
            date=date.fromisoformat(task.date) if task.date else None,
            title=task.title,
            source_province=task.province,
            unit=task.unit,
        )
    except Exception as error:
        made = incident(_log, f"annotation failed on {task.article_id}", error)
        return f"{type(error).__name__}, mã {made} trong nhật ký"


def _annotate_chunk(tasks: Sequence[_Task]) -> list[Annotation | str]:
    return [_annotate(task) for task in tasks]


@contextmanager
def _pool(workers: int, waiting: int) -> Iterator[Executor | None]:
    """Processes where they pay; in this process for a handful of articles."""
    if workers == 1 or waiting <= 2 * _CHUNK:
        yield None
        return
    with process_pool(workers) as pool:
        yield pool


def _task(stored: StoredArticle, owners: dict[str, tuple[str | None, str]]) -> _Task:
    province, unit = owners.get(stored.source or "", (None, ""))
    article = stored.article
    day = day_of(article.published_at) or day_of(article.updated_at)
    return _Task(
        stored.id,
        stored.version,
        stored.revision,
        article.body,
        article.title,
        day.isoformat() if day else None,
        province,
        unit,
    )


def _chunks(tasks: Sequence[_Task]) -> Iterator[Sequence[_Task]]:
    rest = iter(tasks)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk


def annotate_waiting(store: Store, settings: Settings, advance: Advance = unwatched) -> AnnotateReport:
    """Annotate every article version that has no annotation of this annotator. Each batch is one transaction.

    An article on which the annotator fails keeps waiting and is reported in ``failed``.
    An article is news about the reform (``kept``) when its relevance reaches ``settings.news_threshold``.
    """
    from store.annotations.repository import AnnotationToSave

    report, name = AnnotateReport(), annotator_name()
    owners = {state.id: (state.province, state.unit) for state in store.sources.all()}
    waiting = store.articles.awaiting_count(name)
    with _pool(workers_of(settings.annotate_workers), waiting) as pool:
        after = ""
        while batch := store.articles.awaiting_annotation(name, limit=_BATCH, after=after):
            after = batch[-1].id
            tasks = [_task(stored, owners) for stored in batch]
            chunks = list(_chunks(tasks))
            made: Iterable[list[Annotation | str]] = (
                pool.map(_annotate_chunk, chunks) if pool else map(_annotate_chunk, chunks)
            )
            for chunk, annotations in zip(chunks, made, strict=True):
                read = list(zip(chunk, annotations, strict=True))
                report.failed += [(task.article_id, reason) for task, reason in read if isinstance(reason, str)]
                rows = [
                    AnnotationToSave(
                        article_id=task.article_id,
                        version=task.version,
                        annotation=annotation,
                        annotator=name,
                        kept=annotation.relevance >= settings.news_threshold,
                        revision=task.revision,
                    )
                    for task, annotation in read
                    if isinstance(annotation, Annotation)
                ]
                saved = store.annotations.save_many(rows)
                report.annotated += sum(saved)
                report.kept += sum(row.kept for row, done in zip(rows, saved, strict=True) if done)
                report.changed_meanwhile += saved.count(False)
                advance(len(chunk))
    return report


def read_attachments(store: Store, advance: Advance = unwatched) -> int:
    """Look for documents named in attachments that this annotator has not read; how many files were read."""
    from nlp.references import find_documents
    from nlp.text import layer_of

    read, name = 0, annotator_name()
    while files := store.attachments.awaiting_references(name, limit=_BATCH):
        for file in files:
            found = find_documents(layer_of(file.text[:_LONGEST_FILE]))
            store.attachments.save_references(file.url, name, tuple(found))
            advance(1)
        read += len(files)
    return read
