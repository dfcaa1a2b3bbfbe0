"""The later pages of articles that a site cuts into several, as a visit asks for them."""

from __future__ import annotations

from datetime import datetime

from store import Store
from store.crawl.frontier import Entry, Kind, Outcome

__all__ = ["BELONG_TO_ARTICLES", "ENOUGH_IDLE", "claim_next", "edited_further_on"]

BELONG_TO_ARTICLES = (Kind.ATTACHMENT, Kind.CONTINUATION)
"""What makes an article whole: asked for even where no further article may be."""

ENOUGH_IDLE = 5
"""After so many later pages in a row that told nothing new, no more are asked for: they are pages of comments."""

_IDLE = "Các trang tiếp theo của bài ở nguồn này không thêm gì mới."


def claim_next(store: Store, source: str, owner: str, *, articles: bool) -> list[Entry]:
    """What of a source is due next, at most one; without ``articles`` only what belongs to those that are there."""
    kinds = None if articles else BELONG_TO_ARTICLES
    claimed = store.frontier.claim(source, owner, kinds=kinds)
    while claimed and claimed[0].kind is Kind.CONTINUATION and store.pages.idle_continuations(source, ENOUGH_IDLE):
        store.frontier.finish(claimed[0].url, Outcome.SKIPPED, reason=_IDLE)
        claimed = store.frontier.claim(source, owner, kinds=kinds)
    return claimed


def edited_further_on(store: Store, entry: Entry, now: datetime) -> None:
    """A later page of an article changed: what its first page begins is another text from now on, a version."""
    first = store.pages.last(entry.discovered_from or "")
    if first is not None and first.state == "article":
        store.pages.read_again(first, now)
