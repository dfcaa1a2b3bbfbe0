"""A day that a list names for an article which was read before without one: the article is read again with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from store import Store
from store.crawl.frontier import Kind, NewAddress

__all__ = ["dated_at_last", "read_with_days"]


def dated_at_last(store: Store, found: Iterable[NewAddress]) -> list[str]:
    """Addresses of articles that were read while no list had named a day for them, and for which one does now. To be
    asked before the frontier learns of it.
    """
    dated = [one.url for one in found if one.kind is Kind.ARTICLE and one.hint_date is not None]
    return store.frontier.read_undated(dated)


def read_with_days(store: Store, urls: Iterable[str], now: datetime) -> None:
    """Let those of the articles that still have no day be extracted again from their archived pages."""
    for url in urls:
        stored = store.articles.by_url(url)
        page = store.pages.last(url) if stored is not None and stored.article.published_at is None else None
        if page is not None and page.state == "article":
            store.pages.read_again(page, now, state="pending")
