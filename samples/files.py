"""The files that articles announce, made when asked for: PDF with text, scanned PDF, DOCX, XLSX."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import docx
import openpyxl
from fpdf import FPDF
from PIL import Image, ImageDraw, ImageFont

from samples.content import File

__all__ = ["MEDIA_TYPES", "make_file", "media_type", "text_of"]

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FONT = Path(__file__).parent / "assets" / "diemtin-sans.ttf"
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
    pdf = FPDF(format="A4")
    pdf.set_creation_date(_MADE)
    pdf.set_title(file.name)
    pdf.add_page()
    pdf.add_font("DiemTin", fname=str(FONT))
    pdf.set_font("DiemTin", size=12)
    for paragraph in file.text.strip().split("\n\n"):
        pdf.multi_cell(0, 7, paragraph.replace("\n", " "), align="L", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(2)
    for row in file.rows:
        pdf.cell(0, 7, "   ".join(row), new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def _scan(file: File) -> bytes:
    """A picture of the text, as a scanner makes it: no letter in it can be copied."""
    page = Image.new("L", (620, 877), 250)
    draw = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(FONT), 14)
    line, top = "", 60
    for word in file.text.split():
        if len(line) + len(word) > 68:
            draw.text((50, top), line, font=font, fill=30)
            line, top = "", top + 22
        line = f"{line} {word}".strip()
    draw.text((50, top), line, font=font, fill=30)
    pdf = FPDF(format="A4")
    pdf.set_creation_date(_MADE)
    pdf.add_page()
    pdf.image(page.rotate(0.6, fillcolor=250), x=0, y=0, w=210)
    return bytes(pdf.output())


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
    return {"pdf": _pdf, "scan": _scan, "docx": _docx, "xlsx": _xlsx}[file.kind](file)
