"""The named styles of a Word file, by the decree. An office's letterhead keeps those that it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from docx.oxml.ns import qn

from publishing.docx.xml import el, element, mm, points
from publishing.layout import Layout

__all__ = ["STYLES", "apply_styles"]


@dataclass(frozen=True, slots=True)
class _Style:
    """``scale``: points added to the size of the text."""

    name: str
    align: str = "both"
    bold: bool = False
    italic: bool = False
    scale: float = 0
    first: bool = False
    left: float = 0
    hanging: float = 0
    before: float = 0
    after: float | None = None
    single: bool = False
    keep: bool = False
    outline: int | None = None


STYLES: Final[dict[str, _Style]] = {
    "Heading1": _Style("heading 1", bold=True, first=True, before=6, keep=True, outline=0, align="left"),
    "Heading2": _Style("heading 2", bold=True, first=True, keep=True, outline=1, align="left"),
    "Heading3": _Style("heading 3", bold=True, italic=True, first=True, keep=True, outline=2, align="left"),
    "BodyText": _Style("Body Text", first=True),
    "Lead": _Style("Lead", bold=True, italic=True, first=True),
    "Basis": _Style("Basis", italic=True, first=True),
    "Source": _Style("Source", italic=True, scale=-2, first=True, align="left"),
    "Note": _Style("Note", italic=True, first=True),
    "Centre": _Style("Centre", align="center"),
    "Title": _Style("Title", align="center", bold=True, single=True, after=0, keep=True),
    "AppendixTitle": _Style("Appendix Title", align="center", bold=True, single=True, after=3, keep=True),
    "Quote": _Style("Quote", first=True),
    "ListPoint": _Style("List Point", first=True),
    "Caption": _Style("caption", align="center", italic=True, scale=-1, before=6, after=3, keep=True),
    "TableText": _Style("Table Text", align="left", scale=-2, single=True, after=0),
    "Letterhead": _Style("Letterhead", align="center", single=True, after=0),
    "Contents": _Style("Contents", align="left"),
}
"""Style id → what it is."""


def _fonts(name: str) -> str:
    return el("w:rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name)


def _element(style_id: str, style: _Style, layout: Layout) -> str:
    size = round((layout.size + style.scale) * 2)
    after = layout.gap if style.after is None else style.after
    line = 1.0 if style.single else layout.line
    return el(
        "w:style",
        el("w:name", val=style.name),
        el("w:basedOn", val="Normal"),
        el("w:qFormat"),
        el(
            "w:pPr",
            el("w:keepNext") if style.keep else None,
            el("w:widowControl"),
            el("w:spacing", before=points(style.before), after=points(after), line=round(240 * line), lineRule="auto"),
            el("w:ind", left=mm(style.left), firstLine=mm(layout.indent if style.first else 0)),
            el("w:jc", val=style.align),
            el("w:outlineLvl", val=style.outline) if style.outline is not None else None,
        ),
        el(
            "w:rPr",
            _fonts(layout.font),
            *((el("w:b"), el("w:bCs")) if style.bold else (el("w:b", val=0), el("w:bCs", val=0))),
            *((el("w:i"), el("w:iCs")) if style.italic else (el("w:i", val=0), el("w:iCs", val=0))),
            el("w:color", val="000000"),
            el("w:sz", val=size),
            el("w:szCs", val=size),
        ),
        type="paragraph",
        styleId=style_id,
    )


def _defaults(layout: Layout) -> str:
    return el(
        "w:docDefaults",
        el(
            "w:rPrDefault",
            el(
                "w:rPr",
                _fonts(layout.font),
                el("w:sz", val=round(layout.size * 2)),
                el("w:szCs", val=round(layout.size * 2)),
                el("w:lang", val="vi-VN", eastAsia="vi-VN", bidi="ar-SA"),
            ),
        ),
        el("w:pPrDefault", el("w:pPr")),
    )


def apply_styles(document: Any, layout: Layout, *, keep: bool) -> None:
    """Give the file the decree's styles. ``keep``: it is an office's own, whose styles of these names stay."""
    root = document.styles.element
    present = {style.get(qn("w:styleId")): style for style in root.findall(qn("w:style"))}
    if not keep:
        for old in root.findall(qn("w:docDefaults")):
            root.remove(old)
        root.insert(0, element(_defaults(layout)))
        _normal(present["Normal"], layout)
    for style_id, style in STYLES.items():
        if style_id in present:
            if keep:
                continue
            root.remove(present[style_id])
        root.append(element(_element(style_id, style, layout)))
    if "Hyperlink" not in present:
        root.append(element(_link()))


def _normal(style: Any, layout: Layout) -> None:
    for tag in ("w:pPr", "w:rPr"):
        for old in style.findall(qn(tag)):
            style.remove(old)
    spacing = el("w:spacing", after=0, line=240, lineRule="auto")
    style.append(element(el("w:pPr", el("w:widowControl"), spacing)))
    size = round(layout.size * 2)
    style.append(element(el("w:rPr", _fonts(layout.font), el("w:color", val="000000"), el("w:sz", val=size))))


def _link() -> str:
    """Addresses stay black, as the decree wants all text."""
    return el(
        "w:style",
        el("w:name", val="Hyperlink"),
        el("w:rPr", el("w:color", val="000000")),
        type="character",
        styleId="Hyperlink",
    )
