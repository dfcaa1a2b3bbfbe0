"""Which of the articles that arrived a saved search finds, by the very engine and query language of the search page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.search import Hit, SearchFilters, SearchRequest, Sort
from store.db.rows import in_batches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index import SearchEngine
    from store import Store
    from store.mails.saved_searches import SavedSearch

__all__ = ["matching", "not_there_yet"]

_BATCH = 1000


def matching(engine: SearchEngine, search: SavedSearch, article_ids: Sequence[str]) -> list[Hit]:
    """The hits among these articles, in the order of the articles."""
    found: dict[str, Hit] = {}
    for batch in in_batches(list(article_ids), _BATCH):
        filters = search.filters.model_copy(update={"ids": tuple(batch)})
        request = SearchRequest(query=search.query, filters=filters, sort=Sort.DATE, facets=False)
        found.update((hit.id, hit) for hit in engine.walk(request))
    return [found[one] for one in article_ids if one in found]


def not_there_yet(store: Store, engine: SearchEngine, index: str, article_ids: Sequence[str]) -> list[str]:
    """Articles that the index is to hold and does not now (it lost them, or has not made them visible): to judge
    without them would lose them.
    """
    missing: list[str] = []
    for batch in in_batches(list(article_ids), _BATCH):
        filters = SearchFilters(ids=tuple(batch))
        if engine.search(SearchRequest(filters=filters, limit=0, facets=False)).total == len(batch):
            continue
        there = {hit.id for hit in engine.walk(SearchRequest(filters=filters, sort=Sort.DATE, facets=False))}
        missing += store.documents.load([one for one in batch if one not in there])
    refused = {row.article_id for row in store.outbox.quarantined(index)} if missing else set()
    return [one for one in missing if one not in refused]
