"""Sections of a Word file: paper, margins, and the page number at the top centre from a section's second page on."""

from __future__ import annotations

from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Mm

from publishing.blocks import Run
from publishing.docx.xml import el, element, field, paragraph, text_run
from publishing.layout import Layout

__all__ = ["first_section", "next_section"]


def _paper(section: Any, layout: Layout, *, landscape: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.top_margin, section.bottom_margin = Mm(layout.top), Mm(layout.bottom)
    section.left_margin, section.right_margin = Mm(layout.left), Mm(layout.right)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True


def _number_from_one(section: Any) -> None:
    properties = section._sectPr
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    # The schema's order: pgSz, pgMar, …, pgNumType, …, titlePg.
    properties.find(qn("w:pgMar")).addnext(element(el("w:pgNumType", start=1)))


def _write(part: Any, made: str) -> None:
    part.is_linked_to_previous = False
    root = part._element
    for old in list(root):
        root.remove(old)
    root.append(element(made))


def first_section(section: Any, layout: Layout, footer: str, *, keep: bool) -> None:
    """The section of the text. ``keep``: an office's letterhead has its own paper, header and footer."""
    if not keep:
        _paper(section, layout, landscape=False)
        number = paragraph(
            *field("PAGE", "2", size=layout.size),
            style="Letterhead",
            properties=(el("w:jc", val="center"),),
        )
        _write(section.header, number)
        _write(section.first_page_header, paragraph(style="Letterhead"))
    if footer:
        for part in (section.footer, section.first_page_footer):
            line = paragraph(text_run(Run(footer), size=9), style="Letterhead", properties=(el("w:jc", val="center"),))
            _write(part, line)
    _number_from_one(section)


def _end_section_in_last_paragraph(body: Any) -> None:
    """The end of a section is a paragraph of its own to python-docx; under a table that fills its page, that paragraph
    and the empty one above it would make a page without anything on it.
    """
    end = body.xpath("./w:p[w:pPr/w:sectPr]")[-1]
    last = end.getprevious()
    if last is None or last.tag != end.tag:
        return
    properties = last.get_or_add_pPr()
    properties.append(end.pPr.find(qn("w:sectPr")))
    body.remove(end)
    if len(last) == 1:  # nothing but its properties: as low as can be
        for old in properties.findall(qn("w:spacing")):
            properties.remove(old)
        spacing = element(el("w:spacing", before=0, after=0, line=20, lineRule="exact"))
        place = properties.find(qn("w:pStyle"))
        properties.insert(0 if place is None else 1, spacing)


def next_section(document: Any, layout: Layout, *, landscape: bool) -> Any:
    """A section on a new page for an appendix; its pages count from 1, its first page shows no number."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _end_section_in_last_paragraph(document.element.body)
    _paper(section, layout, landscape=landscape)
    _number_from_one(section)
    return section
