"""Numbers as Vietnamese readers write them."""

from __future__ import annotations

__all__ = ["comma", "duration", "number_text", "thousands"]


def number_text(number: float, digits: int | None = None) -> str:
    """ "1.185", "2,5": thousands with a point, decimals with a comma and ``digits`` after it (null: as they are)."""
    shown = f"{number:,}" if digits is None else f"{number:,.{digits}f}"
    return shown.translate(str.maketrans(",.", ".,"))


def thousands(number: int) -> str:
    """1.185."""
    return number_text(number)


def comma(number: float) -> str:
    """2,5: one decimal at the most, after a comma."""
    return number_text(number, 1).removesuffix(",0")


def duration(seconds: float) -> str:
    """About how long: "dưới 1 phút", "25 phút", "3 giờ 10 phút", "2,5 ngày"."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return "dưới 1 phút"
    if minutes < 60:
        return f"{minutes} phút"
    if minutes < 48 * 60:
        hours, rest = divmod(minutes, 60)
        return f"{hours} giờ {rest} phút" if rest else f"{hours} giờ"
    return f"{comma(minutes / 60 / 24)} ngày"
