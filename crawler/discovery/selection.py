"""The addresses that feeds, sitemaps and lists lead to, and which of them a source wants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from crawler.discovery.feeds import read_feed
from crawler.discovery.link import Lead
from crawler.discovery.listings import is_denied, read_listing
from crawler.discovery.reform_words import speaks_of_reform
from crawler.discovery.sitemaps import MAX_DEPTH, read_sitemap
from crawler.extraction.url_shape import looks_like_article_url
from crawler.report import SourceReport
from crawler.urls import canonical, same_site
from domain.article import day_of
from domain.source import Listing, Source
from store.crawl.frontier import Entry, Found, Frontier, Kind

if TYPE_CHECKING:
    from scrapy.http import Response

__all__ = ["Leads", "Led"]

_DEEPEST = 1001


@dataclass(frozen=True, slots=True)
class Led:
    """What a page leads to. ``next``: the following page of a list. ``named``: how many addresses a list, feed or
    sitemap names, wanted or not; 0 where the source's selectors match nothing any more; null for any other page.
    """

    found: tuple[Found, ...] = ()
    next: str | None = None
    named: int | None = None


class Leads:
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

    def of(self, entry: Entry, response: Response, headers: dict[str, str]) -> Led:
        """What the answer to ``entry`` leads to; ``headers`` by lower-case name."""
        if entry.kind is Kind.FEED:
            leads = read_feed(response.body, response.url)
            return Led(self._articles(leads, entry, chosen=False), named=len(leads))
        if entry.kind is Kind.SITEMAP:
            return self._sitemap(entry, response)
        if entry.kind is Kind.LISTING:
            return self._listing(entry, response, headers)
        return Led()

    def _sitemap(self, entry: Entry, response: Response) -> Led:
        sitemap = read_sitemap(response.body, response.url)
        inner = (self._inner(lead, entry) for lead in sitemap.sitemaps if self._wanted_sitemap(lead, entry))
        pages = self._articles(sitemap.pages, entry, chosen=False)
        return Led((*inner, *pages), named=len(sitemap.sitemaps) + len(sitemap.pages))

    def _listing(self, entry: Entry, response: Response, headers: dict[str, str]) -> Led:
        page = read_listing(
            response.body,
            response.url,
            self._listing_of(entry),
            self._source,
            number=entry.depth + 1,
            content_type=headers.get("content-type"),
        )
        first = entry.depth == 0
        if page.astray and first:
            self._report.warnings.append(
                f"{self._source.id}: bộ chọn của danh sách {entry.url} không khớp gì (trang đã đổi giao diện?)."
            )
        done = self._since and page.leads and all(self._too_old(lead) for lead in page.leads)
        named = 0 if page.astray else len(page.leads)
        found = self._articles(page.leads, entry, chosen=True)
        return Led(found, None if done else page.next, named if first else None)

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

    def _articles(self, leads: Iterable[Lead], entry: Entry, *, chosen: bool) -> tuple[Found, ...]:
        return tuple(self._article(lead, entry) for lead in self._wanted(leads, chosen=chosen))

    def _wanted(self, leads: Iterable[Lead], *, chosen: bool) -> Iterator[Lead]:
        pattern = self._source.article_urls
        for lead in leads:
            if not same_site(lead.url, self._source.base_url) or is_denied(lead.url, self._source):
                continue
            if lead.url in self.points or self._too_old(lead):
                continue
            if not chosen and not self._fits(lead, pattern):
                continue
            if not chosen and self._source.reform_only and not speaks_of_reform(lead.url, lead.title):
                continue
            yield lead

    @staticmethod
    def _fits(lead: Lead, pattern: str | None) -> bool:
        if pattern:
            return re.search(pattern, lead.url) is not None
        return looks_like_article_url(lead.url) is not False

    def _too_old(self, lead: Lead) -> bool:
        day = day_of(lead.date) or day_of(lead.changed)
        return self._since is not None and day is not None and day < self._since

    def _wanted_sitemap(self, lead: Lead, entry: Entry) -> bool:
        changed = day_of(lead.changed)
        old = self._since is not None and changed is not None and changed < self._since
        return same_site(lead.url, self._source.base_url) and entry.depth < MAX_DEPTH and not old

    def _inner(self, lead: Lead, entry: Entry) -> Found:
        return Found(
            url=lead.url, kind=Kind.SITEMAP, source=self._source.id, depth=entry.depth + 1, discovered_from=entry.url
        )

    def _article(self, lead: Lead, entry: Entry) -> Found:
        return Found(
            url=lead.url,
            kind=Kind.ARTICLE,
            source=self._source.id,
            depth=0,
            discovered_from=entry.url,
            hint_title=lead.title,
            hint_date=lead.date,
            hint_origin=str(lead.origin) if lead.origin else None,
        )
