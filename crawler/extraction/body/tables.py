"""Tables of figures told from tables of layout, and written a row a line."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.extraction.hidden import seen_text

__all__ = ["Rows", "data_table"]

_LAYOUT_TAGS = (
    "table",
    "div",
    "h1",
    "h2",
    "h3",
    "form",
    "ul",
    "article",
    "section",
    "iframe",
    "input",
    "img",
    "figure",
)
_CELL_LIMIT = 400
_MAX_ROWS = 5000


@dataclass(frozen=True, slots=True)
class Rows:
    """``lines``: one a row, cells parted by " | "; ``linked``: characters of link text."""

    lines: tuple[str, ...]
    linked: int


def _cells(row: HtmlElement) -> list[str]:
    return [seen_text(cell) for cell in row.iterchildren("td", "th")]


def data_table(table: HtmlElement) -> Rows | None:
    """The rows of a table of figures; None for one that only lays out the page (nested boxes, long cells)."""
    if next(table.iterdescendants("table"), None) is not None:
        return None
    rows: list[list[str]] = []
    long_cells = 0
    for row in table.iterdescendants("tr"):
        cells = _cells(row)
        long_cells += sum(len(cell) > _CELL_LIMIT for cell in cells)
        rows.append(cells)
        if len(rows) > _MAX_ROWS:
            break
    wide = sum(sum(1 for cell in cells if cell) >= 2 for cells in rows)
    headed = next(table.iterdescendants("th"), None) is not None
    if wide < 2 or (long_cells > len(rows) and not headed):
        return None
    if (
        not headed
        and next(table.iterdescendants("div", "form", "ul", "h1", "h2", "h3", "h4", "img", "iframe", "input"), None)
        is not None
    ):
        filled = sum(bool(cell) for cells in rows for cell in cells)
        blocks = sum(1 for _ in table.iterdescendants("div", "ul", "h1", "h2", "h3", "h4", "img", "iframe", "input"))
        if blocks * 3 > filled:
            return None
    lines = tuple(" | ".join(cells) for cells in rows if any(cells))
    linked = sum(len(" ".join("".join(a.itertext()).split())) for a in table.iterdescendants("a"))
    return Rows(lines, linked)
