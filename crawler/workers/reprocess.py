"""Extraction once more, from the archived pages: nothing is fetched, and what people corrected stays."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from crawler.families import with_family
from crawler.workers.job import Done, Job, job_of, perform, without
from crawler.workers.pool import Lost, Pool
from crawler.workers.stage import EXTRACTOR
from domain.article import Article
from domain.source import Source
from store import Store
from store.crawl.archive import ArchiveError
from store.crawl.frontier import Kind
from store.crawl.pages import Page

__all__ = ["ReprocessReport", "reprocess"]


@dataclass(slots=True)
class ReprocessReport:
    """What a replay did. ``changes``: (address, title, readable difference) of each article that came out otherwise;
    ``gone``: (address, reason) of pages that gave an article before and give none now: the old reading was kept;
    ``unread``: (address, reason) of pages that the archive does not give; ``stopped``: nothing was written.
    """

    pages: int = 0
    articles: int = 0
    new: int = 0
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    gone: list[tuple[str, str]] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)
    stopped: bool = False


def _readings(
    store: Store, pages: Iterator[Page], sources: Mapping[str, Source], pool: Pool, stop: threading.Event | None
) -> Iterator[tuple[Page, Done | ArchiveError]]:
    """Each page with what it gives now, in order."""
    asked: deque[tuple[Page, Job | ArchiveError]] = deque()

    def jobs() -> Iterator[Job]:
        for page in pages:
            try:
                job = job_of(store, page, sources.get(page.source))
            except ArchiveError as error:
                asked.append((page, error))
                continue
            asked.append((page, job))
            yield job

    def unread() -> Iterator[tuple[Page, ArchiveError]]:
        while asked and isinstance(asked[0][1], ArchiveError):
            page, error = asked.popleft()
            assert isinstance(error, ArchiveError)
            yield page, error

    for result in pool.map(perform, jobs(), stop):
        yield from unread()
        page, job = asked.popleft()
        assert isinstance(job, Job)
        yield page, without(job, result) if isinstance(result, Lost) else result
    yield from unread()


def reprocess(
    store: Store,
    sources: Mapping[str, Source],
    pool: Pool,
    *,
    source: str | None = None,
    advance: Callable[[int], None] | None = None,
    stop: threading.Event | None = None,
) -> ReprocessReport:
    """Extract every archived article page of one source (or all) again and rebuild the articles' versions from it. A
    page that cannot be read now keeps the version that was read from it.
    """
    report = ReprocessReport()
    dressed = {name: with_family(one) for name, one in sources.items()}
    readings: dict[str, list[tuple[int, Article]]] = {}
    fresh: list[tuple[Page, Article]] = []
    pages = store.pages.iterate(source, kinds=(Kind.ARTICLE,))
    for page, done in _readings(store, pages, dressed, pool, stop):
        report.pages += 1
        if advance is not None:
            advance(1)
        stored = store.articles.by_url(page.url) or store.articles.by_url(page.final_url)
        article = None if isinstance(done, ArchiveError) else done.article
        if isinstance(done, ArchiveError):
            report.unread.append((page.url, str(done)))
        elif article is None and stored is not None and page.state == "article":
            report.gone.append((page.url, done.reason or ""))
        if article is not None and stored is None:
            fresh.append((page, _own(article, page)))
        elif article is not None and stored is not None:
            readings.setdefault(stored.id, []).append((page.id, _own(article, page)))
        elif stored is not None and page.state == "article":
            readings.setdefault(stored.id, []).extend(_as_it_was(store, stored.id, page))
    if stop is not None and stop.is_set():
        report.stopped = True
        return report
    for article_id, made in readings.items():
        rebuilt = store.articles.rebuild(article_id, made, extractor=EXTRACTOR)
        report.articles += 1
        stored = store.articles.get(article_id)
        if rebuilt.changed and stored is not None:
            report.changes.append((stored.article.url, stored.article.title, rebuilt.diff))
    for page, article in fresh:
        store.articles.save(article, page.id, extractor=EXTRACTOR)
        report.new += 1
    return report


def _own(article: Article, page: Page) -> Article:
    """An article belongs to the source that fetched its page, whatever source files lie at hand now."""
    return article.model_copy(update={"source": page.source})


def _as_it_was(store: Store, article_id: str, page: Page) -> list[tuple[int, Article]]:
    return [(page.id, one.article) for one in store.articles.versions(article_id) if one.page_id == page.id]
