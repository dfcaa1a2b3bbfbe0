"""Extraction once more, from the archived pages: nothing is fetched, and what people corrected stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field

from crawler.families import with_family
from crawler.workers.job import Done, perform
from crawler.workers.page_job import job_of
from crawler.workers.process_pool import process_pool
from crawler.workers.stage import EXTRACTOR
from domain.article import Article
from domain.source import Source
from store import Store
from store.crawl.frontier import Kind
from store.crawl.pages import Page

__all__ = ["ReprocessReport", "reprocess"]

_AHEAD = 32


@dataclass(slots=True)
class ReprocessReport:
    """What a replay did. ``changes``: (address, title, readable difference) of each article that came out otherwise;
    ``gone``: (address, reason) of pages that gave an article before and give none now: the old reading was kept.
    """

    pages: int = 0
    articles: int = 0
    new: int = 0
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    gone: list[tuple[str, str]] = field(default_factory=list)


def _performed(
    pool: Executor, store: Store, batch: list[Page], sources: Mapping[str, Source]
) -> Iterator[tuple[Page, Done]]:
    jobs = [job_of(store, page, sources.get(page.source)) for page in batch]
    return zip(batch, pool.map(perform, jobs), strict=True)


def _readings(
    store: Store, pages: Iterator[Page], sources: Mapping[str, Source], workers: int
) -> Iterator[tuple[Page, Done]]:
    """Each page with what it gives now, in order."""
    if workers == 1:
        for page in pages:
            yield page, perform(job_of(store, page, sources.get(page.source)))
        return
    with process_pool(workers) as pool:
        batch: list[Page] = []
        for page in pages:
            batch.append(page)
            if len(batch) == _AHEAD:
                yield from _performed(pool, store, batch, sources)
                batch = []
        yield from _performed(pool, store, batch, sources)


def reprocess(
    store: Store,
    sources: Mapping[str, Source],
    *,
    source: str | None = None,
    workers: int = 1,
    advance: Callable[[int], None] | None = None,
) -> ReprocessReport:
    """Extract every archived article page of one source (or all) again and rebuild the articles' versions from it."""
    report = ReprocessReport()
    dressed = {name: with_family(one) for name, one in sources.items()}
    readings: dict[str, list[tuple[int, Article]]] = {}
    fresh: list[tuple[Page, Article]] = []
    pages = store.pages.iterate(source, kinds=(Kind.ARTICLE,))
    for page, done in _readings(store, pages, dressed, workers):
        report.pages += 1
        if advance is not None:
            advance(1)
        stored = store.articles.by_url(page.url) or store.articles.by_url(page.final_url)
        if done.article is None:
            if stored is not None and page.state == "article":
                report.gone.append((page.url, done.reason or ""))
                readings.setdefault(stored.id, [])
        elif stored is None:
            fresh.append((page, done.article))
        else:
            readings.setdefault(stored.id, []).append((page.id, done.article))
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
