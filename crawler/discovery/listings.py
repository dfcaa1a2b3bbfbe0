"""List pages: which links are articles, what the list says of them, and where the next page is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.discovery.addresses import own_address
from crawler.discovery.dom import base_of, parse, select, text_of, within
from crawler.discovery.link import Link
from crawler.discovery.paging import NextPage, next_page, turns_page
from crawler.extraction.dates.parsing import find_moments
from crawler.extraction.url_shape import looks_like_article_url
from crawler.urls import canonical, file_kind, is_trap, join, same_site
from domain.article import DateOrigin
from domain.source import Listing, Source
from domain.text import fold, normalise

__all__ = ["ListPage", "is_denied", "read_listing", "row_date", "row_texts"]

_MAX_LINKS = 3_000
_ROW_CLIMB = 5
_FORM_CHANGED = 3
_SUMMARY = 60
"""A text of so many characters beside a title sums up an article."""
_MENU = re.compile(
    r"(?i)(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|footer|topbar|pagination|pager|paging|phan-trang|"
    r"social|share|tags?|tagcloud|login|skip|language|copyright|toc)(?:$|[\s_-])"
)
_MENU_TAGS = {"nav", "footer", "select", "form"}
_EMPTY_WORDS = re.compile(
    r"^(?:xem (?:them|tiep|chi tiet|tat ca)|doc (?:them|tiep)|chi tiet|read more|more|tiep tuc doc|tra loi|binh luan|"
    r"\d+ binh luan|in trang|in bai|gui email|quay lai|tro ve|trang chu|trang truoc|trang sau|dau trang|\W*)$"
)
_UPDATED = re.compile(r"cap nhat|sua doi|chinh sua|updated|modified")
_NUMBER_IN_QUERY = re.compile(r"\?(?:[^#]*&)?[\w-]*id[\w-]*=\d{2,}|\?(?:[^#]*&)?\w+=\d{4,}", re.IGNORECASE)
_ONLY_DATE = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class ListPage:
    """``links`` in the order of the page; ``next``: the address of the following page; ``astray``: the source's
    selectors named nothing, so the links were guessed; ``flaws``: what is wrong, a Vietnamese phrase each.
    """

    links: tuple[Link, ...] = ()
    next: str | None = None
    astray: bool = False
    flaws: tuple[str, ...] = ()


def read_listing(
    content: bytes | str,
    url: str,
    listing: Listing,
    source: Source,
    *,
    number: int = 1,
    content_type: str | None = None,
) -> ListPage:
    """Read page ``number`` of a list fetched from ``url``. Never raises on any content; SourceError for a selector
    that is none.
    """
    tree = parse(content, content_type, source.encoding)
    if tree is None:
        return ListPage()
    base = base_of(tree, url)
    pattern = source.article_urls
    chosen = bool(listing.links or listing.item)
    rows = _chosen(tree, listing, base) if chosen else []
    astray = chosen and not rows
    if not rows:
        rows = _guessed(tree, base, url, source)
    by_address: dict[str, Link] = {}
    for written, title, row, link in rows:
        address = own_address(written, source)
        if not same_site(address, source.base_url) or is_denied(address, source) or address == canonical(url):
            continue
        if pattern and not re.search(pattern, address):
            continue
        moment = row_date(row, link, listing.date) if row is not None else None
        one = Link(address, title, moment, DateOrigin.LISTING if moment else None)
        by_address[address] = _better(by_address[address], one) if address in by_address else one
    turn = next_page(tree, base, url, listing, number) if number < listing.depth else NextPage()
    following = turn.url
    if following and not same_site(following, source.base_url):
        following = None
    by_address.pop(following or "", None)
    if listing.pages and not by_address:
        following = None
    flaws = [turn.flaw] if turn.flaw and following else []
    if pattern and not by_address and number == 1:
        others = _guessed(tree, base, url, source.model_copy(update={"article_urls": None}))
        count = len({row[0] for row in others if same_site(row[0], source.base_url)})
        if count >= _FORM_CHANGED:
            flaws.append(
                f"{count} bài trên danh sách có địa chỉ không khớp “article_urls” (trang đã đổi dạng địa chỉ?)"
            )
    return ListPage(tuple(by_address.values()), following, astray, tuple(flaws))


def is_denied(url: str, source: Source) -> bool:
    """Whether the source or common sense says that an address is no page to visit."""
    return is_trap(url) or file_kind(url) is not None or any(re.search(rule, url) for rule in source.deny_urls)


_Row = tuple[str, str | None, HtmlElement | None, HtmlElement]


def _chosen(tree: HtmlElement, listing: Listing, base: str) -> list[_Row]:
    """Rows and links as the source's selectors name them."""
    found: list[_Row] = []
    if listing.item:
        for row in select(tree, listing.item)[:_MAX_LINKS]:
            links = select(row, listing.links) if listing.links else [row, *row.iter("a")]
            for link in [item for item in links if item.get("href")][:1]:
                _append(found, base, link, row)
    else:
        for link in select(tree, listing.links or "a")[:_MAX_LINKS]:
            _append(found, base, link, None)
        found = [(address, title, _row_of(link), link) for address, title, _, link in found]
    return found


