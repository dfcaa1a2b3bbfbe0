"""Where on a page its author is named: boxes called so, lines at the heading, signatures below the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from lxml.html import HtmlElement

from crawler.extraction.authors.bylines import Line, Role, read_line
from crawler.extraction.authors.stated import is_site
from crawler.extraction.layout import BLOCK_TAGS, Layout, Place, lines_of, names_of
from crawler.extraction.page import Page
from domain.text import fold

__all__ = ["author_below", "byline_of", "dressed"]

_MOST_AUTHORS = 5
_FIRST_LINES = 5
_REACH_AFTER = 60
_SILENT = frozenset({"script", "style", "noscript", "template", "svg"})

_AUTHOR_NAMES = re.compile(
    r"(?:^|[\s_\-])(?:author|by-?line|tac-?gia|nguoi-?viet|writer|reporter|journalist|but-?danh|"
    r"pen-?name)(?:$|[\s_\-\d])"
)
_AUTHOR_PAGE = re.compile(r"/(?:tac-gia|authors?|phong-vien|nha-bao|but-danh)/[^/?#]")
_NOT_AUTHOR = re.compile(r"avatar|bio|desc|img|image|link-?list|social|follow|date|time|count|related|box-author-news")


def byline_of(page: Page, layout: Layout) -> Line:
    """The author as named between heading and text: in a box called so, or in the date line."""
    if named := _boxed(page, layout, _near(layout)):
        return Line(Role.SIGNED, named)
    poster: str | None = None
    for text in _lines_near(layout):
        line = read_line(text)
        if line.name and line.role in (Role.DATED, Role.SIGNED):
            return line
        poster = poster or line.poster
    return Line(Role.TEXT, None, poster)


def _lines_near(layout: Layout) -> Iterator[str]:
    """Lines between heading and text, and the first ones of a text that only line breaks part."""
    for element in _near(layout):
        if element.tag in BLOCK_TAGS or element.tag == "span":
            yield from lines_of(element)
    if layout.page.heading is not None:  # "<td><b>title</b><br>Hoàng Anh 15:44, 26/09/2022</td>"
        yield from lines_of(layout.page.heading)[1:_FIRST_LINES]
    if layout.first_body is not None:
        yield from lines_of(layout.elements[layout.first_body])[:_FIRST_LINES]


def _boxed(page: Page, layout: Layout, elements: Iterable[HtmlElement]) -> str | None:
    """The names in boxes that call themselves author's."""
    named: dict[str, str] = {}
    for element in elements:
        if _is_author_box(element) or _is_name_in_author_box(element):
            for text in lines_of(element):
                if (name := _visible_name(page, text)) and not layout.in_list(element):
                    named.setdefault(fold(name), name)
    return ", ".join(islice(named.values(), _MOST_AUTHORS)) or None


def _near(layout: Layout) -> Iterator[HtmlElement]:
    """Elements of the article's box above the heading and those between the heading and the first paragraph."""
    if layout.heading < 0:
        return
    start, end = layout.heading + 1, layout.heading + 40
    if layout.first_body is not None and layout.first_body > layout.heading:
        end = min(layout.first_body, layout.heading + 150)
    above = layout.elements[max(layout.heading - 40, 0) : layout.heading]
    for element in (*layout.elements[start:end], *(e for e in above if layout.inside_box(e))):
        if element.tag not in _SILENT and layout.place(element) in (Place.HEAD, Place.ABOVE):
            yield element


def author_below(page: Page, layout: Layout) -> str | None:
    """An author's box or a signature that stands below the text without being part of it."""
    if layout.last_body is None:
        return None
    stop = layout.last_body + _REACH_AFTER
    last = layout.elements[layout.last_body]
    below = [
        element
        for element in layout.elements[layout.last_body + 1 : stop]
        if element.tag not in _SILENT and layout.place(element) is Place.BELOW and not layout.cut_off(element)
    ]
    if named := _boxed(page, layout, below):
        return named
    for element in below:
        if element.tag in BLOCK_TAGS and element not in last.iter():
            for text in lines_of(element):
                line = read_line(text)
                if line.role is Role.SIGNED or (line.role is Role.NAME and set_like_a_signature(element)):
                    return line.name
    return None


def _is_name_in_author_box(element: HtmlElement) -> bool:
    """``<p class="name">`` a few boxes inside ``<div class="author">``."""
    if re.search(r"(?:^|[\s_\-])name(?:$|[\s_\-])", names_of(element)) is None:
        return False
    return any(_is_author_box(box) for box in islice(element.iterancestors(), 3))


def _is_author_box(element: HtmlElement) -> bool:
    if "author" in (element.get("itemprop"), element.get("rel"), element.get("data-role")):
        return True
    if element.tag == "a" and _AUTHOR_PAGE.search(element.get("href") or ""):
        return True
    names = names_of(element)
    return bool(names) and _AUTHOR_NAMES.search(names) is not None and _NOT_AUTHOR.search(names) is None


def _visible_name(page: Page, text: str) -> str | None:
    line = read_line(text, alone=True)
    if line.name and not is_site(page, line.name):
        return line.name
    return None


def dressed(page: Page, text: str) -> bool:
    """Whether a short line is set like a signature: on the right, bold, or named so."""
    wanted = text.strip()
    return any(
        element.text.strip() == wanted and set_like_a_signature(element)
        for element in page.tree.iter("p", "div", "strong", "b", "em", "i", "span", "td")
        if element.text
    )


def set_like_a_signature(element: HtmlElement) -> bool:
    """Whether an element, or one of the two boxes around it, is set on the right or bold, or named like a signature."""
    for box in islice(chain([element], element.iterancestors()), 3):
        style = (box.get("style") or "").replace(" ", "").lower()
        if "text-align:right" in style or (box.get("align") or "").lower() == "right" or box.tag in {"strong", "b"}:
            return True
        if re.search(r"author|tac-?gia|signature|text-right|align-right", names_of(box)):
            return True
    return len(element) == 1 and element[0].tag in {"strong", "b"} and not (element.text or "").strip()
