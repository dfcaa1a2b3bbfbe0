"""The cells of Excel 97–2003 files (``.xls``), read through xlrd."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator

import olefile
import xlrd

from crawler.attachments.text import MAX_COLUMNS, MAX_ROWS, Text, Unreadable, sheets_text

__all__ = ["is_xls", "read_xls"]

_EMPTY = {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR}


def is_xls(content: bytes) -> bool:
    """Whether an OLE file holds a spreadsheet."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as file:
            return bool(file.exists("Workbook") or file.exists("Book"))
    except Exception:  # a broken container is for its reader to name
        return False


def read_xls(content: bytes, limit: int) -> Text:
    """The cells as shown, sheet after sheet. Raises Unreadable for locked and broken files."""
    try:
        book = xlrd.open_workbook(file_contents=content, logfile=io.StringIO(), on_demand=True)
    except xlrd.XLRDError as error:
        locked = "encrypted" in str(error).lower()
        raise Unreadable("Tệp Excel có mật khẩu." if locked else "Tệp Excel bị hỏng.") from None
    return sheets_text((_rows(book, number) for number in range(book.nsheets)), limit)


def _rows(book: xlrd.Book, number: int) -> Iterator[list[str]]:
    """The rows of a sheet, which is let go of behind the last."""
    sheet = book.sheet_by_index(number)
    for row in range(min(sheet.nrows, MAX_ROWS)):
        yield [_shown(cell, book.datemode) for cell in sheet.row_slice(row, 0, MAX_COLUMNS)]
    book.unload_sheet(number)


def _shown(cell: xlrd.sheet.Cell, datemode: int) -> str:
    """A cell's text: whole numbers without a point, days as they are written here."""
    if cell.ctype in _EMPTY:
        return ""
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "x" if cell.value else ""
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            moment: datetime.datetime = xlrd.xldate_as_datetime(cell.value, datemode)
        except (ValueError, OverflowError):
            return str(cell.value)
        return f"{moment:%d/%m/%Y}" if moment.time() == datetime.time() else f"{moment:%d/%m/%Y %H:%M}"
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return f"{cell.value:.15g}"
    return " ".join(str(cell.value).split())
