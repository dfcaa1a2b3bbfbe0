"""Where a list goes on: the link to its next page, in the many ways that sites write it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.discovery.dom import select, text_of
from crawler.discovery.postback import press_next
from crawler.urls import canonical, join
from domain.source import Listing
from domain.text import fold

__all__ = ["NextPage", "counts_from_zero", "is_later_page", "next_page", "turns_page"]

_NEXT_WORDS = re.compile(
    r"^(?:sau|tiep|ke tiep|next|older|tai them|cu hon)[\s»›>→]*$|^[\s›>→]+$|"
    r"\b(?:trang (?:sau|tiep|ke)|tiep theo|xem tiep|tiep tuc|bai (?:viet )?cu hon|tin cu hon|xem them tin|"
    r"cac tin (?:cu hon|khac)|next page|older posts)\b|^xem them[\s»›>→]*$"
)
_NUMBER_LABEL = re.compile(r"(?:.*\b(?:trang|page)\s?)?0*(\d{1,4})$")
_PAGER = re.compile(
    r"^(?:(?:xem tiep )?trang )?\W*\d{1,4}\W*$|"
    r"^\W*(?:trang )?(?:sau|truoc|tiep|dau|cuoi|ke tiep|tiep theo|next|prev(?:ious)?)(?: trang)?\W*$"
)
_LONGEST_LABEL = 6
_DOUBLE = re.compile(r"^(?:»|>>|››)$")
_NEXT_CLASS = re.compile(r"(?i)(?:^|[\s_-])(?:next|sau|tiep|older|nextpostslink)(?:$|[\s_-])")
_LAST = re.compile(r"cuoi|last|end")
_PAGE_NUMBER = re.compile(
    r"(?i)(?:[?&](?:page|p|trang|pageindex|paged|pg|curpage|currentpage)=|/page[/-]|/trang[/-]|-p|/p)(\d{1,4})(?=\D|$)"
)


@dataclass(frozen=True, slots=True)
class NextPage:
    """Where a list goes on. ``url``: None at the end; ``flaw``: where the source file's own pages would leave a gap, a
    Vietnamese phrase.
    """

    url: str | None = None
    flaw: str | None = None


def next_page(tree: HtmlElement, base: str, url: str, listing: Listing, number: int) -> NextPage:
    """The address of page ``number + 1``. Raises SourceError for a selector that is none.

    Links come first, then buttons that post a form (see ``postback``).
    """
    if listing.pages:
        return _planned(tree, base, url, listing, number)
    if listing.next:
        named = select(tree, listing.next)
        linked = next((address for link in named if (address := _target(link, base, url))), None)
        return NextPage(linked or press_next(tree, url, number, named))
    return NextPage(_linked(tree, base, url, number) or press_next(tree, url, number))


def _linked(tree: HtmlElement, base: str, url: str, number: int) -> str | None:
    links = [link for link in tree.iter("a", "link") if link.get("href")]
    for finder in (_by_rel, _by_number, _by_words):
        found = finder(links, base, url, number)
        if found:
            return found
    return None


def _planned(tree: HtmlElement, base: str, url: str, listing: Listing, number: int) -> NextPage:
    """The next of a source file's ``pages``; where the page's own pager counts otherwise, the pager is right."""
    form = listing.pages or ""
    first = 1 if listing.first_page is None else listing.first_page
    planned = join(base, form.replace("{page}", str(number + first)))
    shown = _linked(tree, base, url, number)
    counted = _page_in(shown, join(base, form.replace("{page}", "987123")) or "") if shown else None
    if counted is None or counted == number + first or abs(counted - number - first) > 1:
        return NextPage(planned)
    if listing.first_page is None:
        return NextPage(shown, f"trang đầu mang số {counted - number}: hãy ghi “first_page: {counted - number}”")
    return NextPage(shown, f"số trang không khớp “first_page: {first}”, đã theo nút lật trang của trang web")


def _page_in(address: str, form: str) -> int | None:
    """The number that an address carries where the source's form has ``{page}``."""
    found = re.fullmatch(re.escape(form).replace("987123", r"(\d{1,5})"), address)
    return int(found[1]) if found else None


def counts_from_zero(following: str) -> str | None:
    """The form (with ``{page}``) of a second page's address that calls it page 1; None for any other."""
    found = _PAGE_NUMBER.search(following)
    if found is None or found[1] != "1":
        return None
    return following[: found.start(1)] + "{page}" + following[found.end(1) :]


def is_later_page(url: str) -> bool:
    """Whether an address is the second or a later page of a list ("/page/4/", "?paged=4"), by its form alone."""
    found = _PAGE_NUMBER.search(_tail(url))
    if found is None or int(found[1]) < 1:
        return False
    return found[0][:3].lower() not in {"?p=", "&p="} and re.match(r"(?i)[?&]|/(?:page|trang)", found[0]) is not None


def turns_page(label: str) -> bool:
    """Whether a link's words are those of a pager ("2", "Trang 3", "Xem tiếp »") and never a title's."""
    return _PAGER.match(fold(label)) is not None


def _target(link: HtmlElement, base: str, url: str) -> str | None:
    address = join(base, link.get("href") or "")
    return address if address and address != canonical(url) else None


def _by_rel(links: list[HtmlElement], base: str, url: str, _number: int) -> str | None:
    for link in links:
        if "next" in (link.get("rel") or "").lower().split() and (address := _target(link, base, url)):
            return address if _near(address, url) else None
    return None


def _by_number(links: list[HtmlElement], base: str, url: str, number: int) -> str | None:
    """A link that reads "3" or "Trang 3" on page 2 and whose address carries that number."""
    wanted = number + 1
    for link in links:
        label = fold(text_of(link, 60)).strip("[]()<>«»‹› ")
        said = _NUMBER_LABEL.match(label)
        if said is None or int(said[1]) != wanted or len(label.split()) > _LONGEST_LABEL:
            continue
        address = _target(link, base, url)
        if address and _near(address, url) and (_carries(address, wanted) or _same_stem(address, url)):
            return address
    return None


def _carries(address: str, number: int) -> bool:
    return re.search(rf"(?<!\d)0*{number}(?!\d)", _tail(address)) is not None


def _by_words(links: list[HtmlElement], base: str, url: str, number: int) -> str | None:
    double: str | None = None
    for link in links:
        raw = text_of(link, 60)
        label = fold(raw) or fold(link.get("title") or link.get("aria-label") or "")
        if len(label.split()) > _LONGEST_LABEL:
            continue
        marked = _NEXT_CLASS.search(link.get("class") or "") is not None and not _LAST.search(label)
        said = _NEXT_WORDS.search(label) is not None
        if not (marked or said or _DOUBLE.match(raw)):
            continue
        address = _target(link, base, url)
        if not address or not _near(address, url):
            continue
        step = _PAGE_NUMBER.search(_tail(address))
        if step and int(step[1]) < number:
            continue  # leads back
        if marked or (said and (step or _same_stem(address, url))):
            return address
        if _DOUBLE.match(raw) and step and int(step[1]) == number + 1:
            double = address
    return double


def _same_stem(address: str, url: str) -> bool:
    """Whether two addresses differ in numbers alone: in the path, or in the query of one path."""
    one, other = urlsplit(address), urlsplit(url)
    return re.sub(r"\d+", "", one.path) == re.sub(r"\d+", "", other.path) and one.query != other.query


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
    stems = [re.sub(r"(?i)/(?:default|index)$", "/", stem) for stem in stems]
    return stems[0].startswith(stems[1]) or stems[1].startswith(stems[0])
