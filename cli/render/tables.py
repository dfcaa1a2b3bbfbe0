"""Hits as CSV and XLSX. No cell is a formula, whatever a page wrote."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from cli.render.dates import day_text
from cli.render.hits import plain_snippet
from domain.areas import area_name
from domain.errors import UsageError
from domain.reasons import os_reason
from domain.search import Hit

__all__ = ["safe_cell", "write_csv", "write_xlsx"]

_HEADER = ("Tiêu đề", "Ngày đăng", "Nguồn", "Tỉnh", "Lĩnh vực", "Đoạn khớp", "Địa chỉ")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def safe_cell(text: str) -> str:
    """The text with no control characters, and with an apostrophe before what a spreadsheet would run as a formula."""
    clean = _CONTROLS.sub(" ", text)
    return "'" + clean if clean.lstrip(" \t\r\n")[:1] in {"=", "+", "-", "@"} or clean[:1] in {"\t", "\r"} else clean


def _rows(hits: Iterable[Hit]) -> Iterator[list[str]]:
    for hit in hits:
        topics = "; ".join(area_name(code) for code in hit.topics)
        day = day_text(hit.published_at)
        cells = [hit.title, day, hit.source or "", hit.province or "", topics, plain_snippet(hit.snippet), hit.url]
        yield [safe_cell(cell) for cell in cells]


def _write(stream: TextIO, hits: Iterable[Hit]) -> None:
    writer = csv.writer(stream)
    writer.writerow(_HEADER)
    writer.writerows(_rows(hits))


def write_csv(hits: Iterable[Hit], file: Path | None = None) -> None:
    """CSV to a file (with a byte-order mark, so that Excel reads the accents) or to stdout."""
    if file is None:
        _write(sys.stdout, hits)
        return
    try:
        with file.open("w", encoding="utf-8-sig", newline="") as stream:
            _write(stream, hits)
    except OSError as error:
        raise UsageError(f"Không ghi được {file}: {os_reason(error)}.", "Hãy chọn chỗ khác.") from error


def write_xlsx(hits: Iterable[Hit], file: Path) -> None:
    """One sheet with a bold, frozen header row."""
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
    for column, width in zip("ABCDEFG", (60, 14, 18, 16, 40, 80, 50), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    try:
        book.save(file)
    except OSError as error:
        raise UsageError(f"Không ghi được {file}: {os_reason(error)}.", "Hãy chọn chỗ khác.") from error
