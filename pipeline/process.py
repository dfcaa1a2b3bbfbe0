"""Everything that waits, in one go: extract, annotate, index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING

from pipeline.progress import Advance, unwatched

if TYPE_CHECKING:
    from pipeline.context import Context

__all__ = ["Counts", "Stage", "Watcher", "process_all"]

Counts = dict[str, int | str | None]
"""What was done: ``extracted``, ``annotated``, ``attachments``, ``news``, ``failed``, ``indexed``, ``removed``,
``rejected``, ``lost``, ``waiting`` (numbers) and ``problem`` (why the index could not be fed further, or null).
"""


class Stage(StrEnum):
    """The stages, in their order."""

    EXTRACT = "extract"
    ANNOTATE = "annotate"
    INDEX = "index"


Watcher = Callable[[Stage, int | None], AbstractContextManager[Advance]]
"""Told of each stage and how many units wait (None: not known); gives what to call with each step done."""


@contextmanager
def _unwatched(_stage: Stage, _waiting: int | None) -> Iterator[Advance]:
    yield unwatched


def process_all(context: Context, *, patient: bool = False, watcher: Watcher = _unwatched) -> Counts:
    """Extract, annotate and index what waits; the counts, and what stopped the index if anything did.

    ``patient``: leave an engine alone that failed a moment ago; without it a person asked, so it is tried now.
    Raises StoreError.
    """
    from crawler.run import extract_waiting
    from pipeline.annotate import annotate_waiting, annotator_name, read_attachments
    from pipeline.feed import feed_index

    settings = context.settings
    with context.store() as store, store.runs.start("process", {}) as run:
        with watcher(Stage.EXTRACT, store.pages.pending_count() or None) as advance:
            sources = context.all_sources() if settings.sources_dir.is_dir() else []
            extracted = extract_waiting(store, settings, lambda: advance(1), sources=sources)
        with watcher(Stage.ANNOTATE, store.articles.awaiting_count(annotator_name()) or None) as advance:
            annotated = annotate_waiting(store, settings, advance)
        files = read_attachments(store)
        with context.index() as engine:
            store.outbox.register(context.index_name)
            if not patient:
                store.outbox.resume(context.index_name)
            with watcher(Stage.INDEX, store.outbox.status(context.index_name).waiting or None) as advance:
                indexed = feed_index(store, engine, context.index_name, advance)
        counts: Counts = {
            "extracted": extracted,
            "annotated": annotated.annotated,
            "attachments": files,
            "news": annotated.kept,
            "failed": len(annotated.failed),
            "indexed": indexed.written,
            "removed": indexed.removed,
            "rejected": len(indexed.rejected),
            "lost": indexed.lost,
            "waiting": store.outbox.status(context.index_name).waiting,
            "problem": indexed.problem,
        }
        for name in ("extracted", "annotated", "indexed"):
            run.count(None, name, int(counts[name] or 0))
        for article_id, reason in annotated.failed:
            run.event("error", f"Không đọc hiểu được bài {article_id}: {reason}")
        for article_id, reason in indexed.rejected:
            run.event("error", f"Chỉ mục từ chối bài {article_id}: {reason}")
    return counts
