"""Numbers as Vietnamese readers write them: 1.185; 98,7."""

from __future__ import annotations

__all__ = ["decimal_text"]


def decimal_text(value: float, digits: int = 2) -> str:
    """Thousands with a point, at most ``digits`` decimals after a comma."""
    shown = f"{value:,.{digits}f}" if isinstance(value, float) and not value.is_integer() else f"{round(value):,}"
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return shown.translate(str.maketrans(",.", ".,"))
