"""``scrapy crawl <source>``: a visit begun by Scrapy's own command line instead of by ``diemtin crawl``."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.exceptions import CloseSpider

from crawler.fetch.throttle import Gate
from crawler.spider_loader import scrapy_settings
from crawler.urls import host_key
from crawler.visits.visit import Visit
from domain.settings import load_settings
from store import open_store

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from domain.source import Source

__all__ = ["begin"]

logger = logging.getLogger(__name__)
_LEASE_SECONDS = 6 * 3600.0


def begin(crawler: Crawler, source: Source | None) -> Visit:
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
    gate = Gate(store)
    gate.slow_down(host_key(source.base_url), source.politeness.delay)
    visit = Visit(store, source, settings, gate, owner)

    def closed(reason: str) -> None:
        visit.close(interrupted=reason != "finished")
        store.leases.release(lease, owner)
        store.close()
        logger.info("%s: %d pages; run 'diemtin process' to extract them", source.id, visit.report.pages)

    crawler.settings.setdict(scrapy_settings(source, settings, store, gate), priority="cmdline")
    crawler.signals.connect(closed, signal=signals.spider_closed, weak=False)
    return visit
