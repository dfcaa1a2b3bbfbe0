"""Pages that only send their reader on, by ``<meta http-equiv="refresh">``."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from crawler.urls import canonical, same_site

__all__ = ["refresh_target"]

_REFRESH = re.compile(rb"<meta\b[^<>]{0,200}?http-equiv\s{0,3}=\s{0,3}[\"']?refresh[^<>]{0,1500}>", re.IGNORECASE)
_TARGET = re.compile(r"\d+(?:\.\d+)?\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"'<>]+)", re.IGNORECASE)
_CONTENT = re.compile(r"content\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)


def refresh_target(content: bytes, url: str) -> str | None:
    """Where a page sends its readers by ``<meta http-equiv="refresh">``: another page of the same site; None where
    it only reloads itself, or leads away.
    """
    found = _REFRESH.search(content[:50_000])
    written = _CONTENT.search(found[0].decode("utf-8", "replace")) if found else None
    target = _TARGET.match((written[1] or written[2] or "").strip()) if written else None
    if target is None:
        return None
    try:
        address = canonical(urljoin(url, target[1].strip().replace("&amp;", "&")))
    except ValueError:
        return None
    return address if address and address != canonical(url) and same_site(address, url) else None
