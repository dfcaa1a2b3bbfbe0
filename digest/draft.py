"""An issue as the machine puts it together, before anybody has chosen: what ``build`` makes the issue from.

Every text of the week is an entry with all that may be said of it on page one; which of it stands there is decided when
the chosen entries and their order are known.
"""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from domain.digest import (
    Asking,
    DocumentLine,
    Example,
    FigureLine,
    Item,
    MovedFigure,
    Overview,
    QuotedLine,
    Reprint,
    Silent,
    Undated,
)

__all__ = ["Draft", "Entry", "numbering_of"]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Entry(_Record):
    """One text. ``score``: the higher, the nearer to the top; ``figures`` and ``documents`` are all of it."""

    item: Item
    score: float = 0.0
    concerns: QuotedLine | None = None
    asks: tuple[Asking, ...] = ()
    example: Example | None = None
    moved: tuple[MovedFigure, ...] = ()
    figures: tuple[FigureLine, ...] = ()
    documents: tuple[DocumentLine, ...] = ()


class Draft(_Record):
    """The whole of it. Entries in order of their areas and scores."""

    window_id: str
    first: date
    last: date
    numbering: str
    title: str
    composed_at: datetime
    overview: Overview
    entries: tuple[Entry, ...] = ()
    silent: tuple[Silent, ...] = ()
    undated: tuple[Undated, ...] = ()
    repeated: tuple[Reprint, ...] = ()

    def entry(self, article_id: str) -> Entry | None:
        """The entry of an article, by its own id or that of a reprint."""
        for one in self.entries:
            if one.item.article_id == article_id or any(r.article_id == article_id for r in one.item.reprints):
                return one
        return None


class _Numbered(BaseModel):
    numbering: str = ""


def numbering_of(composed: str) -> str:
    """The number of a kept draft, without reading the rest of it."""
    return _Numbered.model_validate_json(composed).numbering
