"""Which day an article shows, months that are all that is known, files and named documents, on every engine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from domain.search import IndexDocument, SearchFilters, SearchRequest, SearchResponse, Sort
from index import SearchEngine
from tests.index.conftest import ENGINES, PARAMS
from tests.index.corpus import document

SEEN = datetime(2022, 10, 12, 1, 0, tzinfo=UTC)

ARTICLES: tuple[IndexDocument, ...] = (
    document(
        "dang", "Đăng", published=date(2022, 9, 26), updated=date(2022, 9, 28), seen=SEEN, files=("a.pdf", "b.PDF")
    ),
    document("dang-khuya", published=datetime(2022, 9, 30, 18, 0, tzinfo=UTC), seen=SEEN, files=("bang.xlsx",)),
    document(
        "thang", "Chỉ tháng", month="2022-09", updated=date(2022, 12, 1), seen=SEEN, files=("scan.pdf",), scanned=True
    ),
    document("thang-hai", month="2022-08", seen=SEEN, province="Sơn La"),
    document("cap-nhat", updated=date(2022, 9, 15), seen=SEEN, files=("mau.docx", "anh.jpg")),
    document("ghi-nhan", seen=SEEN, files=("tai-lieu.bin",), province="Kon Tum"),
    document("khong-gi", province="Kon Tum"),
    document(
        "so-mot",
        body="Theo Quyết định số 6/QĐ-TTg và công văn 15/BC–UBND.",
        published=date(2021, 1, 5),
        seen=SEEN,
        numbers=(("06/QĐ-TTg", "Quyết định"), ("05-NQ/TU", "Nghị quyết")),
    ),
    document("so-hai", published=date(2021, 2, 5), seen=SEEN, numbers=(("6/QĐ-TTG", "Quyết định"),)),
)


@pytest.fixture(scope="module", params=PARAMS)
def shelf(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    with ENGINES[request.param](request, tmp_path_factory.mktemp("shelf")) as opened:
        opened.write(ARTICLES)
        yield opened


def ask(engine: SearchEngine, query: str = "", *, days: bool = False, **filters: object) -> SearchResponse:
    chosen = SearchFilters.model_validate(filters)
    return engine.search(SearchRequest(query=query, filters=chosen, limit=50, days=days, sort=Sort.DATE))


def found(response: SearchResponse) -> set[str]:
    return {hit.id for hit in response.hits}


def counts(response: SearchResponse, facet: str) -> dict[str, int]:
    return {value.value: value.count for value in response.facets[facet]}


def test_each_hit_says_which_day_it_shows(shelf: SearchEngine) -> None:
    hits = {hit.id: hit for hit in ask(shelf).hits}
    assert {name: hit.day_kind for name, hit in hits.items()} == {
        "dang": "published",
        "dang-khuya": "published",
        "thang": "month",
        "thang-hai": "month",
        "cap-nhat": "updated",
        "ghi-nhan": "first_seen",
        "khong-gi": None,
        "so-mot": "published",
        "so-hai": "published",
    }
    assert hits["dang"].updated_at == date(2022, 9, 28)
    assert (hits["thang"].published_at, hits["thang"].published_month) == (None, "2022-09")
    assert hits["cap-nhat"].updated_at == date(2022, 9, 15)
    assert hits["ghi-nhan"].first_seen_at == SEEN


def test_a_month_counts_what_is_known_no_better(shelf: SearchEngine) -> None:
    response = ask(shelf, days=True)
    assert counts(response, "month") == {"2021-01": 1, "2021-02": 1, "2022-08": 1, "2022-09": 2, "2022-10": 1}
    assert counts(response, "year") == {"2021": 2, "2022": 4}
    assert counts(response, "month_only") == {"2022-08": 1, "2022-09": 1}
    assert counts(response, "day_kind") == {"published": 4, "month": 2, "updated": 1, "first_seen": 2}
    assert counts(response, "published_day") == {
        "2021-01-05": 1,
        "2021-02-05": 1,
        "2022-09-26": 1,
        "2022-10-01": 1,
    }
    assert "published_day" not in ask(shelf).facets


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2022, 9, 1), date(2022, 9, 30), {"dang", "thang"}),
        (date(2022, 9, 2), date(2022, 9, 30), {"dang"}),
        (date(2022, 9, 1), date(2022, 9, 29), {"dang"}),
        (date(2022, 8, 1), date(2022, 12, 31), {"dang", "dang-khuya", "thang", "thang-hai"}),
        (None, date(2022, 8, 30), {"so-mot", "so-hai"}),
        (date(2022, 8, 1), None, {"dang", "dang-khuya", "thang", "thang-hai"}),
    ],
)
def test_a_month_lies_within_what_holds_all_of_it(
    shelf: SearchEngine, first: date | None, last: date | None, expected: set[str]
) -> None:
    assert found(ask(shelf, **{"from": first, "to": last})) == expected
    written = f"{f'từ:{first}' if first else ''} {f'đến:{last}' if last else ''}"
    assert found(ask(shelf, written)) == expected


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (("published",), {"dang", "dang-khuya", "so-mot", "so-hai"}),
        (("month",), {"thang", "thang-hai"}),
        (("undated",), {"cap-nhat", "ghi-nhan", "khong-gi"}),
        (("updated",), {"cap-nhat"}),
        (("month", "first_seen"), {"thang", "thang-hai", "ghi-nhan", "khong-gi"}),
        (("chua-ro",), {"cap-nhat", "ghi-nhan", "khong-gi"}),
        (("gì đó",), set()),
    ],
)
def test_filters_by_kind_of_day(shelf: SearchEngine, kinds: tuple[str, ...], expected: set[str]) -> None:
    assert found(ask(shelf, day_kinds=kinds)) == expected


def test_kinds_of_day_and_files_are_fields_of_the_language(shelf: SearchEngine) -> None:
    assert found(ask(shelf, 'ngày đăng:"chưa rõ"')) == {"cap-nhat", "ghi-nhan", "khong-gi"}
    assert found(ask(shelf, "ngay dang:ro-ngay tep:pdf")) == {"dang"}
    assert found(ask(shelf, "tệp:quét")) == {"thang"}
    assert found(ask(shelf, '-tệp:có -ngày đăng:"rõ"')) == {"thang-hai", "khong-gi"}
    assert "chưa rõ ngày đăng" in ask(shelf, 'ngày đăng:"chưa rõ"').understood


def test_files_by_kind(shelf: SearchEngine) -> None:
    assert counts(ask(shelf), "file_type") == {"pdf": 2, "excel": 1, "word": 1, "image": 1, "other": 1, "scan": 1}
    assert found(ask(shelf, file_types=("pdf", "excel"))) == {"dang", "dang-khuya", "thang"}
    assert found(ask(shelf, file_types=("scan",))) == {"thang"}
    assert next(hit for hit in ask(shelf).hits if hit.id == "thang").file_types == ("pdf", "scan")


def test_a_document_is_counted_under_one_writing(shelf: SearchEngine) -> None:
    response = ask(shelf)
    assert counts(response, "document") == {"06/QĐ-TTg": 2, "05-NQ/TU": 1, "15/BC-UBND": 1}
    for value in response.facets["document"]:
        assert ask(shelf, documents=(value.value,)).total == value.count


def test_clicking_a_kind_finds_as_many_as_it_says(shelf: SearchEngine) -> None:
    response = ask(shelf)
    for facet, kind in {"file_type": "file_types", "day_kind": "day_kinds"}.items():
        for value in response.facets[facet]:
            assert ask(shelf, **{kind: (value.value,)}).total == value.count, (facet, value)


def test_an_open_facet_shows_what_else_could_be_chosen(shelf: SearchEngine) -> None:
    request = SearchRequest(filters=SearchFilters(provinces=("Kon Tum",), day_kinds=("undated",)), open_facets=True)
    response = shelf.search(request)
    assert response.total == 2
    assert counts(response, "province") == {"Kon Tum": 2}
    assert counts(response, "day_kind") == {"first_seen": 2}
    wide = shelf.search(request.model_copy(update={"filters": SearchFilters(provinces=("Kon Tum",))}))
    assert counts(wide, "province") == {"Kon Tum": 2, "Sơn La": 1}
    assert counts(wide, "day_kind") == {"first_seen": 2}


def test_undated_articles_are_in_order_of_the_day_they_show(shelf: SearchEngine) -> None:
    assert [hit.id for hit in ask(shelf).hits][-3:] == ["ghi-nhan", "cap-nhat", "khong-gi"]
