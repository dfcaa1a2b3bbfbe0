"""Crawl sources, once or for ever: lease each, visit it, extract what comes, and say how it went."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.report import CrawlReport, Progress
from crawler.source_files import load_sources
from crawler.visits.session import LEASE_SECONDS, Session
from crawler.workers.stage import Stage, extraction_pool
from domain.errors import SourceError, StoreUnavailable
from domain.source import Source
from store import Store

if TYPE_CHECKING:
    from domain.settings import Settings

_FIRST_PAUSE = 5.0
_LONGEST_PAUSE = 60.0

__all__ = ["Extracted", "crawl", "extract_waiting", "known_sources", "watch"]

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
    waiting: Callable[[StoreUnavailable, float], None] = lambda _error, _seconds: None,
) -> None:
    """Visit each source whenever it is due, until SIGTERM, SIGINT (in the main thread) or ``stop``; then return within
    ten seconds. ``since``: lists are read back to this day, behind what is new. ``after_visit`` is called in a thread
    with the report of each visit, one at a time. Several processes may watch one store: each site is visited by one of
    them at a time. While the server of the store does not answer, it is tried again and again; ``waiting`` is told of
    each pause, in seconds. Raises StoreError.
    """
    stop = stop or threading.Event()
    pause = _FIRST_PAUSE
    while not stop.is_set():
        begun = time.monotonic()
        try:
            work = Session(store, sources, settings, since=since, recheck=False)
            asyncio.run(work.forever(stop, after_visit))
            return
        except StoreUnavailable as error:
            if time.monotonic() - begun > _LONGEST_PAUSE:
                pause = _FIRST_PAUSE
            waiting(error, pause)
            stop.wait(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)


@dataclass(frozen=True, slots=True)
class Extracted:
    """``pages`` were extracted; ``unread`` others the archive does not give now: they go on waiting, ``why``."""

    pages: int = 0
    unread: int = 0
    why: str = ""


def extract_waiting(
    store: Store,
    settings: Settings,
    advance: Callable[[], None] | None = None,
    *,
    sources: Iterable[Source] | None = None,
    stop: threading.Event | None = None,
) -> Extracted:
    """Extract the pages that wait of any source. ``advance`` is called after each; ``stop`` ends it within seconds.

    ``sources``: how they are read; what is missing there is as the store remembers it of the last visit.
    """
    if not store.pages.pending_count():
        return Extracted()
    known = known_sources(store, settings.sources_dir if sources is None else None)
    known |= {source.id: source for source in sources or ()}
    owner = store.leases.new_owner()

    async def work() -> Extracted:
        with extraction_pool(settings) as pool:
            stage = Stage(store, pool, known, {}, advance)
            with ExitStack() as held:
                for source in store.pages.pending_sources():
                    lease = f"source:{source}"
                    if store.leases.acquire(lease, owner, LEASE_SECONDS):
                        held.enter_context(store.leases.hold(lease, owner, LEASE_SECONDS))
                        stage.watch(source)
                stopping = asyncio.create_task(_stop_with(stop, stage))
                try:
                    await stage.run(until_empty=True)
                finally:
                    stopping.cancel()
            return Extracted(stage.done, stage.unread, stage.why_unread)

    return asyncio.run(work())


async def _stop_with(stop: threading.Event | None, stage: Stage) -> None:
    while stop is not None:
        if stop.is_set():
            stage.stop()
            return
        await asyncio.sleep(0.2)


def known_sources(store: Store, directory: Path | None) -> dict[str, Source]:
    """How each source is read: as its file in ``directory`` says, else as the store remembers it of its last visit."""
    known = store.sources.records()
    if directory is not None and directory.is_dir():
        with suppress(SourceError):  # another folder's broken file, perhaps: what was visited is known all the same
            known |= {source.id: source for source in load_sources(directory)}
    return known
