"""One parsed page, shared by everything that reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from lxml.html import HtmlElement

from crawler.extraction.hint import Hint
from domain.source import Source

__all__ = ["Page"]


@dataclass(slots=True)
class Page:
    """A page parsed once. ``tree`` is the whole document and is never changed; readers copy what they must alter.

    ``heading``: the element that holds the title (None: the title stands in the metadata only).
    ``container``: the smallest element that holds the body paragraphs (None: unknown).
    ``body_nodes``: the block elements of ``tree`` whose text became the body.
    ``hidden``: elements that readers do not see.
    ``meta``: ``<meta>`` by lower-case name, property or itemprop, the first filled one wins.
    ``jsonld``: every JSON-LD object of the page, ``@graph`` and lists laid flat.
    """

    url: str
    tree: HtmlElement
    source: Source | None = None
    hint: Hint | None = None
    title: str = ""
    heading: HtmlElement | None = None
    container: HtmlElement | None = None
    meta: dict[str, str] = field(default_factory=dict)
    jsonld: list[dict[str, object]] = field(default_factory=list)
    body_nodes: set[HtmlElement] = field(default_factory=set)
    hidden: set[HtmlElement] = field(default_factory=set)
    layout: object = field(default=None, repr=False, compare=False)
    fetched_at: datetime | None = None
