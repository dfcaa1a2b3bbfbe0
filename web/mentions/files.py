"""Figures as CSV and XLSX: the rows and the order of the screen, all of them, written as they are read."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime

import xlsxwriter

from publishing.clean import clean
from store.annotations.mentions.figures import FigureRow
from web.mentions.asking import STATES
from web.mentions.wording import shown_figure

__all__ = ["HEADINGS", "csv_lines", "rows_of", "xlsx_parts"]

HEADINGS = (
    "Giá trị",
    "Từ",
    "Đến",
    "Trên tổng số",
    "Tỷ lệ (tính ra)",
    "Mức",
    "Đơn vị tính",
    "Số liệu như đã viết",
    "Câu chứa số liệu",
    "Nói về",
    "Cơ quan, tổ chức",
    "Kỳ từ",
    "Kỳ đến",
    "Ngày đăng",
    "Bài",
    "Nguồn",
    "Số nguồn cùng nội dung",
    "Tỉnh, thành phố",
    "Tình trạng",
    "Địa chỉ",
)
_WIDTHS = (12, 12, 12, 12, 12, 14, 14, 22, 70, 30, 30, 12, 12, 12, 50, 28, 10, 18, 20, 50)
_ROWS_A_SHEET = 1_000_000
"""A sheet of Excel holds 1.048.576."""
_MOST_LETTERS = 32_767
_PIECE = 1 << 16
_BOM = "\ufeff"
Cell = str | float | int | date | None


def rows_of(figures: Iterable[FigureRow]) -> Iterator[list[Cell]]:
    """A row a figure, under ``HEADINGS``."""
    for row in figures:
        yield [
            row.value,
            row.low,
            row.high,
            row.total,
            row.ratio if row.total is not None else None,
            shown_figure(row).words,
            row.unit,
            row.text,
            row.sentence,
            row.subject,
            row.organisation,
            _day(row.period_from),
            _day(row.period_to),
            _day(row.day),
            row.title,
            row.source_name,
            row.copies,
            row.province,
            STATES[row.state],
            row.url,
        ]


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def csv_lines(figures: Iterable[FigureRow]) -> Iterator[str]:
    """CSV in pieces, with the mark by which Excel knows UTF-8. No cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    out.write(_BOM)
    writer.writerow(HEADINGS)
    for row in rows_of(figures):
        writer.writerow([_plain(cell) for cell in row])
        if out.tell() > _PIECE:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def _plain(cell: Cell) -> str | float | int:
    match cell:
        case None:
            return ""
        case date():
            return f"{cell:%d/%m/}{cell.year:04}"
        case str():
            text = clean(cell)
            return f"'{text}" if text.lstrip()[:1] in {"=", "+", "-", "@"} else text
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def xlsx_parts(figures: Iterable[FigureRow], made_at: datetime) -> Iterator[bytes]:
    """The workbook in pieces. It is written row by row to a file, never held in memory; texts are never formulas."""
    with tempfile.TemporaryFile() as file:
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        with xlsxwriter.Workbook(file, options) as book:
            book.set_properties({"title": "Số liệu", "created": made_at.replace(tzinfo=None), "author": ""})
            head = book.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "top"})
            wrapped = book.add_format({"text_wrap": True, "valign": "top"})
            shown_day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
            top = book.add_format({"valign": "top"})
            sheet, at = None, 0
            for row in rows_of(figures):
                if sheet is None or at == _ROWS_A_SHEET:
                    sheet, at = _sheet(book, head), 0
                at += 1
                for column, cell in enumerate(row):
                    match cell:
                        case None | "":
                            pass
                        case str():
                            sheet.write_string(at, column, clean(cell)[:_MOST_LETTERS], wrapped)
                        case date():
                            sheet.write_datetime(at, column, datetime(cell.year, cell.month, cell.day), shown_day)  # noqa: DTZ001
                        case _:
                            sheet.write_number(at, column, cell, top)
            if sheet is None:
                _sheet(book, head)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def _sheet(book: xlsxwriter.Workbook, head: object) -> xlsxwriter.worksheet.Worksheet:
    number = len(book.worksheets()) + 1
    sheet = book.add_worksheet("Số liệu" if number == 1 else f"Số liệu {number}")
    for column, (title, width) in enumerate(zip(HEADINGS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    return sheet
