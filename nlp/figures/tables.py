"""Tables in plain text: one row a line, cells parted by " | ".

A number alone in its cell is told by row and column.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from nlp.figures.units import label_unit

__all__ = ["Cell", "Tables"]

_IDENTIFIES = re.compile(
    r"(?i)(?<!\w)(?:stt|tt|mã|điện thoại|sđt|số máy|fax|số hiệu|năm|ngày|tháng|tài khoản|ghi chú)(?!\w)"
)
_PART = re.compile(r"\s\|(?:\s|$)|^\|\s")
_NUMBER_ONLY = re.compile(r"[\s\d.,%/]*\d[\s\d.,%/]*")
_ROW_NUMBER = re.compile(r"\s*(?:\d{1,3}|[IVXLC]{1,5}|TT|STT)\.?\s*")


class Cell(NamedTuple):
    """A number's cell: what the row and the column are called, and the unit that their names tell."""

    label: str
    column: str | None
    unit: str | None
    identifies: bool  # the column holds codes, telephones or row numbers, no figures


class _Row(NamedTuple):
    starts: list[int]  # where each cell begins in the text
    cells: list[str]
    header: list[str] | None


def _row(start: int, line: str, header: list[str] | None) -> _Row:
    starts, cells = [], []
    for cell in line.split("|"):
        starts.append(start)
        cells.append(cell)
        start += len(cell) + 1
    return _Row(starts, cells, header)


class Tables:
    """The tables of one text: runs of lines with bars."""

    def __init__(self, text: str) -> None:
        self._rows: list[_Row] = []
        self._starts: list[int] = []
        if "|" in text:
            self._read(text)

    def _read(self, text: str) -> None:
        start, header, inside = 0, None, False
        for line in text.split("\n"):
            if _PART.search(line):
                row = _row(start, line, header if inside else None)
                if not inside:
                    # The first row of a table names the columns when it holds no number.
                    header = None if any(_NUMBER_ONLY.fullmatch(cell) for cell in row.cells) else row.cells
                self._rows.append(row)
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
        index = bisect_right(row.starts, start) - 1
        content, position = row.cells[index], row.starts[index]
        if end > position + len(content) or content[: start - position].strip() or content[end - position :].strip():
            return None
        others = [cell for cell in row.cells[:index] if cell.strip() and not _ROW_NUMBER.fullmatch(cell)]
        named = [cell.strip() for cell in others if not _NUMBER_ONLY.fullmatch(cell)]
        if not named:
            return None
        column = row.header[index].strip() if row.header and index < len(row.header) else None
        unit = label_unit(named[0], strict=True) or (label_unit(column, strict=True) if column else None)
        if column and "%" in column:
            unit = "%"
        return Cell(named[0], column, unit, column is not None and _IDENTIFIES.search(column) is not None)
