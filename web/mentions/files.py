"""Figures as CSV and XLSX: the rows and the order of the screen, all of them, written as they are read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date

from publishing.clean import clean
from publishing.streamed_xlsx import Cell, streamed_xlsx
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
_PIECE = 1 << 16
_BOM = "\ufeff"


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
    yield out.getvalue()
    out.seek(0)
    out.truncate()
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


def xlsx_parts(figures: Iterable[FigureRow]) -> Iterator[bytes]:
    """The workbook in pieces, the first before any figure is read."""
    return streamed_xlsx("Số liệu", HEADINGS, _WIDTHS, rows_of(figures))
