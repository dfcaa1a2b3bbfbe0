"""What every kind of file becomes before anything is understood: paragraphs and tables, in reading order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.plan import SourceBlock
from plan.reading.passage import Passage

__all__ = ["Cell", "Document", "Paragraph", "Table"]


@dataclass(frozen=True, eq=False)
class Paragraph:
    """A paragraph. ``label`` is the number that the word processor writes before it and that is not in its text."""

    text: Passage
    label: str = ""
    heading: bool = False


@dataclass(frozen=True, eq=False)
class Cell:
    """A cell; a merged one stands at every row and column that it covers, as the same object.

    ``labels``: the numbers that the word processor writes before its lines, one a line that holds something, and one
    alone where the cell has a number and no text.
    """

    text: Passage
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Table:
    """Rows of cells, all of one length; null where there is no cell. ``part`` is the sheet."""

    rows: tuple[tuple[Cell | None, ...], ...]
    part: str = ""

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.rows[0]) if self.rows else 0


@dataclass
class Document:
    """A file, taken apart. ``notes``: what was left out, in words; ``shorts``: abbreviations that it explains."""

    kind: str
    items: list[Paragraph | Table] = field(default_factory=list)
    sources: list[SourceBlock] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    shorts: dict[str, str] = field(default_factory=dict)
    tables: int = 0

    def block(self, source: SourceBlock) -> Passage:
        """Keep a block of the source and give its passage."""
        self.sources.append(source)
        return Passage.whole(len(self.sources) - 1, source.text)

    def paragraph(
        self, text: str, *, label: str = "", heading: bool = False, page: int | None = None, part: str = ""
    ) -> None:
        """Add a paragraph; an empty one is passed over."""
        if text.strip():
            self.items.append(Paragraph(self.block(SourceBlock(text=text, page=page, part=part)), label, heading))

    def table(
        self,
        cells: Mapping[tuple[int, int], tuple[str, int, int]],
        *,
        part: str = "",
        pages: Mapping[int, int] | None = None,
        computed: frozenset[tuple[int, int]] = frozenset(),
        labels: Mapping[tuple[int, int], tuple[str, ...]] | None = None,
    ) -> None:
        """Add a table. ``cells``: (row, column) from 0 → text, rows, columns covered; ``pages``: row → page."""
        if not cells:
            return
        self.tables += 1
        # A cell merged to the end of the sheet covers no more than a little beyond the last cell that begins.
        height = min(max(row + rows for (row, _), (_, rows, _) in cells.items()), 50 + max(row for row, _ in cells))
        width = min(
            max(column + columns for (_, column), (_, _, columns) in cells.items()), 50 + max(at for _, at in cells)
        )
        grid: list[list[Cell | None]] = [[None] * width for _ in range(height)]
        for (row, column), (text, rows, columns) in sorted(cells.items()):
            passage = self.block(
                SourceBlock(
                    text=text,
                    part=part,
                    page=(pages or {}).get(row),
                    table=self.tables,
                    row=row + 1,
                    column=column + 1,
                    rows=rows,
                    columns=columns,
                    computed=(row, column) in computed,
                )
            )
            cell = Cell(passage, row, column, rows, columns, (labels or {}).get((row, column), ()))
            for y in range(row, min(row + rows, height)):
                for x in range(column, min(column + columns, width)):
                    if grid[y][x] is None:
                        grid[y][x] = cell
        self.items.append(Table(tuple(tuple(line) for line in grid), part))
