"""A page as a flat list of boxes and text blocks: one walk over the tree that all later steps read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction.block_tags import BLOCK_TAGS
from crawler.extraction.body.box_roles import Role, role_of
from crawler.extraction.body.tables import data_table
from crawler.extraction.hidden import Hidden

__all__ = ["Block", "Box", "Outline", "outline"]

_BOX_TAGS = BLOCK_TAGS - {"html"}  # the root is no box: what stands in it stands in the body
_NEVER = frozenset(
    "script style noscript template svg iframe object embed canvas video audio head input select textarea button "
    "option datalist label map dialog menu math progress meter link meta".split()
)
_MAY_SWALLOW = frozenset(
    "svg object canvas video audio select button option label map dialog menu math progress meter".split()
)
_NOISE_TAGS = frozenset({"nav", "footer", "aside"})
_BOLD = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(slots=True, eq=False)
class Box:
    """A block-level element. ``noise``: names itself so; ``dead``: judged noise; ``clutter``: left out of the body.

    ``first``/``last``: range of its blocks, half open; ``parent``: index of its parent."""

    element: HtmlElement
    tag: str
    parent: int
    role: Role
    strong: bool
    names: str
    first: int
    last: int = 0
    noise: bool = False
    dead: bool = False
    clutter: bool = False


@dataclass(slots=True, eq=False)
class Block:
    """A run of text in one box. ``linked``/``bold``: how many of its characters are link or bold text;
    ``linked_start``: it opens with a link as long as a title.
    """

    text: str
    box: int
    linked: int
    bold: int
    element: HtmlElement
    tag: str
    linked_start: bool = False

    @property
    def density(self) -> float:
        return self.linked / len(self.text) if self.text else 0.0


@dataclass(slots=True)
class Outline:
    """``hidden``: elements left out because readers do not see them."""

    boxes: list[Box] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    hidden: set[HtmlElement] = field(default_factory=set)


class _Walker:
    """Collects text pieces until a block-level border, then turns them into blocks."""

    def __init__(self) -> None:
        self.out = Outline()
        self.stack: list[int] = []
        self.pieces: list[tuple[str, bool, bool]] = []
        self.swallowed: set[HtmlElement] = set()
        self.links = 0
        self.bolds = 0

    def text(self, value: str | None) -> None:
        if value:
            self.pieces.append((value, self.links > 0, self.bolds > 0))

    def line_break(self) -> None:
        self.pieces.append(("\n", False, False))

    def flush(self) -> None:
        pieces, self.pieces = self.pieces, []
        if not pieces or not self.stack:
            return
        index = self.stack[-1]
        box = self.out.boxes[index]
        for line in _lines(pieces, keep=box.tag == "pre"):
            text, linked, bold, linked_start = line
            if box.tag[0] == "h" and box.tag[1:].isdigit():
                bold = len(text)
            self.out.blocks.append(Block(text, index, linked, bold, box.element, box.tag, linked_start))

    def open(self, element: HtmlElement, tag: str) -> None:
        self.flush()
        get = element.get
        names = " ".join(filter(None, (get("class"), get("id"), get("role"), get("type"))))
        role, strong = role_of(names) if names else (Role.PLAIN, False)
        parent = self.stack[-1] if self.stack else -1
        box = Box(element, tag, parent, role, strong, names, len(self.out.blocks))
        box.noise = tag in _NOISE_TAGS or role is Role.NOISE
        self.out.boxes.append(box)
        self.stack.append(len(self.out.boxes) - 1)

    def close(self) -> None:
        self.flush()
        self.out.boxes[self.stack.pop()].last = len(self.out.blocks)


_Line = tuple[str, int, int, bool]


def _lines(pieces: list[tuple[str, bool, bool]], keep: bool = False) -> list[_Line]:
    """Pieces to lines (text, linked and bold characters); a line break parts lines unless it wraps a sentence."""
    runs: list[tuple[list[str], int, int, int, bool]] = []
    texts: list[str] = []
    linked = bold = breaks = 0
    linked_start = False
    for value, is_link, is_bold in pieces:
        if value == "\n" and not is_link and not is_bold:
            if texts:
                runs.append((texts, linked, bold, breaks, linked_start))
                texts, linked, bold, breaks = [], 0, 0, 0
            breaks += 1
            continue
        if value.isspace():
            if texts:
                texts.append(" ")
            continue
        size = len(value.strip())
        if not texts:
            linked_start = is_link and size >= 20
        texts.append(value)
        if is_link:
            linked += size
        if is_bold:
            bold += size
    if texts:
        runs.append((texts, linked, bold, breaks, linked_start))
    lines: list[_Line] = []
    for parts, linked, bold, breaks, linked_start in runs:
        text = " ".join("".join(parts).split())
        if not text:
            continue
        if lines and breaks == 1 and not keep and text[0].islower() and lines[-1][0][-1] not in ".!?:;":
            before = lines[-1]
            lines[-1] = (before[0] + " " + text, before[1] + linked, before[2] + bold, before[3])
        else:
            lines.append((text, min(linked, len(text)), min(bold, len(text)), linked_start))
    return lines


def _swallows(element: HtmlElement, tag: str) -> bool:
    """Whether broken markup has put parts of the page inside an element that holds none (an unclosed button)."""
    if tag not in _MAY_SWALLOW:
        return False
    paragraphs = element.iterdescendants("p", "h1", "article")
    return sum(1 for _ in islice(paragraphs, 3)) == 3


def outline(root: HtmlElement, removed: Collection[HtmlElement] = ()) -> Outline:
    """Boxes and blocks of ``root`` in document order. Scripts, forms' fields, frames and the like give nothing,
    nor does what readers do not see, nor the elements ``removed``.
    """
    walker = _Walker()
    hidden = Hidden(root)
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    skipped: HtmlElement | None = None
    for event, element in walk:
        if event == "start":
            tag = element.tag
            if (
                (tag in _NEVER and not _swallows(element, tag))
                or (removed and element in removed)
                or (element.attrib and hidden.leaves_out(element))
            ):
                walk.skip_subtree()
                skipped = element
                walker.text(" ")  # what parts two words unseen (": " for screen readers) parts them still
            elif tag in _NEVER:
                walker.open(element, tag)
                walker.out.boxes[walker.stack[-1]].noise = True
                walker.swallowed.add(element)
                walker.text(element.text)
            elif tag in _BOX_TAGS:
                if tag == "table" and (rows := data_table(element)) is not None:
                    walker.open(element, tag)
                    box = walker.out.boxes[walker.stack[-1]]
                    text = "\n".join(rows.lines)
                    walker.out.blocks.append(Block(text, walker.stack[-1], rows.linked, 0, box.element, "table"))
                    walker.close()
                    walk.skip_subtree()
                    skipped = element
                    continue
                walker.open(element, tag)
                walker.text(element.text)
            else:
                if tag == "a":
                    walker.links += 1
                elif tag == "br":
                    walker.line_break()
                elif tag in _BOLD:
                    walker.bolds += 1
                walker.text(element.text)
        elif event == "end":
            tag = element.tag
            if element is skipped:
                skipped = None
            elif tag in _BOX_TAGS or element in walker.swallowed:
                walker.close()
            elif tag == "a":
                walker.links -= 1
            elif tag in _BOLD:
                walker.bolds -= 1
            if element is not root:
                walker.text(element.tail)
        else:
            walker.text(element.tail)
    walker.flush()
    walker.out.hidden = hidden.elements
    return walker.out
