"""How wide the columns of a table are: by their shares, but none narrower than its longest word where there is room."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from publishing.blocks import Run, Table
from publishing.clean import breakable, clean
from publishing.typefaces import Typeface, our_typeface

__all__ = ["column_widths"]

_PADDING: Final = 4.0
"""What stands beside the text in a cell, mm, with a little to spare."""
_LARGEST: Final = 0.3
"""The most of a table that one long word may claim."""
_MEASURED: Final = 6


def column_widths(table: Table, room: float, size: float, typeface: Typeface | None = None) -> list[float]:
    """The columns of a table as wide as ``room`` mm whose text is ``size`` points high, in mm."""
    shares = [max(0.01, column.width) for column in table.columns]
    needs = [min(need, room * _LARGEST) for need in _needs(table, size, typeface or our_typeface())]
    if sum(needs) >= room:
        return [room * need / sum(needs) for need in needs]
    fixed: set[int] = set()
    while True:
        rest = room - sum(needs[at] for at in fixed)
        whole = sum(share for at, share in enumerate(shares) if at not in fixed)
        widths = [needs[at] if at in fixed else rest * share / whole for at, share in enumerate(shares)]
        narrow = {at for at, width in enumerate(widths) if width < needs[at] - 1e-9}
        if not narrow:
            return widths
        fixed |= narrow


def _needs(table: Table, size: float, typeface: Typeface) -> list[float]:
    """The longest word of each column, mm. A cell over several columns asks for nothing."""
    words: list[set[str]] = [set(_words([Run(column.title)])) for column in table.columns]
    for row in table.rows:
        at = 0
        for cell in row:
            if cell.span == 1 and at < len(words):
                words[at].update(_words(cell.runs))
            at += cell.span
    return [_widest(longest, size, typeface) + _PADDING for longest in words]


def _words(given: Iterable[Run]) -> list[str]:
    return re.split(r"[ \u200b]+", breakable(clean("".join(run.text for run in given)), narrow=True))


def _widest(words: set[str], size: float, typeface: Typeface) -> float:
    """Bold letters are up to a tenth wider."""
    longest: Sequence[str] = sorted(words, key=len)[-_MEASURED:]
    return max((typeface.width(word, size) for word in longest), default=0.0) * 1.1 * 25.4 / 72
