"""The further pages of an article that its site cuts into several: their addresses, told from neighbours and comments.

A further page has the article's own address and a page number: ``/bai-viet/2/``, ``/bai-viet/page/2/``,
``?page=2``, ``/bai-viet-p2.html``. ``rel="next"`` alone says nothing: WordPress writes it for the next article.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urljoin, urlsplit

from crawler.extraction.body.reading import Body
from crawler.extraction.metadata import base_url
from crawler.extraction.page import Page

__all__ = ["MOST_PAGES", "next_pages"]

MOST_PAGES = 30
_PAGE_KEYS = frozenset({"page", "trang", "paged", "p", "pg"})
_SEGMENT = re.compile(r"(?P<stem>.+?)/(?:(?:page|trang)[/-])?(?P<page>[1-9]\d?)$")
_SUFFIX = re.compile(r"(?P<stem>.+?)[-_](?:p|page|trang)[-_]?(?P<page>[1-9]\d?)$")
_SHORT = 12
_ENDING = re.compile(r"\.(?:html?|aspx|php|chn)$")


def _parts(url: str) -> tuple[str, str, str, frozenset[tuple[str, str]]] | None:
    """Host, path without its ending, ending and query; None where there is no reading it."""
    try:
        parts = urlsplit(url)
        query = frozenset(parse_qsl(parts.query, keep_blank_values=True))
    except ValueError:
        return None
    path = parts.path.rstrip("/")
    ending = match[0] if (match := _ENDING.search(path)) else ""
    return (parts.hostname or "").removeprefix("www."), path.removesuffix(ending), ending, query


def _page_of(url: str, article: str) -> int | None:
    """Which page of ``article`` an address is; None for the address of anything else."""
    own, other = _parts(article), _parts(url)
    if own is None or other is None or own[0] != other[0] or own[2] != other[2] or not own[3] <= other[3]:
        return None
    more = [(key.lower(), value) for key, value in other[3] - own[3]]
    if other[1] == own[1] and len(more) == 1 and len(own[1]) + len(own[3]) >= 1:
        [(key, value)] = more
        return int(value) if key in _PAGE_KEYS and value.isdigit() and len(value) <= 2 else None
    if more or len(own[1]) < 2:
        return None
    for form in (_SEGMENT, _SUFFIX):
        match = form.fullmatch(other[1])
        if match and match["stem"] == own[1]:
            return int(match["page"])
    return None


def _stem(url: str) -> str:
    """What every address of a further page holds of the article's own, but for the short relative ones."""
    path = urlsplit(url).path.rstrip("/")
    return path.rpartition("/")[2].removesuffix(match[0] if (match := _ENDING.search(path)) else "")


def next_pages(page: Page, body: Body, article: str | None = None) -> tuple[str, ...]:
    """Addresses of the article's second page and those after it, in order; empty where it has one page only.
    ``article``: its first page, where ``page`` is a later one.
    """
    base, dead, article = base_url(page.tree, page.url), body.dead, article or page.url
    own = _stem(article)
    comments = {box for box in dead if "comment" in f"{box.get('class') or ''} {box.get('id') or ''}".lower()}
    found: dict[int, str] = {}
    for link in page.tree.iter("a", "link"):
        href = (link.get("href") or "").strip()
        if (
            not href
            or len(href) > 2000
            or (own not in href and "%" not in href and len(href) > _SHORT and not href.startswith("?"))
            or (link.tag == "link" and "next" not in (link.get("rel") or "").lower().split())
        ):
            continue
        try:
            url = urljoin(base, href).partition("#")[0]
        except ValueError:
            continue
        number = _page_of(url, article)
        if number is None or not 2 <= number <= MOST_PAGES or any(box in comments for box in link.iterancestors()):
            continue
        found.setdefault(number, url)
    return tuple(found[number] for number in sorted(found))
