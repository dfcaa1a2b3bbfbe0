"""Feed the search index from the outbox of the store, and make it again from the store."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from domain.errors import IndexUnavailable, StoreError
from pipeline.lost_index import queue_what_is_lost
from pipeline.progress import Advance, unwatched

if TYPE_CHECKING:
    import threading

    from index import RebuildResult, SearchEngine
    from store import Store

__all__ = ["IndexReport", "feed_index", "rebuild_index"]


@dataclass(slots=True)
class IndexReport:
    """What one run of the stage did. ``problem``: why the engine could not be fed further; null when all went in."""

    written: int = 0
    removed: int = 0
    rejected: list[tuple[str, str]] = field(default_factory=list)
    problem: str | None = None
    lost: int = 0
    """Articles that the engine had lost; all were queued again."""


def feed_index(
    store: Store,
    engine: SearchEngine,
    index: str,
    advance: Advance = unwatched,
    stop: threading.Event | None = None,
) -> IndexReport:
    """Drain the outbox of one index, in order, until it is empty or ``stop`` is set. A dead engine holds the queue; a
    poisoned document leaves it.

    One process at a time: another one that drains the same index makes this return at once.
    """
    from index import WriteOutcome

    report = IndexReport()
    store.outbox.register(index)
    lease, owner = f"index:{index}", store.leases.new_owner()
    if not store.leases.acquire(lease, owner, seconds=120):
        report.problem = "một lệnh Điểm Tin khác đang cập nhật dữ liệu tìm kiếm"
        return report
    try:
        report.lost = queue_what_is_lost(store, engine, index)
        while not (stop is not None and stop.is_set()) and (rows := store.outbox.batch(index)):
            store.leases.renew(lease, owner, seconds=120)
            documents = store.documents.load([row.article_id for row in rows if row.op == "upsert"])
            leaving = [row for row in rows if row.article_id not in documents]
            coming = [row for row in rows if row.article_id in documents]
            try:
                if leaving:
                    engine.delete([row.article_id for row in leaving])
                results = engine.write([documents[row.article_id] for row in coming]) if coming else []
            except IndexUnavailable as error:
                store.outbox.hold(index, str(error))
                report.problem = str(error)
                break
            done = list(leaving)
            for row, result in zip(coming, results, strict=True):
                if result.outcome is WriteOutcome.REJECTED:
                    store.outbox.reject(index, row, result.reason)
                    report.rejected.append((row.article_id, result.reason))
                else:
                    done.append(row)
            store.outbox.done(index, done)
            store.outbox.resume(index)
            report.removed += len(leaving)
            report.written += len(done) - len(leaving)
            advance(len(rows))
    finally:
        store.leases.release(lease, owner)
    return report


def rebuild_index(store: Store, engine: SearchEngine, index: str, advance: Advance = unwatched) -> RebuildResult:
    """Make the index again from the store; how many articles are in it, and what it refused (then in quarantine).

    The queue stands still meanwhile: what is saved during the rebuild waits in the outbox and goes in after the swap.
    """
    lease, owner = f"index:{index}", store.leases.new_owner()
    if not store.leases.acquire(lease, owner, seconds=60):
        raise StoreError("Một lệnh Điểm Tin khác đang cập nhật dữ liệu tìm kiếm.", "Hãy đợi lệnh đó xong rồi chạy lại.")
    store.leases.release(lease, owner)
    with store.leases.hold(lease, owner, seconds=60):
        store.outbox.register(index)
        store.outbox.requeue(index)  # what was in quarantine gets another chance
        result = engine.rebuild(store.documents.iterate(), advance)
        store.outbox.quarantine(index, ((one.id, one.version, one.reason) for one in result.rejected))
        return result
