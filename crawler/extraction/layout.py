"""Where on a page an element stands, seen from the heading and the body of its article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction.block_tags import BLOCK_TAGS
from crawler.extraction.box_names import OUTSIDE
from crawler.extraction.hidden import hides
from crawler.extraction.page import Page
from domain.text import fold_keeping_length

__all__ = ["Layout", "Place", "lines_of", "names_of"]

_SKIPPED_TAGS = frozenset("script style noscript template svg iframe select textarea option head title".split())


class Place(Enum):
    """The part of the page, in reading order."""

    ABOVE = 0  # before the heading
    HEAD = 1  # between the heading and the first paragraph
    BODY = 2
    BELOW = 3  # after the last paragraph
    OUTSIDE = 4  # menu, header, footer, sidebar, related list, comments


_HEADER = re.compile(r"(?:^|[\s_\-])(?:header|top|head)(?:$|[\s_\-\d])")
_OWN_PART = re.compile(
    r"(?:margin|padding|border|align|pull|text)-?(?:top|bottom|head)"
    r"|(?:entry|post|article|news|detail|content|story|bai)-?"
    r"(?:footer|header|bottom|top|head|meta|date|time|calendar|info)"
)
_MOST_LINKS = 60
_MOST_ALIKE = 12
_BETWEEN = 40
_REAL_PARAGRAPH = 80
_DATE_LIKE = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2}|\d{4}")
_SITE_HEADER = re.compile(r"site|page|main|top-?bar|clock|global|masthead")
_SITE_PART = re.compile(r"(?:^|[\s_\-])(?:footer|main-?menu|main-?nav|navbar|banner)(?:$|[\s_\-])")
_NOISE_TAGS = frozenset({"nav", "footer", "aside"})
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_ARTICLE_PART = re.compile(r"(?:entry|post|article|content|news|detail|bai|story|hentry)")
_AFTER_ARTICLE = re.compile(
    r"(?:cac\s)?(?:tin|bai)(?:\s(?:viet|tuc))?\s(?:lien\squan|khac|cung|moi|cu|da\sdua|xem|noi\sbat|tiep)"
    r"|y\skien\sban\sdoc|binh\sluan"
    r"|phan\shoi|xem\snhieu|doc\snhieu|xem\sthem|co\sthe\sban|gui\snhan\sxet|related|comments?$|most\sread|read\snext"
)


def names_of(element: HtmlElement) -> str:
    """Class and id of an element as one lower-case line, camel case parted."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return _CAMEL.sub("-", names).lower() if len(names) > 1 else ""


