"""The addresses that feeds, sitemaps and lists lead to, and which of them a source wants."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from statistics import median_low
from typing import TYPE_CHECKING

from crawler.discovery.addresses import own_address
from crawler.discovery.feeds import read_feed
from crawler.discovery.link import Link
from crawler.discovery.listings import is_denied, read_listing
from crawler.discovery.page_kind import is_article_page
from crawler.discovery.reform_words import speaks_of_reform
from crawler.discovery.sitemaps import MAX_DEPTH, read_sitemap
from crawler.extraction.url_shape import looks_like_article_url
from crawler.report import SourceReport
from crawler.urls import canonical, host_key, same_site, without_parameters
from domain.article import day_of
from domain.source import Listing, Source
from store.crawl.frontier import Entry, Frontier, Kind, NewAddress, Rank

if TYPE_CHECKING:
    from scrapy.http import Response

__all__ = ["LinkSelection", "PageLinks", "Passed"]

_DEEPEST = 10_000
"""No list is read back farther than so many pages, whatever is asked for."""
_MOST_SITEMAPS = 500
"""A site with more is read by its newest; what they leave out the lists bring."""


_NEWEST_SITEMAPS = 3
_RECENT = timedelta(days=7)
_NO_NEWS = timedelta(days=31)


class Passed:
    """Why a link was passed by."""

    ELSEWHERE = "elsewhere"
    DENIED = "denied"
    ENTRY_POINT = "entry_point"
    OLD = "old"
    UNLIKE = "unlike"
    NO_REFORM = "no_reform"


@dataclass(frozen=True, slots=True)
class PageLinks:
    """What a page leads to. ``next``: the following page of a list. ``named``: how many addresses a list, feed or
    sitemap names, wanted or not; 0 where the source's selectors match nothing any more; null for any other page.
    ``passed``: how many links were passed by, by the reason (``Passed``); ``hosts``: the hosts of those that lead
    elsewhere; ``astray``: the source's selectors matched nothing; ``reached``: the day back to which the page goes;
    ``done``: all of it is older than what is asked for; ``flaws``: what is wrong with it, a Vietnamese phrase each;
    ``article``: a page that the source takes for a list proves to be an article.
    """

    found: tuple[NewAddress, ...] = ()
    next: str | None = None
    named: int | None = None
    passed: Counter[str] = field(default_factory=Counter)
    hosts: tuple[str, ...] = ()
    astray: bool = False
    reached: date | None = None
    done: bool = False
    flaws: tuple[str, ...] = ()
    article: bool = False


class LinkSelection:
    """Reads lists for one visit. ``points``: the entry points, asked again at every visit; ``without``: parameters of
    addresses that are session ids on this site.
    """

    def __init__(self, source: Source, report: SourceReport, frontier: Frontier, since: date | None) -> None:
        self.points: set[str] = set()
        self.without: tuple[str, ...] = ()
        self._source = source
        self._report = report
        self._frontier = frontier
        self._since = since
        self._listings: dict[str, Listing] = {}
        self._roots: dict[str, str] = {}
        self._heads: dict[str, str] = {}
        self._archive_since: dict[str, date] = {}
        self._sitemaps: int | None = None

    def entry_points(self, points: Iterable[tuple[str, Kind]]) -> Iterator[tuple[str, Kind]]:
        """The entry points in their canonical spelling, noted."""
        self._listings = {canonical(self._source.absolute(one.url)) or one.url: one for one in self._source.listings}
        for address, kind in points:
            url = canonical(address)
            if url is not None:
                self.points.add(url)
                yield url, kind

    def moved(self, url: str, target: str) -> None:
        """An entry point is found under another address from now on."""
        if url in self._listings:
            self._listings[target] = self._listings[url]
        root = self.head(url)
        if root is not None:
            self._heads[target] = self._roots[target] = root

    def read_back(self, root: str, since: date) -> None:
        """A list is to be read back to a day, however many pages that takes."""
        self._archive_since[root] = since

    def since_of(self, root: str) -> date | None:
        """The day to which a list is being read back, if it is."""
        return self._archive_since.get(root)

    def head(self, url: str) -> str | None:
        """The entry point whose own page stands at an address: itself, or the one that was redirected there."""
        return url if url in self.points else self._heads.get(url)

    def root(self, url: str) -> str | None:
        """The entry point that an address is, or a page of the chain that it began; None for what is neither."""
        if url in self._roots:
            return self._roots[url]
        if url in self.points:
            return url
        chain: list[str] = []
        step: Entry | None = self._frontier.get(url)
        while step is not None and step.discovered_from and len(chain) < _DEEPEST:
            chain.append(step.url)
            if step.discovered_from in self.points or step.discovered_from in self._roots:
                root = self._roots.get(step.discovered_from, step.discovered_from)
                self._roots.update(dict.fromkeys(chain, root))
                return root
            step = self._frontier.get(step.discovered_from)
        return None

    def of(self, entry: Entry, response: Response, headers: dict[str, str]) -> PageLinks:
        """What the answer to ``entry`` leads to; ``headers`` by lower-case name."""
        if entry.kind is Kind.FEED:
            feed = read_feed(response.body, response.url)
            found, passed, hosts = self._articles(feed.links, entry, chosen=False)
            return PageLinks(found, named=len(feed.links), passed=passed, hosts=hosts, flaws=feed.flaws)
        if entry.kind is Kind.SITEMAP:
            return self._sitemap(entry, response)
        if entry.kind is Kind.LISTING:
            return self._listing(entry, response, headers)
        return PageLinks()

    def _sitemap(self, entry: Entry, response: Response) -> PageLinks:
        sitemap = read_sitemap(response.body, response.url)
        inner = list(self._inner_sitemaps(sitemap.sitemaps, entry))
        pages, passed, hosts = self._articles(sitemap.pages, entry, chosen=False)
        for link in sitemap.sitemaps:
            if not same_site(link.url, self._source.base_url):
                passed[Passed.ELSEWHERE] += 1
        named = len(sitemap.sitemaps) + len(sitemap.pages)
        return PageLinks((*pages, *inner), named=named, passed=passed, hosts=hosts, flaws=sitemap.flaws)

    def _inner_sitemaps(self, links: Iterable[Link], entry: Entry) -> Iterator[NewAddress]:
        """The sitemaps of an index, within the cap. What the index says of their age orders them and excludes none: it
        is often wrong.
        """
        links = [link for link in links if same_site(link.url, self._source.base_url)]
        if not links or entry.depth >= MAX_DEPTH:
            return
        if self._sitemaps is None:
            self._sitemaps = self._frontier.sitemap_count(self._source.id)
        known = self._frontier.known(link.url for link in links)
        left_out = 0
        for at, link in enumerate(links):
            if link.url not in known:
                if self._sitemaps >= _MOST_SITEMAPS:
                    left_out += 1
                    continue
                self._sitemaps += 1
            yield self._inner(link, entry, Rank.NEWS if at < _NEWEST_SITEMAPS else Rank.ARCHIVE_LISTS)
        if left_out:
            line = (
                f"Website có quá nhiều sơ đồ (sitemap): chỉ đọc {_MOST_SITEMAPS} sơ đồ, bỏ qua {left_out} sơ đồ của "
                f"{entry.url}. Hãy ghi thẳng sơ đồ cần đọc vào “sitemaps” của tệp nguồn."
            )
            if line not in self._report.warnings:
                self._report.warnings.append(line)

    def _listing(self, entry: Entry, response: Response, headers: dict[str, str]) -> PageLinks:
        root = self.root(entry.url)
        since = self._archive_since.get(root or "") if entry.rank >= Rank.ARCHIVE or entry.depth == 0 else None
        listing = self._listing_of(entry, root)
        if since is not None:
            listing = listing.model_copy(update={"depth": _DEEPEST})
        page = read_listing(
            response.body,
            response.url,
            listing,
            self._source,
            number=entry.depth + 1,
            content_type=headers.get("content-type"),
        )
        first = entry.depth == 0
        bound = since or self._since
        days = sorted(day for link in page.links if (day := day_of(link.date)) is not None)
        done = bound is not None and bool(page.links) and all(self._too_old(link, bound) for link in page.links)
        named = 0 if page.astray else len(page.links)
        found, passed, hosts = self._articles(page.links, entry, chosen=True, since=bound)
        article = first and looks_like_article_url(entry.url) is True
        if article:
            content_type = headers.get("content-type")
            article = is_article_page(response.body, response.url, page, self._source, content_type)
        return PageLinks(
            found,
            None if done else page.next,
            named if first else None,
            passed,
            hosts,
            page.astray and first,
            median_low(days) if days else None,
            done,
            page.flaws,
            article,
        )

    def _listing_of(self, entry: Entry, root: str | None) -> Listing:
        """The listing that a list page belongs to: itself, or the one whose chain of pages led to it."""
        found = self._listings.get(entry.url) or self._listings.get(root or "")
        return found or Listing(url=entry.url)

    def _articles(
        self, links: Iterable[Link], entry: Entry, *, chosen: bool, since: date | None = None
    ) -> tuple[tuple[NewAddress, ...], Counter[str], tuple[str, ...]]:
        passed: Counter[str] = Counter()
        hosts: dict[str, None] = {}
        found = []
        for written in links:
            link = replace(written, url=own_address(written.url, self._source))
            why = self._passed(link, chosen=chosen, since=since or self._since)
            if why is None:
                found.append(self._article(link, entry))
            else:
                passed[why] += 1
                if why == Passed.ELSEWHERE:
                    hosts[host_key(link.url).partition(":")[0]] = None
        return tuple(found), passed, tuple(hosts)

    def _passed(self, link: Link, *, chosen: bool, since: date | None) -> str | None:
        """Why a link is passed by; None for one that is wanted."""
        if not same_site(link.url, self._source.base_url):
            return Passed.ELSEWHERE
        if is_denied(link.url, self._source):
            return Passed.DENIED
        if link.url in self.points:
            return Passed.ENTRY_POINT
        if self._too_old(link, since):
            return Passed.OLD
        if chosen:
            return None
        if not self._fits(link, self._source.article_urls):
            return Passed.UNLIKE
        if self._source.reform_only and not speaks_of_reform(link.url, link.title):
            return Passed.NO_REFORM
        return None

    @staticmethod
    def _fits(link: Link, pattern: str | None) -> bool:
        if pattern:
            return re.search(pattern, link.url) is not None
        if link.title and link.date:
            return True  # a feed names articles, however short their addresses
        return looks_like_article_url(link.url) is not False

    @staticmethod
    def _too_old(link: Link, since: date | None) -> bool:
        day = day_of(link.date) or day_of(link.changed)
        return since is not None and day is not None and day < since

    def _inner(self, link: Link, entry: Entry, rank: Rank) -> NewAddress:
        return NewAddress(
            url=link.url,
            kind=Kind.SITEMAP,
            source=self._source.id,
            depth=entry.depth + 1,
            discovered_from=entry.url,
            rank=rank,
        )

    def _article(self, link: Link, entry: Entry) -> NewAddress:
        return NewAddress(
            url=without_parameters(link.url, self.without),
            kind=Kind.ARTICLE,
            source=self._source.id,
            depth=0,
            discovered_from=entry.url,
            hint_title=link.title,
            hint_date=link.date,
            hint_origin=str(link.origin) if link.origin else None,
            rank=_rank(link, entry),
        )


def _rank(link: Link, entry: Entry) -> Rank:
    """News, or of the archive: by the day that is said of it; else as what names it."""
    day = day_of(link.date) or day_of(link.changed)
    archived = entry.rank >= Rank.ARCHIVE
    if day is not None and (archived or entry.kind is Kind.SITEMAP):
        age = datetime.now(UTC).date() - day
        archived = age > (_RECENT if archived else _NO_NEWS)
    return Rank.ARCHIVE if archived else Rank.NEWS
