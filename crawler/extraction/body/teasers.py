"""Teasers: text that stands under a linked title, or opens with one, and so speaks of another page."""

from __future__ import annotations

import re

from crawler.extraction.body.outline import Block, Outline
from domain.text import fold

__all__ = ["ends_item", "is_linked_title", "is_teaser", "leads_to_rest", "opens_item", "under_title"]

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MORE = re.compile(
    r"^\W*(?:(?:xem|doc) (?:them|tiep|chi tiet)|(?:xem )?(?:cau )?tra loi|chi tiet|read more|continue reading)\W*$"
)
_BAR = re.compile(r"(?: [|»•·] [^|»•·]*){2,}")


def is_linked_title(block: Block) -> bool:
    """A title that leads elsewhere, alone or with a date beside it."""
    return (
        block.linked >= 20 and len(block.text) <= 280 and len(block.text) - block.linked <= 30 and block.density >= 0.5
    )


def opens_item(block: Block) -> bool:
    """A block whose first words are a linked title."""
    return block.linked_start and block.density > 0.12


def is_teaser(out: Outline, index: int) -> bool:
    """Whether a block stands under a linked title or opens with one."""
    return opens_item(out.blocks[index]) or under_title(out, index)


def leads_to_rest(text: str) -> bool:
    """Whether a link's words lead to the rest of an item ("Xem chi tiết", "Xem trả lời")."""
    return len(text) <= 60 and _MORE.match(fold(text)) is not None


def ends_item(out: Outline, index: int) -> bool:
    """Whether a "Xem chi tiết" stands right under a block, in the same list item."""
    return any(
        block.density > 0.9 and _MORE.match(fold(block.text)) is not None
        for block in out.blocks[index + 1 : index + 3]
        if len(block.text) <= 30
    )


def under_title(out: Outline, index: int) -> bool:
    """Whether a block stands under a linked title, at most two short blocks, or a row of very short ones, away."""
    labels = 0
    for j in range(index - 1, index - 7, -1):
        if j < 0 or index - j - labels > 3:
            return False
        above = out.blocks[j]
        labels += len(above.text) <= 24  # date, counters, comments of an item
        if is_linked_title(above):
            return True
        if len(above.text) >= 100 or (above.tag in _HEADINGS and not above.linked):
            return False
    return False
