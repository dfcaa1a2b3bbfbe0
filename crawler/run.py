"""Crawl sources: lease each, visit it, extract what comes, and say how it went."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings as ScrapySettings

from crawler.loader import scrapy_settings, spider_class
from crawler.net.politeness import Gate
from crawler.report import CrawlReport, Progress
from crawler.sources import load_sources
from crawler.stage import Stage
from crawler.urls import host_key
from crawler.visit import Budget, Visit
from crawler.workers import Workers
from domain.errors import DiemTinError
from domain.source import Source
from store import Store

if TYPE_CHECKING:
    from domain.settings import Settings

__all__ = ["crawl", "extract_waiting"]

_TOGETHER = 24
"""So many sites are visited side by side at the most."""
_LEASE_SECONDS = 60
_GRACE = 4.0
"""Seconds that a request in flight is given once a stop is asked for."""


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

    ``since``: list and feed entries dated before it are passed by, and lists are read back to it. ``limit``: so many
    articles at the most are fetched in all. ``recheck``: articles of the last month are looked at again now, by
    conditional GET, and not only when they are due. SIGTERM, SIGINT (in the main thread) and ``stop`` end the crawl
    within ten seconds; what is not done waits in the store. Raises StoreError, SourceError.
    """
    run = _Run(store, sources, settings, since, limit, progress, recheck)
    started = time.monotonic()
    report = asyncio.run(run.main(stop))
    report.seconds = time.monotonic() - started
    return report


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
    known = {source.id: source for source in (load_sources(settings.sources_dir) if sources is None else sources)}
    owner = store.leases.new_owner()

    async def work() -> int:
        async with Workers(settings.extraction_workers) as workers:
            stage = Stage(store, workers, known, {}, advance)
            held = []
            for source in {page.source for page in store.pages.pending(limit=100_000)}:
                if store.leases.acquire(f"source:{source}", owner, _LEASE_SECONDS):
                    held.append(source)
                    stage.watch(source)
            try:
                await stage.run(until_empty=True)
            finally:
                for source in held:
                    store.leases.release(f"source:{source}", owner)
            return stage.done

    return asyncio.run(work())


class _Run:
    def __init__(
        self,
        store: Store,
        sources: Sequence[Source],
        settings: Settings,
        since: date | None,
        limit: int | None,
        progress: Progress | None,
        recheck: bool,
    ) -> None:
        self._store = store
        self._sources = list(sources)
        self._settings = settings
        self._since = since
        self._budget = Budget(limit)
        self._progress = progress
        self._recheck = recheck
        self._report = CrawlReport()
        self._owner = store.leases.new_owner()
        self._gate = Gate(store)
        self._visits: list[Visit] = []

    async def main(self, stop: threading.Event | None) -> CrawlReport:
        base = ScrapySettings()
        base.setmodule("crawler.settings", priority="project")
        for name in ("scrapy", "asyncio", "aiohttp"):
            logging.getLogger(name).setLevel(logging.ERROR)
        asking = asyncio.Event()
        watcher = asyncio.create_task(self._watch(stop, asking))
        with _signals(asking):
            async with Workers(self._settings.extraction_workers) as workers:
                by_id = {source.id: source for source in self._sources}
                stage = Stage(self._store, workers, by_id, self._report.sources)
                extraction = asyncio.create_task(stage.run())
                runner = AsyncCrawlerRunner(base)
                together = asyncio.Semaphore(_TOGETHER)
                visits = [
                    asyncio.create_task(self._one(source, runner, stage, together, asking)) for source in self._sources
                ]
                try:
                    await self._wait(visits, extraction)
                finally:
                    watcher.cancel()
                    stage.stop()
                    await asyncio.gather(*visits, return_exceptions=True)
                    await extraction
        self._report.stopped = asking.is_set()
        return self._report

    async def _wait(self, visits: list[asyncio.Task[None]], extraction: asyncio.Task[None]) -> None:
        """Until all visits are over; the first error of any of them, or of the stage, ends all."""
        pending: set[asyncio.Task[None]] = set(visits)
        while pending:
            done, _ = await asyncio.wait({*pending, extraction}, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                if (error := task.exception()) is not None:
                    self._stop_all()
                    raise error
            if extraction in done:
                break
            pending -= done

    async def _watch(self, stop: threading.Event | None, asking: asyncio.Event) -> None:
        while not asking.is_set():
            if stop is not None and stop.is_set():
                asking.set()
                break
            try:
                await asyncio.wait_for(asking.wait(), 0.2 if stop is not None else None)
            except TimeoutError:
                continue
        self._stop_all()

    def _stop_all(self) -> None:
        self._gate.stop(_GRACE)
        for visit in self._visits:
            visit.stopping.set()

    async def _one(
        self,
        source: Source,
        runner: AsyncCrawlerRunner,
        stage: Stage,
        together: asyncio.Semaphore,
        asking: asyncio.Event,
    ) -> None:
        async with together:
            lease = f"source:{source.id}"
            if asking.is_set():
                return
            if not self._store.leases.acquire(lease, self._owner, _LEASE_SECONDS):
                self._report.busy = (*self._report.busy, source.id)
                return
            beating = asyncio.create_task(self._beat(lease, source.id))
            try:
                await self._visit(source, runner, stage)
            finally:
                beating.cancel()
                with contextlib.suppress(DiemTinError):
                    self._store.leases.release(lease, self._owner)

    async def _visit(self, source: Source, runner: AsyncCrawlerRunner, stage: Stage) -> None:
        self._gate.slow_down(host_key(source.base_url), source.politeness.delay)
        visit = Visit(
            self._store,
            source,
            self._settings,
            self._gate,
            self._owner,
            since=self._since,
            recheck=self._recheck,
            budget=self._budget,
            extraction=stage,
            progress=self._progress,
        )
        self._visits.append(visit)
        self._report.sources[source.id] = visit.report
        stage.watch(source.id)
        settings = runner.settings.copy()
        settings.setdict(scrapy_settings(source, self._settings, self._store, self._gate), priority="cmdline")
        crawler = AsyncCrawlerRunner(settings).create_crawler(spider_class(source))
        await crawler.crawl_async(visit=visit)
        if visit.error is not None:
            raise visit.error
        await stage.drained(source.id)
        visit.close(interrupted=visit.stopping.is_set())

    async def _beat(self, lease: str, source: str) -> None:
        """Renew the lease; one that is lost ends the visit, for somebody else may have begun one."""
        while True:
            await asyncio.sleep(_LEASE_SECONDS / 4)
            if not self._store.leases.renew(lease, self._owner, _LEASE_SECONDS):
                for visit in self._visits:
                    if visit.source.id == source:
                        visit.stopping.set()
                return


@contextmanager
def _signals(asking: asyncio.Event) -> Iterator[None]:
    """SIGTERM and SIGINT ask for a stop; what handled them before does so again afterwards."""
    loop = asyncio.get_running_loop()
    taken = []
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            taken.append((number, signal.getsignal(number)))
            loop.add_signal_handler(number, asking.set)
    try:
        yield
    finally:
        for number, former in taken:
            loop.remove_signal_handler(number)
            signal.signal(number, former)
