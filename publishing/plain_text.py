"""A paper as plain text, for the text part of a mail: readable without any styles, lines of at most 76 letters."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

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
    Runs,
    Table,
    appendix_label,
)
from publishing.clean import clean, safe_link
from publishing.wording import bulleted, quoted

__all__ = ["write_text"]

_WIDTH = 76


def _wrapped(text: str, indent: str = "", hanging: str = "") -> str:
    return textwrap.fill(
        clean(text),
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _said(given: Runs) -> str:
    """The letters, and after a linked text its address where the text is not the address itself."""
    made = []
    for run in given:
        link = safe_link(run.link)
        made.append(run.text)
        if link and not link.startswith("#") and run.text.strip() != link:
            made.append(f" <{link}>")
    return "".join(made)


def _block(block: Block) -> str:
    match block:
        case Heading():
            title = block.text.upper() if block.level == 1 else block.text
            address = safe_link(block.link)
            below = [f"  {address}"] if address and not address.startswith("#") else []
            line = "=" if block.level == 1 else "-"
            return "\n".join([_wrapped(title), *([line * min(_WIDTH, len(title))] if block.level < 3 else []), *below])
        case Paragraph():
            return _wrapped(_said(block.runs))
        case Quote():
            return _wrapped(_said(quoted(block)), "  ")
        case Bullets():
            return "\n".join(_wrapped(_said(line), "  ", "  ") for line in bulleted(block))
        case Table():
            lines = []
            for row in block.rows:
                cells = [
                    f"{column.title}: {_said(cell.runs)}"
                    for column, cell in zip(block.columns, row, strict=False)
                    if cell.runs and column.title not in {"TT", "STT"}
                ]
                lines.append(_wrapped("- " + "; ".join(cells), "  ", "  "))
            return "\n".join([*([_wrapped(block.caption)] if block.caption else []), *lines])
        case BarChart():
            wide = max((len(clean(bar.label)) for bar in block.bars), default=0)
            lines = [f"  {clean(bar.label):<{wide}}  {clean(bar.shown)}" for bar in block.bars]
            return "\n".join([*([_wrapped(block.caption)] if block.caption else []), *lines])
        case Contents() | PageBreak():
            return ""


def _blocks(blocks: Iterable[Block]) -> list[str]:
    return [_block(block) for block in blocks]


def write_text(document: Document) -> str:
    """The text, paragraphs parted by a blank line."""
    parts = [_wrapped(document.title.upper())] if document.title else []
    parts += _blocks(document.blocks)
    for at, appendix in enumerate(document.appendices):
        parts.append(_wrapped(f"{appendix_label(at, len(document.appendices))}. {appendix.title}".upper()))
        parts += _blocks(appendix.blocks)
    if document.footer:
        parts.append("-- \n" + _wrapped(document.footer))
    return "\n\n".join(part for part in parts if part) + "\n"
