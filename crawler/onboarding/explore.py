"""Walks a site gently from its first page to find where its news, and its news of reform, is listed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from crawler.discovery.dom import base_of, parse, text_of
from crawler.discovery.feeds import read_feed
from crawler.discovery.link import Link
from crawler.discovery.listings import ListPage, is_denied, read_listing
from crawler.discovery.paging import turns_page
from crawler.discovery.reform_words import names_reform
from crawler.discovery.sitemaps import read_sitemap
from crawler.extraction.url_shape import looks_like_article_url
from crawler.families import family_of, recognise
from crawler.fetch.probe_client import Client, Fetched
from crawler.urls import canonical, host_key, join, same_site
from domain.errors import CrawlError, Forbidden
from domain.source import Listing, Source
from domain.text import fold

__all__ = ["ListFound", "Look", "explore"]

_LISTS_AT_MOST = 26
_GUESSES = ("/cai-cach-hanh-chinh", "/cchc", "/chuyen-muc/cai-cach-hanh-chinh", "/category/cai-cach-hanh-chinh/")
_NEWS = re.compile(
    r"\btin\b|hoat dong|su kien|thong bao|thoi su|chuyen trang|chuyen de|chuyen muc|chuyen doi so|tuyen truyen|y te|"
    r"suc khoe|so do (?:site|trang|web)|site ?map"
)
_DULL = re.compile(
    r"gioi thieu|lien he|so do to chuc|chuc nang|lich cong tac|hoi dap|gop y|dang nhap|thu vien|album|video|hinh anh|"
    r"tuyen dung|van ban|dich vu cong|tra cuu|english|rss|tim kiem|facebook|zalo|youtube|danh ba|email|quan tri|"
    r"cong khai|bao gia|dau thau"
)


@dataclass(slots=True)
class ListFound:
    """A list page: where, what the link to it said, what it lists, whether it is on reform, and whether it goes on."""

    url: str
    label: str
    page: ListPage
    reform: bool
    feeds: tuple[str, ...] = ()


@dataclass(slots=True)
class Look:
    """What was seen of a site."""

    home: Fetched
    title: str = ""
    feeds: dict[str, list[Link]] = field(default_factory=dict)
    sitemaps: dict[str, int] = field(default_factory=dict)
    lists: list[ListFound] = field(default_factory=list)
    family: str = "generic"
    forbidden: int = 0
    crawl_delay: float = 0.0
    scripted: bool = False
    notes: list[str] = field(default_factory=list)


@dataclass(order=True, slots=True)
class _Door:
    rank: int
    number: int
    url: str = field(compare=False)
    label: str = field(compare=False)


async def explore(client: Client, url: str) -> Look:
    """Look at a site from ``url``. Raises CrawlError when its first page cannot be read."""
    home = await client.get(url)
    if not home.ok:
        raise CrawlError(f"{url} trả mã {home.status}.", "Hãy mở thử địa chỉ này bằng trình duyệt.")
    look = Look(home)
    source = Source(id="xem-thu", name="Xem thử", base_url=_root(home.url))
    look.family = recognise(host_key(source.base_url), home.headers, home.body).name
    look.crawl_delay = client.delays.get(host_key(home.url), 0.0)
    await _walk(client, look, source, url)
    await _feeds(client, look, source)
    await _sitemaps(client, look, source)
    return look


def _root(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"


async def _walk(client: Client, look: Look, source: Source, asked: str) -> None:
    """Best door first: sections on reform, then news, then whatever a menu offers."""
    home = look.home
    doors: list[_Door] = []
    seen: set[str] = {home.url}
    _read_page(home, "", look, source, doors, seen, first=True)
    for guess in _GUESSES:
        address = join(home.url, guess)
        if address and not any(door.rank == 0 for door in doors):
            doors.append(_Door(5, len(doors), address, "Cải cách hành chính"))
    fetched = 0
    if canonical(asked) not in {home.url, None}:
        look.notes.append(f"Địa chỉ đã chuyển tới {home.url}.")
    while doors and fetched < _LISTS_AT_MOST and client.left > 12:
        doors.sort()
        door = doors.pop(0)
        if door.url in seen or (door.rank == 5 and any(one.reform for one in look.lists)):
            continue
        seen.add(door.url)
        if door.rank >= 3 and fetched > _LISTS_AT_MOST // 2 and any(one.reform for one in look.lists):
            break
        page = await _get(client, look, door.url)
        fetched += 1
        if page is not None and same_site(page.url, source.base_url):
            seen.add(page.url)
            _read_page(page, door.label, look, source, doors, seen)


async def _get(client: Client, look: Look, url: str) -> Fetched | None:
    try:
        page = await client.get(url)
    except Forbidden:
        look.forbidden += 1
        return None
    except CrawlError:
        return None
    return page if page.ok else None


def _read_page(
    page: Fetched, label: str, look: Look, source: Source, doors: list[_Door], seen: set[str], first: bool = False
) -> None:
    tree = parse(page.body, page.content_type)
    if tree is None:
        return
    title = next((text_of(node, 300) for node in tree.iter("title")), "")
    if first:
        look.title = title
        look.scripted = not text_of(tree.find("body") if tree.find("body") is not None else tree, 400).strip() or (
            len(list(tree.iter("a"))) < 3 and len(list(tree.iter("script"))) > 0
        )
    heading = next((text_of(node, 200) for node in tree.iter("h1", "h2")), "")
    listing = read_listing(page.body, page.url, Listing(url=page.url), source, content_type=page.content_type)
    reform = names_reform(page.url, label) or (bool(label) and names_reform("", f"{heading} {title}"))
    feeds = tuple(_feed_links(tree, page.url))
    too_few = first and not listing.next and len(listing.links) < 3
    if listing.links and not too_few and not _article_page(page, listing):
        look.lists.append(ListFound(page.url, label or title, listing, reform, feeds))
    if listing.next:
        seen.add(listing.next)
    for feed in feeds:
        look.feeds.setdefault(feed, [])
    _add_doors(tree, page, source, doors, seen, {link.url for link in listing.links})


def _article_page(page: Fetched, listing: ListPage) -> bool:
    """An article with a few related links is no list."""
    return looks_like_article_url(page.url) is True and not listing.next and len(listing.links) < 8


def _feed_links(tree: HtmlElement, base: str) -> list[str]:
    found = []
    for link in tree.iter("link", "a"):
        kind = (link.get("type") or "").lower()
        href = link.get("href") or ""
        named = link.tag == "a" and re.search(r"(?i)(?:/|\.)rss(?:\.aspx|\.xml|/|$)|/feed/?$", href)
        if kind in {"application/rss+xml", "application/atom+xml"} or named:
            address = join(base, href)
            if address:
                found.append(address)
    return found[:8]


def _add_doors(
    tree: HtmlElement, page: Fetched, source: Source, doors: list[_Door], seen: set[str], links: set[str]
) -> None:
    base = base_of(tree, page.url)
    for link in list(tree.iter("a", "area"))[:1500]:
        address = join(base, link.get("href") or "")
        if not address or address in seen or not same_site(address, source.base_url) or is_denied(address, source):
            continue
        label = _label(link)
        if turns_page(label):
            continue
        reform = names_reform(address, label)
        if looks_like_article_url(address) is True and not (reform and len(label.split()) <= 6):
            continue
        if address in links and not (reform and len(label.split()) <= 6):
            continue
        if any(door.url == address and (door.rank == 0 or not reform) for door in doors):
            continue
        doors.append(_Door(_rank(fold(label), reform), len(doors), address, label))


def _label(link: HtmlElement) -> str:
    text = text_of(link, 120)
    if not text:
        image = next(iter(link.iter("img")), None)
        text = (image.get("alt") or image.get("title") or "") if image is not None else ""
    return text or link.get("title") or link.get("aria-label") or link.get("alt") or ""


def _rank(label: str, reform: bool) -> int:
    if reform:
        return 0 if len(label.split()) <= 8 else 1
    if _DULL.search(label):
        return 4
    if _NEWS.search(label):
        return 2
    return 3


async def _feeds(client: Client, look: Look, source: Source) -> None:
    """Feeds that pages name, and those that such a site usually has."""
    guesses = () if look.feeds else family_of(look.family).feeds[:3]
    named = [*look.feeds, *(address for path in guesses if (address := join(look.home.url, path)))]
    look.feeds = {}
    for address in list(dict.fromkeys(named))[:6]:
        if client.left < 8 or not same_site(address, source.base_url):
            continue
        page = await _get(client, look, address)
        found = read_feed(page.body, page.url).links if page else ()
        links = [link for link in found if same_site(link.url, source.base_url)]
        if links:
            look.feeds[address] = links


async def _sitemaps(client: Client, look: Look, source: Source) -> None:
    """Sitemaps that robots.txt names, and those that such a site usually has; only those that name articles count."""
    rules = client.rules.get(host_key(look.home.url))
    named = [address for line in (rules.sitemaps if rules else ()) if (address := join(look.home.url, line))]
    if not named:
        named = [address for path in family_of(look.family).sitemaps[:2] if (address := join(look.home.url, path))]
    for address in named[:3]:
        if client.left < 7 or not same_site(address, source.base_url):
            continue
        page = await _get(client, look, address)
        if page is None:
            continue
        found = read_sitemap(page.body, page.url)
        count = sum(looks_like_article_url(link.url) is not False for link in found.pages)
        if count >= 3 or found.sitemaps:
            look.sitemaps[address] = count
