"""Elements of WordprocessingML, built directly."""

from __future__ import annotations

from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser

from publishing.blocks import Run
from publishing.clean import clean

__all__ = ["el", "field", "mm", "paragraph", "points", "rule", "text_run"]

_MAP: Final = {"w": nsmap["w"], "r": nsmap["r"]}
_NAMES: dict[str, str] = {}


def _qn(name: str) -> str:
    if name not in _NAMES:
        _NAMES[name] = qn(name)
    return _NAMES[name]


def el(tag: str, *children: Any, **attributes: str | int) -> Any:
    """``el("w:jc", val="both")``: an element, its ``w:`` attributes and its children (null ones are left out)."""
    made = oxml_parser.makeelement(_qn(tag), nsmap=_MAP)
    for name, value in attributes.items():
        made.set(_qn(f"w:{name}"), str(value))
    for child in children:
        if child is not None:
            made.append(child)
    return made


def mm(length: float) -> int:
    """Twentieths of a point, Word's unit of length."""
    return round(length * 1440 / 25.4)


def points(length: float) -> int:
    """The same of points."""
    return round(length * 20)


def _properties(*, bold: bool, italic: bool, size: float | None, style: str | None, noproof: bool = False) -> Any:
    parts = [
        el("w:rStyle", val=style) if style else None,
        *((el("w:b"), el("w:bCs")) if bold else ()),
        *((el("w:i"), el("w:iCs")) if italic else ()),
        el("w:noProof") if noproof else None,
        el("w:sz", val=round(size * 2)) if size else None,
        el("w:szCs", val=round(size * 2)) if size else None,
    ]
    return el("w:rPr", *parts) if any(part is not None for part in parts) else None


def _letters(text: str) -> Any:
    made = el("w:t")
    made.text = text
    if text[:1].isspace() or text[-1:].isspace() or "  " in text:
        made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def text_run(run: Run, *, size: float | None = None, style: str | None = None) -> Any:
    """A run of text; a line feed in it is a new line."""
    pieces: list[Any] = []
    for at, line in enumerate(run.text.split("\n")):
        if at:
            pieces.append(el("w:br"))
        pieces.append(_letters(clean(line)))
    return el("w:r", _properties(bold=run.bold, italic=run.italic, size=size, style=style), *pieces)


def paragraph(*inside: Any, style: str | None = None, properties: tuple[Any, ...] = ()) -> Any:
    """A paragraph of a named style; ``properties`` in the schema's order."""
    head = [el("w:pStyle", val=style)] if style else []
    return el("w:p", el("w:pPr", *head, *properties) if head or properties else None, *inside)


def field(instruction: str, shown: str, *, size: float | None = None) -> tuple[Any, ...]:
    """A field such as PAGE, with the result that stands there until it is worked out again."""

    def one(child: Any) -> Any:
        return el("w:r", _properties(bold=False, italic=False, size=size, style=None, noproof=True), child)

    code = el("w:instrText")
    code.text = f" {instruction} "
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return (
        one(el("w:fldChar", fldCharType="begin")),
        one(code),
        one(el("w:fldChar", fldCharType="separate")),
        one(_letters(shown)),
        one(el("w:fldChar", fldCharType="end")),
    )


def rule(room: float, length: float, *, after: float = 0) -> Any:
    """A drawn line ``length`` mm long in the middle of ``room`` mm: the border of an empty paragraph."""
    side = mm(max(0.0, (room - length) / 2))
    properties = (
        el("w:pBdr", el("w:top", val="single", sz=6, space=1, color="000000")),
        el("w:spacing", before=points(3), after=points(after), line=points(3), lineRule="exact"),
        el("w:ind", left=side, right=side, firstLine=0),
        el("w:rPr", el("w:sz", val=2)),
    )
    return paragraph(style="Letterhead", properties=properties)


OxmlElement("w:p")  # python-docx registers its classes when the first element is made
