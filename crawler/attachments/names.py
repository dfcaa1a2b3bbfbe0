"""The addresses under which articles name one and the same file."""

from __future__ import annotations

from store import Store
from store.crawl.frontier import Kind

__all__ = ["attachment_names"]

_MAX_HOPS = 8


def attachment_names(store: Store, url: str) -> list[str]:
    """The address of an attachment and those that were redirected to it: articles name the first."""
    names = [url]
    while len(names) < _MAX_HOPS:
        entry = store.frontier.get(names[-1])
        former = store.frontier.get(entry.discovered_from) if entry and entry.discovered_from else None
        if former is None or former.kind is not Kind.ATTACHMENT or former.moved_to != names[-1]:
            break
        names.append(former.url)
    return names
