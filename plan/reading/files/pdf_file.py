"""PDF with text → blocks: lines put together to paragraphs, ruled tables with their merged cells, across pages."""

from __future__ import annotations

import io
import re
from typing import Any, NamedTuple

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import PdfminerException

from domain.errors import ConfigError
from plan.reading.document import Document
from plan.reading.files.guard import PAGES, unreadable

__all__ = ["read_pdf"]

_MARKER = re.compile(r"\s*(?:[IVX]{1,5}[.)]|\d{1,2}(?:\.\d{1,2}){0,3}[.)]|[a-zđ]\)|\(\d{1,2}\)|[-+•*–]\s)")
_NEW = re.compile(r"\s*(?:Căn cứ|Thực hiện|Số:|Kính gửi|Nơi nhận|PHỤ LỤC|Phụ lục|KẾ HOẠCH|Điều \d)")
_NEAR = 3.0


class _Line(NamedTuple):
    text: str
    top: float
    bottom: float
    left: float
    right: float


class _Grid(NamedTuple):
    """A table of one page: cells as ``Document.table`` takes them, and its columns."""

    cells: dict[tuple[int, int], tuple[str, int, int]]
    height: int
    width: int


class _Pending:
    """The table that the next page may go on with."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], tuple[str, int, int]] = {}
        self.pages: dict[int, int] = {}
        self.height = self.width = 0

    def add(self, grid: _Grid, page: int) -> None:
        for (row, column), cell in grid.cells.items():
            self.cells[row + self.height, column] = cell
            self.pages[row + self.height] = page
        self.height += grid.height
        self.width = grid.width

    def goes_on(self, grid: _Grid) -> bool:
        return bool(self.cells) and grid.width == self.width


def read_pdf(data: bytes, name: str) -> Document:
    """The pages' text and tables. ConfigError: encrypted, broken, too long, or a scan without text."""
    document = Document("pdf")
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > PAGES:
                raise unreadable(name, f"tệp có hơn {PAGES} trang")
            _read(pdf, document)
    except (PDFPasswordIncorrect, PdfminerException, PDFException) as error:
        if "PDFPasswordIncorrect" in repr(error) or isinstance(error, PDFPasswordIncorrect):
            raise ConfigError(f"Không đọc được {name}: tệp có mật khẩu.", "Hãy lưu lại tệp không mật khẩu.") from error
        raise unreadable(name) from error
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, RecursionError, AssertionError) as error:
        raise unreadable(name) from error
    if not document.items:
        raise ConfigError(
            f"Không đọc được {name}: đây là bản quét (ảnh), chưa có chữ.",
            "Hãy dùng tệp gốc (DOCX) hoặc bản PDF đã nhận dạng chữ.",
        )
    return document


def _read(pdf: Any, document: Document) -> None:
    pending = _Pending()

    def flush() -> None:
        nonlocal pending
        document.table(pending.cells, pages=pending.pages)
        pending = _Pending()

    for page in pdf.pages:
        tables = sorted(page.find_tables(), key=lambda table: table.bbox[1])
        tables = [table for table in tables if len(table.cells) > 3]
        lines = _lines(page, tables)
        done = 0.0
        for table in tables:
            above = [line for line in lines if done <= line.top < table.bbox[1]]
            grid = _grid(page, table)
            if above or not pending.goes_on(grid):
                flush()
                _paragraphs(document, above, page)
            pending.add(grid, page.page_number)
            done = table.bbox[3] - 1
        below = [line for line in lines if line.top >= done]
        if below:
            flush()
            _paragraphs(document, below, page)
        page.close()
    flush()


def _lines(page: Any, tables: list[Any]) -> list[_Line]:
    """Lines of text outside the tables, without the page's number."""
    boxes = [table.bbox for table in tables]

    def outside(item: dict[str, Any]) -> bool:
        middle = (item["top"] + item["bottom"]) / 2
        centre = (item["x0"] + item["x1"]) / 2
        return not any(x0 <= centre <= x1 and top <= middle <= bottom for x0, top, x1, bottom in boxes)

    kept = page.filter(lambda item: item["object_type"] != "char" or outside(item))
    found = kept.extract_text_lines(return_chars=False, strip=True)
    lines = [_Line(line["text"], line["top"], line["bottom"], line["x0"], line["x1"]) for line in found]
    return [line for line in lines if not re.fullmatch(r"\s*-?\s*\d{1,3}\s*-?\s*", line.text)]


def _paragraphs(document: Document, lines: list[_Line], page: Any) -> None:
    """Lines that run on are one paragraph."""
    if not lines:
        return
    right = max(line.right for line in lines)
    height = sorted(line.bottom - line.top for line in lines)[len(lines) // 2]
    text, before = "", None
    for line in lines:
        new = (
            before is None
            or _MARKER.match(line.text) is not None
            or _NEW.match(line.text) is not None
            or before.right < right - max(60.0, 0.12 * page.width)
            or line.top - before.bottom > 0.9 * height
            or (before.text.isupper() != line.text.isupper() and (before.text.isupper() or line.text.isupper()))
        )
        if new:
            document.paragraph(text, page=page.page_number)
            text = line.text
        else:
            text = f"{text} {line.text}"
        before = line
    document.paragraph(text, page=page.page_number)


def _edges(values: list[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges


def _at(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - value))


def _grid(page: Any, table: Any) -> _Grid:
    columns = _edges([box[0] for box in table.cells] + [box[2] for box in table.cells])
    rows = _edges([box[1] for box in table.cells] + [box[3] for box in table.cells])
    cells: dict[tuple[int, int], tuple[str, int, int]] = {}
    for x0, top, x1, bottom in table.cells:
        row, column = _at(rows, top), _at(columns, x0)
        height, width = max(1, _at(rows, bottom) - row), max(1, _at(columns, x1) - column)
        text = _unwrapped(page.crop((x0, top, x1, bottom), strict=False).extract_text() or "")
        cells[row, column] = (text, height, width)
    return _Grid(cells, max(1, len(rows) - 1), max(1, len(columns) - 1))


def _unwrapped(text: str) -> str:
    """Lines of a cell that only its width has parted are one; list markers begin new ones."""
    result = ""
    for line in text.splitlines():
        if not result:
            result = line
        elif _MARKER.match(line):
            result += "\n" + line
        else:
            result += " " + line
    return result
