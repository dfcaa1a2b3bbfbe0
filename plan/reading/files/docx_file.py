"""DOCX → blocks: text as it stands after all tracked changes, numbers of lists, merged cells."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn

from plan.reading.document import Document
from plan.reading.files.docx_numbering import Numbering
from plan.reading.files.guard import CELLS, unreadable

__all__ = ["read_docx"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _TBL, _SDT = f"{_W}p", f"{_W}tbl", f"{_W}sdt"
_SKIPPED = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", f"{_W}instrText", f"{_W}pPr", f"{_W}rPr"})


def read_docx(data: bytes, name: str) -> Document:
    """The document's body. ConfigError when it cannot be read."""
    try:
        opened = docx.Document(io.BytesIO(data))
        return _Reader(opened).read()
    except (KeyError, ValueError, AttributeError, TypeError, IndexError, OSError, SyntaxError) as error:
        raise unreadable(name) from error


class _Reader:
    def __init__(self, opened: Any) -> None:
        self._body = opened.element.body
        self._numbering = Numbering(opened)
        self._document = Document("docx")

    def read(self) -> Document:
        for element in _blocks(self._body):
            if element.tag == _P:
                self._paragraph(element)
            else:
                self._table(element)
        return self._document

    def _paragraph(self, element: Any) -> None:
        text, label = _text(element), self._numbering.label(element)
        style = element.pPr.style if element.pPr is not None else None
        self._document.paragraph(text, label=label, heading="heading" in str(style or "").lower())

    def _table(self, table: Any) -> None:
        cells: dict[tuple[int, int], tuple[str, int, int]] = {}
        labels: dict[tuple[int, int], tuple[str, ...]] = {}
        above: dict[int, tuple[int, int]] = {}  # column → the cell that a vertical merge goes on from
        for row, line in enumerate(_rows(table)):
            column = _grid(line, "gridBefore")
            for cell in _cells(line):
                properties = cell.find(f"{_W}tcPr")
                span = _number(properties, "gridSpan") or 1
                merge = properties.find(f"{_W}vMerge") if properties is not None else None
                if merge is not None and merge.get(qn("w:val"), "continue") == "continue" and column in above:
                    start = above[column]
                    text, _, columns = cells[start]
                    cells[start] = (text, row - start[0] + 1, columns)
                else:
                    text, found = self._cell(cell)
                    cells[row, column] = (text, 1, span)
                    labels[row, column] = found
                    if merge is not None:
                        above[column] = (row, column)
                    else:
                        above.pop(column, None)
                column += span
                if len(cells) > CELLS:
                    raise ValueError("too many cells")
        self._document.table(cells, labels=labels)

    def _cell(self, cell: Any) -> tuple[str, tuple[str, ...]]:
        lines, labels = [], []
        for element in _blocks(cell):
            parts = [element] if element.tag == _P else list(element.iter(_P))
            for paragraph in parts:
                text, label = _text(paragraph), self._numbering.label(paragraph)
                if text.strip() or label:
                    lines.append(text)
                    labels.append(label)
        return "\n".join(lines), tuple(labels) if any(labels) else ()


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables of a body or a cell, also those inside content controls and tracked insertions."""
    for element in parent:
        if element.tag in {_P, _TBL}:
            yield element
        elif element.tag == _SDT or element.tag in {f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}moveTo"}:
            yield from _blocks(element)


def _rows(table: Any) -> Iterator[Any]:
    for element in table:
        if element.tag == f"{_W}tr":
            properties = element.find(f"{_W}trPr")
            if properties is None or (properties.find(f"{_W}del") is None and properties.find(f"{_W}hidden") is None):
                yield element
        elif element.tag in {_SDT, f"{_W}sdtContent"}:
            yield from _rows(element)


def _cells(row: Any) -> Iterator[Any]:
    for element in row:
        if element.tag == f"{_W}tc":
            yield element
        elif element.tag in {_SDT, f"{_W}sdtContent"}:
            yield from _cells(element)


def _number(properties: Any, name: str) -> int:
    found = properties.find(f"{_W}{name}") if properties is not None else None
    return max(0, min(200, int(found.get(qn("w:val"), "0")))) if found is not None else 0


def _grid(row: Any, name: str) -> int:
    return _number(row.find(f"{_W}trPr"), name)


def _text(paragraph: Any) -> str:
    """The text of a paragraph without deleted and hidden text."""
    parts: list[str] = []

    def walk(element: Any) -> None:
        for child in element:
            tag = child.tag
            if tag in _SKIPPED:
                continue
            if tag == f"{_W}r":
                properties = child.find(f"{_W}rPr")
                if properties is not None and properties.find(f"{_W}vanish") is not None:
                    continue
                walk(child)
            elif tag == f"{_W}t":
                parts.append(child.text or "")
            elif tag == f"{_W}tab":
                parts.append("\t")
            elif tag in {f"{_W}br", f"{_W}cr"}:
                parts.append("\n")
            elif tag == f"{_W}noBreakHyphen":
                parts.append("-")
            else:
                walk(child)

    walk(paragraph)
    return "".join(parts)