class Layout:
    """The reading order of a page and the zones around its article. Built once a page, linear in its size."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._names: dict[HtmlElement, str] = {}
        self.elements: list[HtmlElement] = list(page.tree.iter(etree.Element))
        self.order = {element: i for i, element in enumerate(self.elements)}
        self.anchor = page.heading if page.heading is not None else page.container
        self.heading = self.order.get(page.heading, -1) if page.heading is not None else -1
        spots = sorted(self.order[node] for node in page.body_nodes if node in self.order)
        spots = [spot for spot in spots if spot > self.heading] or spots
        if not spots and page.container is not None and page.container in self.order:
            spots = [self.order[page.container]]
        spots = self._between_long_ones(spots)
        self._spots = spots or [0]
        self.first_body = spots[0] if spots else None
        self.last_body = spots[-1] if spots else None
        self._above_anchor = set(self._ancestors(self.anchor)) if self.anchor is not None else set()
        for index in spots:
            for box in self.elements[index].iterancestors():
                if box in self._above_anchor:
                    break
                self._above_anchor.add(box)
        self.box = self._article_box()
        self._outside: dict[HtmlElement, bool] = {}
        self._titled: dict[HtmlElement, bool] = {}
        self._in_box = set(self.box.iter()) if self.box is not None else set()
        self._unseen = {inner for element in page.hidden for inner in element.iter(etree.Element)}

    def _between_long_ones(self, spots: list[int]) -> list[int]:
        """The text from its first real paragraph to its last: a byline or date line taken for text is none."""
        long_ones = [i for i, spot in enumerate(spots) if len(self.elements[spot].text_content()) >= _REAL_PARAGRAPH]
        return spots[long_ones[0] : long_ones[-1] + 1] if long_ones else spots

    @classmethod
    def of(cls, page: Page) -> Layout:
        """The layout of a page, made once: the page keeps it."""
        if not isinstance(page.layout, cls):
            page.layout = cls(page)
        return page.layout

    def names(self, element: HtmlElement) -> str:
        """``names_of``, remembered."""
        if (names := self._names.get(element)) is None:
            names = self._names[element] = names_of(element)
        return names

    @staticmethod
    def _ancestors(element: HtmlElement | None) -> Iterator[HtmlElement]:
        while element is not None:
            yield element
            element = element.getparent()

    def _article_box(self) -> HtmlElement | None:
        """The smallest element around heading and body; None where that is the page itself."""
        page = self.page
        if page.heading is None or page.container is None:
            box = page.container
        else:
            around = set(self._ancestors(page.container))
            box = next((e for e in self._ancestors(page.heading) if e in around), None)
        if box is None or box.tag in {"html", "body", "form"} or self._holds_site(box):
            return None
        return box

    def _holds_site(self, box: HtmlElement) -> bool:
        """Whether a box reaches beyond the article: it holds the site's menu, header or footer."""
        for element in box.iter("nav", "footer", "header", "div", "table", "td"):
            if element in self._above_anchor:
                continue
            if element.tag in {"nav", "footer"} and not _ARTICLE_PART.search(self.names(element)):
                return True
            names = self.names(element)
            if names and _SITE_PART.search(names):
                return True
        return False

    def unseen(self, element: HtmlElement) -> bool:
        """Whether the page hides an element from its readers."""
        return element in self._unseen

    def inside_box(self, element: HtmlElement) -> bool:
        return element in self._in_box

    def is_outside(self, element: HtmlElement) -> bool:
        """Whether one of the boxes around the element, below those that hold heading or text, is no article part."""
        path: list[HtmlElement] = []
        verdict = False
        for box in self._ancestors(element):
            if box in self._outside:
                verdict = self._outside[box]
                break
            path.append(box)
            if box in self._above_anchor:
                break
        for box in reversed(path):
            verdict = verdict or (box not in self._above_anchor and self._is_noise(box))
            self._outside[box] = verdict
        return verdict

    def _is_noise(self, box: HtmlElement) -> bool:
        """Whether a box, by its tag or its names, is no part of an article."""
        if self._own_header(box):
            return False
        names = self.names(box)
        article_part = _ARTICLE_PART.search(names) is not None
        if box.tag in _NOISE_TAGS and not (box.tag == "footer" and (article_part or self.in_article(box))):
            return True
        if box.tag == "header" and not article_part:
            return True
        if not names:
            return False
        names = _OWN_PART.sub(" ", names)
        if OUTSIDE.search(names):
            return True
        return not article_part and _HEADER.search(names) is not None and self.order.get(box, 0) < self.heading

    def _own_header(self, box: HtmlElement) -> bool:
        """Whether a box named header, or an aside, is part of the article: small, inside its box or before its text."""
        names = self.names(box)
        if box.tag not in {"header", "aside"} and (not _HEADER.search(names) or _SITE_HEADER.search(names)):
            return False
        at = self.order.get(box, 0)
        between = self.heading >= 0 and self.first_body is not None and self.heading < at < self.first_body
        if not between and not (box.tag != "aside" and box in self._in_box):
            return False
        return len(box.text_content()) < 400 and sum(1 for _ in box.iter("a")) <= 4

    def place(self, element: HtmlElement) -> Place:
        """The part of the page in which an element stands. Zones come first: a sidebar date is outside anywhere."""
        at = self.order.get(element)
        if at is None or self.is_outside(element):
            return Place.OUTSIDE
        if self.heading >= 0 and at < self.heading:
            return Place.ABOVE
        if self.first_body is None or self.last_body is None:
            return Place.HEAD if self.heading >= 0 and at - self.heading < 60 else Place.OUTSIDE
        if at < self.first_body:
            return Place.HEAD if self.heading >= 0 or self.inside_box(element) else Place.ABOVE
        if at <= self.last_body or any(e in self.page.body_nodes for e in self._ancestors(element)):
            return Place.BODY
        return Place.BELOW

    def in_list(self, element: HtmlElement) -> bool:
        """Whether the element belongs to a teaser of some other article: a long link stands in its item."""
        for step, box in enumerate(self._ancestors(element)):
            if box in self._above_anchor or step > 4 or box in self.page.body_nodes:
                return False
            if box not in self._titled:
                self._titled[box] = any(_is_title(link) for link in islice(box.iter("a"), _MOST_LINKS))
            if self._titled[box]:
                return True
        return False

    def repeats(self, element: HtmlElement, others: int = 1) -> bool:
        """Whether at least ``others`` boxes beside the element's are like it, with link and date: a list of news."""
        for box in islice(self._ancestors(element), 4):
            parent = box.getparent()
            if box in self._above_anchor or parent is None:
                return False
            alike = [other for other in islice(parent.iterchildren(box.tag), _MOST_ALIKE) if other is not box]
            alike = [other for other in alike if other.get("class") == box.get("class")]
            if _dated_link(box) and len([other for other in alike if _dated_link(other)]) >= others:
                return True
        return False

    def after_first_paragraph(self) -> list[HtmlElement]:
        """Elements between the first paragraph and the second that are no part of the text, nearest first."""
        if self.first_body is None or len(self._spots) < 2:
            return []
        between = self.elements[self.first_body + 1 : min(self._spots[1], self.first_body + _BETWEEN)]
        return [e for e in between if not any(box in self.page.body_nodes for box in self._ancestors(e))]

    def in_article(self, element: HtmlElement) -> bool:
        """Whether an ``<article>`` that also holds the heading is around the element."""
        return any(box in self._above_anchor for box in element.iterancestors("article"))

    def beside_heading(self, element: HtmlElement) -> bool:
        """Whether an element stands right over the heading in one box with it: a row of section and date."""
        heading, at = self.page.heading, self.order.get(element, 0)
        if heading is None or not 0 < self.heading - at <= 8:
            return False
        around = list(islice(heading.iterancestors(), 2))
        box = next((box for box in islice(element.iterancestors(), 3) if box in around), None)
        if box is None or box.tag in {"html", "body", "form"}:
            return False
        return len([e for e in self.elements[at : self.heading] if e.tag == "a"]) <= 1

    def few_links_before(self, at: int) -> bool:
        """Whether hardly any link stands between an element above the heading and the heading: no menu, that is."""
        return len([element for element in self.elements[at : self.heading] if element.tag == "a"]) <= 4

    def at_body_edge(self, element: HtmlElement) -> str:
        """ "first" or "last" for one of the two outermost paragraphs on either side, else an empty string."""
        at = self.order.get(element, 0)
        if at <= self._spots[min(1, len(self._spots) - 1)]:
            return "first"
        return "last" if at >= self._spots[max(len(self._spots) - 2, 0)] else ""

    def cut_off(self, element: HtmlElement) -> bool:
        """Whether between the body and an element below it something else begins: related news, comments, the
        footer."""
        at = self.order.get(element, 0)
        if self.last_body is None:
            return True
        between = self.elements[self.last_body + 1 : at + 1]
        if len(between) > 120:
            return True
        for other in between:
            for text in (other.text, other.tail):
                if text and 4 < len(text) < 80 and _AFTER_ARTICLE.match(" ".join(fold_keeping_length(text).split())):
                    return True
        return False

    def neighbour(self, element: HtmlElement, step: int) -> str:
        """The nearest text before (-1) or after (+1) an element, from a few elements away at the most."""
        at = self.order.get(element)
        if at is None:
            return ""
        inside = set(element.iter()) if step > 0 else set()
        if step < 0 and element.getprevious() is not None and element.getprevious().tail:
            return " ".join(element.getprevious().tail.split())
        if step > 0 and element.tail and element.tail.strip():
            return " ".join(element.tail.split())
        looked = 0
        while looked < 6:
            at += step
            if not 0 <= at < len(self.elements):
                return ""
            other = self.elements[at]
            if other in inside or other.tag in _SKIPPED_TAGS:
                continue
            looked += 1
            if other.text and other.text.strip():
                return " ".join(other.text.split())[:200]
        return ""


