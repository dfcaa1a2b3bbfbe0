"""A stored page as a job of extraction: its bytes from the archive, and what feed or list said of its address."""

from __future__ import annotations

from crawler.workers.job import Job
from domain.source import Source
from store import Store
from store.crawl.frontier import Kind
from store.crawl.pages import Page

__all__ = ["job_of"]


def job_of(store: Store, page: Page, source: Source | None) -> Job:
    """The job that reads this page anew. Raises StoreError where the archive does not hold it."""
    entry = store.frontier.get(page.url)
    headers = {name.lower(): value for name, value in page.headers.items()}
    return Job(
        kind="attachment" if page.kind is Kind.ATTACHMENT else "article",
        content=store.archive.read(page.ref).body,
        url=page.final_url,
        source=source,
        content_type=headers.get("content-type") or page.media_type,
        fetched_at=page.fetched_at,
        hint_title=entry.hint_title if entry else None,
        hint_date=entry.hint_date if entry else None,
        hint_origin=entry.hint_origin if entry else None,
    )
