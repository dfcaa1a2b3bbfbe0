"""Crawl sources, once or for ever: lease each, visit it, extract what comes, and say how it went."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from datetime import date
from typing import TYPE_CHECKING

from crawler.report import CrawlReport, Progress
from crawler.source_files import load_sources
from crawler.visits.session import LEASE_SECONDS, Session
from crawler.workers.pool import Workers
from crawler.workers.stage import Stage
from domain.source import Source
from store import Store

if TYPE_CHECKING:
    from domain.settings import Settings

__all__ = ["crawl", "extract_waiting", "watch"]

logger = logging.getLogger(__name__)


def crawl(
    store: Store,
    sources: Sequence[Source],
    settings: Settings,
    *,
    since: date | None = None,
    limit: int | None = None,
    progress: Progress | None = None,
    recheck: bool = True,
    stop: threading.Event | None = None,
) -> CrawlReport:
    """Visit the sources now and extract what they give. Blocks; may be called again in the same process.

    ``since``: list and feed entries dated before it are passed by, and lists are read back to it, over as many calls as
    that takes. ``limit``: so many articles of each source at the most are fetched. ``recheck``: articles of the last
    month are looked at again now, by conditional GET, and not only when they are due. SIGTERM, SIGINT (in the main
    thread) and ``stop`` end the crawl within ten seconds; what is not done waits in the store. Raises StoreError,
    SourceError.
    """
    work = Session(store, sources, settings, since=since, limit=limit, progress=progress, recheck=recheck)
    started = time.monotonic()
    report = asyncio.run(work.once(stop))
    report.seconds = time.monotonic() - started
    return report


def watch(
    store: Store,
    sources: Sequence[Source],
    settings: Settings,
    *,
    after_visit: Callable[[CrawlReport], None],
    since: date | None = None,
    stop: threading.Event | None = None,
) -> None:
    """Visit each source whenever it is due, until SIGTERM, SIGINT (in the main thread) or ``stop``; then return within
    ten seconds. ``since``: lists are read back to this day, behind what is new. ``after_visit`` is called in a thread
    with the report of each visit, one at a time. Several processes may watch one store: each site is visited by one of
    them at a time. Raises StoreError.
    """
    work = Session(store, sources, settings, since=since, recheck=False)
    asyncio.run(work.forever(stop, after_visit))


def extract_waiting(
    store: Store,
    settings: Settings,
    advance: Callable[[], None] | None = None,
    *,
    sources: Iterable[Source] | None = None,
) -> int:
    """Extract the pages that wait of any source; returns how many. ``advance`` is called after each."""
    if not store.pages.pending_count():
        return 0
    if sources is None:
        sources = load_sources(settings.sources_dir, lambda error: logger.warning("%s", error))
    known = {source.id: source for source in sources}
    owner = store.leases.new_owner()

    async def work() -> int:
        async with Workers(settings.extraction_workers) as workers:
            stage = Stage(store, workers, known, {}, advance)
            with ExitStack() as held:
                for source in {page.source for page in store.pages.pending(limit=100_000)}:
                    lease = f"source:{source}"
                    if store.leases.acquire(lease, owner, LEASE_SECONDS):
                        held.enter_context(store.leases.hold(lease, owner, LEASE_SECONDS))
                        stage.watch(source)
                await stage.run(until_empty=True)
            return stage.done

    return asyncio.run(work())