def _dated_link(box: HtmlElement) -> bool:
    """Whether a small box holds a link and a date."""
    if next(box.iter("a"), None) is None:
        return False
    text = box.text_content()
    return len(text) < 600 and _DATE_LIKE.search(text) is not None


def _is_title(link: HtmlElement) -> bool:
    """Whether a link reads like the title of an article, not like a category, an author or a button."""
    if link.get("href") is None:
        return False
    text = " ".join(link.text_content().split())
    return len(text) > 30 and text.count(" ") >= 5


def lines_of(block: HtmlElement) -> list[str]:
    """The lines of a block's own inline text, parted by ``<br>`` and by inner blocks; white space single."""
    lines: list[list[str]] = [[]]
    _inline(block, lines, 0)
    return [text for parts in lines if (text := " ".join(" ".join(parts).split()))]


def _inline(element: HtmlElement, lines: list[list[str]], depth: int) -> None:
    if element.text:
        lines[-1].append(element.text)
    for child in element:
        tag = child.tag
        if tag == "br" or tag in BLOCK_TAGS:
            lines.append([])
        elif isinstance(tag, str) and tag not in _SKIPPED_TAGS and depth < 40 and not hides(child):
            _inline(child, lines, depth + 1)
        if child.tail:
            lines[-1].append(child.tail)
