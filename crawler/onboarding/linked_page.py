"""One page that a person names, of a site that is no source: looked at, and the source that its site becomes."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.extraction.article import extract_page
from crawler.families import recognise, with_family
from crawler.fetch.guard import admitted_by
from crawler.fetch.probe_client import Client
from crawler.urls import canonical, host_key, same_site
from domain.article import Article
from domain.errors import BadPage, UsageError
from domain.source import Source

if TYPE_CHECKING:
    from domain.settings import Settings
    from store import Store

__all__ = ["LINKED", "LinkedPage", "address_of", "look_at_page"]

LINKED = "lien-ket-"
"""What the ids of sources begin with that consist of pages people named."""

_INTERVAL = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class LinkedPage:
    """A page as it would be stored: its address in the end, the article read, the source that it belongs to."""

    url: str
    article: Article
    source: Source


def address_of(written: str) -> str:
    """The canonical address of what a person typed or pasted. Raises UsageError."""
    written = written.strip()
    url = canonical(written if "://" in written else f"https://{written}")
    if url is None or "." not in (urlsplit(url).hostname or ""):
        raise UsageError(
            f"“{written[:120]}” không phải địa chỉ trang web.", "Ví dụ: https://bao.example.vn/tin/bai-viet-12.html"
        )
    return url


def look_at_page(url: str, store: Store, settings: Settings, known: Iterable[Source] = ()) -> LinkedPage:
    """Fetch a page, in the queue of its host, and read it. ``known``: sources whose way of reading counts for their
    sites. Raises CrawlError (not to be had; Forbidden where robots.txt or the private-address rule says no) and
    ExtractError (no article).
    """
    return asyncio.run(_look(address_of(url), store, settings, known))


async def _look(url: str, store: Store, settings: Settings, known: Iterable[Source]) -> LinkedPage:
    contact = f" (+{settings.contact_url})" if settings.contact_url else ""
    async with Client(store, f"{settings.user_agent}{contact}", admitted=admitted_by(settings), pause=0.0) as client:
        page = await client.get(url)
    if not page.ok:
        raise BadPage(f"{url} trả mã {page.status}.", "Hãy mở thử địa chỉ này bằng trình duyệt.")
    source = _source_of(page.url, known)
    if source is None:
        family = recognise(host_key(page.url), page.headers, page.body).name
        source = _linked_source(page.url, family)
    article = extract_page(page.body, page.url, source=with_family(source), content_type=page.content_type)
    return LinkedPage(page.url, article, source)


def _source_of(url: str, known: Iterable[Source]) -> Source | None:
    """The known source of an address's site, none of its lists to be read."""
    for source in known:
        if same_site(url, source.base_url):
            return source.model_copy(update={"feeds": (), "sitemaps": (), "listings": (), "by_link": True})
    return None


def _linked_source(url: str, family: str) -> Source:
    parts = urlsplit(url)
    host = host_key(url)
    slug = re.sub(r"[^a-z0-9]+", "-", host.lower()).strip("-")[: 60 - len(LINKED)].rstrip("-")
    return Source(
        id=LINKED + slug,
        name=host,
        base_url=f"{parts.scheme}://{parts.netloc}",
        family=family,
        verified=True,
        interval=_INTERVAL,
        by_link=True,
    )
