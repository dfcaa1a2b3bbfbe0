"""Numbers as Vietnamese readers write them."""

from __future__ import annotations

__all__ = ["number_text"]


def number_text(number: float, digits: int | None = None) -> str:
    """ "1.185", "2,5": thousands with a point, decimals with a comma and ``digits`` after it (null: as they are)."""
    shown = f"{number:,}" if digits is None else f"{number:,.{digits}f}"
    return shown.translate(str.maketrans(",.", ".,"))
