"""Where a list goes on: the link to its next page, in the many ways that sites write it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.discovery.dom import select, text_of
from crawler.urls import canonical, join
from domain.source import Listing
from domain.text import fold

__all__ = ["next_page"]

_NEXT_WORDS = re.compile(
    r"^(?:trang )?(?:sau|tiep|ke tiep|tiep theo|tiep tuc)(?: trang)?[\s»›>→]*$|^[›>→]$|"
    r"^(?:trang (?:sau|tiep|ke)|next(?: page)?|older(?: posts)?|bai (?:viet )?cu hon|tin cu hon|cu hon|"
    r"xem them(?: tin)?|tai them|cac tin (?:cu hon|khac))[\s»›>→]*$"
)
_DOUBLE = re.compile(r"^(?:»|>>|››)$")
_NEXT_CLASS = re.compile(r"(?i)(?:^|[\s_-])(?:next|sau|tiep|older|nextpostslink)(?:$|[\s_-])")
_LAST = re.compile(r"cuoi|last|end")
_PAGE_NUMBER = re.compile(
    r"(?i)(?:[?&](?:page|p|trang|pageindex|paged|pg|curpage|currentpage)=|/page[/-]|/trang[/-]|-p|/p)(\d{1,4})(?=\D|$)"
)


def next_page(tree: HtmlElement, base: str, url: str, listing: Listing, number: int) -> str | None:
    """The address of page ``number + 1``; None at the end. Raises SourceError for a selector that is none."""
    if listing.pages:
        return join(base, listing.pages.replace("{page}", str(number + 1)))
    if listing.next:
        return next((address for link in select(tree, listing.next) if (address := _target(link, base, url))), None)
    links = [link for link in tree.iter("a", "link") if link.get("href")]
    for finder in (_by_rel, _by_number, _by_words):
        found = finder(links, base, url, number)
        if found:
            return found
    return None


def _target(link: HtmlElement, base: str, url: str) -> str | None:
    address = join(base, link.get("href") or "")
    return address if address and address != canonical(url) else None


def _by_rel(links: list[HtmlElement], base: str, url: str, _number: int) -> str | None:
    for link in links:
        if "next" in (link.get("rel") or "").lower().split() and (address := _target(link, base, url)):
            return address if _near(address, url) else None
    return None


def _by_number(links: list[HtmlElement], base: str, url: str, number: int) -> str | None:
    """A link that reads "3" on page 2 and differs from this page's address by its number alone."""
    wanted = str(number + 1)
    for link in links:
        label = text_of(link, 40).strip("[]() ").lstrip("0")
        if fold(label).removeprefix("trang ") != wanted:
            continue
        address = _target(link, base, url)
        if address and _near(address, url) and re.search(rf"(?<!\d)0*{wanted}(?!\d)", _tail(address)):
            return address
    return None


def _by_words(links: list[HtmlElement], base: str, url: str, number: int) -> str | None:
    double: str | None = None
    for link in links:
        label = fold(text_of(link, 40)) or fold(link.get("title") or link.get("aria-label") or "")
        raw = text_of(link, 10)
        marked = _NEXT_CLASS.search(link.get("class") or "") is not None and not _LAST.search(label)
        said = _NEXT_WORDS.match(label) is not None or _NEXT_WORDS.match(raw) is not None
        if not (marked or said or _DOUBLE.match(raw)):
            continue
        address = _target(link, base, url)
        if not address or not _near(address, url):
            continue
        step = _PAGE_NUMBER.search(address)
        if step and int(step[1]) <= number - 1:
            continue  # leads back
        if marked or said:
            if step or marked:
                return address
        elif step and int(step[1]) == number + 1:
            double = address
    return double


def _tail(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"


def _near(address: str, url: str) -> bool:
    """Whether two addresses are pages of one list: same host, and one path opens like the other."""
    one, other = urlsplit(address), urlsplit(url)
    if one.netloc != other.netloc:
        return False
    stems = [re.sub(r"\d+", "", parts.path.rstrip("/")) for parts in (one, other)]
    stems = [re.sub(r"(?i)(?:/?[-/](?:page|trang|p))?/?(\.\w+)?$", "", stem) for stem in stems]
    return stems[0].startswith(stems[1]) or stems[1].startswith(stems[0])
