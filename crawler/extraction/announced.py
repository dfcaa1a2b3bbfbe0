"""What an article announces beside its text – pictures and files – and what shows that a page with hardly any text
is an
article all the same: offices publish a heading, a day and a PDF.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.extraction.body.reading import Body
from crawler.extraction.dates.visible import read_visible
from crawler.extraction.hint import Hint
from crawler.extraction.images_and_files import find_attachments, find_images
from crawler.extraction.layout import Layout, Place
from crawler.extraction.metadata import base_url
from crawler.extraction.page import Page
from domain.article import Attachment, Image

__all__ = ["Announced", "announced", "is_dated"]

_CERTAIN = 3.0
_CLIMB = 6
_BELOW = 24


@dataclass(frozen=True, slots=True)
class Announced:
    """Pictures and files in page order."""

    images: tuple[Image, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.images or self.attachments)

    def with_more(self, other: Announced) -> Announced:
        """These and what a further page adds, each address once."""
        pictures, files = {one.url for one in self.images}, {one.url for one in self.attachments}
        return Announced(
            (*self.images, *(one for one in other.images if one.url not in pictures)),
            (*self.attachments, *(one for one in other.attachments if one.url not in files)),
        )


def announced(page: Page, body: Body) -> Announced:
    """Pictures and files of the article."""
    base, dead = base_url(page.tree, page.url), body.dead
    if body.order:
        roots = _roots(page, body)
        return Announced(
            find_images(roots, dead | body.clutter, base), find_attachments(page.tree, roots, dead, base, _below(page))
        )
    for root in _around_heading(page):
        found = Announced(tuple(find_images([root], dead, base)), tuple(find_attachments(root, [root], dead, base)))
        if found:
            return found
    return Announced()


def _below(page: Page) -> Callable[[HtmlElement], bool]:
    """Whether a link stands right below the text, in a line that holds nothing else."""
    layout = Layout.of(page)

    def stands_below(link: HtmlElement) -> bool:
        at = layout.order.get(link)
        if at is None or layout.last_body is None or not 0 < at - layout.last_body <= _BELOW:
            return False
        return layout.place(link) is Place.BELOW and not layout.cut_off(link)

    return stands_below


def _roots(page: Page, body: Body) -> list[HtmlElement]:
    """Elements in which pictures and files are looked for: around lead and body, if that is not the whole page."""
    if body.content is None:
        return []
    boxes = body.outline.boxes
    roots = [boxes[b].element for b in body.content.boxes]
    around = page.container
    if around is not None and around not in roots and around.tag not in {"body", "html", "form"}:
        total = sum(len(block.text) for block in body.outline.blocks)
        inside = next((b for b in boxes if b.element is around), None)
        size = sum(len(block.text) for block in body.outline.blocks[inside.first : inside.last]) if inside else total
        own = sum(len(body.outline.blocks[i].text) for i in body.order)
        if size < 1.6 * own + 300:
            return [around]
    return roots


def _around_heading(page: Page) -> list[HtmlElement]:
    """Boxes around the heading, the smallest first, short of the page itself."""
    boxes: list[HtmlElement] = []
    box = page.heading.getparent() if page.heading is not None else None
    while box is not None and len(boxes) < _CLIMB and box.tag not in {"body", "html", "form"}:
        boxes.append(box)
        box = box.getparent()
    return boxes


def is_dated(page: Page) -> bool:
    """Whether the page says when its article was published: a date line at the heading, or a list that led here."""
    hint: Hint | None = page.hint
    if hint is not None and hint.date is not None:
        return True
    published = read_visible(Layout.of(page)).published
    return published is not None and published.score >= _CERTAIN and published.place in (Place.HEAD, Place.ABOVE)
