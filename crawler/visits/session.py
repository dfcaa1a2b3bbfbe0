"""A round of visits: leases, heartbeats, signals, and the extraction that runs beside them."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
import signal
import threading
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings as ScrapySettings

from crawler.fetch.scrapy_settings import scrapy_settings
from crawler.fetch.throttle import HostThrottle
from crawler.report import CrawlReport, Progress
from crawler.spiders.site import spider_class
from crawler.urls import host_key
from crawler.visits.visit import Budget, Visit
from crawler.visits.watchdog import Stalled, attended
from crawler.workers.stage import Stage, extraction_pool
from domain.errors import DiemTinError, SourceError
from domain.source import Source
from store import Store

if TYPE_CHECKING:
    from domain.settings import Settings

__all__ = ["LEASE_SECONDS", "Session"]

_TOGETHER = 24
"""So many sites are visited side by side at the most."""
LEASE_SECONDS = 60
_STALLED = "Lần thu thập không tiến triển nên đã dừng; phần còn lại làm tiếp ở lần sau."
_TIMEOUTS = 4
"""A page shown by a browser may take three times the source's timeout (handler), and the request before it one."""
_ARCHIVE_FOR = timedelta(minutes=30)
"""While watching, a visit reads old articles for so long; then what came is annotated, and the next one goes on."""
_GRACE = 4.0
"""Seconds that a request in flight is given once a stop is asked for."""
_PATIENCE = timedelta(minutes=5)
"""A visit that makes no step for so long, beyond what its requests may take, is broken off."""
_LOOK_EVERY = 5.0
"""Seconds between two looks at which sources are due."""


class _Running:
    """What the visits of a running round share."""

    def __init__(self, work: Session, stage: Stage, runner: AsyncCrawlerRunner) -> None:
        self._work = work
        self._stage = stage
        self._runner = runner
        self.visits: set[asyncio.Task[None]] = set()
        self.extraction = asyncio.create_task(stage.run())

    def begin(self, source: Source) -> asyncio.Task[None]:
        """Begin a visit."""
        task = asyncio.create_task(self._work.visit(source, self._stage, self._runner))
        self.visits.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self.visits.discard(task)
        if not task.cancelled():
            task.exception()  # the first error of all ends the round; asyncio is not to print the others


