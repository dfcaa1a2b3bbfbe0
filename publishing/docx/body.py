"""Blocks of a paper as paragraphs and tables of a Word file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.rel import _Relationship

from publishing.blocks import (
    BarChart,
    Block,
    Bullets,
    Contents,
    Heading,
    PageBreak,
    Paragraph,
    Quote,
    Run,
    Runs,
    Table,
)
from publishing.clean import safe_link
from publishing.docx.tables import bar_chart, data_table
from publishing.docx.xml import el, field, mm, paragraph, text_run, with_property
from publishing.layout import Layout
from publishing.wording import bulleted, quoted

__all__ = ["Body"]

_STYLE = {
    "body": "BodyText",
    "lead": "Lead",
    "basis": "Basis",
    "source": "Source",
    "note": "Note",
    "title": "Title",
    "centre": "Centre",
}


class Body:
    """Writes blocks; keeps the bookmarks of headings and the addresses that links lead to."""

    def __init__(self, part: Any, layout: Layout, blocks: Iterable[Block]) -> None:
        self._part = part
        self._layout = layout
        self._links: dict[str, str] = {}
        self._headings = [block for block in blocks if isinstance(block, Heading)]
        self._anchors = {heading.anchor for heading in self._headings if heading.anchor}
        self._bookmarks = 0
        self._names: dict[int, str] = {}

    def _linked(self, run: Run) -> str:
        address = safe_link(run.link)
        if address is None:
            return text_run(run)
        made = text_run(run, style="Hyperlink")
        if address.startswith("#"):
            if address[1:] not in self._anchors:
                return text_run(run)
            return el("w:hyperlink", made, anchor=address[1:])
        if address not in self._links:
            self._links[address] = self._leading_to(address)
        return el("w:hyperlink", made, r_id=self._links[address])

    def _leading_to(self, address: str) -> str:
        """The id of a new relationship. ``relate_to`` would look through all of them each time."""
        name, relations = f"rIdLink{len(self._links) + 1}", self._part.rels
        relations[name] = _Relationship(
            name, RELATIONSHIP_TYPE.HYPERLINK, address, self._part.partname.baseURI, external=True
        )
        return name

    def write(self, given: Runs) -> list[str]:
        """Runs and links."""
        return [self._linked(run) if run.link else text_run(run) for run in given if run.text]

    def _name(self, heading: Heading) -> str:
        """The bookmark of a heading: its anchor, the first time, else a name of its own."""
        if id(heading) not in self._names:
            taken = heading.anchor in self._names.values()
            number = len(self._names) + 1
            self._names[id(heading)] = heading.anchor if heading.anchor and not taken else f"_Toc{number:06}"
        return self._names[id(heading)]

    def _heading(self, heading: Heading) -> str:
        self._bookmarks += 1
        inside = self.write((Run(heading.text, link=heading.link),))
        marks = (
            el("w:bookmarkStart", id=self._bookmarks, name=self._name(heading)),
            el("w:bookmarkEnd", id=self._bookmarks),
        )
        return paragraph(marks[0], *inside, marks[1], style=f"Heading{heading.level}")

    def _contents(self, block: Contents) -> list[str]:
        """Lines with leaders; the page numbers are fields that point at the headings' bookmarks."""
        made = [paragraph(text_run(Run(block.title.upper(), bold=True)), style="Centre")]
        for heading in self._headings:
            if heading.level > block.depth:
                continue
            name = self._name(heading)
            properties = (
                el("w:tabs", el("w:tab", val="right", leader="dot", pos=mm(self._layout.text_width))),
                el("w:ind", left=mm(8 * (heading.level - 1)), right=mm(10), firstLine=0),
            )
            line = (text_run(Run(heading.text)), el("w:r", el("w:tab")), *field(f"PAGEREF {name} \\h", "…"))
            made.append(paragraph(*line, style="Contents", properties=properties))
        return made

    def all_elements(self, blocks: Iterable[Block], room: float) -> list[str]:
        """The elements of blocks in order; ``room`` is the width of the text in mm.

        A page break is a property of the paragraph after it: a paragraph of its own might come to stand on a new page
        and leave it empty.
        """
        made: list[str] = []
        broken = False
        for block in blocks:
            if isinstance(block, PageBreak):
                broken = True
                continue
            fresh = self._elements(block, room)
            if broken and fresh:
                if not fresh[0].startswith("<w:p>"):
                    fresh.insert(0, paragraph(style="TableText"))
                fresh[0] = with_property(fresh[0], el("w:pageBreakBefore"))
                broken = False
            made += fresh
        return made

    def _elements(self, block: Block, room: float) -> list[str]:
        match block:
            case Heading():
                return [self._heading(block)]
            case Paragraph():
                return [paragraph(*self.write(block.runs), style=_STYLE[block.kind])]
            case Quote():
                return [paragraph(*self.write(quoted(block)), style="Quote")]
            case Bullets():
                return [paragraph(*self.write(line), style="ListPoint") for line in bulleted(block)]
            case Table():
                caption = [paragraph(text_run(Run(block.caption)), style="Caption")] if block.caption else []
                return [
                    *caption,
                    data_table(block, room, self._layout.size - 2, self.write),
                    paragraph(style="TableText"),
                ]
            case BarChart():
                caption = [paragraph(text_run(Run(block.caption)), style="Caption")] if block.caption else []
                return [*caption, bar_chart(block, room), paragraph(style="TableText")]
            case Contents():
                return self._contents(block)
            case PageBreak():
                return []
