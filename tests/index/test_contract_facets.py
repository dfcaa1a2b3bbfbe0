"""Filters, facets and the histogram on every engine."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from domain.article import day_of
from domain.search import SearchFilters, SearchRequest, SearchResponse
from index import SearchEngine
from index.query.fields import FACETS
from tests.index.corpus import ARTICLES


def ask(engine: SearchEngine, query: str = "", **filters: object) -> SearchResponse:
    return engine.search(SearchRequest(query=query, filters=SearchFilters.model_validate(filters), limit=50))


def counts(response: SearchResponse, facet: str) -> dict[str, int]:
    return {value.value: value.count for value in response.facets[facet]}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"provinces": ("Kon Tum",)}, {"ke-hoach-1603", "van-ban-dinh-kem"}),
        ({"provinces": ("quang ngai",)}, {"ke-hoach-1603", "van-ban-dinh-kem"}),
        ({"provinces": ("Kon Tum", "Hà Nội")}, {"ke-hoach-1603", "van-ban-dinh-kem", "dang-o-dong-da"}),
        ({"provinces": ("Cõi tiên",)}, set()),
        ({"sources": ("syt-kontum",)}, {"ke-hoach-1603", "van-ban-dinh-kem"}),
        ({"sources": ("Báo Hà Nội", "syt-thainguyen")}, {"dang-o-dong-da", "mot-cua-in-lai"}),
        ({"topics": ("hai_long",)}, {"ke-hoach-1603"}),
        ({"topics": ("Đo lường sự hài lòng", "bo_may")}, {"ke-hoach-1603", "van-ban-dinh-kem"}),
        ({"documents": ("1603/KH-UBND",)}, {"ke-hoach-1603"}),
        ({"documents": ("1603", "1229/QĐ-SYT")}, {"ke-hoach-1603", "van-ban-dinh-kem"}),
        ({"documents": ("không phải số",)}, set()),
        ({"units": ("Báo Thái Nguyên",)}, {"mot-cua", "y-kien-te-nhi", "da-go"}),
        ({"from": date(2022, 10, 1)}, {"vac-xin", "dang-o-dong-da", "van-ban-dinh-kem"}),
        ({"to": date(2021, 1, 2)}, {"tthc-son-la", "da-go"}),
        ({"from": date(2022, 9, 26), "to": date(2022, 9, 26)}, {"mot-cua"}),
        ({"from": date(2022, 9, 27), "to": date(2022, 9, 26)}, set()),
        ({"topics": ("tthc",), "provinces": ("Thái Nguyên",), "from": date(2022, 9, 27)}, {"mot-cua-in-lai"}),
    ],
)
def test_filters(library: SearchEngine, filters: dict[str, object], expected: set[str]) -> None:
    response = ask(library, **filters)
    assert {hit.id for hit in response.hits} == expected
    assert response.total == len(expected)


def test_filters_narrow_what_the_words_find(library: SearchEngine) -> None:
    assert {hit.id for hit in ask(library, "hài lòng", provinces=("Sơn La",)).hits} == {"vac-xin"}


def test_an_undated_article_is_in_no_span_of_days(library: SearchEngine) -> None:
    undated = {article.id for article in ARTICLES if article.article.published_at is None}
    everywhen = ask(library, **{"from": date(1, 1, 1), "to": date(9999, 12, 31)})
    assert {hit.id for hit in everywhen.hits} == {article.id for article in ARTICLES} - undated


def test_facets_count_all_matches_not_only_the_page(library: SearchEngine) -> None:
    response = library.search(SearchRequest(query="", limit=1))
    assert len(response.hits) == 1
    dated = [day for article in ARTICLES if (day := day_of(article.article.published_at))]
    expected = {
        "source": Counter(a.article.source for a in ARTICLES if a.article.source),
        "province": Counter(a.province for a in ARTICLES if a.province),
        "topic": Counter(topic.topic for a in ARTICLES for topic in a.annotation.topics),
        "unit": Counter(a.unit for a in ARTICLES if a.unit),
        "month": Counter(f"{day:%Y-%m}" for day in dated),
        "week": Counter(f"{day.isocalendar().year}-W{day.isocalendar().week:02}" for day in dated),
    }
    for facet, wanted in expected.items():
        assert counts(response, facet) == wanted, facet


def test_facets_follow_query_and_filters(library: SearchEngine) -> None:
    response = ask(library, "cchc", provinces=("Thái Nguyên",))
    assert counts(response, "province") == {"Thái Nguyên": 2}
    assert counts(response, "source") == {"bao-thainguyen": 1, "syt-thainguyen": 1}
    assert counts(response, "topic") == {"tthc": 2, "chinh_quyen_so": 2}
    assert counts(response, "month") == {"2022-09": 2}
    assert counts(response, "week") == {"2022-W39": 2}


def test_a_merged_province_is_counted_under_both_names(library: SearchEngine) -> None:
    response = ask(library, provinces=("Quảng Ngãi",))
    assert counts(response, "province") == {"Kon Tum": 2}
    assert counts(response, "province_now") == {"Quảng Ngãi": 2}


def test_facets_are_ordered_by_count_and_time(library: SearchEngine) -> None:
    response = ask(library)
    for facet in ("source", "province", "province_now", "topic", "unit"):
        pairs = [(-value.count, value.value) for value in response.facets[facet]]
        assert pairs == sorted(pairs)
    for facet in ("month", "week"):
        values = [value.value for value in response.facets[facet]]
        assert values == sorted(values)


def test_facets_can_be_left_out(library: SearchEngine) -> None:
    response = library.search(SearchRequest(query="hoa", facets=False))
    assert response.facets == {}
    assert response.total == 2


def test_an_empty_answer_has_empty_facets(library: SearchEngine) -> None:
    response = ask(library, "khôngcóđâu")
    assert response.total == 0
    assert set(response.facets) == {field.name for field in FACETS} | {"year"}
    assert not any(response.facets.values())


def test_clicking_a_facet_finds_as_many_as_it_says(library: SearchEngine) -> None:
    kinds = {"source": "sources", "province": "provinces", "topic": "topics", "unit": "units"}
    response = ask(library)
    for facet, kind in kinds.items():
        for value in response.facets[facet]:
            assert ask(library, **{kind: (value.value,)}).total == value.count, (facet, value)
