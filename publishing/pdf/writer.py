"""A paper as a PDF in the form of Nghị định 30/2020/NĐ-CP: PDF/A-2b, one family of fonts, the same bytes every time."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import typst

from domain.errors import DiemTinError
from publishing.blocks import (
    BarChart,
    Block,
    Bullets,
    Contents,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Quote,
    Run,
    Runs,
    Table,
    appendix_label,
    walk,
)
from publishing.clean import breakable, clean, safe_link
from publishing.column_widths import column_widths
from publishing.layout import DECREE, Layout
from publishing.letterhead import MOTTO, NATION, Letterhead
from publishing.typefaces import FAMILY, FONT_DIR, Typeface, our_typeface, read_typeface
from publishing.wording import bulleted, quoted

__all__ = ["write_pdf"]

_SOURCE: Final = Path(__file__).with_name("document.typ")
_MOST_TAGGED: Final = 1500
"""Blocks and rows. Tags, by which a screen reader finds its way, make a paper of 400 articles three times as large and
take a third of its time; such a paper is for looking things up, and has its Word file beside it.
"""
_HELD: Final = re.compile(r"(?<![^ ])([^ \u200b]+[-–—/|](?=[^ \u200b])[^ \u200b]+)(?![^ ])")
"""A word with a sign inside at which a line could break."""
_UNKNOWN: Final = "\N{REPLACEMENT CHARACTER}"


@lru_cache(maxsize=4)
def _fonts(folder: Path) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])


class _Paper:
    """Blocks as plain data; characters that the font lacks become U+FFFD, as PDF/A forbids letters without a shape."""

    def __init__(self, document: Document, layout: Layout, typeface: Typeface) -> None:
        self._layout = layout
        self._typeface = typeface
        self._named: set[str] = set()
        self._anchors = {block.anchor for block in walk(document) if isinstance(block, Heading) and block.anchor}

    def text(self, given: str, *, narrow: bool = False) -> str:
        """One text, cleaned, with places where very long words may break; more of them in a ``narrow`` column."""
        shown = unicodedata.normalize("NFC", clean(given))
        for missing in self._typeface.lacks(shown):
            shown = shown.replace(missing, _UNKNOWN)
        return breakable(shown, narrow=narrow)

    def run(self, run: Run, *, narrow: bool = False) -> dict[str, Any]:
        """One run."""
        link = safe_link(run.link)
        if link and link.startswith("#") and link[1:] not in self._anchors:
            link = None
        text = self.text(run.text, narrow=narrow)
        pieces = [] if narrow else _HELD.split(text)
        return {"text": text, "pieces": pieces, "bold": run.bold, "italic": run.italic, "link": link}

    def runs(self, given: Runs, *, narrow: bool = False) -> list[dict[str, Any]]:
        """Several."""
        return [self.run(run, narrow=narrow) for run in given if run.text]

    def paragraph(self, given: Runs, style: str = "body") -> dict[str, Any]:
        """A paragraph of a style."""
        return {"kind": "paragraph", "style": style, "runs": self.runs(given)}

    def blocks(self, given: Iterable[Block], *, outlined: bool = True, landscape: bool = False) -> list[dict[str, Any]]:
        """All blocks in order; ``outlined``: their headings stand in the list of contents; ``landscape``: the page
        lies on its side.
        """
        room = self._layout.text_width + (297 - 210 if landscape else 0)
        return [made for block in given for made in self._block(block, room, outlined=outlined)]

    def _block(self, block: Block, room: float, *, outlined: bool) -> list[dict[str, Any]]:
        match block:
            case Heading():
                run = self.run(Run(block.text, link=block.link))
                anchor = "" if block.anchor in self._named else block.anchor
                self._named.add(anchor)
                made = {"kind": "heading", "level": block.level, "anchor": anchor, "run": run}
                return [{**made, "outlined": outlined}]
            case Paragraph():
                return [self.paragraph(block.runs, block.kind)]
            case Quote():
                return [self.paragraph(quoted(block))]
            case Bullets():
                return [self.paragraph(line) for line in bulleted(block)]
            case Table():
                return [self._table(block, room)]
            case BarChart():
                bars = [
                    {
                        "label": self.text(bar.label),
                        "value": max(0.0, bar.value),
                        "shown": self.text(bar.shown),
                        "muted": bar.muted,
                    }
                    for bar in block.bars
                ]
                return [{"kind": "bars", "bars": bars, "caption": self.text(block.caption)}] if bars else []
            case Contents():
                return [{"kind": "contents", "title": self.text(block.title.upper()), "depth": block.depth}]
            case PageBreak():
                return [{"kind": "break"}]

    def _table(self, block: Table, room: float) -> dict[str, Any]:
        widths = column_widths(block, room, self._layout.size - 2, self._typeface)
        columns = [
            {"title": self.text(one.title, narrow=True), "width": width, "align": one.align}
            for one, width in zip(block.columns, widths, strict=True)
        ]
        rows = [[{"runs": self.runs(cell.runs, narrow=True), "span": cell.span} for cell in row] for row in block.rows]
        return {"kind": "table", "columns": columns, "rows": rows, "caption": self.text(block.caption)}

    def letterhead(self, given: Letterhead | None) -> dict[str, Any] | None:
        """Head and foot."""
        if given is None:
            return None
        return {
            "parent": self.text(given.parent_line),
            "issuer": self.text(given.issuer_line),
            "nation": NATION,
            "motto": MOTTO,
            "number": self.text(given.number_line),
            "place": self.text(given.place_line),
            "type": self.text(given.kind.upper()),
            "subject": self.text(given.subject),
            "to": [self.text(line) for line in given.addressee_lines],
            "recipients": [self.text(line) for line in given.recipient_lines],
            "authority": self.text(given.authority.upper()),
        }


def _size(document: Document) -> int:
    return sum(1 + len(block.rows) if isinstance(block, Table) else 1 for block in walk(document))


def write_pdf(document: Document, layout: Layout = DECREE, fonts: Path | None = None) -> bytes:
    """The file. ``fonts``: an office's own folder of font files, of one family. DiemTinError says what failed."""
    if fonts is None:
        typeface, family, folder = our_typeface(), FAMILY, FONT_DIR
    else:
        first = sorted(path for path in fonts.iterdir() if path.suffix.lower() in {".ttf", ".otf"})[0]
        typeface, folder = read_typeface(first), fonts
        family = typeface.family
    paper = _Paper(document, layout, typeface)
    data = {
        "title": clean(document.title),
        "author": clean(document.author),
        "font": family,
        "footer": paper.text(document.footer),
        "layout": {**layout.model_dump(exclude={"font"}), "small": layout.small},
        "letterhead": paper.letterhead(document.letterhead),
        "blocks": paper.blocks(document.blocks),
        "appendices": [
            {
                "label": appendix_label(at, len(document.appendices)),
                "title": paper.text(appendix.title.upper()),
                "note": paper.text(appendix.note),
                "landscape": appendix.landscape,
                "blocks": paper.blocks(appendix.blocks, outlined=False, landscape=appendix.landscape),
            }
            for at, appendix in enumerate(document.appendices)
        ],
    }
    try:
        made = typst.compile(
            _SOURCE,
            root=_SOURCE.parent,
            font_paths=_fonts(folder),
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"paper": json.dumps(data, ensure_ascii=False)},
            pdf_standards=["a-2b"],
            pdf_tags=_size(document) <= _MOST_TAGGED,
            timestamp=int(document.made_at.timestamp()),
        )
    except typst.TypstError as error:
        raise DiemTinError(
            f"Không tạo được tệp PDF ({' '.join(str(error).split())[:200]}).", "Hãy thử định dạng Word (docx)."
        ) from error
    assert isinstance(made, bytes)
    return made
