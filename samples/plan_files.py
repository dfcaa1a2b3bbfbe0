"""Plans as files: the samples' own, and whatever the tests write down in the same form.

A plan is a YAML file of ``plans/``: its ``format``, its blocks or sheets, and under ``truth`` what a reader should find
in it. The files made of them are kept beside (``make sample-files``), so that showing them needs none of fpdf2.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import docx
import openpyxl
import yaml
from docx.shared import Pt
from openpyxl.utils import get_column_letter

__all__ = ["PLANS", "SUFFIXES", "build_plan", "load_plan", "main", "plan_files"]

PLANS: Final = Path(__file__).parent / "plans"
_FONT: Final = Path(__file__).parent / "assets" / "diemtin-sans.ttf"
SUFFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {"docx": ".docx", "xlsx": ".xlsx", "pdf": ".pdf", "yaml": ".yaml", "text": ".txt"}
)


def load_plan(path: Path) -> dict[str, Any]:
    """A plan that is written down, with its truth."""
    plan: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return plan


def build_plan(plan: Mapping[str, Any]) -> bytes:
    """The file of a plan."""
    return _BUILDERS[plan["format"]](plan)


def plan_files() -> dict[Path, dict[str, Any]]:
    """The samples' kept files, each with what is written down of it."""
    return {
        path.with_suffix(SUFFIXES[plan["format"]]): plan
        for path in sorted(PLANS.glob("*.yaml"))
        for plan in [load_plan(path)]
    }


def main() -> None:
    """Make the kept files again."""
    for path, plan in plan_files().items():
        path.write_bytes(build_plan(plan))


def _text(plan: Mapping[str, Any]) -> bytes:
    return str(plan["text"]).encode()


def _docx(plan: Mapping[str, Any]) -> bytes:
    document: Any = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    for block in plan["blocks"]:
        if "p" in block:
            paragraph = document.add_paragraph()
            paragraph.add_run(block["p"]).bold = bool(block.get("heading"))
        else:
            _docx_table(document, block["table"])
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _docx_table(document: Any, shape: Mapping[str, Any]) -> None:
    rows = shape["rows"]
    table = document.add_table(len(rows), max(map(len, rows)))
    if shape.get("borders", True):
        table.style = "Table Grid"
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            cell = table.cell(y, x)
            for at, line in enumerate(str(text).split("\n")):
                (cell.paragraphs[0] if at == 0 else cell.add_paragraph()).add_run(line)
    for top, left, bottom, right in shape.get("merges", ()):
        merged = table.cell(top - 1, left - 1).merge(table.cell(bottom - 1, right - 1))
        merged.text = str(rows[top - 1][left - 1])


def _xlsx(plan: Mapping[str, Any]) -> bytes:
    book = openpyxl.Workbook()
    for sheet in list(book.worksheets):
        book.remove(sheet)
    for shape in plan["sheets"]:
        sheet = book.create_sheet(shape["name"])
        for y, row in enumerate(shape["rows"], start=1):
            for x, value in enumerate(row, start=1):
                if value != "":
                    sheet.cell(y, x, value)
        for top, left, bottom, right in shape.get("merges", ()):
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for number in shape.get("hidden_rows", ()):
            sheet.row_dimensions[number].hidden = True
        for number in shape.get("hidden_columns", ()):
            sheet.column_dimensions[get_column_letter(number)].hidden = True
        if shape.get("hidden"):
            sheet.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _pdf(plan: Mapping[str, Any]) -> bytes:
    from fpdf import FPDF

    pdf = FPDF(format="A4")
    pdf.add_font("DiemTin", fname=str(_FONT))
    pdf.set_font("DiemTin", size=12)
    pdf.add_page()
    for block in plan["blocks"]:
        if "p" in block:
            pdf.multi_cell(0, 7, block["p"], align="L", new_x="LMARGIN", new_y="NEXT")
            pdf.ln(1)
            continue
        shape = block["table"]
        cut = shape.get("page_break_after", len(shape["rows"]))
        for at, rows in enumerate((shape["rows"][:cut], shape["rows"][cut:])):
            if at and rows:
                pdf.add_page()
            if rows:
                with pdf.table(col_widths=tuple(shape["widths"]), first_row_as_headings=False, line_height=7) as table:
                    for row in rows:
                        line = table.row()
                        for text in row:
                            line.cell(str(text))
    return bytes(pdf.output())


_BUILDERS: Final[Mapping[str, Callable[[Mapping[str, Any]], bytes]]] = MappingProxyType(
    {"docx": _docx, "xlsx": _xlsx, "pdf": _pdf, "yaml": _text, "text": _text}
)
