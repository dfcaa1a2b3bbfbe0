"""A sheet that is written as its rows come: read again by openpyxl, never a formula, nothing kept."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from publishing import streamed_xlsx as streaming
from publishing.streamed_xlsx import Cell, streamed_xlsx
from publishing.table_cells import safe_cell, sheet_cell

HOSTILE = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "-2",
    "<b>&\"'</b>",
    "a\x00b\ud800",
    " hai\n dòng ",
    "]]>",
    "x" * 40_000,
]


def read(data: bytes) -> list[list[str]]:
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr", "n"}
    return [["" if cell.value is None else str(cell.value) for cell in row] for row in sheet.iter_rows()]


def test_what_is_written_is_read_and_is_text() -> None:
    rows = [[one, "b"] for one in HOSTILE]
    found = read(b"".join(streamed_xlsx("Kết quả", ["Một", "Hai"], [10, 20], rows)))
    assert found[0] == ["Một", "Hai"]
    assert [row[0] for row in found[1:]] == [sheet_cell(one) for one in HOSTILE]


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_any_text_makes_a_file_that_opens(text: str) -> None:
    (row,) = read(b"".join(streamed_xlsx("T", ["a"], [10], [[text]])))[1:]
    assert row[0].replace("\r\n", "\n").replace("\r", "\n") == sheet_cell(text).replace("\r\n", "\n").replace(
        "\r", "\n"
    )


def test_the_first_bytes_leave_before_any_row_is_asked_for() -> None:
    asked = []

    def rows() -> Iterator[list[str]]:
        for at in range(3):
            asked.append(at)
            yield [str(at)]

    pieces = streamed_xlsx("T", ["a"], [10], rows())
    assert next(pieces).startswith(b"PK")
    assert asked == []
    assert len(list(pieces)) >= 1


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", " =1", "\r1"])
def test_a_cell_that_would_run_is_made_text(text: str) -> None:
    assert safe_cell(text).startswith("'")


def test_numbers_and_days_are_such_and_what_excel_cannot_count_stays_text() -> None:
    row: list[Cell] = [1185, 12.85, -0.5, date(2022, 9, 26), date(1899, 5, 1), None, "", "1.185"]
    data = b"".join(streamed_xlsx("T", list("abcdefgh"), [10] * 8, [row]))
    cells = next(iter(load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(min_row=2)))
    values = [cell.value for cell in cells]
    assert values == [1185, 12.85, -0.5, datetime(2022, 9, 26), "01/05/1899", None, None, "1.185"]  # noqa: DTZ001
    assert cells[3].number_format == "dd/mm/yyyy"


def test_rows_that_one_sheet_does_not_hold_go_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "_ROWS_A_SHEET", 2)
    data = b"".join(streamed_xlsx("Số liệu", ["a"], [10], [[n] for n in range(5)]))
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Số liệu", "Số liệu 2", "Số liệu 3"]
    found = [[cell.value for cell in sheet["A"]] for sheet in book.worksheets]
    assert found == [["a", 0, 1], ["a", 2, 3], ["a", 4]]
