"""Annotate what waits: articles without an annotation of this annotator, files without their documents.

What is left to do is a query on the store, so a stage that is killed goes on where it stopped. Rows are claimed, so
several processes share a backlog. The work is done in the guarded pool: a text that trips the annotator, takes too long
or kills its process costs itself alone.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from crawler.workers.pool import LOG, Loss, Lost, Pool, cores
from domain.annotation import Annotation, DocumentReference
from domain.article import day_of
from domain.incidents import incident
from pipeline.progress import Advance, unwatched
from store.work.claims import CLAIM_SECONDS

if TYPE_CHECKING:
    import threading

    from domain.settings import Settings
    from store import Store
    from store.annotations.repository import AnnotationToSave
    from store.articles.attachments import StoredAttachment
    from store.articles.repository import StoredArticle

__all__ = ["LONGEST_BODY", "AnnotateReport", "annotate_waiting", "annotator_name", "read_attachments"]

_log = logging.getLogger(__name__)

T = TypeVar("T")
R = TypeVar("R")
_BATCH = 64
_CHUNK = 8
_CHUNK_CHARS = 100_000
LONGEST_BODY = 200_000
"""Characters of an article that are read; a longer one is no news piece and is read so far, which is said of it."""
_LONGEST_FILE = 500_000
"""Characters of an attachment that are read; a longer one is an annex of tables."""
_STAGE = "annotate"
_FILES = "references"
_REASONS = {
    Loss.SLOW: "phân tích quá lâu, cả ở lần thử lại",
    Loss.BIG: "cần quá nhiều bộ nhớ",
    Loss.DIED: "làm dừng chương trình phân tích, cả ở lần thử lại",
}


@dataclass(slots=True)
class AnnotateReport:
    """What one run of the stage did. ``shortened``: the articles of which only the beginning was read."""

    annotated: int = 0
    kept: int = 0
    changed_meanwhile: int = 0
    shortened: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Task:
    article_id: str
    version: int
    revision: int
    body: str
    read_chars: int | None
    title: str
    date: str | None
    province: str | None
    unit: str


def annotator_name() -> str:
    """The annotator's name and version; another version makes every article wait again."""
    from nlp import ANNOTATOR

    return ANNOTATOR


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
    except MemoryError:
        raise
    except Exception as error:
        made = incident(_log, f"annotation failed on {task.article_id}", error)
        return f"{type(error).__name__}, mã {made} trong nhật ký"


def _annotate_chunk(tasks: Sequence[_Task]) -> list[Annotation | str]:
    return [_annotate(task) for task in tasks]


