"""Where on a page its author is named: boxes called so, lines at the heading, signatures below the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice

from lxml.html import HtmlElement

from crawler.extraction.authors.bylines import Line, Role, read_line
from crawler.extraction.authors.names import has_surname
from crawler.extraction.authors.organisations import office_of
from crawler.extraction.authors.stated import is_site
from crawler.extraction.block_tags import BLOCK_TAGS
from crawler.extraction.dates.visible import is_caption
from crawler.extraction.layout import Layout, Place, lines_of, names_of
from crawler.extraction.page import Page
from domain.text import fold, has_accents

__all__ = ["author_below", "byline_of", "dressed", "office_below"]

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
    boxes = [*_near(layout)]
    if has_accents(page.title):  # elsewhere what stands there says "Staff Writer" as often as a name
        boxes += _under_lead(layout)
    office = _boxed_office(layout, boxes)
    if named := _boxed(page, layout, boxes):
        return Line(Role.SIGNED, named, office=office)
    poster: str | None = None
    for element, text in _lines_near(layout):
        line = read_line(text)
        if line.role is Role.DATED and is_caption(layout, element):
            continue
        if line.role in (Role.SIGNED, Role.CREDIT):
            office = office or line.office
        if line.name and line.role in (Role.DATED, Role.SIGNED):
            return replace(line, office=office or line.office)
        if line.role is Role.NAME and has_surname(line.name or "") and _is_bold_by_date(layout, element):
            return replace(line, office=office or line.office)
        poster = poster or line.poster
    return Line(Role.TEXT, None, poster, office)


def _is_bold_by_date(layout: Layout, element: HtmlElement) -> bool:
    """Whether an element holds nothing but bold text and a date stands right before or after it."""
    if not set_like_a_signature(element) or layout.place(element) is not Place.HEAD:
        return False
    beside = (layout.neighbour(element, 1), layout.neighbour(element, -1))
    follows = layout.elements[layout.order.get(element, 0) :][:4]
    return any(other.tag == "time" for other in follows) or any(read_line(text).role is Role.DATED for text in beside)


def _lines_near(layout: Layout) -> Iterator[tuple[HtmlElement, str]]:
    """Lines between heading and text, and the first ones of a text that only line breaks part."""
    for element in _near(layout):
        if element.tag in BLOCK_TAGS or element.tag == "span":
            yield from ((element, text) for text in lines_of(element))
    if layout.page.heading is not None:  # "<td><b>title</b><br>Hoàng Anh 15:44, 26/09/2022</td>"
        yield from ((layout.page.heading, text) for text in lines_of(layout.page.heading)[1:_FIRST_LINES])
    if layout.first_body is not None:
        first = layout.elements[layout.first_body]
        yield from ((first, text) for text in lines_of(first)[:_FIRST_LINES])


def _boxed(page: Page, layout: Layout, elements: Iterable[HtmlElement]) -> str | None:
    """The names in boxes that call themselves author's."""
    named: dict[str, str] = {}
    for element in elements:
        if _is_author_box(element) or _is_name_in_author_box(element):
            for text in _lines_inside(element):
                if (name := _visible_name(page, text)) and not layout.in_list(element):
                    named.setdefault(fold(name), name)
    return ", ".join(islice(named.values(), _MOST_AUTHORS)) or None


def _lines_inside(box: HtmlElement) -> list[str]:
    """The lines of a small box: its own, or where it has none the one line of the block right inside it."""
    own = lines_of(box)
    inner = [text for child in islice(box, 4) if child.tag in BLOCK_TAGS for text in lines_of(child)]
    return own or [text for text in inner if len(inner) == 1 and (has_surname(text) or office_of(text))]


def _boxed_office(layout: Layout, elements: Iterable[HtmlElement]) -> str | None:
    """The office named in a box that calls itself the author's."""
    for element in elements:
        if _is_author_box(element) and not layout.in_list(element):
            for text in _lines_inside(element):
                if office := read_line(text, alone=True).office:
                    return office
    return None


def _near(layout: Layout) -> Iterator[HtmlElement]:
    """Elements of the article's box above the heading and those between the heading and the first paragraph."""
    if layout.heading < 0:
        return
    start, end = layout.heading + 1, layout.heading + 40
    if layout.first_body is not None and layout.first_body > layout.heading:
        end = min(layout.first_body, layout.heading + 150)
    above = layout.elements[max(layout.heading - 40, 0) : layout.heading]
    for element in (*layout.elements[start:end], *(e for e in above if layout.inside_box(e))):
        if (
            element.tag not in _SILENT
            and not layout.unseen(element)
            and layout.place(element) in (Place.HEAD, Place.ABOVE)
        ):
            yield element


def _under_lead(layout: Layout) -> Iterator[HtmlElement]:
    """Elements under a sapo that are no text: there some pages set the author."""
    for element in layout.after_first_paragraph():
        if element.tag not in _SILENT and not layout.unseen(element) and not layout.is_outside(element):
            yield element


def author_below(page: Page, layout: Layout) -> str | None:
    """An author's box or a signature that stands below the text without being part of it."""
    below = _below(layout)
    if named := _boxed(page, layout, below):
        return named
    for element, line in _lines_below(layout, below):
        if line.role is Role.SIGNED or (line.role is Role.NAME and set_like_a_signature(element)):
            return line.name
    return None


def office_below(layout: Layout) -> str | None:
    """The office that signs below the text without being part of it: in an author's box, labelled, or set so."""
    below = _below(layout)
    if office := _boxed_office(layout, below):
        return office
    for element, line in _lines_below(layout, below):
        if line.office and (line.role in (Role.SIGNED, Role.CREDIT) or set_like_a_signature(element)):
            return line.office
    return None


def _below(layout: Layout) -> list[HtmlElement]:
    if layout.last_body is None:
        return []
    return [
        element
        for element in layout.elements[layout.last_body + 1 : layout.last_body + _REACH_AFTER]
        if element.tag not in _SILENT
        and not layout.unseen(element)
        and layout.place(element) is Place.BELOW
        and not layout.cut_off(element)
    ]


def _lines_below(layout: Layout, below: list[HtmlElement]) -> Iterator[tuple[HtmlElement, Line]]:
    last = set(layout.elements[layout.last_body].iter()) if layout.last_body is not None else set()
    for element in below:
        if element.tag in BLOCK_TAGS and element not in last:
            for text in lines_of(element):
                yield element, read_line(text)


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
