"""Writes down what an answer came to: page, addresses found and outcome in one transaction of the store."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

from crawler.attachments.names import attachment_names
from crawler.discovery.addresses import former_addresses
from crawler.discovery.selection import LinkSelection
from crawler.fetch.verdicts import TRANSIENT, FetchOutcome, Verdict
from crawler.report import SourceReport
from crawler.urls import canonical, host_key, same_site
from crawler.visits.recrawl import look_for_return, next_look
from domain.source import Source
from store import Store
from store.crawl.archive import Exchange
from store.crawl.frontier import Entry, Kind, NewAddress, Outcome
from store.crawl.pages import NewPage, payload_hash

if TYPE_CHECKING:
    from scrapy.http import Response

    from crawler.fetch.throttle import HostThrottle

__all__ = ["Recorder"]

_LISTS = (Kind.FEED, Kind.SITEMAP, Kind.LISTING)
_MAX_HOPS = 8
_NEVER = 1_000_000
_BIG_WAIT = timedelta(hours=6)


class Recorder:
    """The writing half of a visit."""

    def __init__(self, store: Store, source: Source, report: SourceReport, since: date | None) -> None:
        self._store = store
        self._source = source
        self._report = report
        self._since = since
        self.selection = LinkSelection(source, report, store.frontier, since)

    @staticmethod
    def hold(throttle: HostThrottle, url: str, pause: timedelta) -> None:
        """Leave the host of an address alone for a while."""
        throttle.hold(host_key(url), pause)

    def page(self, entry: Entry, response: Response) -> None:
        """A page came: archive it, note what it leads to, settle its address."""
        now = datetime.now(UTC)
        body = response.body
        digest = payload_hash(body)
        headers = {
            name.decode("latin-1"): b", ".join(values).decode("latin-1") for name, values in response.headers.items()
        }
        lower = {name.lower(): value for name, value in headers.items()}
        same = digest == entry.content_hash
        extract = entry.kind in (Kind.ARTICLE, Kind.ATTACHMENT) and not same
        links = self.selection.of(entry, response, lower)
        kind = Kind.ARTICLE if links.article else entry.kind
        extract = extract or (links.article and not same)
        with self._store.transaction():
            ref = self._store.archive.append(
                Exchange(
                    url=entry.url,
                    status=response.status,
                    reason=_phrase(response.status),
                    headers=tuple(headers.items()),
                    body=body,
                    fetched_at=now,
                    method=response.request.method if response.request is not None else "GET",
                    request_headers=_sent(response),
                )
            )
            self._store.pages.add(
                NewPage(
                    url=entry.url,
                    final_url=response.url,
                    source=self._source.id,
                    kind=kind,
                    status=response.status,
                    headers=headers,
                    fetched_at=now,
                    ref=ref,
                    payload_hash=digest,
                    media_type=lower.get("content-type", "").partition(";")[0].strip().lower() or None,
                    size=len(body),
                    state="pending" if extract else "none",
                    links=links.named,
                )
            )
            fresh = self._store.frontier.add_many(links.found)
            self._known_before(fresh)
            self._changed(links.found, fresh)
            if links.next is not None:
                self._go_on(entry, links.next, len(fresh))
            self._store.frontier.finish(
                entry.url,
                Outcome.OK,
                status=response.status,
                etag=lower.get("etag"),
                last_modified=lower.get("last-modified"),
                content_hash=digest,
                next_visit_at=self._next(entry, now),
                at=now,
            )
        self._report.pages += 1
        if same and entry.kind is Kind.ARTICLE:
            self._report.unchanged += 1
        if entry.kind is Kind.ATTACHMENT:
            self._report.attachments += 1

    def without_page(self, entry: Entry, verdict: Verdict, result: object) -> None:
        """Anything but a page came: settle the address with its one outcome."""
        frontier, now, outcome = self._store.frontier, datetime.now(UTC), verdict.outcome
        status = getattr(result, "status", None)
        if outcome is FetchOutcome.UNCHANGED:
            frontier.finish(entry.url, Outcome.UNCHANGED, status=304, next_visit_at=self._next(entry, now), at=now)
            self._report.unchanged += entry.kind is Kind.ARTICLE
        elif outcome is FetchOutcome.MOVED:
            self._moved(entry, verdict, status, now)
        elif outcome is FetchOutcome.GONE:
            with self._store.transaction():
                again = look_for_return(now, entry.outcome is Outcome.GONE) if entry.last_ok_at else None
                frontier.finish(
                    entry.url, Outcome.GONE, reason=verdict.reason, status=status, next_visit_at=again, at=now
                )
                if entry.kind is Kind.ARTICLE and self._store.articles.withdraw(entry.url, at=now):
                    self._report.withdrawn += 1
                self._attachment_lost(entry, verdict.reason)
        elif outcome is FetchOutcome.ROBOTS:
            self._attachment_lost(entry, verdict.reason)
            frontier.finish(entry.url, Outcome.BLOCKED_BY_ROBOTS, reason=verdict.reason, at=now)
            self._report.forbidden += 1
        else:
            self._failed(entry, verdict, status, now)

    def _attachment_lost(self, entry: Entry, reason: str) -> None:
        if entry.kind is Kind.ATTACHMENT:
            for url in attachment_names(self._store, entry.url):
                self._store.attachments.save(url, state="failed", reason=reason)

    def _failed(self, entry: Entry, verdict: Verdict, status: int | None, now: datetime) -> None:
        transient = verdict.outcome in TRANSIENT
        point = entry.url in self.selection.points
        retry_at = now + verdict.wait if verdict.wait is not None else None
        if verdict.outcome in {FetchOutcome.WALL, FetchOutcome.REFUSED} and retry_at is None:
            retry_at = now + _BIG_WAIT
        quarantined = self._store.frontier.fail(
            entry.url,
            verdict.reason,
            status=status,
            retry_at=retry_at,
            permanent=not transient,
            at=now,
            **({"max_failures": _NEVER} if point and transient else {}),
        )
        if quarantined:
            self._attachment_lost(entry, verdict.reason)
        self._report.failed += 1
        self._report.quarantined += quarantined

    def _moved(self, entry: Entry, verdict: Verdict, status: int | None, now: datetime) -> None:
        frontier = self._store.frontier
        target = canonical(verdict.location or "")
        fault = self._fault(entry, target)
        if target is None or fault is not None:
            self._failed(
                entry, fault or Verdict(FetchOutcome.BROKEN, "Trang chuyển hướng tới địa chỉ hỏng."), status, now
            )
            return
        with self._store.transaction():
            isnew = frontier.add(
                NewAddress(
                    url=target,
                    kind=entry.kind,
                    source=self._source.id,
                    depth=entry.depth,
                    discovered_from=entry.url,
                    hint_title=entry.hint_title,
                    hint_date=entry.hint_date,
                    hint_origin=entry.hint_origin,
                )
            )
            if not isnew and entry.url in self.selection.points:
                frontier.schedule(target, now)
            frontier.finish(entry.url, Outcome.MOVED, status=status, moved_to=target, at=now)
            if verdict.permanent and entry.kind is Kind.ARTICLE:
                self._store.articles.moved(entry.url, target)
        self.selection.list_moved(entry.url, target)
        self._report.moved += 1

    def _fault(self, entry: Entry, target: str | None) -> Verdict | None:
        """Why a redirect is not followed: a circle, too long a chain, or away from the site."""
        if target is None:
            return None
        if not same_site(target, self._source.base_url) and entry.kind is not Kind.ATTACHMENT:
            return Verdict(
                FetchOutcome.OFFSITE, f"Trang chuyển sang tên miền khác: {host_key(target).partition(':')[0]}."
            )
        ahead = self._store.frontier.get(target)
        if ahead is not None and ahead.outcome is Outcome.MOVED and ahead.moved_to == entry.url:
            return Verdict(FetchOutcome.LOOP, "Trang chuyển hướng vòng tròn.")
        seen, step = {entry.url}, entry
        for _ in range(_MAX_HOPS):
            if target in seen:
                return Verdict(FetchOutcome.LOOP, "Trang chuyển hướng vòng tròn.")
            if step.discovered_from is None:
                return None
            former = self._store.frontier.get(step.discovered_from)
            if former is None or former.outcome is not Outcome.MOVED or former.moved_to != step.url:
                return None
            seen.add(former.url)
            step = former
        return Verdict(FetchOutcome.LOOP, "Trang chuyển hướng quá nhiều lần.")

    def _known_before(self, fresh: Iterable[str]) -> None:
        """An article that was known at a former host of the site is that article, and not made twice."""
        for url in fresh if self._source.predecessors else ():
            for old in former_addresses(url, self._source):
                known = self._store.articles.by_url(old)
                if known is not None and known.article.source == self._source.id:
                    self._store.articles.add_alias(known.id, url)

    def _changed(self, found: Iterable[NewAddress], fresh: list[str]) -> None:
        """Sitemaps inside an index are read anew at each visit."""
        now = datetime.now(UTC)
        known = set(fresh)
        for one in found:
            if one.kind is Kind.SITEMAP and one.url not in known:
                self._store.frontier.schedule(one.url, now)

    def _go_on(self, entry: Entry, following: str, fresh: int) -> None:
        """The next page of a list: followed until a page shows nothing new and the next one has been read before."""
        frontier = self._store.frontier
        isnew = frontier.add(
            NewAddress(
                url=following,
                kind=Kind.LISTING,
                source=self._source.id,
                depth=entry.depth + 1,
                discovered_from=entry.url,
            )
        )
        if not isnew and (fresh or self._since):
            frontier.schedule(following, datetime.now(UTC))

    def _next(self, entry: Entry, now: datetime) -> datetime | None:
        if entry.kind in _LISTS or entry.kind is Kind.ATTACHMENT:
            return None  # entry points are made due at the next visit
        return next_look(entry.first_seen_at, now, entry.hint_date)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _sent(response: Response) -> tuple[tuple[str, str], ...]:
    request = response.request
    if request is None:
        return ()
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in request.headers.items()
        for value in values
    )
