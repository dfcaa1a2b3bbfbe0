"""``run --watch``: visits for ever, each source when it is due."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from crawler.report import CrawlReport
from crawler.visits.session import Round
from domain.source import Source
from store import Store

if TYPE_CHECKING:
    from domain.settings import Settings

__all__ = ["watch"]


def watch(
    store: Store,
    sources: Sequence[Source],
    settings: Settings,
    *,
    after_visit: Callable[[CrawlReport], None],
    stop: threading.Event | None = None,
) -> None:
    """Visit each source whenever it is due, until SIGTERM, SIGINT (in the main thread) or ``stop``; then return within
    ten seconds. ``after_visit`` is called in a thread with the report of each visit, one at a time. Several processes
    may watch one store: each site is visited by one of them at a time. Raises StoreError.
    """
    work = Round(store, sources, settings, recheck=False)
    asyncio.run(work.forever(stop, after_visit))
