"""Forms of a plan to fill in: what is written into them is read back whole."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from domain.settings_sections import Office

__all__ = ["TEMPLATES", "make_template"]

_COLUMNS: Final = (
    ("TT", 12.0), ("Nhiệm vụ", 70.0), ("Sản phẩm, số lượng", 45.0), ("Kênh", 30.0), ("Chủ trì", 32.0),
    ("Phối hợp", 32.0), ("Thời hạn, tần suất", 30.0), ("Ghi chú", 16.0),
)  # fmt: skip
_ROWS = 12
_HINTS: Final = (
    "Cách ghi sản phẩm: 02 tin, bài/tháng; tối thiểu 30 tin, bài/năm; từ 03 đến 05 pano; mỗi đơn vị 01 bài/quý. "
    "Không có chỉ tiêu thì để trống.",
    "Cách ghi thời hạn: trước ngày 15/6; quý II; tháng 3, tháng 9; hằng tháng; thường xuyên; khi phát sinh.",
)
_TITLE: Final = "Tuyên truyền cải cách hành chính năm …"


def _head(office: Office) -> tuple[str, ...]:
    symbol = office.symbol or "…"
    return (office.parent, office.name or "(Tên cơ quan)", f"Số:      /KH-{symbol}")


def _docx(office: Office) -> bytes:
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    document: Any = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin, section.right_margin = Mm(15), Mm(15)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    for line in (*_head(office), "KẾ HOẠCH", _TITLE, *_HINTS):
        if line:
            document.add_paragraph(line)
    table = document.add_table(rows=1 + _ROWS, cols=len(_COLUMNS))
    table.style = "Table Grid"
    table.autofit = False
    for at, (name, width) in enumerate(_COLUMNS):
        table.cell(0, at).text = name
        for row in table.rows:
            row.cells[at].width = Mm(width)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _xlsx(office: Office) -> bytes:
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Kế hoạch")
        head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter"})
        cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "num_format": "@"})
        lines = [line for line in (*_head(office), "KẾ HOẠCH", _TITLE, *_HINTS) if line]
        for row, line in enumerate(lines):
            sheet.write_string(row, 0, line)
        first = len(lines) + 1
        for at, (name, width) in enumerate(_COLUMNS):
            sheet.set_column(at, at, width / 2)
            sheet.write_string(first, at, name, head)
            for row in range(first + 1, first + 1 + _ROWS):
                sheet.write_blank(row, at, None, cell)
        sheet.freeze_panes(first + 1, 0)
    return stream.getvalue()


def _yaml(office: Office) -> bytes:
    lines = [
        "# Mỗi nhiệm vụ một mục; trường nào không có thì bỏ đi.",
        *(f"# {hint}" for hint in _HINTS),
        f"so:       # 12/KH-{office.symbol or 'SYT'}",
        "ngay:     # 2026-01-15",
        f"co_quan: {office.name}",
        "tieu_de:  # Kế hoạch tuyên truyền cải cách hành chính năm 2026",
        "can_cu: []",
        "nhiem_vu:",
        "  - noi_dung: ",
        "    san_pham: ",
        "    kenh: ",
        "    chu_tri: ",
        "    phoi_hop: []",
        "    thoi_han: ",
    ]
    return ("\n".join(lines) + "\n").encode()


TEMPLATES: Final[Mapping[str, Callable[[Office], bytes]]] = MappingProxyType(
    {".docx": _docx, ".xlsx": _xlsx, ".yaml": _yaml}
)
"""Suffix of a file → what makes its form."""


def make_template(suffix: str, office: Office) -> bytes:
    """The form for a suffix of ``TEMPLATES``, with the office's own particulars; number, day and year stay blank."""
    return TEMPLATES[suffix](office)
