"""What a reader of one kind of file gives back, and how it says that it cannot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["MAX_COLUMNS", "MAX_ROWS", "Text", "Unreadable", "sheets_text"]

MAX_ROWS = 20_000
MAX_COLUMNS = 200
"""Of a sheet."""


@dataclass(frozen=True, slots=True)
class Text:
    """``value``: the text, None where the file holds pictures alone; ``note``: what was left out, in Vietnamese."""

    value: str | None
    note: str | None = None


class Unreadable(Exception):
    """A file that cannot be read; its message is the reason, in Vietnamese."""


def sheets_text(sheets: Iterable[Iterable[list[str]]], limit: int) -> Text:
    """The rows of cells of each sheet, a row a line; no further than ``limit`` characters."""
    lines: list[str] = []
    size = 0
    for sheet in sheets:
        for cells in sheet:
            while cells and not cells[-1]:
                cells.pop()
            if not any(cells):
                continue
            lines.append(" | ".join(cells))
            size += len(lines[-1])
            if size > limit:
                return Text("\n".join(lines))
        lines.append("")
    return Text("\n".join(lines).strip())
