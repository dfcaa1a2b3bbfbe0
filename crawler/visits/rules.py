"""Our own rules that may refuse an address: it is asked for again once the rule is another one."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from crawler.fetch.guard import admitted_by
from crawler.urls import host_key
from domain.source import Source
from store import Store

if TYPE_CHECKING:
    from domain.settings import Settings

__all__ = ["rules_in_force"]


def rules_in_force(store: Store, source: Source, settings: Settings) -> dict[str, str]:
    """The rules by their names, each as a short text that is another one when the rule changes."""
    kept = store.hosts.get(host_key(source.base_url))
    return {
        "private": admitted_by(settings, source).rule,
        "size": str(min(source.politeness.max_bytes, settings.max_page_bytes)),
        "browser": _short(f"{source.render} {settings.browser_path}"),
        "robots": _short((kept.robots_body if kept else None) or ""),
    }


def _short(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]
