"""The text of DOCX and XLSX files; a table row a line, cells parted by `` | ``, as in articles."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import docx
import openpyxl
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from crawler.attachments.text import MAX_COLUMNS, MAX_ROWS, Text, sheets_text

__all__ = ["read_docx", "read_xlsx"]


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
        sheets = (
            (
                ["" if value is None else " ".join(str(value).split()) for value in row]
                for row in sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True)
            )
            for sheet in book.worksheets
        )
        return sheets_text(sheets, limit)
    finally:
        book.close()
