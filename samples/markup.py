"""The small Markdown of the sample bodies: paragraphs, headings, lists, tables, pictures."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Block", "blocks_of", "plain_text"]

_PICTURE = re.compile(r"!\[(?P<caption>[^\]]*)\]\((?P<src>[^)\s]+)\)")


_EMPTY_CAPTIONS = frozenset({"", "Ảnh minh họa"})


class Block(NamedTuple):
    """One block of a body. ``rows``: list items (one cell each) or table rows; ``text`` of a picture is its caption."""

    kind: str  # "p", "h", "list", "table", "picture"
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    src: str = ""


def _block(chunk: str) -> Block:
    lines = [line.strip() for line in chunk.splitlines()]
    if lines[0].startswith("## "):
        return Block("h", lines[0][3:].strip())
    if lines[0].startswith("|"):
        return Block("table", rows=tuple(tuple(c.strip() for c in line.strip("|").split("|")) for line in lines))
    if lines[0].startswith("- "):
        return Block("list", rows=tuple((line[2:].strip(),) for line in lines))
    if picture := _PICTURE.fullmatch(chunk.strip()):
        return Block("picture", picture["caption"], src=picture["src"])
    return Block("p", " ".join(lines))


def blocks_of(body: str) -> tuple[Block, ...]:
    """The blocks of a body in order."""
    return tuple(_block(chunk) for chunk in re.split(r"\n\s*\n", body.strip()) if chunk.strip())


def plain_text(lead: str | None, body: str) -> str:
    """The text as the Article contract writes it: lead first, a blank line between paragraphs, headings and list items
    being paragraphs, one table row a line with `` | `` between cells. A caption that says something is a paragraph in
    its place, "Ảnh minh họa" is none."""
    parts = [lead] if lead else []
    for block in blocks_of(body):
        if block.kind in {"p", "h"} or (block.kind == "picture" and block.text not in _EMPTY_CAPTIONS):
            parts.append(block.text)
        elif block.kind == "list":
            parts.extend(row[0] for row in block.rows)
        elif block.kind == "table":
            parts.append("\n".join(" | ".join(row) for row in block.rows))
    return "\n\n".join(parts)
