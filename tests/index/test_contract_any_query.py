"""Whatever is typed gets an answer, and the same one twice, from every engine."""

from __future__ import annotations

import html
import re
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.search import SearchFilters, SearchRequest, Sort
from index import SearchEngine
from tests.index.corpus import ARTICLES

BITS = [
    "tỉnh:",
    '"',
    "(",
    ")",
    "-",
    "=",
    " OR ",
    "|",
    "từ:2022",
    "1603/KH-UBND",
    "ke hoach 12",
    "Sơn La",
    "hoà",
    " ",
    "y te",
]
QUERIES = st.one_of(
    st.text(max_size=80),
    st.lists(st.one_of(st.sampled_from(BITS), st.text(max_size=3)), max_size=25).map("".join),
)
FILTERS = st.builds(
    SearchFilters,
    **{
        "from": st.none() | st.dates(date(2018, 1, 1), date(2023, 12, 31)),
        "to": st.none() | st.dates(date(2018, 1, 1), date(2023, 12, 31)),
        "provinces": st.lists(st.sampled_from(["Sơn La", "Kon Tum", "Cõi tiên", ""]), max_size=2).map(tuple),
        "topics": st.lists(st.sampled_from(["tthc", "hai_long", "😀"]), max_size=2).map(tuple),
        "documents": st.lists(st.sampled_from(["1603", "((", "", "1603/KH-UBND"]), max_size=2).map(tuple),
        "sources": st.lists(st.text(max_size=10), max_size=1).map(tuple),
    },
)
REQUESTS = st.builds(
    SearchRequest,
    query=QUERIES,
    filters=st.just(SearchFilters()) | FILTERS,
    sort=st.sampled_from(list(Sort)),
    limit=st.integers(-1, 20),
    offset=st.integers(-1, 20),
    after=st.none() | st.text(max_size=20),
)


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(request=REQUESTS)
def test_any_request_is_answered(library: SearchEngine, request: SearchRequest) -> None:
    response = library.search(request)
    assert 0 <= len(response.hits) <= max(0, request.limit)
    assert len(response.hits) <= response.total <= len(ARTICLES)
    assert response.understood.endswith(".")
    assert "\n" not in response.understood
    for hit in response.hits:
        assert set(re.findall(r"<[^>]*>", hit.snippet)) <= {"<mark>", "</mark>"}
        assert html.unescape(hit.snippet) or not hit.snippet
    for values in response.facets.values():
        assert all(0 < value.count <= response.total for value in values)
    assert library.search(request) == response


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=QUERIES, filters=FILTERS)
def test_filters_only_narrow(library: SearchEngine, query: str, filters: SearchFilters) -> None:
    everything = library.search(SearchRequest(query=query, limit=50, facets=False))
    narrowed = library.search(SearchRequest(query=query, filters=filters, limit=50, facets=False))
    assert {hit.id for hit in narrowed.hits} <= {hit.id for hit in everything.hits}
