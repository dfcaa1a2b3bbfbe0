"""Order and paging on every engine."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from domain.search import Hit, IndexDocument, SearchRequest, Sort
from index import SearchEngine
from tests.index.corpus import ARTICLES, document

COUNT = 257


def many() -> list[IndexDocument]:
    """Numbered articles: many on one day, every tenth undated."""
    start = date(2020, 1, 1)
    return [
        document(
            f"bai-{at:04}",
            f"Bài số {at} về một cửa",
            "Một cửa liên thông. " * (1 + at % 7) + f"Mã {at}.",
            published=None if at % 10 == 0 else start + timedelta(days=at // 5),
            updated=date(2024, 1, 1) + timedelta(days=at) if at % 10 == 0 else None,
            province="Kon Tum",
        )
        for at in range(COUNT)
    ]


@pytest.fixture
def shelf(engine: SearchEngine) -> SearchEngine:
    engine.write(many())
    return engine


def walk(engine: SearchEngine, request: SearchRequest) -> list[Hit]:
    hits: list[Hit] = []
    after: str | None = None
    for _ in range(1000):
        response = engine.search(request.model_copy(update={"after": after}))
        hits.extend(response.hits)
        assert response.total == COUNT
        if response.next is None:
            return hits
        after = response.next
    raise AssertionError("paging does not end")


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("limit", [1, 10, 64, 257, 300])
def test_pages_show_every_hit_once(shelf: SearchEngine, sort: Sort, limit: int) -> None:
    if limit == 1:
        request = SearchRequest(query="mã", sort=sort, limit=10)
    else:
        request = SearchRequest(query="một cửa", sort=sort, limit=limit)
    ids = [hit.id for hit in walk(shelf, request)]
    assert len(ids) == COUNT
    assert set(ids) == {article.id for article in many()}


@pytest.mark.parametrize("sort", list(Sort))
def test_offset_and_after_agree(shelf: SearchEngine, sort: Sort) -> None:
    request = SearchRequest(query="một cửa", sort=sort, limit=50, facets=False)
    by_after = [hit.id for hit in walk(shelf, request)]
    by_offset = [
        hit.id
        for offset in range(0, COUNT, 50)
        for hit in shelf.search(request.model_copy(update={"offset": offset})).hits
    ]
    whole = [hit.id for hit in shelf.search(request.model_copy(update={"limit": COUNT})).hits]
    assert by_after == by_offset
    assert sorted(by_after) == sorted(whole)
    if sort is Sort.DATE:
        assert by_after == whole


def test_newest_first_undated_last(shelf: SearchEngine) -> None:
    hits = walk(shelf, SearchRequest(query="một cửa", sort=Sort.DATE, limit=40))
    dated = [hit.published_at for hit in hits if hit.published_at is not None]
    assert dated == sorted(dated, reverse=True)
    assert all(hit.published_at is None for hit in hits[len(dated) :])
    undated = [hit.id for hit in hits[len(dated) :]]
    assert undated == sorted(undated, reverse=True), "by their update among themselves"


def test_times_of_one_day_are_in_order(library: SearchEngine) -> None:
    hits = library.search(SearchRequest(query="", sort=Sort.DATE, limit=50)).hits
    keys = [str(hit.published_at or "") for hit in hits]
    assert keys == sorted(keys, reverse=True)
    assert len(hits) == len(ARTICLES)


def test_without_words_the_order_is_by_date(library: SearchEngine) -> None:
    by_date = library.search(SearchRequest(query='tỉnh:"Sơn La"', sort=Sort.DATE)).hits
    by_relevance = library.search(SearchRequest(query='tỉnh:"Sơn La"')).hits
    assert [hit.id for hit in by_relevance] == [hit.id for hit in by_date]


def test_scores_do_not_rise(shelf: SearchEngine) -> None:
    scores = [hit.score for hit in shelf.search(SearchRequest(query="một cửa", limit=100)).hits]
    assert all(earlier >= later - 1e-3 for earlier, later in pairwise(scores))


@pytest.mark.parametrize("after", ["", "rác", "AAAA", "WyJkYXRlIl0", "x" * 5_000, "WyJyZWxldmFuY2UiLCJhIl0"])
def test_a_broken_cursor_begins_at_the_first_page(shelf: SearchEngine, after: str) -> None:
    request = SearchRequest(query="một cửa", limit=5)
    assert shelf.search(request.model_copy(update={"after": after})).hits == shelf.search(request).hits


@pytest.mark.parametrize(("limit", "offset"), [(0, 0), (-1, 0), (0, 10), (10, 100_000), (10, -5)])
def test_odd_limits(shelf: SearchEngine, limit: int, offset: int) -> None:
    response = shelf.search(SearchRequest(query="một cửa", limit=limit, offset=offset))
    assert response.total == COUNT
    assert len(response.hits) == (10 if limit == 10 and offset <= 0 else 0)


def test_the_last_page_has_no_next(shelf: SearchEngine) -> None:
    assert shelf.search(SearchRequest(query="một cửa", limit=COUNT)).next is None
    assert shelf.search(SearchRequest(query="một cửa", limit=COUNT - 1)).next is not None
