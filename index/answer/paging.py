"""Where the next page begins. To callers the text is opaque; what cannot be read begins at the first page."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from domain.search import Sort

__all__ = ["Cursor", "read_cursor"]


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last hit seen: its values in the order of the sort, as the engine needs them; all finite, below 2**63."""

    sort: Sort
    values: tuple[int | float, ...]

    def text(self) -> str:
        """The cursor as ``SearchResponse.next`` carries it."""
        raw = json.dumps([self.sort.value, *self.values], separators=(",", ":")).encode()
        return urlsafe_b64encode(raw).decode().rstrip("=")


def read_cursor(text: str | None, sort: Sort) -> Cursor | None:
    """The cursor that ``text`` stands for; null when it is none or belongs to another order."""
    if not text or len(text) > 400:
        return None
    try:
        raw = json.loads(urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4)))
    except (ValueError, UnicodeError):
        return None
    if not isinstance(raw, list) or len(raw) < 2 or raw[0] != sort.value:
        return None
    values = raw[1:]
    if not all(
        isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 2**63 for value in values
    ):
        return None
    return Cursor(sort, tuple(values))
