"""What a reader of one kind of file gives back, and how it says that it cannot."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Text", "Unreadable"]


@dataclass(frozen=True, slots=True)
class Text:
    """``value``: the text, None where the file holds pictures alone; ``note``: what was left out, in Vietnamese."""

    value: str | None
    note: str | None = None


class Unreadable(Exception):
    """A file that cannot be read; its message is the reason, in Vietnamese."""
