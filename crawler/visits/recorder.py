"""Writes down what an answer came to: page, addresses found and outcome in one transaction of the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

from crawler.attachments.names import attachment_names
from crawler.discovery.addresses import former_addresses
from crawler.discovery.selection import LinkSelection, PageLinks
from crawler.fetch.verdicts import TRANSIENT, FetchOutcome, Verdict
from crawler.report import SourceReport
from crawler.visits.archive_walk import ArchiveWalk
from crawler.visits.continuations import edited_further_on
from crawler.visits.entry_watch import EntryWatch
from crawler.visits.headers import moment_of, text_of
from crawler.visits.late_days import dated_at_last, read_with_days
from crawler.visits.recrawl import look_for_return, next_look
from crawler.visits.redirects import Redirects
from crawler.visits.session_ids import SessionIds
from domain.source import Source
from store import Store
from store.crawl.archive import Exchange
from store.crawl.frontier import MAX_FAILURES, Entry, Kind, NewAddress, Outcome, Rank
from store.crawl.pages import NewPage, payload_hash

if TYPE_CHECKING:
    from scrapy.http import Response

__all__ = ["Recorder"]

_LISTS = (Kind.FEED, Kind.SITEMAP, Kind.LISTING)
_NEVER = 1_000_000
_SITEMAP_STALE = timedelta(days=7)
_BIG_WAIT = timedelta(hours=6)
_SKEW = timedelta(minutes=5)
"""So far may the clock of a server be ahead of ours."""
_REFUSED_BY = {FetchOutcome.PRIVATE: "private", FetchOutcome.TOO_LARGE: "size", FetchOutcome.BROWSER: "browser"}
"""The rules of ours that refuse an address; it is asked for again when they change."""


class Recorder:
    """The writing half of a visit."""

    def __init__(
        self, store: Store, source: Source, report: SourceReport, since: date | None, rules: Mapping[str, str]
    ) -> None:
        self._store = store
        self._source = source
        self._report = report
        self._rules = rules
        self._begun = datetime.now(UTC)
        self.selection = LinkSelection(source, report, store.frontier, since)
        self.watch = EntryWatch(store, source, report)
        self.archive = ArchiveWalk(store, source, self.selection, report)
        self.session_ids = SessionIds(store, source, self.selection)
        self._redirects = Redirects(store, source, report, self.selection, self.watch)

    def page(self, entry: Entry, response: Response) -> None:
        """A page came: archive it, note what it leads to, settle its address."""
        now = datetime.now(UTC)
        body = response.body
        digest = payload_hash(body)
        headers = text_of(response.headers)
        lower = {name.lower(): value for name, value in headers.items()}
        same = digest == entry.content_hash and entry.outcome is not Outcome.GONE
        extract = entry.kind in (Kind.ARTICLE, Kind.ATTACHMENT, Kind.CONTINUATION) and not same
        links = self.session_ids.dropped(entry, self.selection.of(entry, response, lower))
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
            if entry.kind is Kind.CONTINUATION and entry.content_hash and not same:
                edited_further_on(self._store, entry, now)
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
            late = dated_at_last(self._store, links.found) if entry.kind in _LISTS and not same else []
            fresh = self._store.frontier.add_many(links.found)
            read_with_days(self._store, late, now)
            self._known_before(fresh)
            if entry.kind in _LISTS:
                self._list_read(entry, links, fresh, now, same=same)
            self._store.frontier.finish(
                entry.url,
                Outcome.OK,
                status=response.status,
                etag=lower.get("etag"),
                last_modified=_last_modified(lower, now),
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
        head = self.selection.head(entry.url) if entry.kind in _LISTS else None
        if outcome is FetchOutcome.UNCHANGED:
            frontier.finish(entry.url, Outcome.UNCHANGED, status=304, next_visit_at=self._next(entry, now), at=now)
            self._report.unchanged += entry.kind is Kind.ARTICLE
            if head is not None:
                self.watch.unchanged(head, now)
            return
        if outcome is FetchOutcome.MOVED and entry.kind is Kind.CONTINUATION:
            # To the article itself, as a rule: it has no such page.
            frontier.finish(entry.url, Outcome.MOVED, status=status, moved_to=verdict.location, at=now)
            return
        if outcome is FetchOutcome.MOVED:
            cookie = bool(getattr(result, "headers", {}).get("Set-Cookie"))
            fault = self._redirects.follow(entry, verdict, status, now, cookie=cookie, begun=self._begun)
            if fault is None:
                return
            verdict = fault
        if head is not None:
            self.watch.failed(head, verdict, now)
        elif entry.kind is Kind.LISTING and (root := self.selection.root(entry.url)) is not None:
            self.archive.broke_off(root, entry)
        if outcome is FetchOutcome.GONE:
            self._gone(entry, verdict, status, now)
        elif outcome is FetchOutcome.ROBOTS:
            self._attachment_lost(entry, verdict.reason)
            refusal = f"robots:{self._rules.get('robots', '')}"
            frontier.finish(entry.url, Outcome.BLOCKED_BY_ROBOTS, reason=verdict.reason, refusal=refusal, at=now)
            self._report.forbidden += 1
        else:
            self._failed(entry, verdict, status, now)

    def _gone(self, entry: Entry, verdict: Verdict, status: int | None, now: datetime) -> None:
        with self._store.transaction():
            again = look_for_return(now, entry.outcome is Outcome.GONE) if entry.last_ok_at else None
            self._store.frontier.finish(
                entry.url, Outcome.GONE, reason=verdict.reason, status=status, next_visit_at=again, at=now
            )
            if entry.kind is Kind.ARTICLE and self._store.articles.withdraw(entry.url, at=now):
                self._report.withdrawn += 1
            self._no_article(entry, now)
            self._attachment_lost(entry, verdict.reason)

    def _no_article(self, entry: Entry, now: datetime) -> None:
        """There is no article at an address: those that redirect there were taken away."""
        if entry.kind is Kind.ARTICLE:
            self._report.withdrawn += self._store.articles.sent_on(entry.url, None, now).withdrawn

    def _attachment_lost(self, entry: Entry, reason: str) -> None:
        if entry.kind is Kind.ATTACHMENT:
            for url in attachment_names(self._store, entry.url):
                self._store.attachments.save(url, state="failed", reason=reason)

    def _failed(self, entry: Entry, verdict: Verdict, status: int | None, now: datetime) -> None:
        transient = verdict.outcome in TRANSIENT
        point = self.selection.head(entry.url) is not None
        retry_at = now + verdict.wait if verdict.wait is not None else None
        if verdict.outcome in {FetchOutcome.WALL, FetchOutcome.REFUSED} and retry_at is None:
            retry_at = now + _BIG_WAIT
        rule = _REFUSED_BY.get(verdict.outcome)
        quarantined = self._store.frontier.fail(
            entry.url,
            verdict.reason,
            status=status,
            retry_at=retry_at,
            permanent=not transient and not point,
            max_failures=_NEVER if point else MAX_FAILURES,
            refusal=f"{rule}:{self._rules[rule]}" if rule else None,
            at=now,
        )
        if quarantined:
            self._attachment_lost(entry, verdict.reason)
            if rule is None:
                self._no_article(entry, now)
        self._report.failed += 1
        self._report.quarantined += quarantined

    def _known_before(self, fresh: Iterable[str]) -> None:
        """An article that was known at a former host of the site is that article, and not made twice."""
        for url in fresh if self._source.predecessors else ():
            for old in former_addresses(url, self._source):
                known = self._store.articles.by_url(old)
                if known is not None and known.article.source == self._source.id:
                    self._store.articles.add_alias(known.id, url)

    def _list_read(self, entry: Entry, links: PageLinks, fresh: list[str], now: datetime, *, same: bool) -> None:
        """A list, feed or sitemap was read: what it leads to, and what it says of the entry point."""
        self._look_into(links.found, set(fresh), now)
        if not same:  # what a list names anew, after it was gone, is there again
            articles = [one.url for one in links.found if one.kind is Kind.ARTICLE]
            self._store.frontier.listed_again(articles, now)
        head = self.selection.head(entry.url)
        root = head or self.selection.root(entry.url)
        if root is None:
            return
        if head is not None or entry.kind is Kind.SITEMAP:
            self.watch.read(root, entry, links, now)
        if entry.kind is Kind.LISTING:
            self.archive.read(root, entry, links, len(fresh))

    def _look_into(self, found: Iterable[NewAddress], fresh: set[str], now: datetime) -> None:
        """Sitemaps inside an index are read anew at each visit: the newest; the others once a week."""
        frontier = self._store.frontier
        for one in found:
            if one.kind is not Kind.SITEMAP or one.url in fresh:
                continue
            known = frontier.get(one.url) if one.place > Rank.NEWS else None
            if known is None or known.last_visit_at is None or now - known.last_visit_at > _SITEMAP_STALE:
                frontier.schedule(one.url, now, one.place)

    def _next(self, entry: Entry, now: datetime) -> datetime | None:
        if entry.kind in _LISTS or entry.kind is Kind.ATTACHMENT:
            return None  # entry points are made due at the next visit
        return next_look(entry.first_seen_at, now, entry.hint_date)


def _last_modified(headers: Mapping[str, str], now: datetime) -> str | None:
    """The date of a page, to be asked about next time; none that lies after the answer itself: a server that is asked
    about the future says that nothing has changed since.
    """
    said = headers.get("last-modified")
    changed, answered = moment_of(said), moment_of(headers.get("date"))
    return said if changed is not None and changed <= min(answered or now, now + _SKEW) else None


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
