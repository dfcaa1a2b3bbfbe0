"""Scrapy's own entry: ``scrapy list`` and ``scrapy crawl SOURCE``. ``diemtin`` never goes through here."""

from __future__ import annotations

import builtins
import logging
from typing import TYPE_CHECKING, Any, Self

from scrapy import Request, Spider, signals
from scrapy.exceptions import CloseSpider
from scrapy.settings import BaseSettings

from crawler.fetch.scrapy_settings import scrapy_settings
from crawler.fetch.throttle import HostThrottle
from crawler.source_files import load_sources
from crawler.spiders.site import SiteSpider, spider_class
from crawler.urls import host_key, same_site
from crawler.visits.visit import Visit
from domain.settings import load_settings
from domain.source import Source
from store import open_store

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

__all__ = ["SourceLoader"]

logger = logging.getLogger(__name__)
_LEASE_SECONDS = 6 * 3600.0


class _StandaloneSpider(SiteSpider):
    """A spider that Scrapy's command line starts: it comes with a visit of its own."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """As Scrapy makes it."""
        return super().from_crawler(crawler, *args, visit=_begin(crawler, cls.source), **kwargs)


class SourceLoader:
    """Finds spiders in the folder of sources (``DIEMTIN_SOURCES_DIR``)."""

    def __init__(self, settings: BaseSettings) -> None:
        given = settings.get("DIEMTIN_SOURCES")
        if given is None:
            given = load_sources(load_settings().sources_dir, lambda error: logger.error("%s", error))
        self._classes = {source.id: spider_class(source, _StandaloneSpider) for source in given}

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> SourceLoader:
        """As Scrapy makes it."""
        return cls(settings)

    def load(self, spider_name: str) -> type[Spider]:
        """The spider of a source. Raises KeyError for an unknown one."""
        if spider_name not in self._classes:
            raise KeyError(f"Không có nguồn “{spider_name}”.")
        return self._classes[spider_name]

    def list(self) -> builtins.list[str]:
        """The ids of all sources."""
        return list(self._classes)

    def find_by_request(self, request: Request) -> builtins.list[str]:
        """The sources that an address belongs to."""
        found = (getattr(spider, "source", None) for spider in self._classes.values())
        return [source.id for source in found if source is not None and same_site(request.url, source.base_url)]


def _begin(crawler: Crawler, source: Source | None) -> Visit:
    """Open the store, lease the source and begin a visit; all is given back when the spider closes.

    Pages are archived and wait in the store; ``diemtin process`` extracts them.
    """
    if source is None:
        raise CloseSpider("no source")
    settings = load_settings()
    store = open_store(settings.data_dir, settings.store_url)
    owner = store.leases.new_owner()
    lease = f"source:{source.id}"
    if not store.leases.acquire(lease, owner, _LEASE_SECONDS):
        store.close()
        raise CloseSpider("leased")
    throttle = HostThrottle(store)
    throttle.slow_down(host_key(source.base_url), source.politeness.delay)
    visit = Visit(store, source, settings, throttle, owner)

    def closed(reason: str) -> None:
        visit.close(interrupted=reason != "finished")
        store.leases.release(lease, owner)
        store.close()
        logger.info("%s: %d pages; run 'diemtin process' to extract them", source.id, visit.report.pages)

    crawler.settings.setdict(scrapy_settings(source, settings, store, throttle), priority="cmdline")
    crawler.signals.connect(closed, signal=signals.spider_closed, weak=False)
    return visit