def _append(found: list[_Row], base: str, link: HtmlElement, row: HtmlElement | None) -> None:
    address = join(base, link.get("href") or "")
    if address:
        found.append((address, _title(link), row, link))


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A link outside menus. ``opinion``: what the form of its address says; ``told``: its row holds a day or a summary
    beside the title; ``place``: the tags and classes that lead to it, the same for all rows of a list.
    """

    row: _Row
    opinion: bool | None
    told: bool
    place: tuple[str, ...]

    @property
    def words(self) -> int:
        return len((self.row[1] or "").split())


def _guessed(tree: HtmlElement, base: str, url: str, source: Source) -> list[_Row]:
    """Links that look like articles where no selector says which they are: by the source's pattern; otherwise by what
    the row says (title, day, summary, and its place among its like) before what the address looks like.
    """
    own, pattern = canonical(url), source.article_urls
    candidates: list[_Candidate] = []
    for link in list(tree.iter("a"))[:_MAX_LINKS]:
        address = join(base, link.get("href") or "")
        if not address or address == own or (pattern and not re.search(pattern, own_address(address, source))):
            continue
        if turns_page(text_of(link, 60)) or _in_menu(link):
            continue
        title, row = _title(link), _row_of(link)
        candidates.append(
            _Candidate(
                (address, title, row, link),
                looks_like_article_url(address),
                title is not None and not pattern and _tells_more(row, link),
                _place(link),
            )
        )
    if pattern:
        return [one.row for one in candidates]
    alike = Counter(one.place for one in candidates if one.told)
    return [one.row for one in candidates if _article_like(one, alike[one.place])]


def _article_like(one: _Candidate, alike: int) -> bool:
    """Whether a link leads to an article. ``alike``: so many rows in its place have a day or a summary."""
    if one.opinion or (one.words >= 5 and (one.opinion is None or _NUMBER_IN_QUERY.search(one.row[0]))):
        return True
    if not one.told or is_trap(one.row[0]) or _bare(one.row[0]):
        return False
    return one.words >= (3 if alike >= 3 else 5 if alike == 2 else 8)


def _bare(address: str) -> bool:
    """The front page, whatever a row says of it."""
    parts = urlsplit(address)
    return not parts.path.strip("/") and not parts.query


def _tells_more(row: HtmlElement, link: HtmlElement) -> bool:
    """Whether a row has a day, or a text of some length that is no link."""
    if row_date(row, link, None) is not None:
        return True
    inside = {id(part) for other in row.iter("a") for part in other.iter()}
    return any(
        len(text_of(part, 200)) >= _SUMMARY and id(part) not in inside and next(part.iter("a"), None) is None
        for part in row.iter("p", "div", "span", "td")
    )


def _place(link: HtmlElement) -> tuple[str, ...]:
    steps = [link, *list(within(link))[:3]]
    return tuple(f"{step.tag}.{' '.join((step.get('class') or '').split()[:1])}" for step in steps)


def _in_menu(link: HtmlElement) -> bool:
    for parent in within(link):
        if parent.tag in _MENU_TAGS and not (
            parent.tag == "form" and parent.get("id", "").startswith(("aspnet", "form1", "Form"))
        ):
            if parent.tag == "form" and len(list(parent.iter("a"))) > 15:
                continue  # ASP.NET wraps the whole page in one form
            return True
        mark = f"{parent.get('class', '')} {parent.get('id', '')} {parent.get('role', '')}"
        if parent.tag not in {"body", "html", "main", "article"} and _MENU.search(mark) and not _holds_summary(parent):
            return True
    return False


def _holds_summary(element: HtmlElement) -> bool:
    """A block named like a menu that yet holds running text is a list with an odd name."""
    return any(len(text_of(paragraph, 200)) > 80 for paragraph in list(element.iter("p"))[:20])


def _title(link: HtmlElement) -> str | None:
    text = text_of(link, 500)
    if _EMPTY_WORDS.match(fold(text)):
        text = (link.get("title") or "").strip()
    if not text:
        image = next(iter(link.iter("img")), None)
        text = (image.get("alt") or "").strip() if image is not None else ""
    text = " ".join(normalise(text).split())
    return None if not text or _EMPTY_WORDS.match(fold(text)) else text[:500]


def _row_of(link: HtmlElement) -> HtmlElement:
    """The largest block around a link that leads to no other page: the row of the list."""
    target = link.get("href")
    row = link
    for parent in list(within(link))[:_ROW_CLIMB]:
        if parent.tag in {"body", "html", "main"}:
            break
        if any(other.get("href") not in {target, None, "", "#"} and _leads_away(other) for other in parent.iter("a")):
            break
        row = parent
    return row


def row_texts(content: bytes | str, url: str, addresses: Collection[str], content_type: str | None = None) -> list[str]:
    """What the rows around links to ``addresses`` say, one text a link."""
    tree = parse(content, content_type)
    if tree is None:
        return []
    base = base_of(tree, url)
    links = [link for link in list(tree.iter("a"))[:_MAX_LINKS] if join(base, link.get("href") or "") in addresses]
    return [text_of(_row_of(link), 2000) for link in links]


def _leads_away(link: HtmlElement) -> bool:
    href = link.get("href") or ""
    return not href.startswith(("javascript:", "#", "mailto:", "tel:")) and len(text_of(link, 100).split()) > 3


def row_date(row: HtmlElement, link: HtmlElement, css: str | None) -> date | datetime | None:
    """The date that a row gives its article: the selector's, or a piece of text of the row that is a date and little
    else. Dates within the title or the summary are none; an update is none.
    """
    if css:
        for element in select(row, css):
            found = find_moments(normalise(element.get("datetime") or text_of(element, 200)), short_years=True)
            if found:
                return found[0].value
        return None
    inside = set(link.iter())
    for element in row.iter():
        if element.tag == "time" and element.get("datetime"):
            found = find_moments(normalise(element.get("datetime") or ""))
            if found:
                return found[0].value
        own = [element.text] if element not in inside else []
        if element not in inside or element is link:
            own.append(element.tail if element is not row else None)
        for piece in own:
            moment = _date_only(piece)
            if moment is not None:
                return moment
    return None


def _date_only(piece: str | None) -> date | datetime | None:
    if not piece or not any(sign.isdigit() for sign in piece) or len(piece) > 200:
        return None
    line = " ".join(normalise(piece).split())
    if len(line) > 80 or _UPDATED.search(fold(line)):
        return None
    found = find_moments(line)
    if len(found) != 1:
        return None
    rest = line[: found[0].start] + line[found[0].end :]
    return found[0].value if len(_ONLY_DATE.findall(rest)) <= 24 else None


def _better(one: Link, other: Link) -> Link:
    """Picture and heading link to the same page: keep the longer title and the date that there is."""
    title = max((one.title or "", other.title or ""), key=len) or None
    dated = one if one.date else other
    return replace(one, title=title, date=dated.date, origin=dated.origin)
