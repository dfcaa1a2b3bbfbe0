"""The text of DOCX and XLSX files; a table row a line, cells parted by `` | ``, as in articles."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import docx
import openpyxl
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from crawler.attachments.text import Text

__all__ = ["read_docx", "read_xlsx"]

_MAX_ROWS = 20_000
_MAX_COLUMNS = 200


def read_docx(content: bytes, limit: int) -> Text:
    """Paragraphs and tables in their order; no value where the document holds pictures alone."""
    document = docx.Document(BytesIO(content))
    blocks: list[str] = []
    size = 0
    for block in _blocks(document):
        blocks.append(block)
        size += len(block)
        if size > limit:
            break
    if not any(blocks) and document.inline_shapes:
        return Text(None)
    return Text("\n\n".join(block for block in blocks if block))


def _blocks(document: Document) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text.strip()
        elif isinstance(block, Table):
            yield "\n".join(_rows(block))


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        cells: list[str] = []
        for cell in row.cells:
            text = " ".join(cell.text.split())
            if not cells or cells[-1] != text:  # a merged cell is given once for each column it spans
                cells.append(text)
        if any(cells):
            yield " | ".join(cells)


def read_xlsx(content: bytes, limit: int) -> Text:
    """The cells as shown, sheet after sheet."""
    book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
    try:
        lines: list[str] = []
        size = 0
        for sheet in book.worksheets:
            for row in sheet.iter_rows(max_row=_MAX_ROWS, max_col=_MAX_COLUMNS, values_only=True):
                cells = ["" if value is None else " ".join(str(value).split()) for value in row]
                while cells and not cells[-1]:
                    cells.pop()
                if not any(cells):
                    continue
                lines.append(" | ".join(cells))
                size += len(lines[-1])
                if size > limit:
                    return Text("\n".join(lines))
            lines.append("")
        return Text("\n".join(lines).strip())
    finally:
        book.close()
