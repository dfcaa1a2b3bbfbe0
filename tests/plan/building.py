"""The written-down plans of ``cases/`` as real files: DOCX, XLSX, PDF, YAML, text."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import openpyxl
import yaml
from fpdf import FPDF
from fpdf.fonts import FontFace

CASES = Path(__file__).parent / "cases"
FONT = Path(__file__).parents[2] / "samples" / "assets" / "diemtin-sans.ttf"
SUFFIX = {"docx": "docx", "xlsx": "xlsx", "pdf": "pdf", "yaml": "yaml", "text": "txt"}


def load(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def build(case: dict[str, Any]) -> bytes:
    return {"docx": _docx, "xlsx": _xlsx, "pdf": _pdf, "yaml": _text, "text": _text}[case["format"]](case)


def _text(case: dict[str, Any]) -> bytes:
    return case["text"].encode()


def _docx(case: dict[str, Any]) -> bytes:
    document = docx.Document()
    for block in case["blocks"]:
        if "p" in block:
            document.add_paragraph(block["p"])
            continue
        rows = block["table"]["rows"]
        table = document.add_table(len(rows), max(map(len, rows)))
        for y, row in enumerate(rows):
            for x, text in enumerate(row):
                if str(text):
                    lines = str(text).split("\n")
                    cell = table.cell(y, x)
                    cell.text = lines[0]
                    for line in lines[1:]:
                        cell.add_paragraph(line)
        for top, left, bottom, right in block["table"].get("merges", ()):
            kept = rows[top - 1][left - 1]
            merged = table.cell(top - 1, left - 1).merge(table.cell(bottom - 1, right - 1))
            merged.text = str(kept)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _xlsx(case: dict[str, Any]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for shape in case["sheets"]:
        sheet = book.create_sheet(shape["name"])
        for y, row in enumerate(shape["rows"], start=1):
            for x, value in enumerate(row, start=1):
                if value != "":
                    sheet.cell(y, x, value)
        for top, left, bottom, right in shape.get("merges", ()):
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for row in shape.get("hidden_rows", ()):
            sheet.row_dimensions[row].hidden = True
        for column in shape.get("hidden_columns", ()):
            sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].hidden = True
        if shape.get("hidden"):
            sheet.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _pdf(case: dict[str, Any]) -> bytes:
    pdf = FPDF(format="A4")
    pdf.add_font("D", fname=str(FONT))
    pdf.add_font("D", style="B", fname=str(FONT))
    pdf.set_font("D", size=12)
    pdf.add_page()
    for block in case["blocks"]:
        if "p" in block:
            pdf.multi_cell(0, 7, block["p"], align="L", new_x="LMARGIN", new_y="NEXT")
            pdf.ln(1)
            continue
        shape = block["table"]
        cut = shape.get("page_break_after", 0)
        parts = [shape["rows"][:cut], shape["rows"][cut:]] if cut else [shape["rows"]]
        for at, rows in enumerate(parts):
            if at:
                pdf.add_page()
            with pdf.table(
                col_widths=tuple(shape["widths"]), first_row_as_headings=False, headings_style=FontFace(), line_height=7
            ) as table:
                for row in rows:
                    line = table.row()
                    for text in row:
                        line.cell(str(text))
    return bytes(pdf.output())
