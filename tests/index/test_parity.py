"""Both engines side by side: the same totals, facets, pages and passages; order judged, not compared by score."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from domain.search import SearchRequest, Sort
from index import SearchEngine
from tests.index.conftest import ENGINES
from tests.index.shelf import shelf
from tests.index.test_ranking import judgements, ndcg

pytestmark = pytest.mark.elasticsearch

CLOSE = 0.05
"""How far the judged order of one query may be apart."""

MORE = [
    "",
    "y te",
    "so y te",
    "=Sở",
    "-vắc",
    "((",
    "tỉnh:Sơn La OR tỉnh:Kon Tum",
    "từ:9/2022 đến:9/2022",
    "đến:2021",
    '"cải cách" -"hành chính"',
    "(sốt OR cúm) -lăng",
    "văn bản:NĐ-CP",
    "quyết định 06",
    "1.705/1.932",
    "khongcodau",
]


@pytest.fixture(scope="module")
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[SearchEngine, SearchEngine]]:
    """The embedded engine and the cluster, each with the sample articles."""
    with ExitStack() as stack:
        opened = [
            stack.enter_context(ENGINES[name](request, tmp_path_factory.mktemp(name)))
            for name in ("embedded", "elasticsearch")
        ]
        for engine in opened:
            engine.write(shelf())
        yield opened[0], opened[1]


@pytest.mark.parametrize("sort", list(Sort))
def test_same_answers(both: tuple[SearchEngine, SearchEngine], sort: Sort) -> None:
    for query in [*MORE, *(one.query for one in judgements())]:
        request = SearchRequest(query=query, sort=sort, limit=200)
        ours, theirs = (engine.search(request) for engine in both)
        assert ours.total == theirs.total, query
        assert ours.understood == theirs.understood, query
        assert ours.facets == theirs.facets, query
        assert ours.suggestion == theirs.suggestion, query
        passages = [
            {hit.id: (hit.snippet, hit.title, hit.province) for hit in answer.hits} for answer in (ours, theirs)
        ]
        assert passages[0] == passages[1], query
        if sort is Sort.DATE:
            assert [hit.id for hit in ours.hits] == [hit.id for hit in theirs.hits], query


def test_same_judged_order(both: tuple[SearchEngine, SearchEngine]) -> None:
    for one in judgements():
        if one.slip:
            continue
        request = SearchRequest(query=one.query, limit=10)
        ours, theirs = ([hit.id for hit in engine.search(request).hits] for engine in both)
        assert ndcg(ours, one.grades) == pytest.approx(ndcg(theirs, one.grades), abs=CLOSE), one.query


@pytest.mark.parametrize("query", ["hồ sơ", "y tế", ""])
@pytest.mark.parametrize("sort", list(Sort))
def test_same_pages(both: tuple[SearchEngine, SearchEngine], query: str, sort: Sort) -> None:
    walked: list[list[str]] = []
    for engine in both:
        seen: list[str] = []
        after: str | None = None
        for _ in range(40):
            answer = engine.search(SearchRequest(query=query, sort=sort, limit=7, after=after))
            seen.extend(hit.id for hit in answer.hits)
            after = answer.next
            if after is None:
                break
        walked.append(seen)
    assert len(walked[0]) == len(set(walked[0]))
    assert set(walked[0]) == set(walked[1])
    if sort is Sort.DATE:
        assert walked[0] == walked[1]
