"""The files that articles announce: PDF with text and scanned PDF as kept, DOCX and XLSX made when asked for."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from functools import lru_cache

import docx
import openpyxl

from samples.content import File
from samples.pdf_files import kept_path, make_pdf

__all__ = ["MEDIA_TYPES", "make_file", "media_type", "text_of"]

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_MADE = datetime(2022, 7, 1, tzinfo=UTC)


def media_type(file: File) -> str:
    """The type that the name promises."""
    return MEDIA_TYPES[file.file.rsplit(".", 1)[-1].lower()]


def text_of(file: File) -> str:
    """The text a reader can get out of the file; empty for a scan."""
    if file.kind in {"scan", "pretender"}:
        return ""
    table = "\n".join(" | ".join(row) for row in file.rows)
    return "\n\n".join(part for part in (file.text.strip(), table) if part)


def _pdf(file: File) -> bytes:
    """As kept; one that a test announced a moment ago is made now."""
    kept = kept_path(file)
    return kept.read_bytes() if kept.is_file() else make_pdf(file)


def _docx(file: File) -> bytes:
    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = _MADE
    for paragraph in file.text.strip().split("\n\n"):
        document.add_paragraph(paragraph.replace("\n", " "))
    if file.rows:
        table = document.add_table(rows=0, cols=len(file.rows[0]))
        for row in file.rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _xlsx(file: File) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Biểu"
    if file.text.strip():
        sheet.append([file.text.strip()])
    for row in file.rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@lru_cache(maxsize=128)
def make_file(file: File) -> bytes:
    """The bytes of a file; an HTML error page where the server only pretends to have a PDF."""
    if file.kind == "pretender":
        note = "Tệp tin không tồn tại hoặc đã bị gỡ bỏ. Vui lòng liên hệ quản trị trang."
        return f"<!DOCTYPE html><html><head><title>Lỗi</title></head><body><h2>{note}</h2></body></html>".encode()
    return {"pdf": _pdf, "scan": _pdf, "docx": _docx, "xlsx": _xlsx}[file.kind](file)
