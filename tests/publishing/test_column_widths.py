from __future__ import annotations

import io

import pdfplumber
import pytest

from publishing.blocks import Cell, Column, Document, Run, Table
from publishing.column_widths import column_widths
from publishing.pdf.writer import write_pdf
from tests.publishing.papers import MADE_AT

SHARES = (1, 2, 5, 3, 5, 3)
ROW = (
    "12",
    "12/10/2022",
    "Một cửa",
    "Sở Y tế",
    "1234/QĐ-BYT",
    "http://127.0.0.1/Pages/detail.aspx?ItemID=68734&CatID=12",
)


def table(row: tuple[str, ...] = ROW, shares: tuple[float, ...] = SHARES) -> Table:
    cells = tuple(Cell((Run(text),)) for text in row)
    return Table(tuple(Column("Cột", share) for share in shares), (cells,))


def test_shares_hold_where_every_word_has_room() -> None:
    widths = column_widths(table(("a", "b"), (1, 3)), 160, 12)
    assert widths == pytest.approx([40, 120])


def test_no_column_is_narrower_than_its_longest_word() -> None:
    widths = column_widths(table(), 165, 12)
    assert sum(widths) == pytest.approx(165)
    assert widths[1] > 21 > 165 * 2 / sum(SHARES)
    made = write_pdf(Document("Bảng", (table(),), MADE_AT))
    with pdfplumber.open(io.BytesIO(made)) as opened:
        page = opened.pages[0]
        lines = sorted({round(line["x0"]) for line in page.lines if abs(line["x0"] - line["x1"]) < 1})
        words = page.extract_words()
    assert "12/10/2022" in [word["text"] for word in words]
    assert len(lines) == len(SHARES) + 1
    inside = [word for word in words if word["x0"] >= lines[0]]
    crossed = [word["text"] for word in inside if any(word["x0"] < line < word["x1"] for line in lines)]
    assert crossed == []
    assert max(word["x1"] for word in inside) <= lines[-1]


def test_words_that_have_no_room_at_all_share_what_there_is() -> None:
    widths = column_widths(table(("w" * 20,) * 8, (1,) * 8), 100, 12)
    assert sum(widths) == pytest.approx(100)
    assert min(widths) > 0
