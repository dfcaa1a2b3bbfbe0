"""Everything that waits, in one go: extract, annotate, index, weigh against the plans."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING

from pipeline.progress import Advance, unwatched

if TYPE_CHECKING:
    from crawler.run import Extracted
    from pipeline.annotate import AnnotateReport
    from pipeline.context import Context
    from pipeline.feed import IndexReport
    from store.work.runs import Run

__all__ = ["Counts", "Stage", "Watcher", "process_all"]

Counts = dict[str, int | str | None]
"""What was done: ``extracted``, ``unread`` (pages that the archive does not give now: they go on waiting),
``annotated``, ``shortened`` (very long articles, read to a cap), ``attachments``, ``news``, ``failed``, ``indexed``,
``removed``, ``rejected``, ``lost`` (by the index, queued again), ``waiting``, ``weighed`` (against plans; numbers),
``unread_because``, ``problem`` (why the index could not be fed further), ``weigh_problem`` (why not all was weighed)
and ``stopped`` (1 when it was asked to end early).
"""


class Stage(StrEnum):
    """The stages, in their order."""

    EXTRACT = "extract"
    ANNOTATE = "annotate"
    INDEX = "index"
    WEIGH = "weigh"


Watcher = Callable[[Stage, int | None], AbstractContextManager[Advance]]
"""Told of each stage and how many units wait (None: not known); gives what to call with each step done."""


@contextmanager
def _unwatched(_stage: Stage, _waiting: int | None) -> Iterator[Advance]:
    yield unwatched


def process_all(
    context: Context,
    *,
    patient: bool = False,
    watcher: Watcher = _unwatched,
    stop: threading.Event | None = None,
) -> Counts:
    """Extract, annotate, index and weigh what waits; the counts, and what stopped the index if anything did.

    ``patient``: leave an engine alone that failed a moment ago; without it a person asked, so it is tried now.
    ``stop``: once set, it ends within seconds; what is left waits in the store. Raises StoreError.
    """
    from crawler.run import Extracted, extract_waiting
    from pipeline.annotate import AnnotateReport, annotate_waiting, annotator_name, read_attachments
    from pipeline.feed import IndexReport, feed_index
    from pipeline.weigh import WeighReport, weigh_waiting

    settings = context.settings
    stop = stop or threading.Event()
    extracted, annotated, indexed, files = Extracted(), AnnotateReport(), IndexReport(), 0
    weighed = WeighReport()
    with context.store() as store, store.runs.start("process", {}) as run:
        store.outbox.register(context.index_name)
        if not stop.is_set():
            with watcher(Stage.EXTRACT, store.pages.pending_count() or None) as advance:
                extracted = extract_waiting(store, settings, lambda: advance(1), stop=stop)
        if not stop.is_set():
            with watcher(Stage.ANNOTATE, store.articles.awaiting_count(annotator_name()) or None) as advance:
                annotated = annotate_waiting(store, settings, advance, stop)
        if not stop.is_set():
            files = read_attachments(store, settings, stop=stop)
        if not stop.is_set():
            with context.index() as engine:
                if not patient:
                    store.outbox.resume(context.index_name)
                with watcher(Stage.INDEX, store.outbox.status(context.index_name).waiting or None) as advance:
                    indexed = feed_index(store, engine, context.index_name, advance, stop)
        if not stop.is_set() and store.plans.all():
            with watcher(Stage.WEIGH, None) as advance:
                weighed = weigh_waiting(store, settings, advance, stop)
        counts: Counts = {
            "extracted": extracted.pages,
            "unread": extracted.unread,
            "unread_because": extracted.why or None,
            "annotated": annotated.annotated,
            "shortened": len(annotated.shortened),
            "attachments": files,
            "news": annotated.kept,
            "failed": len(annotated.failed),
            "indexed": indexed.written,
            "removed": indexed.removed,
            "rejected": len(indexed.rejected),
            "lost": indexed.lost,
            "waiting": store.outbox.status(context.index_name).waiting,
            "problem": indexed.problem,
            "weighed": weighed.weighed,
            "weigh_problem": weighed.problem,
            "stopped": int(stop.is_set()),
        }
        _note(run, counts, extracted, annotated, indexed)
        if stop.is_set():
            run.stopped()
    return counts


def _note(run: Run, counts: Counts, extracted: Extracted, annotated: AnnotateReport, indexed: IndexReport) -> None:
    """What the run log keeps."""
    for name in ("extracted", "annotated", "indexed"):
        run.count(None, name, int(counts[name] or 0))
    if extracted.unread:
        run.event("error", f"{extracted.unread} trang chưa đọc được từ bản lưu: {extracted.why}")
    if counts["weigh_problem"]:
        run.event("error", f"Chưa đối chiếu hết bài mới với kế hoạch: {counts['weigh_problem']}")
    for article_id, reason in annotated.failed:
        run.event("error", f"Chưa phân tích được bài {article_id}: {reason}")
    for article_id in annotated.shortened:
        run.event("warning", f"Bài {article_id} quá dài nên chỉ phân tích phần đầu.")
    for article_id, reason in indexed.rejected:
        run.event("error", f"Chưa đưa được bài {article_id} vào dữ liệu tìm kiếm: {reason}")
