"""What a redirect means for an address: it is followed, within bounds; whether an article moved is judged by what
stands at the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from crawler.discovery.selection import LinkSelection
from crawler.fetch.verdicts import FetchOutcome, Verdict
from crawler.report import SourceReport
from crawler.urls import canonical, host_key, same_site, without_parameters
from crawler.visits.entry_watch import EntryWatch
from crawler.visits.recrawl import look_for_return
from domain.source import Source
from store import Store
from store.articles.moves import GONE_ELSEWHERE
from store.crawl.frontier import Entry, Kind, NewAddress, Outcome, Rank

__all__ = ["Redirects"]

_MAX_HOPS = 8
_HOMES = {"", "/", "/index.html", "/index.htm", "/index.php", "/default.aspx", "/home", "/trang-chu", "/home.aspx"}
_SENT_HOME = "Trang đã chuyển hướng về trang chủ hoặc trang danh sách; coi như nguồn đã gỡ bài."
_OUTAGE = "Cả danh sách lẫn bài viết đều chuyển hướng về một trang: website có thể đang bảo trì."
_LOOP = Verdict(FetchOutcome.LOOP, "Trang chuyển hướng vòng tròn.")


@dataclass(frozen=True, slots=True)
class _Followed:
    """Where an address leads, and what is known of that."""

    entry: Entry
    target: str
    status: int | None
    at: datetime


class Redirects:
    """The redirects of one visit."""

    def __init__(
        self, store: Store, source: Source, report: SourceReport, selection: LinkSelection, watch: EntryWatch
    ) -> None:
        self._store = store
        self._source = source
        self._report = report
        self._selection = selection
        self._watch = watch
        self._came_back: set[tuple[str, str]] = set()
        self._redirected: dict[str, str] = {}

    def follow(
        self, entry: Entry, verdict: Verdict, status: int | None, at: datetime, *, cookie: bool, begun: datetime
    ) -> Verdict | None:
        """Settle an address that redirects; the fault, where that cannot be followed. ``cookie``: the answer set one;
        ``begun``: when the visit began.
        """
        target = canonical(verdict.location or "")
        if target is None:
            return Verdict(FetchOutcome.BROKEN, "Trang chuyển hướng tới địa chỉ không hợp lệ.")
        target = without_parameters(target, self._selection.without)
        fault = self._fault(entry, target, cookie=cookie, begun=begun)
        if fault is not None:
            return fault
        followed = _Followed(entry, target, status, at)
        if entry.kind is Kind.ARTICLE:
            return self._article(followed)
        head = self._selection.head(entry.url)
        self._add(followed)
        if head is not None:
            self._redirected[target] = head
            self._selection.moved(entry.url, target)
            if self._is_home(target) and not self._is_home(entry.url):
                self._watch.sent_home(head, at)
        self._report.moved += 1
        return None

    def _is_home(self, url: str) -> bool:
        parts = urlsplit(url)
        root = urlsplit(self._source.base_url).path.rstrip("/")  # a site may live in a folder of its host
        return parts.path.removeprefix(root).lower() in _HOMES and not parts.query

    def _article(self, followed: _Followed) -> Verdict | None:
        target, at = followed.target, followed.at
        if not self._is_home(target) and self._watch.gives_nothing(self._redirected.get(target)):
            self._report.trouble = f"{_OUTAGE} Sẽ thử lại ở lần thu thập sau."
            return Verdict(FetchOutcome.BUSY, _OUTAGE)
        known = self._store.frontier.get(target)
        listed = known is not None and known.kind in (Kind.FEED, Kind.SITEMAP, Kind.LISTING)
        if self._is_home(target) or target in self._selection.points or listed:
            self._gone(followed)
            return None
        with self._store.transaction():
            self._add(followed)
            self._judge_known(target, at)
        self._report.moved += 1
        return None

    def _gone(self, followed: _Followed) -> None:
        """A removed article, whose readers are sent to the front page or a list."""
        entry, at = followed.entry, followed.at
        again = look_for_return(at, entry.outcome is Outcome.GONE) if entry.last_ok_at else None
        with self._store.transaction():
            self._store.frontier.finish(
                entry.url, Outcome.GONE, reason=_SENT_HOME, status=followed.status, next_visit_at=again, at=at
            )
            self._report.withdrawn += self._store.articles.withdraw(entry.url, at=at)

    def _add(self, followed: _Followed) -> None:
        entry, frontier = followed.entry, self._store.frontier
        with self._store.transaction():
            isnew = frontier.add(
                NewAddress(
                    url=followed.target,
                    kind=entry.kind,
                    source=self._source.id,
                    depth=entry.depth,
                    discovered_from=entry.url,
                    hint_title=entry.hint_title,
                    hint_date=entry.hint_date,
                    hint_origin=entry.hint_origin,
                    rank=Rank(entry.rank),
                )
            )
            come_back = (entry.url, followed.target) in self._came_back
            if not isnew and (come_back or self._selection.head(entry.url) is not None):
                frontier.schedule(followed.target, followed.at)
            frontier.finish(entry.url, Outcome.MOVED, status=followed.status, moved_to=followed.target, at=followed.at)

    def _judge_known(self, target: str, at: datetime) -> None:
        """Settle at once what redirects to an address that was visited before; otherwise its answer will tell."""
        frontier = self._store.frontier
        end = frontier.get(target)
        for _ in range(_MAX_HOPS):
            if end is None or end.outcome is not Outcome.MOVED or not end.moved_to:
                break
            end = frontier.get(end.moved_to)
        if end is None or end.outcome is None or end.outcome is Outcome.MOVED:
            return
        stored = self._store.articles.by_url(end.url)
        page = self._store.pages.last(end.url) if stored is None else None
        if page is not None and page.state in {"pending", "failed"}:
            return
        sent = self._store.articles.sent_on(end.url, stored.article if stored else None, at)
        self._report.withdrawn += sent.withdrawn

    def _fault(self, entry: Entry, target: str, *, cookie: bool, begun: datetime) -> Verdict | None:
        """Why a redirect is not followed: a circle, too long a chain, or away from the site."""
        if not same_site(target, self._source.base_url) and entry.kind is not Kind.ATTACHMENT:
            return Verdict(
                FetchOutcome.OFFSITE, f"Trang chuyển sang tên miền khác: {host_key(target).partition(':')[0]}."
            )
        ahead = self._store.frontier.get(target)
        if ahead is not None and ahead.outcome is Outcome.MOVED and ahead.moved_to == entry.url:
            return self._circle(entry, ahead, cookie=cookie, begun=begun)
        seen, step = {entry.url}, entry
        for _ in range(_MAX_HOPS):
            if target in seen:
                return _LOOP
            if step.discovered_from is None:
                return None
            former = self._store.frontier.get(step.discovered_from)
            if former is None or former.outcome is not Outcome.MOVED or former.moved_to != step.url:
                return None
            seen.add(former.url)
            step = former
        return Verdict(FetchOutcome.LOOP, "Trang chuyển hướng quá nhiều lần.")

    def _circle(self, entry: Entry, ahead: Entry, *, cookie: bool, begun: datetime) -> Verdict | None:
        """A to B to A: some portals set their cookie on the way, and then show A. Tried once a visit each way."""
        way = (entry.url, ahead.url)
        earlier = ahead.last_visit_at is None or ahead.last_visit_at < begun
        if way in self._came_back or not (cookie or earlier):
            return _LOOP
        self._came_back.add(way)
        return None


GONE_REASONS = (_SENT_HOME, GONE_ELSEWHERE)
"""What is noted of an article whose address redirects away."""
