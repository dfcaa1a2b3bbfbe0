"""What a paper is made of, whatever file it becomes: the DOCX, PDF, HTML, Markdown and plain-text writers walk these.

All text here is text: no writer reads markup out of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from publishing.letterhead import Letterhead

__all__ = [
    "Appendix",
    "Bar",
    "BarChart",
    "Block",
    "Bullets",
    "Cell",
    "Column",
    "Contents",
    "Document",
    "Heading",
    "Kind",
    "PageBreak",
    "Paragraph",
    "Quote",
    "Run",
    "Table",
    "appendix_label",
    "plain",
    "runs",
    "table",
    "walk",
]

Kind = Literal["body", "lead", "basis", "source", "note", "title", "centre"]
"""How a paragraph is set: running text; the line of headlines under a title; "Căn cứ …"; where something comes from;
a remark of the office; a centred title; centred text.
"""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that are set alike; ``link`` is the address they lead to."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A title of level 1 ("I. …", capitals), 2 ("1. …") or 3. Links in the same paper lead to "#" + ``anchor``."""

    text: str
    level: Literal[1, 2, 3] = 1
    link: str | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    runs: Runs
    kind: Kind = "body"


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a source in “…”, with the number of the item [n]; an edited sentence says so."""

    text: str
    number: int | None = None
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """Points, each with "- " in front, or numbered."""

    items: tuple[Runs, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` is a share of the table's; numbers stand at the right."""

    title: str
    width: float = 1.0
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; it may reach over ``span`` columns."""

    runs: Runs
    span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose heading row comes again on every page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A value and the words it is shown with ("12 bài")."""

    label: str
    value: float
    shown: str
    muted: bool = False


@dataclass(frozen=True, slots=True)
class BarChart:
    """Horizontal bars; every bar's value also stands as text."""

    bars: tuple[Bar, ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """A list of the headings down to ``depth``, with page numbers where there are pages."""

    title: str = "Mục lục"
    depth: int = 2


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts a page."""


Block = Heading | Paragraph | Quote | Bullets | Table | BarChart | Contents | PageBreak


@dataclass(frozen=True, slots=True)
class Appendix:
    """A Phụ lục: its own page numbers, landscape for wide tables. Its label comes from its place among them."""

    title: str
    blocks: tuple[Block, ...]
    note: str = ""
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A paper. ``made_at`` is the time that files carry inside, no clock is read; ``footer`` stands on each page."""

    title: str
    blocks: tuple[Block, ...]
    made_at: datetime
    letterhead: Letterhead | None = None
    appendices: tuple[Appendix, ...] = ()
    footer: str = ""
    author: str = ""
    css: str = field(default="", repr=False)

    def with_blocks(self, blocks: Iterable[Block]) -> Document:
        """The same paper with other contents."""
        return replace(self, blocks=tuple(blocks))


def runs(text: str, *, bold: bool = False, italic: bool = False, link: str | None = None) -> Runs:
    """One run."""
    return (Run(text, bold, italic, link),) if text else ()


def plain(given: Runs) -> str:
    """The letters alone."""
    return "".join(run.text for run in given)


def table(columns: Iterable[Column], rows: Iterable[Iterable[str]], caption: str = "") -> Table:
    """A table of plain texts."""
    return Table(tuple(columns), tuple(tuple(Cell(runs(text)) for text in row) for row in rows), caption)


_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def appendix_label(position: int, among: int) -> str:
    """ "Phụ lục" when there is one, "Phụ lục III" for the third (``position`` 0-based) of several."""
    if among < 2:
        return "Phụ lục"
    number, label = position + 1, ""
    for value, letters in _ROMAN:
        while number >= value:
            number, label = number - value, label + letters
    return f"Phụ lục {label}"


def walk(document: Document) -> Iterator[Block]:
    """All blocks, those of the appendices too."""
    yield from document.blocks
    for appendix in document.appendices:
        yield from appendix.blocks
