"""The benchmark's own judgement: what counts as right, beside hand-made records."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from benchmarks.pipeline.extractors import decoded
from benchmarks.pipeline.pages import expected_of
from benchmarks.pipeline.rounds import Rates
from benchmarks.pipeline.scoring import BODY_FROM, FIELDS, Expected, score, word_f1
from samples import SampleSites
from samples.truth import truth

_BODY = " ".join(f"chữ{n}" for n in range(200))
_RIGHT = Expected("Giảm thời gian chờ", "Diệp Hương", date(2022, 9, 26), _BODY)
_UNDATED = Expected("Họp giao ban", None, None, "Sáng nay, đơn vị họp giao ban.")


def _record(**changes: object) -> dict[str, object]:
    fields = {"title": _RIGHT.title, "author": _RIGHT.author, "published": "2022-09-26", "body": _BODY}
    return {**fields, **changes}


def test_all_fields_right() -> None:
    result = score({"a": _RIGHT}, [("a", _record())])
    assert (result.fields, result.of, result.mean_f1) == (len(FIELDS), len(FIELDS), 1.0)


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"title": "Giảm thời gian chờ | Sở Y tế"}, "title"),
        ({"published": "2022-09-25T23:00:00+07:00"}, "published"),
        ({"published": None}, "published"),
        ({"author": "Báo Thái Nguyên"}, "author"),
        ({"author": None}, "author"),
        ({"body": _BODY + " Lượt xem 993 Hôm nay 12 Tổng lượt truy cập 20.118 Đường dây nóng"}, "body"),
        ({"body": " ".join(_BODY.split()[:190])}, "body"),
        ({"body": None}, "body"),
    ],
)
def test_one_field_wrong(changes: dict[str, object], wrong: str) -> None:
    result = score({"a": _RIGHT}, [("a", _record(**changes))])
    assert [name for name in FIELDS if not result.right[name]] == [wrong]


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "  GIẢM thời\u00a0gian\nchờ "},
        {"title": "Gia\u0309m thời gian chờ"},
        {"published": "2022-09-26 15:44:00"},
        {"published": datetime(2022, 9, 26, 15, 44)},  # noqa: DTZ001 - peers give naive times
        {"body": _BODY.replace(" ", "\n\n")},
    ],
)
def test_differences_that_do_not_count(changes: dict[str, object]) -> None:
    assert score({"a": _RIGHT}, [("a", _record(**changes))]).fields == len(FIELDS)


def test_what_the_page_does_not_say() -> None:
    nothing = {"title": _UNDATED.title, "author": "", "published": "", "body": _UNDATED.body}
    assert score({"a": _UNDATED}, [("a", nothing)]).fields == len(FIELDS)
    invented = score({"a": _UNDATED}, [("a", {**nothing, "published": "2026-01-01", "author": "admin"})])
    assert (invented.fields, invented.invented) == (2, 1)


def test_pages_without_a_record_count_as_wrong() -> None:
    result = score({"a": _RIGHT, "b": _UNDATED}, [("a", _record()), ("b", None), ("c", _record())])
    assert (result.pages, result.missing, result.fields, result.mean_f1) == (2, 1, len(FIELDS), 0.5)


def test_word_f1() -> None:
    assert word_f1("", "") == 1.0
    assert word_f1("một hai", "") == 0.0
    assert word_f1("một một hai ba", "một hai ba bốn") == pytest.approx(0.75)
    assert word_f1(_BODY, _BODY + " thừa") >= BODY_FROM


def test_rates() -> None:
    rates = Rates(300, [3.0, 10.0, 5.0])
    assert (rates.median, rates.slowest, rates.fastest) == (60.0, 30.0, 100.0)
    assert str(rates) == "60.0 (30.0–100.0)"
    assert str(Rates(5)) == "0.0 (0.0–0.0)"


def test_decoding_for_libraries_that_take_text() -> None:
    assert decoded("Sở".encode(), "text/html; charset=UTF-8") == "Sở"
    assert decoded(b'<meta charset="iso-8859-1">\xe9', None).endswith("é")
    assert decoded("Sở".encode(), "text/html; charset=no-such") == "Sở"


def test_a_date_given_only_off_the_page_cannot_be_known_from_the_page() -> None:
    with SampleSites() as sites:
        articles = truth(sites).articles.values()
        off_page = [one for one in articles if one.published_at and one.date_origins <= {"feed", "listing"}]
        on_page = [one for one in articles if one.published_at and not one.date_origins <= {"feed", "listing"}]
    assert off_page
    assert on_page
    assert all(expected_of(one, page_alone=True).published is None for one in off_page)
    for one in (*off_page, *on_page):
        day = one.published_at.date() if isinstance(one.published_at, datetime) else one.published_at
        assert expected_of(one, page_alone=False).published == day
    assert all(expected_of(one, page_alone=True).published for one in on_page)
