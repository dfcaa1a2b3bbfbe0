"""What waits for a person and what comes next: each screen tells Hôm nay of its own, with a function ``waiting(parts)``
or ``coming(parts, today)`` in its module.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from web.access import Right

__all__ = ["Coming", "Waiting"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for a word. ``title`` says how many of what, ``text`` a little more, ``href`` leads to where
    it is done, ``action`` is the word on the button. ``quote``: a source's words, its piece to be marked in between.
    Shown to those who have ``right``; the urgent ones come first.
    """

    order: int
    icon: str
    title: str
    href: str
    action: str
    text: str = ""
    quote: tuple[str, str, str] | None = None
    right: Right = "bien_tap"
    colour: Literal["", "warn", "bad"] = ""


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that a day brings: an issue to send, a period that closes, a task that falls due."""

    day: date
    title: str
    href: str
    text: str = ""
