"""Reprints folded under one hit, exact ids, and all hits of a view one after another, on every engine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from domain.search import Hit, IndexDocument, SearchFilters, SearchRequest, Sort
from index import SearchEngine
from tests.index.conftest import ENGINES, PARAMS
from tests.index.corpus import document

COUNT = 240


def many() -> list[IndexDocument]:
    """Numbered articles; of each six two are one text, and twenty more are another one."""
    start = date(2021, 1, 1)
    return [
        document(
            f"bai-{at:03}",
            f"Bài {at} về một cửa",
            "Một cửa liên thông. " * (1 + at % 5),
            published=start + timedelta(days=at % 97),
            source=f"nguon-{at % 7}",
            source_name=f"Nguồn {at % 7}",
            group="lon" if at % 12 == 5 else f"nhom-{at // 6}" if at % 6 in (1, 4) else None,
        )
        for at in range(COUNT)
    ]


GROUPS = {one.id: one.group for one in many()}
CONTENTS = len({group or name for name, group in GROUPS.items()})


@pytest.fixture(scope="module", params=PARAMS)
def shelf(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    with ENGINES[request.param](request, tmp_path_factory.mktemp("shelf")) as opened:
        for start in range(0, COUNT, 50):
            opened.write(many()[start : start + 50])
        yield opened


def folded(hits: list[Hit]) -> list[str]:
    """The first of each group, by hand."""
    seen: set[str] = set()
    kept = []
    for hit in hits:
        if hit.group is None or hit.group not in seen:
            kept.append(hit.id)
        if hit.group is not None:
            seen.add(hit.group)
    return kept


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("query", ["", "một cửa"])
def test_a_fold_keeps_the_first_of_each_group(shelf: SearchEngine, query: str, sort: Sort) -> None:
    plain = shelf.search(SearchRequest(query=query, sort=sort, limit=COUNT))
    answer = shelf.search(SearchRequest(query=query, sort=sort, limit=COUNT, fold=True))
    assert [hit.id for hit in answer.hits] == folded(list(plain.hits))
    assert (answer.total, answer.contents) == (COUNT, CONTENTS)
    assert answer.next is None
    assert answer.facets == plain.facets


@pytest.mark.parametrize("sort", list(Sort))
def test_pages_of_a_fold_show_every_content_once(shelf: SearchEngine, sort: Sort) -> None:
    request = SearchRequest(query="một cửa", sort=sort, limit=17, fold=True)
    walked = [
        hit.id
        for offset in range(0, COUNT, 17)
        for hit in shelf.search(request.model_copy(update={"offset": offset})).hits
    ]
    whole = [hit.id for hit in shelf.search(request.model_copy(update={"limit": COUNT})).hits]
    assert walked == whole
    assert len(walked) == CONTENTS


def test_the_others_of_a_group_hang_on_its_hit(shelf: SearchEngine) -> None:
    answer = shelf.search(SearchRequest(query="một cửa", limit=COUNT, fold=True))
    shown = [hit.id for hit in answer.hits]
    hanging = [one.id for hit in answer.hits for one in hit.reprints]
    assert sorted(shown + hanging) == sorted(GROUPS)
    for hit in answer.hits:
        assert {GROUPS[one.id] for one in hit.reprints} <= {hit.group}
        assert [str(one.published_at) for one in hit.reprints] == sorted(
            (str(one.published_at) for one in hit.reprints), reverse=True
        )


def test_only_what_is_found_hangs_on_a_hit(shelf: SearchEngine) -> None:
    filters = SearchFilters(sources=("nguon-1", "nguon-2"))
    answer = shelf.search(SearchRequest(filters=filters, limit=COUNT, fold=True))
    found = [one for hit in answer.hits for one in (hit, *hit.reprints)]
    assert len(found) == answer.total
    assert {one.source for one in found} == {"nguon-1", "nguon-2"}
    assert any(hit.reprints for hit in answer.hits)


@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("query", ["", "một cửa", "khôngcóđâu", "tỉnh"])
def test_a_walk_gives_what_is_shown(shelf: SearchEngine, query: str, sort: Sort, fold: bool) -> None:
    request = SearchRequest(query=query, sort=sort, limit=COUNT, fold=fold)
    assert list(shelf.walk(request)) == list(shelf.search(request).hits)


def test_a_walk_is_of_one_moment(engine: SearchEngine) -> None:
    documents = [document(f"b{at:04}", published=date(2022, 1, 1)) for at in range(1200)]
    engine.write(documents)
    walked = engine.walk(SearchRequest(sort=Sort.DATE))
    seen = [next(walked).id]
    engine.delete([one.id for one in documents[:900]])
    engine.write([document("moi", published=date(2023, 1, 1))])
    seen += [hit.id for hit in walked]
    assert sorted(seen) == [one.id for one in documents]
    assert engine.search(SearchRequest()).total == 301


def test_a_walk_of_nothing(engine: SearchEngine, tmp_path: Path) -> None:
    assert list(engine.walk(SearchRequest(query="gì đó", fold=True))) == []


def test_exact_ids(shelf: SearchEngine) -> None:
    wanted = ("bai-007", "bai-100", "không có", "bai-007")
    answer = shelf.search(SearchRequest(filters=SearchFilters(ids=wanted), fold=True))
    assert {hit.id for hit in answer.hits} == {"bai-007", "bai-100"}
    narrowed = SearchRequest(query="bài 100", filters=SearchFilters(ids=wanted))
    assert [hit.id for hit in shelf.search(narrowed).hits] == ["bai-100"]
    every = tuple(GROUPS) + tuple(f"lạ-{at}" for at in range(3_000))
    assert shelf.search(SearchRequest(filters=SearchFilters(ids=every))).total == COUNT
