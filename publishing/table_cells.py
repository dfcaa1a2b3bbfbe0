"""Cells of CSV files and of sheets that are written as they go: no cell is a formula, whatever a page wrote."""

from __future__ import annotations

import re

__all__ = ["LONGEST_CELL", "safe_cell", "sheet_cell"]

LONGEST_CELL = 32_000
"""Characters of a cell of a sheet; Excel takes 32,767."""
# Control characters, and what XML 1.0 does not take: U+FFFE, U+FFFF and halves of characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def safe_cell(text: str) -> str:
    """The text without characters that no table takes, and with an apostrophe before what a spreadsheet would run as a
    formula.
    """
    clean = _FORBIDDEN.sub(" ", text)
    return "'" + clean if clean.lstrip(" \t\r\n")[:1] in {"=", "+", "-", "@"} or clean[:1] in {"\t", "\r"} else clean


def sheet_cell(text: str) -> str:
    """The text of a cell that is marked as text, so that nothing in it is a formula."""
    return _FORBIDDEN.sub(" ", text)[:LONGEST_CELL]
