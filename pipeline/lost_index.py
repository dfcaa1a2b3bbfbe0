"""An index that lost what it was given: its folder, alias or index is gone, so that it is empty where the store is not.

Missing is not empty. What the outbox holds done is compared with what the engine holds; whatever is missing is queued
again, and people are told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.errors import IndexMisconfigured

if TYPE_CHECKING:
    from index import SearchEngine
    from pipeline.context import Context
    from store import Store

__all__ = ["nothing_to_search", "queue_what_is_lost", "shortfall"]


def shortfall(store: Store, engine: SearchEngine, index: str) -> int:
    """How many articles the engine lacks of those that it acknowledged; 0 where the engine cannot say."""
    before = store.outbox.acknowledged(index)
    status = engine.status()
    # Another process may write between the two readings: only what is missing by both is lost.
    least = min(before, store.outbox.acknowledged(index))
    return max(0, least - status.documents) if status.healthy else 0


def queue_what_is_lost(store: Store, engine: SearchEngine, index: str) -> int:
    """Queue everything again where the engine has lost something; how many articles it lacks. Call under the lease of
    the index.
    """
    lost = shortfall(store, engine, index)
    if lost:
        store.outbox.requeue(index, everything=True)
    return lost


def nothing_to_search(context: Context, engine: SearchEngine) -> bool:
    """Whether the store has no news at all. IndexMisconfigured when it has, and the index has lost them."""
    settings = context.settings
    from store.db.database import FILE_NAME

    if settings.store_url is None and not (settings.data_dir / FILE_NAME).exists():
        return engine.status().documents == 0
    with context.store() as store:
        lost = shortfall(store, engine, context.index_name)
        if lost:
            raise IndexMisconfigured(
                f"Dữ liệu tìm kiếm thiếu {lost} bài đang có trong kho.",
                "Chạy diemtin process hoặc diemtin index rebuild để đưa lại.",
            )
        return store.documents.count() == 0
