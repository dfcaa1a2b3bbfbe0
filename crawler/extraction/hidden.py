"""Text that a reader does not see: what the page hides by attribute, inline style or the usual helper classes.

Machine data in it (microdata) may still be read as such; it is never title, lead, body or a visible date.
"""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement

__all__ = ["Hidden", "hides", "seen_text"]

_STYLE = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?:px|em|rem"
    r"|%)?\s*(?:;|!|$)"
    r"|text-indent\s*:\s*-\d{3,}|(?:left|top)\s*:\s*-\d{4,}px|clip\s*:\s*rect\(\s*[01](?:px)?[\s,])",
    re.I,
)
# Bootstrap, Tailwind, Foundation, Drupal, WordPress, Plone and hand-made themes.
_CLASSES = frozenset(
    "hidden d-none hide hiddenstructure sr-only visually-hidden visuallyhidden screen-reader-text screen-reader-only "
    "screenreader element-invisible invisible u-hidden is-hidden show-for-sr uk-hidden display-none".split()
)
_SHOWN_SOMEWHERE = re.compile(
    r"(?:^|\s)(?:d-(?:sm|md|lg|xl|xxl)-(?!none)[a-z-]+|(?:sm|md|lg|xl|2xl):(?!hidden)[a-z-]+|visible-(?:sm|md"
    r"|lg)[a-z-]*"
    r"|d-(?:block|inline|inline-block|flex|grid)|show|in|active)(?=\s|$)"
)
_REVEALED = re.compile(r"wow|animat|aos-|fade|lazy|elementor-invisible|js-", re.I)
"""Themes that hide a box until a script lets it glide in: readers do see it."""

_SILENT = frozenset({"script", "style", "noscript", "template"})
_PARAGRAPH = 80
_BIG_SHARE = 0.5


def hides(element: HtmlElement) -> bool:
    """Whether an element hides itself and what is inside."""
    get = element.get
    if get("hidden") is not None:
        return True
    classes, style = get("class"), get("style")
    if style and _STYLE.search(style):
        return not (classes and _REVEALED.search(classes) and "display" not in style.lower())
    if not classes:
        return False
    names = classes.lower()
    return any(name in _CLASSES for name in names.split()) and _SHOWN_SOMEWHERE.search(names) is None


class Hidden:
    """Which hidden elements of a page to leave out: all but one that holds most of its paragraphs, for a script then
    shows it (tabs, "read on", pages that appear once they are loaded)."""

    def __init__(self, root: HtmlElement) -> None:
        self._root = root
        self._whole: int | None = None
        self.elements: set[HtmlElement] = set()

    def leaves_out(self, element: HtmlElement) -> bool:
        """Whether ``element`` is hidden and to be left out; noted in ``elements``."""
        if not hides(element) or self._holds_the_page(element):
            return False
        self.elements.add(element)
        return True

    def _holds_the_page(self, element: HtmlElement) -> bool:
        if element.tag in {"html", "body", "main", "article", "form"}:
            return True
        inside = _paragraph_mass(element)
        if not inside:
            return False
        if self._whole is None:
            self._whole = _paragraph_mass(self._root)
        return inside > _BIG_SHARE * self._whole


def _paragraph_mass(root: HtmlElement) -> int:
    """Characters of the runs of text that are long enough to be sentences; scripts and styles count for nothing."""
    mass = 0
    for element in root.iter(etree.Element):
        if element.tag not in _SILENT:
            size = len(element.text or "")
            mass += size if size >= _PARAGRAPH else 0
        if element is not root:
            size = len(element.tail or "")
            mass += size if size >= _PARAGRAPH else 0
    return mass


def seen_text(element: HtmlElement) -> str:
    """The text inside an element that readers see, white space single."""
    hiding = [inner for inner in element.iterdescendants(etree.Element) if inner.tag in _SILENT or hides(inner)]
    if not hiding:
        return " ".join("".join(element.itertext()).split())
    left_out = set(hiding)
    pieces: list[str] = []
    skipped: HtmlElement | None = None
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            if skipped is None and node in left_out:
                skipped = node
            if skipped is None:
                pieces.append(node.text or "")
            continue
        if node is skipped:
            skipped = None
        if skipped is None and node is not element:
            pieces.append(node.tail or "")
    return " ".join("".join(pieces).split())
