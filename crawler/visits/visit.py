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
from crawler.visits.continuations import claim_next
from crawler.visits.headers import lies_ahead, text_of
from crawler.visits.page_turner import CANNOT_PRESS, PageTurner
from crawler.visits.patience import Patience
from crawler.visits.recorder import Recorder
from crawler.visits.recrawl import pause_before_retry
from crawler.visits.rules import rules_in_force
from domain.source import Source
from store import Store
from store.crawl.frontier import Entry, Kind, NewAddress, Outcome, Rank

if TYPE_CHECKING:
    from scrapy.http import Response

    from crawler.fetch.throttle import HostThrottle
    from domain.settings import Settings

__all__ = ["Budget", "Extraction", "Visit"]

_TRIES = 3
_PATIENCE = timedelta(seconds=60)
"""The longest pause that a site may ask for within a visit; a longer one ends it."""
_RECENT = timedelta(days=31)
_SOONEST = timedelta(minutes=5)
_LISTS = (Kind.FEED, Kind.SITEMAP, Kind.LISTING)


class Budget:
    """How many articles of a source may still be fetched; None: any number."""

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
        archive_for: timedelta | None = None,
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
        self._rules = rules_in_force(store, self.source, settings)
        self._recorder = Recorder(store, self.source, self.report, since, self._rules)
        self._turner = PageTurner(store, self.source)
        self._answer: asyncio.Future[Response | BaseException] | None = None
        self._open_entry: Entry | None = None
        self._upcoming: Entry | None = None
        self._touched = time.monotonic()
        self._reached = False
        self._last_failure = ""
        self._begun = time.monotonic()
        self._archive_for = archive_for
        self._left_archive = False
        self._archived = 0
        self._points: list[tuple[str, Kind]] = []
        self._asked_points = time.monotonic()
        self._patience = Patience(store, self.source, settings, throttle, self.report)

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
        self._patience.refuse_to_wait()
        while not self.stopping.is_set() and self.report.trouble is None:
            entry = self._upcoming or self._claim()
            self._upcoming = None
            if entry is None:
                if await self._extraction_brings_more():
                    continue
                break
            self._open_entry = entry
            if self._extraction is not None and self._recorder.archive.waits_for_articles(entry):
                await self._extraction.drained(self.source.id)
            if self._patience.elsewhere_at_rest(entry):
                self._open_entry = None
                continue
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
        store, report = self._store, self.report
        report.waiting = store.frontier.due_count(self.source.id)
        self._recorder.archive.tell(report.requests, now=True)
        self._recorder.watch.close()
        if report.trouble or (not self._reached and self._last_failure):
            report.trouble = report.trouble or self._last_failure
            store.sources.failed(self.source.id, report.trouble, retry_at=self._patience.put_off)
        elif not interrupted:
            store.sources.visited(
                self.source.id, new=report.new, configured=self.source.interval, more=self._left_archive
            )

    def _open(self) -> None:
        """Make the entry points due, unless an interrupted visit has just asked for them; take up what is left."""
        store, source, recorder = self._store, self.source, self._recorder
        store.sources.remember(source)
        store.frontier.recover(source.id, self._owner)
        store.frontier.retry_refused(source.id, self._rules)
        state = store.sources.get(source.id)
        covered = state.last_visit_at if state else None
        # A visit that stopped to let others have their turn goes on at once, without asking the lists again.
        cut_short = state is not None and covered is not None and state.next_visit_at == covered
        goes_on = cut_short and store.frontier.archive_waiting(source.id) > 0
        points = [(source.absolute(feed), Kind.FEED) for feed in source.feeds]
        points += [(source.absolute(sitemap), Kind.SITEMAP) for sitemap in source.sitemaps]
        points += [(source.absolute(listing.url), Kind.LISTING) for listing in source.listings]
        if not points and not source.by_link:
            points = [(source.absolute("/"), Kind.LISTING)]
        recorder.session_ids.open()
        with store.transaction():
            self._points = list(dict(recorder.selection.entry_points(points)).items())
            recorder.watch.open(self._points)
            self._ask_points(covered, goes_on=goes_on)
            depths = {canonical(source.absolute(one.url)): one.depth for one in source.listings}
            lists = [(url, depths.get(url, 50)) for url, kind in self._points if kind is Kind.LISTING]
            recorder.archive.open(lists, self._since, covered is not None)
            if self._recheck and covered is not None:
                store.frontier.look_again(source.id, seen_after=datetime.now(UTC) - _RECENT, visited_before=covered)
            for host in hosts_of(source):
                store.frontier.leave(source.id, host + "/", f"Trang đã chuyển sang {source.base_url}.")
        if not source.tls_verify:
            self.report.warnings.append("KHÔNG kiểm tra chứng thư TLS của trang này (tls_verify: false).")

    def _ask_points(self, covered: datetime | None, *, goes_on: bool = False) -> None:
        """Make the entry points due: after a whole visit, or once their last answer is as old as the interval."""
        now = datetime.now(UTC)
        self._asked_points = time.monotonic()
        old = now - max(self.source.interval, _SOONEST)
        for url, kind in self._points:
            if self._store.frontier.add(NewAddress(url=url, kind=kind, source=self.source.id)):
                continue
            entry = self._store.frontier.get(url)
            if entry is None or entry.source != self.source.id:
                continue
            asked = entry.last_visit_at
            if asked is None or asked <= old or (covered is not None and asked <= covered and not goes_on):
                self._store.frontier.schedule(url, now, Rank.ENTRY_POINT)

    def _claim(self) -> Entry | None:
        """What is next; with a budget that is spent, files alone. In a long visit the entry points are asked again."""
        frontier, source, owner = self._store.frontier, self.source.id, self._owner
        if time.monotonic() - self._asked_points > max(self.source.interval, _SOONEST).total_seconds():
            self._ask_points(None)
        claimed = claim_next(self._store, source, owner, articles=not self._budget.spent)
        if not claimed:
            return None
        if claimed[0].rank >= Rank.ARCHIVE and self._had_its_turn():
            frontier.release(claimed[0].url)
            self._left_archive = True
            return None
        self._archived += claimed[0].rank >= Rank.ARCHIVE
        if claimed[0].kind is Kind.ARTICLE:
            self._budget.take()
        return claimed[0]

    def _had_its_turn(self) -> bool:
        """Whether the archive has taken its share of this visit: what came is to be annotated and found."""
        if self._archive_for is None or not self._archived:
            return False
        return time.monotonic() - self._begun > self._archive_for.total_seconds()

    async def _extraction_brings_more(self) -> bool:
        """Wait until every page is extracted; whether that brought addresses (attachments) to visit."""
        if self._extraction is None:
            return False
        await self._extraction.drained(self.source.id)
        if self._left_archive:
            return False
        claimed = claim_next(self._store, self.source.id, self._owner, articles=not self._budget.spent)
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
        # What was gone, moved or failed since says with "unchanged" that it is back: that is to be read.
        stood = entry.outcome in {Outcome.OK, Outcome.UNCHANGED}
        anew = (entry.kind in _LISTS and self._since) or entry.url in self._recorder.archive.resumed
        if entry.content_hash and stood and not anew:
            if entry.etag:
                headers["If-None-Match"] = entry.etag
            if entry.last_modified and not lies_ahead(entry.last_modified, entry.last_visit_at):
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
        headers = {name.lower(): value for name, value in text_of(result.headers).items()}
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
            self.throttle.hold(host_key(entry.url), pause)
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
            if verdict.outcome not in SITE_WIDE and not self.stopping.is_set() and self.report.trouble is None:
                self._upcoming = self._claim()  # in the same commit: each costs a wait for the disk
        self._open_entry = None
        if verdict.outcome in SITE_WIDE:
            self._patience.endure(entry, verdict)
            self._last_failure = self._patience.last_failure or self._last_failure
        elif verdict.outcome is FetchOutcome.ROBOTS or verdict.reason == "":
            self._patience.endured = 0
            self._reached = True
        else:
            self._last_failure = verdict.reason
            self._reached = self._reached or entry.kind not in _LISTS
        self._recorder.archive.tell(self.report.requests)
        if self._extraction is not None:
            self._extraction.wake(self.source.id)
        if self._progress is not None:
            self._progress(self.report)


def _sets_cookie_and_returns(result: Response | BaseException, verdict: Verdict, entry: Entry) -> bool:
    """Some portals answer the first request with a cookie and send it to the same address again."""
    if isinstance(result, BaseException) or not result.headers.get("Set-Cookie"):
        return False
    return canonical(verdict.location or "") == entry.url
