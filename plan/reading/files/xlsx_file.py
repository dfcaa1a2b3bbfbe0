"""XLSX → blocks: visible sheets, rows and columns alone; merged cells; sums whose result was never stored."""

from __future__ import annotations

import io
import warnings
from datetime import date, datetime
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from plan.reading.document import Document
from plan.reading.files.formulas import Formulas
from plan.reading.files.guard import CELLS, unreadable

__all__ = ["read_xlsx"]


def read_xlsx(data: bytes, name: str) -> Document:
    """The workbook. ConfigError when it cannot be read or is too large."""
    document = Document("xlsx")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl says of parts that it leaves out
            formulas = openpyxl.load_workbook(io.BytesIO(data))
            values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        for sheet in formulas.worksheets:
            _sheet(document, sheet, values[sheet.title])
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, InvalidFileException) as error:
        raise unreadable(name) from error
    if sum(len(sheet._cells) for sheet in formulas.worksheets) > CELLS:
        raise unreadable(name, f"bảng tính có hơn {CELLS} ô")
    return document


def _sheet(document: Document, sheet: Any, values: Any) -> None:
    if sheet.sheet_state != "visible":
        document.notes.append(f"Bỏ qua trang tính ẩn “{sheet.title}”.")
        return
    if len(sheet._cells) > CELLS:
        raise ValueError(sheet.title)
    hidden_rows = {row for row, shape in sheet.row_dimensions.items() if shape.hidden}
    hidden_columns = {
        column
        for shape in sheet.column_dimensions.values()
        if shape.hidden
        for column in range(shape.min or 0, min(shape.max or 0, 16384) + 1)
    }
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for area in sheet.merged_cells.ranges:
        rows = [row for row in range(area.min_row, area.max_row + 1) if row not in hidden_rows]
        columns = [column for column in range(area.min_col, area.max_col + 1) if column not in hidden_columns]
        covered.update((row, column) for row in range(area.min_row, min(area.max_row, 5000) + 1) for column in columns)
        if rows and columns:
            merged[area.min_row, area.min_col] = (area.max_row - area.min_row + 1, area.max_col - area.min_col + 1)
    reader = Formulas(sheet, values)
    cells: dict[tuple[int, int], tuple[str, int, int]] = {}
    computed: set[tuple[int, int]] = set()
    left_out = {"row": 0, "column": 0}
    for (row, column), cell in sorted(sheet._cells.items()):
        if cell.value is None or ((row, column) in covered and (row, column) not in merged):
            continue
        if row in hidden_rows and (row, column) not in merged:
            left_out["row"] += 1
            continue
        if column in hidden_columns:
            left_out["column"] += 1
            continue
        value, was_computed = reader.value(row, column)
        text = _text(value, cell.number_format)
        rows_, columns_ = merged.get((row, column), (1, 1))
        if text.strip():
            cells[row - 1, column - 1] = (text, rows_, columns_)
            if was_computed:
                computed.add((row - 1, column - 1))
    for kind, word in (("row", "hàng"), ("column", "cột")):
        if left_out[kind]:
            document.notes.append(f"Bỏ qua {word} ẩn trong trang tính “{sheet.title}”.")
    if reader.unknown:
        document.notes.append(
            f"Trang tính “{sheet.title}”: chưa tính được công thức ở ô {', '.join(reader.unknown[:10])}."
        )
    document.table(cells, part=sheet.title, computed=frozenset(computed))


def _text(value: Any, shown: str) -> str:
    """A value as text: days as dd/mm/yyyy, whole numbers without a point, shares with "%"."""
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, datetime | date):
        return f"{value.day:02}/{value.month:02}/{value.year}"
    if isinstance(value, int | float):
        if "%" in shown:
            return f"{round(value * 100, 4):g}%".replace(".", ",")
        if isinstance(value, int) or value.is_integer():
            whole = str(int(value))
            return whole.zfill(len(shown)) if shown and set(shown) == {"0"} else whole
        return f"{value:g}".replace(".", ",")
    return "" if value is None else str(value)
