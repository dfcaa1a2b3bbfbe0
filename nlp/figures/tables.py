"""Tables in plain text: one row a line, cells parted by " "
"| "; a number alone in its cell is told by row and column."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from nlp.figures.units import label_unit

__all__ = ["Cell", "Tables"]

_IDENTIFIES = re.compile(
    r"(?i)(?<!\w)(?:stt|tt|mã|điện thoại|sđt|số máy|fax|số hiệu|năm|ngày|tháng|tài khoản|ghi chú)(?!\w)"
)
_PART = " | "
_NUMBER_ONLY = re.compile(r"\s*[\d.,%/ ]+\s*")
_ROW_NUMBER = re.compile(r"\s*(?:\d{1,3}|[IVXLC]{1,5}|TT|STT)\.?\s*")


class Cell(NamedTuple):
    """A number's cell: what the row and the column are called, and the unit that their names tell."""

    label: str | None
    column: str | None
    unit: str | None
    identifies: bool  # the column holds codes, telephones or row numbers, no figures


class _Row(NamedTuple):
    start: int
    cells: list[str]
    header: list[str] | None


class Tables:
    """The tables of one text."""

    def __init__(self, text: str) -> None:
        self._rows: list[_Row] = []
        self._starts: list[int] = []
        if _PART in text:
            self._read(text)

    def _read(self, text: str) -> None:
        start, header, inside = 0, None, False
        for line in text.split("\n"):
            if _PART in line:
                cells = line.split(_PART)
                if not inside:
                    # The first row of a table names the columns when it holds no number.
                    header = None if any(_NUMBER_ONLY.fullmatch(cell) for cell in cells) else cells
                self._rows.append(_Row(start, cells, header if inside else None))
                self._starts.append(start)
                inside = True
            elif line.strip():
                inside, header = False, None
            start += len(line) + 1

    def cell(self, start: int, end: int) -> Cell | None:
        """The cell that the stretch fills alone; null outside tables, among words, and for row numbers."""
        at = bisect_right(self._starts, start) - 1
        if at < 0:
            return None
        row = self._rows[at]
        position, index = row.start, 0
        while index < len(row.cells) and position + len(row.cells[index]) < start:
            position += len(row.cells[index]) + len(_PART)
            index += 1
        if index == 0 or index >= len(row.cells) or not position <= start <= end <= position + len(row.cells[index]):
            return None
        content = row.cells[index]
        if content[: start - position].strip() or content[end - position :].strip():
            return None
        named = [
            cell for cell in row.cells[:index] if not _ROW_NUMBER.fullmatch(cell) and not _NUMBER_ONLY.fullmatch(cell)
        ]
        label = named[0].strip() if named else None
        column = row.header[index].strip() if row.header and index < len(row.header) else None
        unit = (label_unit(label) if label else None) or (label_unit(column) if column else None)
        if column and "%" in column:
            unit = "%"
        return Cell(label, column, unit, column is not None and _IDENTIFIES.search(column) is not None)
