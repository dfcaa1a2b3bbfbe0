"""Tables and bars of a Word file: fixed widths, borders, and a heading row that comes again on every page."""

from __future__ import annotations

from collections.abc import Callable

from publishing.blocks import BarChart, Column, Run, Runs, Table
from publishing.column_widths import column_widths
from publishing.docx.xml import el, mm, paragraph, points, text_run

__all__ = ["bar_chart", "data_table"]

_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def _table(widths: list[int], rows: list[str], border: str) -> str:
    line = [el(f"w:{side}", val=border, sz=4, space=0, color="000000") for side in _SIDES]
    return el(
        "w:tbl",
        el(
            "w:tblPr",
            el("w:tblW", w=sum(widths), type="dxa"),
            el("w:jc", val="center"),
            el("w:tblBorders", *line),
            el("w:tblLayout", type="fixed"),
            el("w:tblCellMar", el("w:left", w=85, type="dxa"), el("w:right", w=85, type="dxa")),
        ),
        el("w:tblGrid", *(el("w:gridCol", w=width) for width in widths)),
        *rows,
    )


def _cell(inside: str, width: int, span: int = 1, *, middle: bool = False) -> str:
    return el(
        "w:tc",
        el(
            "w:tcPr",
            el("w:tcW", w=width, type="dxa"),
            el("w:gridSpan", val=span) if span > 1 else None,
            el("w:vAlign", val="center") if middle else None,
        ),
        inside,
    )


def _aligned(column: Column) -> tuple[str, ...]:
    return (el("w:jc", val=column.align),) if column.align != "left" else ()


def data_table(given: Table, room: float, size: float, write: Callable[[Runs], list[str]]) -> str:
    """A table as wide as ``room`` mm, its text ``size`` points high; ``write`` makes runs and links."""
    widths = [mm(width) for width in column_widths(given, room, size)]
    titles = [
        _cell(
            paragraph(
                text_run(Run(column.title, bold=True)), style="TableText", properties=(el("w:jc", val="center"),)
            ),
            width,
            middle=True,
        )
        for column, width in zip(given.columns, widths, strict=True)
    ]
    rows = [el("w:tr", el("w:trPr", el("w:cantSplit"), el("w:tblHeader")), *titles)]
    for cells in given.rows:
        made, at = [], 0
        for cell in cells:
            column = given.columns[min(at, len(given.columns) - 1)]
            inside = paragraph(*write(cell.runs), style="TableText", properties=_aligned(column))
            made.append(_cell(inside, sum(widths[at : at + cell.span]), cell.span))
            at += cell.span
        rows.append(el("w:tr", el("w:trPr", el("w:cantSplit")), *made))
    return _table(widths, rows, "single")


def bar_chart(chart: BarChart, room: float) -> str:
    """Label, bar, value: a bar is the shading of a paragraph that ends where the value says."""
    widths = [mm(room * share) for share in (0.34, 0.46, 0.20)]
    most = max((bar.value for bar in chart.bars), default=0) or 1
    inner = widths[1] - 170
    rows = []
    for bar in chart.bars:
        share = max(0.0, min(1.0, bar.value / most))
        fill = "9AA7C7" if bar.muted else "33508C"
        line = paragraph(
            style="TableText",
            properties=(
                el("w:shd", val="clear", color="auto", fill=fill),
                el("w:spacing", before=points(3), after=points(3)),
                el("w:ind", right=round(inner * (1 - share))),
            ),
        )
        if share <= 0.004:
            line = paragraph(style="TableText")
        cells = [
            _cell(paragraph(text_run(Run(bar.label)), style="TableText"), widths[0], middle=True),
            _cell(line, widths[1], middle=True),
            _cell(paragraph(text_run(Run(bar.shown)), style="TableText"), widths[2], middle=True),
        ]
        rows.append(el("w:tr", el("w:trPr", el("w:cantSplit")), *cells))
    return _table(widths, rows, "none")
