"""WordprocessingML, written as text and read once: building its elements one by one took most of a long file's time."""

from __future__ import annotations

from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from docx.oxml.ns import nsmap
from docx.oxml.parser import parse_xml

from publishing.blocks import Run
from publishing.clean import clean

__all__ = ["NAMESPACES", "el", "element", "field", "mm", "paragraph", "points", "rule", "text_run", "with_property"]

_PRESERVE: Final = ' xml:space="preserve"'
NAMESPACES: Final = {name: f'xmlns:{name}="{nsmap[name]}"' for name in ("w", "r")}
"""Prefix → its declaration, for the two that are written here."""
_NAMESPACES: Final = " ".join(NAMESPACES.values())


def el(tag: str, *children: str | None, **attributes: str | int) -> str:
    """``el("w:jc", val="both")``: an element with its attributes and children as text (null ones are left out). An
    attribute is one of ``w:`` unless its name says another (``r_id``). What a child says is markup: see ``_letters``.
    """
    said = [
        f" {name.replace('_', ':') if '_' in name else f'w:{name}'}={quoteattr(str(value))}"
        for name, value in attributes.items()
    ]
    inside = "".join([child for child in children if child is not None])
    return f"<{tag}{''.join(said)}>{inside}</{tag}>" if inside else f"<{tag}{''.join(said)}/>"


def element(made: str) -> Any:
    """An element for python-docx of what ``el`` wrote."""
    return parse_xml(f"<w:body {_NAMESPACES}>{made}</w:body>")[0]


def with_property(paragraph: str, made: str) -> str:
    """A paragraph of a style with one property more, right after its style, as the schema says."""
    head, end, rest = paragraph.partition("/>")
    return f"{head}{end}{made}{rest}" if head.startswith("<w:p><w:pPr><w:pStyle ") else paragraph


def mm(length: float) -> int:
    """Twentieths of a point, Word's unit of length."""
    return round(length * 1440 / 25.4)


def points(length: float) -> int:
    """The same of points."""
    return round(length * 20)


def _properties(
    *, bold: bool, italic: bool, size: float | None, style: str | None, noproof: bool = False
) -> str | None:
    parts = [
        el("w:rStyle", val=style) if style else None,
        *((el("w:b"), el("w:bCs")) if bold else ()),
        *((el("w:i"), el("w:iCs")) if italic else ()),
        el("w:noProof") if noproof else None,
        el("w:sz", val=round(size * 2)) if size else None,
        el("w:szCs", val=round(size * 2)) if size else None,
    ]
    return el("w:rPr", *parts) if any(part is not None for part in parts) else None


def _letters(text: str, tag: str = "w:t") -> str:
    """The only place where words become markup."""
    kept = text[:1].isspace() or text[-1:].isspace() or "  " in text
    return f"<{tag}{_PRESERVE if kept else ''}>{escape(text)}</{tag}>"


def text_run(run: Run, *, size: float | None = None, style: str | None = None) -> str:
    """A run of text; a line feed in it is a new line."""
    pieces: list[str] = []
    for at, line in enumerate(run.text.split("\n")):
        if at:
            pieces.append(el("w:br"))
        pieces.append(_letters(clean(line)))
    return el("w:r", _properties(bold=run.bold, italic=run.italic, size=size, style=style), *pieces)


def paragraph(*inside: str, style: str | None = None, properties: tuple[str, ...] = ()) -> str:
    """A paragraph of a named style; ``properties`` in the schema's order."""
    head = [el("w:pStyle", val=style)] if style else []
    return el("w:p", el("w:pPr", *head, *properties) if head or properties else None, *inside)


def field(instruction: str, shown: str, *, size: float | None = None) -> tuple[str, ...]:
    """A field such as PAGE, with the result that stands there until it is worked out again."""

    def one(child: str) -> str:
        return el("w:r", _properties(bold=False, italic=False, size=size, style=None, noproof=True), child)

    code = _letters(f" {instruction} ", "w:instrText")
    return (
        one(el("w:fldChar", fldCharType="begin")),
        one(code),
        one(el("w:fldChar", fldCharType="separate")),
        one(_letters(shown)),
        one(el("w:fldChar", fldCharType="end")),
    )


def rule(room: float, length: float, *, after: float = 0) -> str:
    """A drawn line ``length`` mm long in the middle of ``room`` mm: the border of an empty paragraph."""
    side = mm(max(0.0, (room - length) / 2))
    properties = (
        el("w:pBdr", el("w:top", val="single", sz=6, space=1, color="000000")),
        el("w:spacing", before=points(3), after=points(after), line=points(3), lineRule="exact"),
        el("w:ind", left=side, right=side, firstLine=0),
        el("w:rPr", el("w:sz", val=2)),
    )
    return paragraph(style="Letterhead", properties=properties)
