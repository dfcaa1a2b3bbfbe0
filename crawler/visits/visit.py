"""One visit to one site: what is asked for next, and what becomes of each answer.

A visit is driven by the store alone. Each answer is archived, noted and its address settled in one transaction, so a
process that is killed repeats at most the request it had in flight.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from scrapy import Request

from crawler.discovery.addresses import hosts_of
from crawler.discovery.postback import is_postback
from crawler.families import with_family
from crawler.fetch.failures import verdict_of
from crawler.fetch.throttle import Stopped
from crawler.fetch.verdicts import QUICK, SITE_WIDE, FetchOutcome, Verdict, judge
from crawler.report import Progress, SourceReport
from crawler.urls import canonical, host_key
from crawler.visits.page_turner import CANNOT_PRESS, PageTurner
from crawler.visits.recorder import Recorder
from crawler.visits.recrawl import pause_before_retry
from domain.source import Source
from store import Store
from store.crawl.frontier import Entry, Kind, NewAddress

if TYPE_CHECKING:
    from scrapy.http import Response

    from crawler.fetch.throttle import HostThrottle
    from domain.settings import Settings

__all__ = ["Budget", "Extraction", "Visit"]

_TRIES = 3
_ENDURED = 3
"""So many failures in a row that concern the whole site end the visit."""
_PATIENCE = timedelta(seconds=60)
"""The longest pause that a site may ask for within a visit; a longer one ends it."""
_RECENT = timedelta(days=31)
_LISTS = (Kind.FEED, Kind.SITEMAP, Kind.LISTING)


class Budget:
    """How many articles may still be fetched, over all sources; None: any number."""

    def __init__(self, limit: int | None) -> None:
        self.left = limit

    @property
    def spent(self) -> bool:
        """Whether nothing is left."""
        return self.left is not None and self.left <= 0

    def take(self) -> None:
        """Count one."""
        if self.left is not None:
            self.left -= 1


class Extraction(Protocol):
    """The stage that turns recorded pages into articles while the visit goes on."""

    def wake(self, source: str) -> None:
        """Pages of a source wait."""

    async def drained(self, source: str) -> None:
        """Return when no page of a source waits."""


class Visit:
    """``requests()`` hands out requests one at a time; ``answered`` or ``broke`` must follow each."""

    def __init__(
        self,
        store: Store,
        source: Source,
        settings: Settings,
        throttle: HostThrottle,
        owner: str,
        *,
        since: date | None = None,
        recheck: bool = True,
        budget: Budget | None = None,
        extraction: Extraction | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.source = with_family(source)
        self.report = SourceReport(source.id)
        self.stopping = asyncio.Event()
        self.error: Exception | None = None
        self.throttle = throttle
        self._store = store
        self._settings = settings
        self._owner = owner
        self._since = since
        self._recheck = recheck and (budget is None or budget.left is None)
        self._budget = budget or Budget(None)
        self._extraction = extraction
        self._progress = progress
        self._recorder = Recorder(store, self.source, self.report, since)
        self._turner = PageTurner(store, self.source)
        self._answer: asyncio.Future[Response | BaseException] | None = None
        self._open_entry: Entry | None = None
        self._upcoming: Entry | None = None
        self._endured = 0
        self._touched = time.monotonic()
        self._reached = False
        self._last_failure = ""

    async def requests(self) -> AsyncIterator[Request]:
        """The requests of this visit. Ends when nothing is due, the site fails as a whole, or a stop is asked for.

        An error ends it too and is kept in ``error``, out of Scrapy's hands, which would only log it.
        """
        try:
            async for request in self._requests():
                yield request
        except Exception as error:
            self.error = error

    async def _requests(self) -> AsyncIterator[Request]:
        self._open()
        while not self.stopping.is_set() and self.report.trouble is None:
            entry = self._upcoming or self._claim()
            self._upcoming = None
            if entry is None:
                if await self._extraction_brings_more():
                    continue
                break
            self._open_entry = entry
            try:
                async for request in self._tries(entry):
                    yield request
            finally:
                self._give_back()

    def answered(self, response: Response) -> None:
        """Take the answer to the request handed out last."""
        self._take(response)

    def broke(self, error: BaseException) -> None:
        """Take the failure of the request handed out last."""
        self._take(error)

    def last_step(self) -> float:
        """When the visit last got on, by the monotonic clock: a request made or answered, a page settled."""
        return max(self._touched, *(self.throttle.last_step(host) for host in self._hosts()))

    def give_up(self, reason: str) -> None:
        """End a visit that no longer gets on; what it has in flight is given back."""
        self.report.trouble = reason
        for host in self._hosts():
            self.throttle.break_off(host)

    def _hosts(self) -> set[str]:
        """The hosts that may be asked for something now."""
        return {host_key(self.source.base_url), *([host_key(self._open_entry.url)] if self._open_entry else [])}

    def close(self, *, interrupted: bool) -> None:
        """Note in the store how the visit went. An interrupted one is left as it is, to be taken up again."""
        self.report.waiting = self._store.frontier.due_count(self.source.id)
        if self.report.trouble or (not self._reached and self._last_failure):
            self.report.trouble = self.report.trouble or self._last_failure
            self._store.sources.failed(self.source.id, self.report.trouble)
        elif not interrupted:
            self._store.sources.visited(self.source.id, new=self.report.new, configured=self.source.interval)

    def _open(self) -> None:
        """Make the entry points due, unless an interrupted visit has already asked for them."""
        store, source = self._store, self.source
        store.sources.remember(source)
        store.frontier.recover(source.id, self._owner)
        state = store.sources.get(source.id)
        covered = state.last_visit_at if state else None
        now = datetime.now(UTC)
        points = [(source.absolute(feed), Kind.FEED) for feed in source.feeds]
        points += [(source.absolute(sitemap), Kind.SITEMAP) for sitemap in source.sitemaps]
        points += [(source.absolute(listing.url), Kind.LISTING) for listing in source.listings]
        if not points:
            points = [(source.absolute("/"), Kind.LISTING)]
        with store.transaction():
            for url, kind in self._recorder.selection.entry_points(points):
                if store.frontier.add(NewAddress(url=url, kind=kind, source=source.id)):
                    continue
                entry = store.frontier.get(url)
                if entry and (entry.last_visit_at is None or (covered and entry.last_visit_at <= covered)):
                    store.frontier.schedule(url, now)
            if self._recheck and covered is not None:
                store.frontier.look_again(source.id, seen_after=now - _RECENT, visited_before=covered)
            for host in hosts_of(source):
                store.frontier.leave(source.id, host + "/", f"Trang đã chuyển sang {source.base_url}.")
        if not source.tls_verify:
            self.report.warnings.append(f"{source.id}: KHÔNG kiểm tra chứng thư TLS của trang này (tls_verify: false).")

    def _claim(self) -> Entry | None:
        """What is next: lists first; with a budget, articles first, and none once it is spent."""
        frontier, source, owner = self._store.frontier, self.source.id, self._owner
        if self._budget.left is None:
            claimed = frontier.claim(source, owner)
        elif self._budget.spent:
            claimed = frontier.claim(source, owner, kinds=[Kind.ATTACHMENT])
        else:
            claimed = frontier.claim(source, owner, kinds=[Kind.ARTICLE]) or frontier.claim(source, owner)
            if claimed and claimed[0].kind is Kind.ARTICLE:
                self._budget.take()
        return claimed[0] if claimed else None

    async def _extraction_brings_more(self) -> bool:
        """Wait until every page is extracted; whether that brought addresses (attachments) to visit."""
        if self._extraction is None:
            return False
        await self._extraction.drained(self.source.id)
        kinds = [Kind.ATTACHMENT] if self._budget.spent else None
        claimed = self._store.frontier.claim(self.source.id, self._owner, kinds=kinds)
        for entry in claimed:
            self._store.frontier.release(entry.url)
        return bool(claimed) and not self.stopping.is_set()

    async def _tries(self, entry: Entry) -> AsyncIterator[Request]:
        for attempt in range(1, _TRIES + 1):
            self._answer = asyncio.get_running_loop().create_future()
            request = self._turner.press(entry) if is_postback(entry.url) else self._request(entry)
            if request is None:
                self._settle(entry, LookupError(), CANNOT_PRESS)
                return
            yield request
            result = await self._answer
            if isinstance(result, Stopped):
                return
            self.report.requests += 1
            verdict = self._verdict(entry, result)
            if self.stopping.is_set() and verdict.outcome in QUICK:
                return  # it may well be the stop that broke it off
            if (
                verdict.outcome is FetchOutcome.MOVED
                and attempt == 1
                and _sets_cookie_and_returns(result, verdict, entry)
            ):
                continue
            if self._again(verdict, attempt):
                await self._pause(verdict, attempt, entry)
                if not self.stopping.is_set():
                    continue
                return
            self._settle(entry, result, verdict)
            return

    def _request(self, entry: Entry) -> Request:
        self._touched = time.monotonic()
        headers = {}
        if entry.content_hash and not (entry.kind in _LISTS and self._since):
            if entry.etag:
                headers["If-None-Match"] = entry.etag
            if entry.last_modified:
                headers["If-Modified-Since"] = entry.last_modified
        return Request(
            entry.url,
            headers=headers,
            dont_filter=True,
            meta={
                "diemtin_kind": str(entry.kind),
                "download_timeout": self.source.politeness.timeout.total_seconds(),
                "verbatim_url": True,
            },
        )

    def _give_back(self) -> None:
        if self._open_entry is not None:
            self._store.frontier.release(self._open_entry.url)
            self._open_entry = None
        if self._upcoming is not None and (self.stopping.is_set() or self.report.trouble):
            self._store.frontier.release(self._upcoming.url)
            self._upcoming = None

    def _take(self, result: Response | BaseException) -> None:
        self._touched = time.monotonic()
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(result)

    def _verdict(self, entry: Entry, result: Response | BaseException) -> Verdict:
        if isinstance(result, BaseException):
            return verdict_of(result)
        headers = {
            name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
            for name, values in result.headers.items()
        }
        verdict = judge(result.status, headers, result.body, entry.url, str(entry.kind))
        return self._turner.judged(result, verdict) if is_postback(entry.url) else verdict

    def _again(self, verdict: Verdict, attempt: int) -> bool:
        if attempt >= _TRIES or self.stopping.is_set():
            return False
        if verdict.outcome is FetchOutcome.BUSY:
            return verdict.wait is not None and verdict.wait <= _PATIENCE
        return verdict.outcome in QUICK

    async def _pause(self, verdict: Verdict, attempt: int, entry: Entry) -> None:
        pause = verdict.wait if verdict.wait is not None else pause_before_retry(attempt)
        if verdict.outcome is FetchOutcome.BUSY:
            self._recorder.hold(self.throttle, entry.url, pause)
        try:
            await asyncio.wait_for(self.stopping.wait(), pause.total_seconds())
        except TimeoutError:
            return

    def _settle(self, entry: Entry, result: Response | BaseException, verdict: Verdict) -> None:
        """Record the end of a visit to one address, and judge whether the site as a whole still answers."""
        with self._store.transaction():
            if isinstance(result, BaseException) or verdict.outcome is not FetchOutcome.PAGE:
                self._recorder.without_page(entry, verdict, result)
            else:
                self._recorder.page(entry, result)
            if verdict.outcome not in SITE_WIDE and not self.stopping.is_set():
                self._upcoming = self._claim()  # in the same commit: each costs a wait for the disk
        self._open_entry = None
        if verdict.outcome in SITE_WIDE:
            self._endured += 1
            self._last_failure = verdict.reason
            if verdict.outcome is FetchOutcome.BUSY:
                self._recorder.hold(self.throttle, entry.url, verdict.wait or _PATIENCE)
            if self._endured >= _ENDURED or verdict.outcome in {FetchOutcome.BUSY, FetchOutcome.DNS, FetchOutcome.TLS}:
                self.report.trouble = verdict.reason
        elif verdict.outcome is FetchOutcome.ROBOTS or verdict.reason == "":
            self._endured = 0
            self._reached = True
        else:
            self._last_failure = verdict.reason
            self._reached = self._reached or entry.kind not in _LISTS
        if self._extraction is not None:
            self._extraction.wake(self.source.id)
        if self._progress is not None:
            self._progress(self.report)


def _sets_cookie_and_returns(result: Response | BaseException, verdict: Verdict, entry: Entry) -> bool:
    """Some portals answer the first request with a cookie and send it to the same address again."""
    if isinstance(result, BaseException) or not result.headers.get("Set-Cookie"):
        return False
    return canonical(verdict.location or "") == entry.url
