"""What a feed or a list page said about an address before its page was fetched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain.article import DateOrigin

__all__ = ["Hint"]


@dataclass(frozen=True, slots=True)
class Hint:
    """``date`` is used only where the page itself gives none; ``origin`` is then ``feed`` or ``listing``."""

    title: str | None = None
    date: datetime | date | None = None
    origin: DateOrigin | None = None
