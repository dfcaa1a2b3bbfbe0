"""A page as a tree, for discovery: parsed once, bounded in size and depth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from crawler.extraction.decode.encodings import decode
from crawler.urls import join
from domain.errors import SourceError

__all__ = ["MAX_CHARS", "base_of", "parse", "select", "text_of", "within"]

MAX_CHARS = 4_000_000
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_selectors: dict[str, CSSSelector] = {}


def parse(content: bytes | str, content_type: str | None = None, encoding: str | None = None) -> HtmlElement | None:
    """The tree of a page; None for bytes from which no tree can be made. Never raises."""
    text = content if isinstance(content, str) else decode(content, content_type, encoding)
    text = _XML_DECLARATION.sub("", text[:MAX_CHARS].replace("\x00", ""))
    try:
        tree = html.document_fromstring(
            text, parser=html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True)
        )
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return tree if isinstance(tree, HtmlElement) else None


def base_of(tree: HtmlElement, url: str) -> str:
    """The address that the page's links are relative to."""
    for element in tree.iter("base"):
        href = element.get("href")
        if href:
            return join(url, href) or url
    return url


def select(element: HtmlElement, css: str) -> list[HtmlElement]:
    """The elements that a CSS selector names. Raises SourceError for a selector that is none."""
    if css not in _selectors:
        try:
            _selectors[css] = CSSSelector(css, translator="html")
        except Exception as error:
            raise SourceError(f"Bộ chọn CSS “{css}” sai ({error}).", "Hãy sửa trong tệp nguồn.") from error
    found: Any = _selectors[css](element)
    return [one for one in found if isinstance(one, HtmlElement)]


def text_of(element: HtmlElement, limit: int = 1000) -> str:
    """The text of an element on one line."""
    pieces: list[str] = []
    size = 0
    for piece in element.itertext():
        if isinstance(piece, str):
            pieces.append(piece)
            size += len(piece)
            if size > limit * 4:
                break
    return " ".join(" ".join(pieces).split())[:limit]


def within(element: HtmlElement, stop: HtmlElement | None = None) -> Iterator[HtmlElement]:
    """The ancestors of an element, nearest first, up to but without ``stop``."""
    parent = element.getparent()
    while parent is not None and parent is not stop:
        yield parent
        parent = parent.getparent()
