"""Single articles read anew from their archived pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from crawler.families import with_family
from crawler.workers.job import job_of, perform
from crawler.workers.stage import EXTRACTOR
from domain.source import Source
from store import Store

__all__ = ["reread"]


def reread(store: Store, sources: Mapping[str, Source], article_ids: Iterable[str]) -> None:
    """Make the versions of these articles from their own pages alone. One none of whose pages can be read stays as it
    is. Raises StoreError.
    """
    for article_id in article_ids:
        readings = []
        for page in store.pages.of_article(article_id):
            source = sources.get(page.source)
            done = perform(job_of(store, page, with_family(source) if source is not None else None))
            if done.article is not None:
                readings.append((page.id, done.article.model_copy(update={"source": page.source})))
        store.articles.rebuild(article_id, readings, extractor=EXTRACTOR)
