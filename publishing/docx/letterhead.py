"""Head and foot of an official paper in a Word file: tables without borders, columns of fixed width."""

from __future__ import annotations

from publishing.blocks import Run
from publishing.docx.xml import el, mm, paragraph, points, rule, text_run
from publishing.layout import Layout
from publishing.letterhead import MOTTO, NATION, Letterhead
from publishing.typefaces import our_typeface

__all__ = ["foot", "head", "title_block"]

_RIGHT = 99.0
"""mm: Quốc hiệu at 13 points is 95,7 mm wide and must stand on one line."""


def grid(widths: tuple[float, ...], *rows: str) -> str:
    """A table without borders whose columns are as wide as said (mm), whatever is in them."""
    none = [
        el(f"w:{side}", val="none", sz=0, space=0, color="auto")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    ]
    return el(
        "w:tbl",
        el(
            "w:tblPr",
            el("w:tblW", w=mm(sum(widths)), type="dxa"),
            el("w:tblInd", w=0, type="dxa"),
            el("w:tblBorders", *none),
            el("w:tblLayout", type="fixed"),
            el("w:tblCellMar", el("w:left", w=0, type="dxa"), el("w:right", w=0, type="dxa")),
        ),
        el("w:tblGrid", *(el("w:gridCol", w=mm(width)) for width in widths)),
        *rows,
    )


def row(widths: tuple[float, ...], *cells: list[str]) -> str:
    """A row that is not parted between pages."""
    made = [
        el("w:tc", el("w:tcPr", el("w:tcW", w=mm(width), type="dxa")), *(inside or [paragraph(style="Letterhead")]))
        for width, inside in zip(widths, cells, strict=True)
    ]
    return el("w:tr", el("w:trPr", el("w:cantSplit")), *made)


def _line(
    text: str, size: float, *, bold: bool = False, italic: bool = False, before: float = 0, align: str = ""
) -> str:
    properties = [el("w:spacing", before=points(before), after=0)] if before else []
    if align:
        properties += [el("w:ind", firstLine=0), el("w:jc", val=align)]
    return paragraph(text_run(Run(text, bold, italic), size=size), style="Letterhead", properties=tuple(properties))


def head(letterhead: Letterhead, layout: Layout) -> list[str]:
    """The two bodies, Quốc hiệu and Tiêu ngữ, number and place."""
    widths = (layout.text_width - _RIGHT, _RIGHT)
    small, size = layout.small, layout.size
    motto = our_typeface(bold=True).width(MOTTO, size) * 25.4 / 72
    left = [
        *([_line(letterhead.parent_line, small)] if letterhead.parent_line else []),
        _line(letterhead.issuer_line, small, bold=True),
        rule(widths[0], widths[0] * 0.4),
    ]
    right = [
        _line(NATION, small, bold=True),
        _line(MOTTO, size, bold=True),
        rule(_RIGHT, motto),
    ]
    number = [_line(letterhead.number_line, 13, before=6)]
    place = [_line(letterhead.place_line, size, italic=True, before=6)]
    return [grid(widths, row(widths, left, right), row(widths, number, place)), paragraph(style="Letterhead")]


def title_block(letterhead: Letterhead, layout: Layout) -> list[str]:
    """Name of the type, what it is about, the rule below, and whom it goes to."""
    lines = [text_run(Run(letterhead.kind.upper(), bold=True), size=layout.size)]
    made = [paragraph(*lines, style="Title")]
    if letterhead.subject:
        made.append(paragraph(text_run(Run(letterhead.subject, bold=True), size=layout.size), style="Title"))
    made.append(rule(layout.text_width, layout.text_width * 0.35, after=8))
    to = letterhead.addressee_lines
    if len(to) == 1:
        made.append(paragraph(text_run(Run(f"Kính gửi: {to[0]}"), size=layout.size), style="Centre"))
    elif to:
        indent = layout.text_width * 0.25
        made.append(
            paragraph(
                text_run(Run("Kính gửi:"), size=layout.size),
                style="Letterhead",
                properties=(el("w:ind", left=mm(indent), firstLine=0), el("w:jc", val="left")),
            )
        )
        for at, line in enumerate(to):
            gap = layout.gap if at == len(to) - 1 else 0
            made.append(
                paragraph(
                    text_run(Run(line), size=layout.size),
                    style="Letterhead",
                    properties=(
                        el("w:spacing", after=points(gap)),
                        el("w:ind", left=mm(indent + 15), firstLine=0),
                        el("w:jc", val="left"),
                    ),
                )
            )
    return made


def foot(letterhead: Letterhead, layout: Layout) -> list[str]:
    """Nơi nhận, and the room where the paper is signed."""
    widths = (layout.text_width * 0.5, layout.text_width * 0.5)
    left = [
        _line("Nơi nhận:", 12, bold=True, italic=True, align="left"),
        *(_line(line, 11, align="left") for line in letterhead.recipient_lines),
    ]
    signed = [_line(letterhead.authority.upper(), layout.size, bold=True)]
    signed += [_line("", layout.size) for _ in range(5)]
    return [
        paragraph(style="Letterhead", properties=(el("w:keepNext"),)),
        grid(widths, row(widths, left, signed)),
        paragraph(style="Letterhead"),
    ]