class Session:
    """The sources of one call, visited side by side: each once (``once``), or as they fall due (``forever``)."""

    def __init__(
        self,
        store: Store,
        sources: Sequence[Source],
        settings: Settings,
        *,
        since: date | None = None,
        limit: int | None = None,
        progress: Progress | None = None,
        recheck: bool = True,
        stalled_after: timedelta | None = None,
    ) -> None:
        self._stalled_after = stalled_after
        self._stage: Stage | None = None
        self._stop: threading.Event | None = None
        self._asked_at: float | None = None
        self._store = store
        self._sources = list(sources)
        self._settings = settings
        self._since = since
        self._limit = limit
        self._progress = progress
        self._recheck = recheck
        self._report = CrawlReport()
        self._owner = store.leases.new_owner()
        self._throttle = HostThrottle(store)
        self._visits: list[Visit] = []
        self._asking = asyncio.Event()
        self._watching = False
        self._together = asyncio.Semaphore(_TOGETHER)

    async def once(self, stop: threading.Event | None) -> CrawlReport:
        """Visit every source once. Raises the first error of any visit, after stopping the others."""

        async def all_visits(running: _Running) -> None:
            await self._wait([running.begin(source) for source in self._sources], running.extraction)

        return await self._run(stop, all_visits)

    async def forever(self, stop: threading.Event | None, after_visit: Callable[[CrawlReport], None]) -> CrawlReport:
        """Visit each source when it is due, until a stop is asked for; ``after_visit`` is told of each visit."""

        self._watching = True

        async def rounds(running: _Running) -> None:
            visits: dict[str, asyncio.Task[None]] = {}
            asking: asyncio.Task[Any] = asyncio.create_task(self._asking.wait())
            for source in self._sources:
                self._store.sources.remember(source)
            while not self._asking.is_set():
                due = set(self._store.sources.due())
                for source in self._sources:
                    if source.id in due and source.id not in visits:
                        visits[source.id] = running.begin(source)
                waiting: set[asyncio.Task[Any]] = {*visits.values(), running.extraction, asking}
                await asyncio.wait(waiting, timeout=_LOOK_EVERY, return_when=asyncio.FIRST_COMPLETED)
                for name in [name for name, task in visits.items() if task.done()]:
                    await self._ended(name, visits.pop(name), after_visit)
                if running.extraction.done():
                    await running.extraction
            await asyncio.gather(*visits.values(), return_exceptions=True)

        return await self._run(stop, rounds)

    async def _ended(self, name: str, task: asyncio.Task[None], after_visit: Callable[[CrawlReport], None]) -> None:
        error = task.exception()
        if isinstance(error, SourceError):  # one bad file does not end the watch over the others
            self._store.sources.failed(name, str(error))
        elif error is not None:
            raise error
        report = self._report.sources.pop(name, None)
        self._visits = [visit for visit in self._visits if visit.source.id != name]
        self._report.busy = tuple(one for one in self._report.busy if one != name)
        if report is not None:
            told = asyncio.to_thread(after_visit, CrawlReport(sources={name: report}))
            await self._unless_asked(asyncio.ensure_future(told))

    async def _unless_asked(self, work: asyncio.Future[None]) -> None:
        """Wait for work in a thread, but not longer than a stop allows; what it leaves undone waits in the store."""
        asking: asyncio.Future[Any] = asyncio.ensure_future(self._asking.wait())
        both: set[asyncio.Future[Any]] = {work, asking}
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            await asyncio.wait({work}, timeout=_GRACE)
        asking.cancel()
        if work.done():
            await work

    async def _run(
        self, stop: threading.Event | None, work: Callable[[_Running], Coroutine[None, None, None]]
    ) -> CrawlReport:
        base = ScrapySettings()
        base.setmodule("crawler.settings", priority="project")
        base.set("DIEMTIN_SOURCES", [])  # the sources are given; Scrapy's loader must not look into ./sources
        for name in ("scrapy", "asyncio", "aiohttp"):
            logging.getLogger(name).setLevel(logging.ERROR)
        self._stop = stop
        watcher = asyncio.create_task(self._watch(stop))
        with _signals(self._asking), extraction_pool(self._settings) as pool:
            by_id = {source.id: source for source in self._sources}
            stage = self._stage = Stage(self._store, pool, by_id, self._report.sources)
            running = _Running(self, stage, AsyncCrawlerRunner(base))
            try:
                await work(running)
            finally:
                watcher.cancel()
                if self._asking.is_set():
                    self._stop_all()
                stage.stop()
                await asyncio.gather(*running.visits, return_exceptions=True)
                await running.extraction
        self._report.stopped = self._asking.is_set()
        return self._report

    async def _wait(self, visits: list[asyncio.Task[None]], extraction: asyncio.Task[None]) -> None:
        """Until all visits are over; the first error of any of them, or of the stage, ends all."""
        pending: set[asyncio.Task[None]] = set(visits)
        while pending:
            done, _ = await asyncio.wait({*pending, extraction}, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                if (error := task.exception()) is not None:
                    self._asking.set()
                    self._stop_all()
                    raise error
            if extraction in done:
                break
            pending -= done

    async def _watch(self, stop: threading.Event | None) -> None:
        asking = self._asking
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
        self._asked_at = self._asked_at or time.monotonic()
        if self._stop is not None and self._asking.is_set():
            self._stop.set()  # for what the caller does beside and after the visits
        self._throttle.stop(_GRACE)
        if self._stage is not None:
            self._stage.stop()
        for visit in self._visits:
            visit.stopping.set()

    async def visit(self, source: Source, stage: Stage, runner: AsyncCrawlerRunner) -> None:
        """Visit one source under its lease."""
        async with self._together:
            lease = f"source:{source.id}"
            if self._asking.is_set():
                return
            if not self._store.leases.acquire(lease, self._owner, LEASE_SECONDS):
                self._report.busy = (*self._report.busy, source.id)
                return
            beating = asyncio.create_task(self._beat(lease, source.id))
            try:
                # Another process may have visited it between the look at what is due and the lease.
                if not self._watching or source.id in self._store.sources.due():
                    await self._visit(source, runner, stage)
            finally:
                beating.cancel()
                with contextlib.suppress(DiemTinError):
                    self._store.leases.release(lease, self._owner)

    async def _visit(self, source: Source, runner: AsyncCrawlerRunner, stage: Stage) -> None:
        self._throttle.slow_down(host_key(source.base_url), source.politeness.delay)
        visit = Visit(
            self._store,
            source,
            self._settings,
            self._throttle,
            self._owner,
            since=self._since,
            recheck=self._recheck,
            budget=Budget(self._limit),
            extraction=stage,
            progress=self._progress,
            archive_for=_ARCHIVE_FOR if self._watching else None,
        )
        self._visits.append(visit)
        self._report.sources[source.id] = visit.report
        stage.watch(source.id)
        settings = runner.settings.copy()
        settings.setdict(scrapy_settings(source, self._settings, self._store, self._throttle), priority="cmdline")
        crawler = AsyncCrawlerRunner(settings).create_crawler(spider_class(source))

        async def whole() -> None:
            await crawler.crawl_async(visit=visit)
            if visit.error is None:
                await stage.drained(source.id)

        async def give_up() -> None:
            if not visit.stopping.is_set():
                visit.give_up(_STALLED)
            await asyncio.sleep(1.0)  # mostly it ends by itself now
            await crawler.stop_async()

        limit = self._stalled_after or _PATIENCE + _TIMEOUTS * source.politeness.timeout
        with contextlib.suppress(Stalled):
            await attended(whole(), lambda: self._quiet(visit, stage), limit.total_seconds(), give_up)
        if visit.error is not None:
            raise visit.error
        visit.close(interrupted=visit.stopping.is_set())

    def _quiet(self, visit: Visit, stage: Stage) -> float:
        """Seconds since a visit last got on; without end once a stop was asked for and its grace is over."""
        now = time.monotonic()
        if self._asked_at is not None and now - self._asked_at > _GRACE + 1:
            return math.inf
        return now - max(visit.last_step(), stage.last_step)

    async def _beat(self, lease: str, source: str) -> None:
        """Renew the lease; one that is lost ends the visit, for somebody else may have begun one."""
        while True:
            await asyncio.sleep(LEASE_SECONDS / 4)
            try:
                kept = self._store.leases.renew(lease, self._owner, LEASE_SECONDS)
            except DiemTinError:
                continue  # a store that cannot be written ends the visit by itself
            if not kept:
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
