"""What the names that a page gives its boxes (class, id, role) say about their content."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

from crawler.extraction.box_names import NO_TEXT

__all__ = ["Role", "names_caption", "role_of"]


class Role(IntEnum):
    """How a box presents itself."""

    NOISE = -2  # menus, comments, related lists, share bars: no body text is expected inside
    WEAK = -1  # meta lines, tags, side notes: dropped when short or full of links
    PLAIN = 0
    CONTENT = 1  # article, main, entry-content, noi-dung


_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_PARTED = re.compile(r"[_\s:./]+")

_WEAK = re.compile(
    r"-meta-|post-?meta|entry-?meta|-byline|-author|-dates?-|-times?-|-timestamp|-published|-source-|"
    r"-nguon-|-tac-?gia|-ngay-?|"
    r"caption-credit|-credits?-|-labels?-|-buttons?-|-btn-|-widget|widget-|-icons?-|-action|-tool|"
    r"-category|-categories|-kicker|"
    r"-aside|-info-|-views?-count|-luot-?xem|-topics?-|-keywords?|tu-?khoa|-callout|-inline-?(?:box|link)|"
    r"-embed|-box-|-links?-|"
    r"-list-news|-tin-|-header-"
)
_CONTENT = re.compile(
    r"article|-body|content|-main-|-entry-|entry-|-post-|post-|-story|story-|-text-|-detail|detail-|"
    r"noi-?dung|chi-?tiet|bai-?viet|"
    r"-news-|-page-|-hentry|-blog|fck|-cms|ms-rtestate-field|-sapo"
)
_STRONG = re.compile(
    r"article-?(?:body|content|text|main)|(?:entry|post|story|news|detail|page|main|body)-?(?:content|body|"
    r"text)|-fck-detail|"
    r"content-?(?:detail|article|body|news|main)|detail-?(?:content|news|body|c?main)|noi-?dung|chi-?tiet|"
    r"bai-?viet|rich-?text|"
    r"ms-rtestate-field|-cms-body|afcbc-body|news-?detail|body-?text|singular-content|maincontent"
)


_CAPTION = re.compile(
    r"caption|legende|bild-?(?:unter|text|rechte)|-credits?-|(?:image|photo|picture|img|media|"
    r"pic)-?(?:credit|desc|description|text|info|note)|chu-?thich|cutline|copyright"
)


@lru_cache(maxsize=16384)
def names_caption(names: str) -> bool:
    """Whether the names speak of a picture's caption or credit."""
    flat = "-" + _PARTED.sub("-", _CAMEL.sub("-", names)).lower() + "-"
    return _CAPTION.search(flat) is not None


@lru_cache(maxsize=16384)
def role_of(names: str) -> tuple[Role, bool]:
    """The role that ``class``, ``id`` and ``role`` (joined by a space) speak for, and whether they name the body."""
    flat = "-" + _PARTED.sub("-", _CAMEL.sub("-", names)).lower() + "-"
    strong = _STRONG.search(flat) is not None
    if NO_TEXT.search(flat):
        return Role.NOISE, strong
    if strong or _CONTENT.search(flat):
        return Role.CONTENT, strong
    if _WEAK.search(flat):
        return Role.WEAK, False
    return Role.PLAIN, False
