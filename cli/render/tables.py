"""Hits as CSV and XLSX. No cell is a formula, whatever a page wrote."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from cli.files import written_beside
from cli.render.dates import day_text
from cli.render.hits import plain_snippet, province_text, source_text
from domain.areas import area_name
from domain.search import Hit
from publishing.table_cells import safe_cell

__all__ = ["safe_cell", "write_csv", "write_xlsx"]

_HEADER = ("Tiêu đề", "Ngày đăng", "Nguồn", "Tỉnh, thành phố", "Lĩnh vực CCHC", "Đoạn trích", "Địa chỉ")
_BOM = "\ufeff"
"""By which Excel knows a CSV of UTF-8."""


def _rows(hits: Iterable[Hit]) -> Iterator[list[str]]:
    for hit in hits:
        topics = "; ".join(area_name(code) for code in hit.topics)
        day, snippet = day_text(hit.published_at), plain_snippet(hit.snippet)
        cells = [hit.title, day, source_text(hit), province_text(hit), topics, snippet, hit.url]
        yield [safe_cell(cell) for cell in cells]


def _write(stream: TextIO, hits: Iterable[Hit]) -> None:
    writer = csv.writer(stream)
    writer.writerow(_HEADER)
    writer.writerows(_rows(hits))


def write_csv(hits: Iterable[Hit], file: Path | None = None) -> None:
    """CSV to a file or to stdout, with a byte-order mark, so that Excel reads the accents; a terminal gets none.

    UsageError when the file cannot be written; an earlier one then stays as it was.
    """
    if file is None:
        if not sys.stdout.isatty():
            sys.stdout.write(_BOM)
        _write(sys.stdout, hits)
        return
    with written_beside(file) as beside, beside.open("w", encoding="utf-8-sig", newline="") as stream:
        _write(stream, hits)


def write_xlsx(hits: Iterable[Hit], file: Path) -> None:
    """One sheet with a bold, frozen header row. UsageError as for CSV."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook(write_only=False)
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("Kết quả tìm")
    sheet.append(_HEADER)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in _rows(hits):
        sheet.append([text[:32_000] for text in row])
        for cell in sheet[sheet.max_row]:
            cell.data_type = "s"  # a string even where it looks like something else
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for column, width in zip("ABCDEFG", (60, 14, 30, 20, 40, 80, 50), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    with written_beside(file) as beside:
        book.save(beside)
