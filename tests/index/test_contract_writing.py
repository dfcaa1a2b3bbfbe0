"""Writing, versions, deleting and rebuilding on every engine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from domain.search import IndexDocument, SearchRequest
from index import SearchEngine, WriteOutcome
from tests.index.corpus import ARTICLES, document


def outcomes(engine: SearchEngine, *documents: IndexDocument) -> list[WriteOutcome]:
    return [result.outcome for result in engine.write(documents)]


def titles(engine: SearchEngine, query: str = "") -> list[str]:
    return sorted(hit.title for hit in engine.search(SearchRequest(query=query, limit=100)).hits)


def test_nothing_to_write(engine: SearchEngine) -> None:
    assert engine.write([]) == []
    assert engine.delete([]) == 0
    assert engine.search(SearchRequest(query="hoa")).total == 0
    assert engine.status().healthy


def test_results_are_in_order(engine: SearchEngine) -> None:
    results = engine.write(ARTICLES)
    assert [(result.id, result.version) for result in results] == [(a.id, a.version) for a in ARTICLES]


def test_written_is_found_at_once(engine: SearchEngine) -> None:
    engine.write([document("a", "Bài một")])
    assert titles(engine) == ["Bài một"]
    engine.write([document("b", "Bài hai")])
    assert titles(engine) == ["Bài hai", "Bài một"]


def test_a_later_version_replaces(engine: SearchEngine) -> None:
    assert outcomes(engine, document("a", "Cũ", version=3)) == ["written"]
    assert outcomes(engine, document("a", "Mới", version=4)) == ["written"]
    assert titles(engine) == ["Mới"]
    assert titles(engine, "cũ") == []


def test_an_earlier_version_never_replaces(engine: SearchEngine) -> None:
    engine.write([document("a", "Mới", version=4)])
    assert outcomes(engine, document("a", "Cũ", version=3)) == ["stale"]
    assert titles(engine) == ["Mới"]


def test_the_same_version_may_be_written_again(engine: SearchEngine) -> None:
    engine.write([document("a", version=4)])
    assert outcomes(engine, document("a", version=4)) == ["written"]
    assert engine.status().documents == 1


def test_versions_within_one_call(engine: SearchEngine) -> None:
    batch = [document("a", "Hai", version=2), document("a", "Một", version=1), document("a", "Ba", version=3)]
    first, second, third = outcomes(engine, *batch)
    assert first in {"written", "stale"}, "a later version of the same call may count as there already"
    assert (second, third) == ("stale", "written")
    assert titles(engine) == ["Ba"]


def test_delete(engine: SearchEngine) -> None:
    engine.write(ARTICLES)
    assert engine.delete(["hoa-giai", "không-có"]) == 1
    assert engine.search(SearchRequest(query="hoà giải")).total == 0
    assert engine.status().documents == len(ARTICLES) - 1
    assert engine.delete(["hoa-giai"]) == 0


def test_a_deleted_article_can_come_back(engine: SearchEngine) -> None:
    engine.write([document("a", version=2)])
    engine.delete(["a"])
    assert outcomes(engine, document("a", version=3)) == ["written"]


def test_rebuild_leaves_what_the_store_holds(engine: SearchEngine) -> None:
    engine.write([document("cũ", "Bài cũ", version=9), document("a", "Bài lạc", version=9)])
    told: list[int] = []
    assert (
        engine.rebuild(iter([document("a", "Bài mới", version=2), document("b", "Bài khác")]), told.append).written == 2
    )
    assert titles(engine) == ["Bài khác", "Bài mới"]
    assert told[-1] == 2
    assert outcomes(engine, document("a", "Bài sau", version=3)) == ["written"]
    assert titles(engine) == ["Bài khác", "Bài sau"]


def test_rebuild_with_nothing(engine: SearchEngine) -> None:
    engine.write([document("a")])
    assert engine.rebuild(iter(())).written == 0
    assert engine.search(SearchRequest()).total == 0
    assert engine.write([document("a")])[0].outcome == "written"


def test_a_rebuild_that_fails_leaves_the_index_as_it_was(engine: SearchEngine) -> None:
    engine.write([document("a", "Bài cũ")])

    def broken() -> Iterator[IndexDocument]:
        yield document("b", "Bài mới")
        raise RuntimeError("kho hỏng")

    with pytest.raises(RuntimeError, match="kho hỏng"):
        engine.rebuild(broken())
    assert titles(engine) == ["Bài cũ"]
    assert outcomes(engine, document("c", "Bài tiếp")) == ["written"]


def test_the_index_can_be_read_while_it_is_rebuilt(engine: SearchEngine) -> None:
    engine.write([document("a", "Bài cũ")])
    seen: list[list[str]] = []

    def watched() -> Iterator[IndexDocument]:
        for at in range(5):
            seen.append(titles(engine))
            yield document(f"b{at}", f"Bài {at}")

    engine.rebuild(watched())
    assert seen == [["Bài cũ"]] * 5
    assert len(titles(engine)) == 5


def test_odd_documents(engine: SearchEngine) -> None:
    odd = [
        document("trống", "", ""),
        document("dài", "Dài", "chữ " * 60_000),
        document("một-từ-dài", "Từ dài", "x" * 200_000),
        document("ký-hiệu", "☃ 😀", "\x00\x01 \ud7ff ﷽ İstanbul ß"),
        document("hanoi/1?x=#", "Mã lạ", "Bài có mã lạ"),
        document("số-lớn", "Phiên bản lớn", version=2**62),
    ]
    assert outcomes(engine, *odd) == ["written"] * len(odd)
    assert {hit.id for hit in engine.search(SearchRequest(limit=20)).hits} == {article.id for article in odd}
    assert engine.delete(["hanoi/1?x=#"]) == 1


def test_status_counts(engine: SearchEngine) -> None:
    engine.write(ARTICLES)
    status = engine.status()
    assert (status.documents, status.healthy, status.detail) == (len(ARTICLES), True, "")
    assert status.engine == engine.name
    assert status.size_bytes is None or status.size_bytes > 0
