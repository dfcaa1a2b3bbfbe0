"""Kinds of fault that were seen once, on every engine, each with a neighbour that must stay as it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from domain.annotation import Annotation, Figure
from domain.search import SearchFilters, SearchRequest, Sort
from index import SearchEngine
from tests.index.conftest import ENGINES, PARAMS
from tests.index.corpus import document


@pytest.fixture(scope="module", params=PARAMS)
def shelf(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    """Articles that differ in one word, one accent, one letter or one sign."""
    with ENGINES[request.param](request, tmp_path_factory.mktemp("kinds")) as opened:
        opened.write(
            [
                document("cổng", "Tin một", "Đơn thư gửi qua cổng trực tuyến."),
                document("công", "Tin hai", "Đơn thư của công dân."),
                document("rác", "Tin ba", "Đơn thư rác bị chặn."),
                document("sỹ", "Tin bốn", "Dược sỹ tư vấn cho người bệnh."),
                document("sĩ", "Tin năm", "Nhà thuốc có dược sĩ trực."),
                document("lý", "Tin sáu", "Nêu rõ lý do trả lại."),
                document("lí", "Tin bảy", "Trả lại mà không có lí do."),
                document("quí", "Tin tám", "Báo cáo quí ba."),
                document("phẩy", "Tin chín", "Tăng 31,25 so với cùng kỳ."),
                document("chấm", "Tin mười", "Tăng 31.25 so với năm ngoái."),
                document("vuông", "Nhà mới", "Phòng tiêm rộng 64 m² có điều hòa."),
                document("sapo", "Tin lạ", "Thân bài khác hẳn.", lead="Sapo nhắc chuyện đậu mùa khỉ."),
                document(
                    "xa", "Tin dài", "Câu lấp chỗ cho dài. " * 4_000 + "Cuối cùng nhắc đến bạch hầu. " + "Hết. " * 99
                ),
            ]
        )
        yield opened


def found(engine: SearchEngine, query: str, **filters: object) -> set[str]:
    request = SearchRequest(query=query, filters=SearchFilters.model_validate(filters), limit=50)
    return {hit.id for hit in engine.search(request).hits}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # What is left out with accents is left out in that form only, in a group as outside.
        ("đơn thư -cổng -rác", {"công"}),
        ("đơn thư -(cổng OR rác)", {"công"}),
        ("đơn thư -(cổng | (rác))", {"công"}),
        ("đơn thư -(công OR cổng)", {"rác"}),
        ("đơn thư -(cong OR rac)", set()),
        ("đơn thư -(cổng trực)", {"công", "rác"}),
        ("đơn thư -(cổng chặn)", {"cổng", "công", "rác"}),
        # Any dash, and the words in capitals, exclude; between blanks a dash is punctuation.
        ("đơn thư –rác", {"cổng", "công"}),
        ("đơn thư —rác", {"cổng", "công"}),
        ("đơn thư −rác", {"cổng", "công"}),
        ("đơn thư – rác", {"rác"}),
        ("đơn thư NOT rác", {"cổng", "công"}),
        ("đơn thư KHÔNG rác", {"cổng", "công"}),
        ("đơn thư KHÔNG (rác HOẶC cổng)", {"công"}),
        ("đơn thư AND NOT rác", {"cổng", "công"}),
        ("cổng HOẶC rác", {"cổng", "công", "rác"}),
        ("cổng OR rác", {"cổng", "công", "rác"}),
        ("trực VÀ cổng", {"cổng"}),
        ("trả lại không có", {"lí"}),
        ("TRẢ LẠI MÀ KHÔNG CÓ LÍ DO", {"lí"}),  # a headline in capitals excludes nothing
        ("NOT", set()),
        # y and i are one at the end of a syllable.
        ("dược sĩ", {"sỹ", "sĩ"}),
        ("dược sỹ", {"sỹ", "sĩ"}),
        ("duoc sy", {"sỹ", "sĩ"}),
        ('"lí do"', {"lý", "lí"}),
        ("ly do", {"lý", "lí"}),
        ("quý ba", {"quí"}),
        ("=sỹ", {"sỹ"}),
        ("dược -sỹ", {"sĩ"}),
        # Figures and signs.
        ("31,25", {"phẩy", "chấm"}),
        ("31.25", {"phẩy", "chấm"}),
        ("64 m2", {"vuông"}),
        ("64 m²", {"vuông"}),
        ("″bạch hầu″", {"xa"}),
        ("″hầu bạch″", set()),
    ],
)
def test_finds(shelf: SearchEngine, query: str, expected: set[str]) -> None:
    assert found(shelf, query) == expected


@pytest.mark.parametrize(("query", "first"), [("dược sĩ", "sĩ"), ("dược sỹ", "sỹ"), ("lí do", "lí"), ("lý do", "lý")])
def test_as_typed_comes_first(shelf: SearchEngine, query: str, first: str) -> None:
    assert shelf.search(SearchRequest(query=query)).hits[0].id == first


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("đậu mùa", "<mark>đậu mùa</mark>"),
        ("bạch hầu", "<mark>bạch hầu</mark>"),
        ("dược sĩ", "<mark>dược sĩ</mark>"),
        ("64 m2", "<mark>64 m²</mark>"),
        ("31,25", "<mark>31,25</mark>"),
    ],
)
def test_matches_are_marked_wherever_they_stand(shelf: SearchEngine, query: str, marked: str) -> None:
    assert any(marked in hit.snippet for hit in shelf.search(SearchRequest(query=query)).hits)


def test_an_unaccented_word_with_y_is_no_word_with_accents(shelf: SearchEngine) -> None:
    assert "không phân biệt dấu" in shelf.search(SearchRequest(query="duoc sy")).understood


@pytest.mark.parametrize("value", ["\udcff", "Sơn\x00La", "\x1b[31m", "😀"])
def test_any_value_of_a_filter_is_answered(shelf: SearchEngine, value: str) -> None:
    for kind in ("provinces", "sources", "units", "documents"):
        response = shelf.search(SearchRequest(filters=SearchFilters.model_validate({kind: (value,)})))
        assert response.total == 0


def test_an_unknown_value_is_said(shelf: SearchEngine) -> None:
    response = shelf.search(SearchRequest(filters=SearchFilters(provinces=("Tỉnh Mây",), sources=("khong-co",))))
    assert "“Tỉnh Mây” không phải tên tỉnh, thành phố" in response.understood
    assert "chưa có bài nào thuộc nguồn khong-co" in response.understood
    assert (
        "Lưu ý"
        not in shelf.search(SearchRequest(query="đơn thư", filters=SearchFilters(sources=("syt-kontum",)))).understood
    )


def test_a_day_is_one_of_vietnam_in_filters_facets_and_order(engine: SearchEngine) -> None:
    engine.write(
        [
            document("đêm", published=datetime(2023, 6, 30, 17, 5, tzinfo=UTC)),  # 00:05 on 1/7 in Vietnam
            document("chiều", published=datetime.fromisoformat("2023-06-30T23:50:00+07:00")),
            document("ngày", published=date(2023, 6, 30)),
        ]
    )
    assert found(engine, "từ:1/7/2023") == {"đêm"}
    assert found(engine, "", to=date(2023, 6, 30)) == {"chiều", "ngày"}
    response = engine.search(SearchRequest(sort=Sort.DATE))
    assert [hit.id for hit in response.hits] == ["đêm", "chiều", "ngày"]
    assert {facet.value: facet.count for facet in response.facets["month"]} == {"2023-06": 2, "2023-07": 1}


def test_equals_are_in_order_of_date_over_the_whole_result(engine: SearchEngine) -> None:
    """However many are asked for, and in however many pieces they were written."""
    notices = [
        document(
            f"tb-{at:02}", "Thông báo lịch trực", "Chi tiết xem tệp kèm theo.", published=date(2023, 1, 1 + at % 28)
        )
        for at in range(90)
    ]
    for start in range(0, 90, 15):
        engine.write(notices[start : start + 15])
    whole = [hit.id for hit in engine.search(SearchRequest(query="lịch trực", limit=90)).hits]
    assert len(whole) == 90
    days = {notice.id: str(notice.article.published_at) for notice in notices}
    assert [days[one] for one in whole] == sorted(days.values(), reverse=True)
    for limit in (1, 7, 20, 60):
        assert [hit.id for hit in engine.search(SearchRequest(query="lịch trực", limit=limit)).hits] == whole[:limit]
    walked: list[str] = []
    after: str | None = None
    while len(walked) < 90:
        page = engine.search(SearchRequest(query="lịch trực", limit=13, after=after))
        walked += [hit.id for hit in page.hits]
        after = page.next
    assert walked == whole


def test_a_rebuild_says_what_it_could_not_take(engine: SearchEngine) -> None:
    """Ten thousand figures are no reason; a version that no engine can hold is one."""
    figure = Figure(text="1", start=0, end=1, value=1.0)
    many = document("nhiều").model_copy(update={"annotation": Annotation(figures=(figure,) * 10_001)})
    refused = document("quá", version=2**70)
    result = engine.rebuild([document("a"), many, refused, document("b")])
    assert result.written == engine.status().documents == 3
    assert [(one.id, one.outcome) for one in result.rejected] == [("quá", "rejected")]
    assert result.rejected[0].reason
