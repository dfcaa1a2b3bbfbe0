"""The addresses that feeds, sitemaps and lists lead to, and which of them a source wants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
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
from crawler.urls import canonical, same_site
from domain.article import day_of
from domain.source import Listing, Source
from store.crawl.frontier import Entry, Frontier, Kind, NewAddress

if TYPE_CHECKING:
    from scrapy.http import Response

__all__ = ["LinkSelection", "PageLinks"]

_DEEPEST = 1001
_CALLED = {Kind.FEED: "RSS", Kind.SITEMAP: "Sơ đồ trang", Kind.LISTING: "danh sách"}


@dataclass(frozen=True, slots=True)
class PageLinks:
    """What a page leads to. ``next``: the following page of a list. ``named``: how many addresses a list, feed or
    sitemap names, wanted or not; 0 where the source's selectors match nothing any more; null for any other page.
    ``flaws``: what is wrong with an entry point, a Vietnamese phrase each; ``article``: a page that the source takes
    for a list proves to be an article.
    """

    found: tuple[NewAddress, ...] = ()
    next: str | None = None
    named: int | None = None
    flaws: tuple[str, ...] = ()
    article: bool = False


class LinkSelection:
    """Reads lists for one visit. ``points``: the entry points, asked again at every visit."""

    def __init__(self, source: Source, report: SourceReport, frontier: Frontier, since: date | None) -> None:
        self.points: set[str] = set()
        self._source = source
        self._report = report
        self._frontier = frontier
        self._since = since
        self._listings: dict[str, Listing] = {}

    def entry_points(self, points: Iterable[tuple[str, Kind]]) -> Iterator[tuple[str, Kind]]:
        """The entry points in their canonical spelling, noted."""
        self._listings = {canonical(self._source.absolute(one.url)) or one.url: one for one in self._source.listings}
        for address, kind in points:
            url = canonical(address)
            if url is not None:
                self.points.add(url)
                yield url, kind

    def list_moved(self, url: str, target: str) -> None:
        """A list is found under another address from now on."""
        if url in self._listings:
            self._listings[target] = self._listings[url]

    def of(self, entry: Entry, response: Response, headers: dict[str, str]) -> PageLinks:
        """What the answer to ``entry`` leads to; ``headers`` by lower-case name."""
        if entry.kind is Kind.FEED:
            feed = read_feed(response.body, response.url)
            found = self._articles(feed.links, entry, chosen=False)
            flaws = (*feed.flaws, *self._form_changed(feed.links))
            self._flawed(entry, flaws)
            return PageLinks(found, named=len(feed.links), flaws=flaws)
        if entry.kind is Kind.SITEMAP:
            return self._sitemap(entry, response)
        if entry.kind is Kind.LISTING:
            return self._listing(entry, response, headers)
        return PageLinks()

    def _form_changed(self, links: Iterable[Link]) -> Iterator[str]:
        """A feed none of whose addresses has the form that the source's articles have."""
        pattern = self._source.article_urls
        own = [own_address(link.url, self._source) for link in links]
        own = [url for url in own if same_site(url, self._source.base_url)]
        if pattern and len(own) >= 3 and not any(re.search(pattern, url) for url in own):
            yield f"{len(own)} bài có địa chỉ không khớp “article_urls” (trang đã đổi dạng địa chỉ?)"

    def _sitemap(self, entry: Entry, response: Response) -> PageLinks:
        sitemap = read_sitemap(response.body, response.url)
        self._flawed(entry, sitemap.flaws)
        inner = (self._inner(link, entry) for link in sitemap.sitemaps if self._wanted_sitemap(link, entry))
        pages = self._articles(sitemap.pages, entry, chosen=False)
        named = len(sitemap.sitemaps) + len(sitemap.pages)
        return PageLinks((*inner, *pages), named=named, flaws=sitemap.flaws)

    def _flawed(self, entry: Entry, flaws: tuple[str, ...]) -> None:
        """Say what is wrong with an entry point; what could be read of it was read."""
        if flaws:
            line = f"{self._source.id}: {_CALLED[entry.kind]} {entry.url} có lỗi: {'; '.join(flaws)}."
            if line not in self._report.warnings:
                self._report.warnings.append(line)

    def _listing(self, entry: Entry, response: Response, headers: dict[str, str]) -> PageLinks:
        page = read_listing(
            response.body,
            response.url,
            self._listing_of(entry),
            self._source,
            number=entry.depth + 1,
            content_type=headers.get("content-type"),
        )
        first = entry.depth == 0
        self._flawed(entry, page.flaws)
        if page.astray and first:
            self._report.warnings.append(
                f"{self._source.id}: bộ chọn của danh sách {entry.url} không khớp gì (trang đã đổi giao diện?)."
            )
        done = self._since and page.links and all(self._too_old(link) for link in page.links)
        named = 0 if page.astray else len(page.links)
        found = self._articles(page.links, entry, chosen=True)
        article = first and looks_like_article_url(entry.url) is True
        if article:
            content_type = headers.get("content-type")
            article = is_article_page(response.body, response.url, page, self._source, content_type)
        if article:
            flaw = "trang này là một bài viết, không phải danh sách; bài vẫn được lưu, hãy bỏ dòng này khỏi tệp nguồn"
            self._flawed(entry, (flaw,))
        return PageLinks(found, None if done else page.next, named if first else None, page.flaws, article)

    def _listing_of(self, entry: Entry) -> Listing:
        """The listing that a list page belongs to: itself, or the one whose chain of pages led to it."""
        step: Entry | None = entry
        for _ in range(_DEEPEST):
            if step is None:
                break
            if step.url in self._listings:
                return self._listings[step.url]
            step = self._frontier.get(step.discovered_from) if step.discovered_from else None
        return Listing(url=entry.url)

    def _articles(self, links: Iterable[Link], entry: Entry, *, chosen: bool) -> tuple[NewAddress, ...]:
        return tuple(self._article(link, entry) for link in self._wanted(links, chosen=chosen))

    def _wanted(self, links: Iterable[Link], *, chosen: bool) -> Iterator[Link]:
        pattern = self._source.article_urls
        for written in links:
            link = replace(written, url=own_address(written.url, self._source))
            if not same_site(link.url, self._source.base_url) or is_denied(link.url, self._source):
                continue
            if link.url in self.points or self._too_old(link):
                continue
            if not chosen and not self._fits(link, pattern):
                continue
            if not chosen and self._source.reform_only and not speaks_of_reform(link.url, link.title):
                continue
            yield link

    @staticmethod
    def _fits(link: Link, pattern: str | None) -> bool:
        if pattern:
            return re.search(pattern, link.url) is not None
        if link.title and link.date:
            return True  # a feed names articles, however short their addresses
        return looks_like_article_url(link.url) is not False

    def _too_old(self, link: Link) -> bool:
        day = day_of(link.date) or day_of(link.changed)
        return self._since is not None and day is not None and day < self._since

    def _wanted_sitemap(self, link: Link, entry: Entry) -> bool:
        changed = day_of(link.changed)
        old = self._since is not None and changed is not None and changed < self._since
        return same_site(link.url, self._source.base_url) and entry.depth < MAX_DEPTH and not old

    def _inner(self, link: Link, entry: Entry) -> NewAddress:
        return NewAddress(
            url=link.url, kind=Kind.SITEMAP, source=self._source.id, depth=entry.depth + 1, discovered_from=entry.url
        )

    def _article(self, link: Link, entry: Entry) -> NewAddress:
        return NewAddress(
            url=link.url,
            kind=Kind.ARTICLE,
            source=self._source.id,
            depth=0,
            discovered_from=entry.url,
            hint_title=link.title,
            hint_date=link.date,
            hint_origin=str(link.origin) if link.origin else None,
        )
