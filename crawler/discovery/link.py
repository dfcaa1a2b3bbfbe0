"""What a feed, a sitemap or a list page says of one address."""

from __future__ import annotations

from dataclasses import dataclass

from domain.article import DateOrigin, Moment

__all__ = ["Link"]


@dataclass(frozen=True, slots=True)
class Link:
    """An address with what its finder said of it. ``date`` is a day or a time with offset; ``origin`` says who gave
    it; ``changed`` is a sitemap's lastmod, which dates the last change and never the publication.
    """

    url: str
    title: str | None = None
    date: Moment | None = None
    origin: DateOrigin | None = None
    changed: Moment | None = None