def _references(file: tuple[str, str]) -> tuple[DocumentReference, ...] | str:
    """The documents that a file (address, text) names, or why none could be looked for."""
    from nlp.references import find_documents
    from nlp.text import layer_of

    try:
        return tuple(find_documents(layer_of(file[1])))
    except MemoryError:
        raise
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def _pool(settings: Settings, waiting: int) -> Pool:
    """No more processes than there is work for."""
    count = min(settings.annotate_workers or cores(), -(-waiting // _CHUNK))
    return Pool(max(1, count), log=settings.data_dir / LOG, modules=("nlp",))


def _task(stored: StoredArticle, owners: dict[str, tuple[str | None, str]]) -> _Task:
    province, unit = owners.get(stored.source or "", (None, ""))
    article = stored.article
    day = day_of(article.published_at) or day_of(article.updated_at)
    body = _beginning(article.body)
    return _Task(
        stored.id,
        stored.version,
        stored.revision,
        body,
        len(body) if len(body) < len(article.body) else None,
        article.title,
        day.isoformat() if day else None,
        province,
        unit,
    )


def _beginning(body: str) -> str:
    """A body up to the cap, cut at the end of a paragraph where there is one, else of a word."""
    if len(body) <= LONGEST_BODY:
        return body
    for end in ("\n\n", "\n", " "):
        if (cut := body.rfind(end, LONGEST_BODY // 2, LONGEST_BODY)) > 0:
            return body[:cut]
    return body[:LONGEST_BODY]


def _chunks(tasks: Iterable[_Task]) -> Iterator[list[_Task]]:
    chunk: list[_Task] = []
    for task in tasks:
        if chunk and (len(chunk) == _CHUNK or sum(len(one.body) for one in chunk) + len(task.body) > _CHUNK_CHARS):
            yield chunk
            chunk = []
        chunk.append(task)
    if chunk:
        yield chunk


class _Claimed:
    """The rows of a stage that this process works on, claimed batch by batch and kept while it works."""

    def __init__(self, store: Store, stage: str) -> None:
        self._store = store
        self._stage = stage
        self._owner = store.leases.new_owner()
        self._renewed = time.monotonic()
        store.claims.bury_dead(stage)

    def articles(self, annotator: str) -> Iterator[StoredArticle]:
        """What waits for the annotator and nobody else has in hand."""
        after = ""
        while True:
            with self._store.transaction():
                batch = self._store.articles.awaiting_annotation(annotator, limit=_BATCH, after=after)
                mine = self._store.claims.take(self._stage, [one.id for one in batch], self._owner)
            if not batch:
                return
            after = batch[-1].id
            yield from (one for one in batch if one.id in mine)

    def files(self, annotator: str) -> Iterator[StoredAttachment]:
        """Files in which the annotator has not looked for documents, likewise."""
        after = ""
        while True:
            with self._store.transaction():
                batch = self._store.attachments.awaiting_references(annotator, limit=_BATCH, after=after)
                mine = self._store.claims.take(self._stage, [one.url for one in batch], self._owner)
            if not batch:
                return
            after = batch[-1].url
            yield from (one for one in batch if one.url in mine)

    def done(self, keys: Sequence[str]) -> None:
        """Let go of rows, in the transaction that wrote what came of them."""
        self._store.claims.release(self._stage, self._owner, keys)
        if time.monotonic() - self._renewed > CLAIM_SECONDS / 4:
            self._store.claims.renew(self._stage, self._owner)
            self._renewed = time.monotonic()

    def end(self) -> None:
        """Let go of all that is left."""
        self._store.claims.release(self._stage, self._owner)


def annotate_waiting(
    store: Store, settings: Settings, advance: Advance = unwatched, stop: threading.Event | None = None
) -> AnnotateReport:
    """Annotate every article version that has no annotation of this annotator and that no other process has in hand.
    What is read is saved as it comes; ``stop`` ends it within a second.

    An article on which the annotator fails keeps waiting and is reported in ``failed``.
    An article is news about the reform (``kept``) when its relevance reaches ``settings.news_threshold``.
    """
    report, name = AnnotateReport(), annotator_name()
    if not (waiting := store.articles.awaiting_count(name)):
        return report
    owners = {state.id: (state.province, state.unit) for state in store.sources.all()}
    claimed = _Claimed(store, _STAGE)
    try:
        with _pool(settings, waiting) as pool:
            tasks = (_task(stored, owners) for stored in claimed.articles(name))
            for chunk, read in _annotated(pool, tasks, stop):
                _save(store, claimed, report, list(zip(chunk, read, strict=True)), name, settings.news_threshold)
                advance(len(chunk))
    finally:
        claimed.end()
    return report


def _annotated(
    pool: Pool, tasks: Iterator[_Task], stop: threading.Event | None
) -> Iterator[tuple[list[_Task], list[Annotation | str]]]:
    """Tasks with what was read, or why nothing was. Of a chunk that is lost each text is tried by itself."""
    alone: list[list[_Task]] = []
    for chunk, read in _mapped(pool, _annotate_chunk, _chunks(tasks), stop):
        if not isinstance(read, Lost):
            yield chunk, read
        elif len(chunk) == 1:
            yield chunk, [_REASONS[read.loss]]
        else:
            alone += [[task] for task in chunk]
    for chunk, read in _mapped(pool, _annotate_chunk, iter(alone), stop):
        yield chunk, [_REASONS[read.loss]] if isinstance(read, Lost) else read


def _mapped(
    pool: Pool, function: Callable[[T], R], arguments: Iterator[T], stop: threading.Event | None
) -> Iterator[tuple[T, R | Lost]]:
    """``pool.map``, each result beside its argument."""
    asked: deque[T] = deque()

    def noted() -> Iterator[T]:
        for argument in arguments:
            asked.append(argument)
            yield argument

    for result in pool.map(function, noted(), stop):
        yield asked.popleft(), result


def _save(
    store: Store,
    claimed: _Claimed,
    report: AnnotateReport,
    read: list[tuple[_Task, Annotation | str]],
    name: str,
    threshold: float,
) -> None:
    from store.annotations.repository import AnnotationToSave

    report.failed += [(task.article_id, reason) for task, reason in read if isinstance(reason, str)]
    rows = [
        AnnotationToSave(
            article_id=task.article_id,
            version=task.version,
            annotation=annotation,
            annotator=name,
            kept=annotation.relevance >= threshold,
            revision=task.revision,
            read_chars=task.read_chars,
        )
        for task, annotation in read
        if isinstance(annotation, Annotation)
    ]
    with store.transaction():
        saved = store.annotations.save_many(rows)
        claimed.done([task.article_id for task, _ in read])
    done: list[AnnotationToSave] = [row for row, kept in zip(rows, saved, strict=True) if kept]
    report.annotated += len(done)
    report.kept += sum(row.kept for row in done)
    report.shortened += [row.article_id for row in done if row.read_chars is not None]
    report.changed_meanwhile += saved.count(False)


def read_attachments(
    store: Store, settings: Settings, advance: Advance = unwatched, stop: threading.Event | None = None
) -> int:
    """Look for documents named in attachments that this annotator has not read; how many files were read. A file on
    which it fails keeps waiting.
    """
    read, name = 0, annotator_name()
    if not (waiting := len(store.attachments.awaiting_references(name, limit=_BATCH))):
        return 0
    claimed = _Claimed(store, _FILES)
    try:
        with _pool(settings, waiting) as pool:
            files = ((file.url, file.text[:_LONGEST_FILE]) for file in claimed.files(name))
            for (url, _), found in _mapped(pool, _references, files, stop):
                with store.transaction():
                    if not isinstance(found, Lost | str):
                        store.attachments.save_references(url, name, found)
                        read += 1
                    claimed.done([url])
                advance(1)
    finally:
        claimed.end()
    return read
