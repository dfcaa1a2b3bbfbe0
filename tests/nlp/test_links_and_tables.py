"""What the flat labels do not show: parents of plans, tables, subjects, periods and changes."""

from __future__ import annotations

from datetime import date

import pytest

from domain.annotation import Annotation, Bound, Figure
from nlp import annotate


def _only(annotation: Annotation) -> Figure:
    (figure,) = annotation.figures
    return figure


@pytest.mark.parametrize(
    ("text", "child", "parents"),
    [
        (
            "Nhằm thực hiện Kế hoạch số 88/KH-UBND ngày 2/1/2023 của UBND tỉnh, ngày 9/1/2023 Sở Y tế đã ban hành Kế hoạch số "
            "15/KH-SYT.",
            "15/KH-SYT",
            ("88/KH-UBND",),
        ),
        ("Kế hoạch số 15/KH-SYT triển khai thực hiện Kế hoạch số 88/KH-UBND.", "15/KH-SYT", ("88/KH-UBND",)),
        (
            "Thực hiện Nghị quyết số 05-NQ/TU của Tỉnh ủy và Kế hoạch số 11/KH-UBND của UBND tỉnh, Sở ban hành Kế hoạch số "
            "20/KH-SYT.",
            "20/KH-SYT",
            ("05-NQ/TU", "11/KH-UBND"),
        ),
        ("Sở ban hành Quyết định số 7/QĐ-SYT thay thế Quyết định số 3/QĐ-SYT.", "7/QĐ-SYT", ()),
        ("Kế hoạch số 15/KH-SYT và Kế hoạch số 16/KH-SYT đã được gửi.", "15/KH-SYT", ()),
    ],
)
def test_a_plan_names_the_one_it_carries_out(text: str, child: str, parents: tuple[str, ...]) -> None:
    found = {d.number: d.implements for d in annotate(text).documents}
    assert found[child] == parents


def test_documents_of_different_sentences_are_not_linked() -> None:
    text = "Thực hiện Kế hoạch số 88/KH-UBND. Sở ban hành Kế hoạch số 15/KH-SYT."
    assert all(not d.implements for d in annotate(text).documents)


def test_rows_and_columns_tell_a_tables_figures() -> None:
    table = (
        "STT | Chỉ tiêu | Kết quả | Tỷ lệ %\n"
        "1 | Số hồ sơ tiếp nhận | 1.185 | 100\n"
        "2 | Số hồ sơ quá hạn | 12 | 1,01\n"
        "3 | Năm ban hành | 2021 | "
    )
    figures = annotate(table).figures
    assert [(f.value, f.unit, f.subject) for f in figures] == [
        (1185, "hồ sơ", "Số hồ sơ tiếp nhận"),
        (100, "%", "Số hồ sơ tiếp nhận"),
        (12, "hồ sơ", "Số hồ sơ quá hạn"),
        (1.01, "%", "Số hồ sơ quá hạn"),
    ]


def test_a_line_with_bars_and_a_text_after_it_is_no_table_for_that_text() -> None:
    assert annotate("Tin mới | Y tế\nĐoàn số 5 đến thăm").figures == ()


def test_a_change_knows_before_and_after() -> None:
    change = _only(annotate("Thời gian cấp phép giảm từ 15 ngày xuống còn 7 ngày.")).change
    assert change is not None
    assert (change.direction, change.before, change.after, change.by) == ("down", 15, 7, 8)


def test_growth_by_so_much() -> None:
    figure = _only(annotate("Số hồ sơ trực tuyến tăng hơn 12% so với cùng kỳ."))
    assert figure.bound is Bound.MORE_THAN
    assert figure.change is not None
    assert (figure.change.direction, figure.change.by) == ("up", 12)


def test_the_period_that_a_figure_speaks_of() -> None:
    text = "Thực hiện Kế hoạch số 5/KH-SYT ngày 3/1/2022, quý III/2022 Sở giải quyết 420 hồ sơ."
    figure = _only(annotate(text))
    assert (figure.period_from, figure.period_to) == (date(2022, 7, 1), date(2022, 9, 30))


def test_the_date_of_a_cited_document_is_no_period() -> None:
    figure = _only(annotate("Theo Kế hoạch số 5/KH-SYT ngày 3/1/2022, Sở kiểm tra 8 đơn vị."))
    assert figure.period_from is None


def test_the_sentence_is_verbatim_also_where_the_text_is_decomposed() -> None:
    text = "Mở đầu. Sở nhận 5 hô\u0300 sơ. Hết."
    figure = _only(annotate(text))
    assert figure.sentence == "Sở nhận 5 hô\u0300 sơ."
    assert figure.unit == "hồ sơ"


def test_what_is_counted() -> None:
    figures = annotate("Đã cắt giảm 12,85% thời gian thực hiện các TTHC; số hóa 496 hồ sơ giấy.").figures
    assert [f.subject for f in figures] == ["thời gian thực hiện các TTHC", "hồ sơ giấy"]
