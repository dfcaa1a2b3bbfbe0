"""Scrapy's way to the sources: one spider class a source file."""

from __future__ import annotations

import builtins
from typing import Any

from scrapy import Request, Spider
from scrapy.settings import BaseSettings

from crawler.families import family_of
from crawler.fetch.context import Context
from crawler.fetch.throttle import Gate
from crawler.source_files import load_sources
from crawler.urls import same_site
from domain.settings import Settings, load_settings
from domain.source import Source
from store import Store

__all__ = ["SourceLoader", "scrapy_settings", "spider_class"]


def spider_class(source: Source) -> type[Spider]:
    """The spider of a source: its family's, under the source's name."""
    family = family_of(source.family)
    return type(f"{family.__name__}_{source.id.replace('-', '_')}", (family,), {"name": source.id, "source": source})


class SourceLoader:
    """Finds spiders in the folder of sources (``DIEMTIN_SOURCES_DIR``)."""

    def __init__(self, settings: BaseSettings) -> None:
        given = settings.get("DIEMTIN_SOURCES")
        sources = given if given is not None else load_sources(load_settings().sources_dir)
        self._classes = {source.id: spider_class(source) for source in sources}

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


def scrapy_settings(source: Source, settings: Settings, store: Store, gate: Gate) -> dict[str, Any]:
    """What one source and our own settings add to Scrapy's."""
    contact = f" (+{settings.contact_url})" if settings.contact_url else ""
    return {
        "USER_AGENT": f"{settings.user_agent}{contact}",
        "DOWNLOAD_MAXSIZE": min(source.politeness.max_bytes, settings.max_page_bytes),
        "DOWNLOAD_TIMEOUT": source.politeness.timeout.total_seconds(),
        "DOWNLOAD_VERIFY_CERTIFICATES": source.tls_verify,
        "DIEMTIN_CONTEXT": Context(store, gate, source, settings.allow_private_addresses, settings.browser_path),
        "DIEMTIN_SOURCES": [],
    }
