"""What one source and our own settings add to Scrapy's."""

from __future__ import annotations

from typing import Any

from crawler.fetch.context import Context
from crawler.fetch.guard import admitted_by
from crawler.fetch.throttle import HostThrottle
from domain.settings import Settings
from domain.source import Source
from store import Store

__all__ = ["scrapy_settings"]


def scrapy_settings(source: Source, settings: Settings, store: Store, throttle: HostThrottle) -> dict[str, Any]:
    """The settings of one visit's crawler."""
    contact = f" (+{settings.contact_url})" if settings.contact_url else ""
    return {
        "USER_AGENT": f"{settings.user_agent}{contact}",
        "DOWNLOAD_MAXSIZE": min(source.politeness.max_bytes, settings.max_page_bytes),
        "DOWNLOAD_TIMEOUT": source.politeness.timeout.total_seconds(),
        "DOWNLOAD_VERIFY_CERTIFICATES": source.tls_verify,
        "DIEMTIN_CONTEXT": Context(store, throttle, source, admitted_by(settings, source), settings.browser_path),
        "DIEMTIN_SOURCES": [],
    }
