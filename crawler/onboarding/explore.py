"""Walks a site gently from its first page to find where its news, and its news of reform, is listed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.discovery.addresses import own_address
from crawler.discovery.dom import base_of, parse, text_of
from crawler.discovery.feeds import read_feed
from crawler.discovery.link import Link
from crawler.discovery.listings import ListPage, is_denied, read_listing
from crawler.discovery.page_kind import is_article_page
from crawler.discovery.paging import is_later_page, turns_page
from crawler.discovery.reform_words import names_reform
from crawler.discovery.sitemaps import read_sitemap
from crawler.extraction.url_shape import looks_like_article_url
from crawler.families import family_of, recognise
from crawler.fetch.probe_client import Client, Fetched
from crawler.fetch.refresh import refresh_target
from crawler.urls import canonical, host_key, join, same_site
from domain.errors import CrawlError, Forbidden
from domain.source import Listing, Source
from domain.text import fold

__all__ = ["ListFound", "Look", "explore"]

_LISTS_AT_MOST = 26
_FEEDS_AT_MOST = 6
_FORMAT = re.compile(
    r"(?i)(?<=[/.?&=_-])(?:rss2?|atom|rdf|feed|xml|json)(?=$|[/.?&_-])|(?:rss2?|atom|rdf|feed)?\.(?:xml|aspx|rss)$|/+$"
)
_FRONT = re.compile(
    r"(?i)^(?:[a-z]{2}(?:-[a-z]{2})?|(?:\w+/)*(?:index|default|home|trang-?chu|main)(?:\.\w{2,5})?|web/guest(?:/home)?)?$"
)
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
    """What was seen of a site. ``spare_feeds``: further feeds that were not read, or say what another says;
    ``section``: one list of the site was asked for, and only that was looked at.
    """

    home: Fetched
    title: str = ""
    feeds: dict[str, list[Link]] = field(default_factory=dict)
    spare_feeds: list[str] = field(default_factory=list)
    section: bool = False
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
    """Look at a site from ``url``: the whole of it from its front page, one list of it from that list's own address.

    Raises CrawlError when its first page cannot be read.
    """
    home = await client.get(url)
    if not home.ok:
        raise CrawlError(f"{url} trả mã {home.status}.", "Hãy mở thử địa chỉ này bằng trình duyệt.")
    sent = refresh_target(home.body, home.url)
    if sent is not None:
        further = await client.get(sent)
        home = further if further.ok else home
    look = Look(home)
    source = Source(id="xem-thu", name="Xem thử", base_url=_root(home.url))
    family = recognise(host_key(source.base_url), home.headers, home.body)
    look.family = family.name
    source = source.model_copy(update={"family": family.name, "deny_urls": family.deny_urls})
    look.crawl_delay = client.delays.get(host_key(home.url), 0.0)
    if canonical(url) not in {home.url, None}:
        look.notes.append(f"Địa chỉ đã chuyển tới {home.url}.")
    if not _is_front(url):
        await _one_section(client, look, source)
    if not look.section:
        await _walk(client, look, source)
        await _sitemaps(client, look, source)
    await _feeds(client, look, source)
    return look


def _is_front(url: str) -> bool:
    """Whether an address is a site's front page, by its form: no path, a language, or a usual name."""
    parts = urlsplit(url)
    return not parts.query and _FRONT.match(parts.path.strip("/")) is not None


async def _one_section(client: Client, look: Look, source: Source) -> None:
    """A list that was asked for by its own address: that list and no more; the site's name is on its front page."""
    page = look.home
    listing = read_listing(page.body, page.url, Listing(url=page.url), source, content_type=page.content_type)
    if len(listing.links) < 3 or is_article_page(page.body, page.url, listing, source, page.content_type):
        return
    _read_page(page, "", look, source, [], set(), first=True)
    if not look.lists:
        return
    look.section = True
    look.feeds = {feed: [] for feed in look.lists[0].feeds if names_reform(feed, "") or _below(feed, page.url)}
    front = await _get(client, look, source.base_url + "/")
    if front is not None:
        sent = refresh_target(front.body, front.url)
        look.home = (await _get(client, look, sent) if sent else None) or front
        tree = parse(look.home.body, look.home.content_type)
        look.title = next((text_of(node, 300) for node in tree.iter("title")), "") if tree is not None else ""
        look.family = recognise(host_key(source.base_url), look.home.headers, look.home.body).name
    look.notes.append("Chỉ lấy chuyên mục đã cho; muốn cả trang thì đưa địa chỉ trang chủ.")


def _below(feed: str, url: str) -> bool:
    return feed.startswith(url.partition("?")[0].rstrip("/") + "/")


def _root(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"


async def _walk(client: Client, look: Look, source: Source) -> None:
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
    if not first and _front_again(page, listing, look):
        return
    too_few = first and not listing.next and len(listing.links) < 3
    article = is_article_page(page.body, page.url, listing, source, page.content_type)
    if listing.links and not too_few and not article:
        look.lists.append(ListFound(page.url, label or title, listing, reform, feeds))
    if listing.next:
        seen.add(listing.next)
    for feed in feeds:
        look.feeds.setdefault(feed, [])
    _add_doors(tree, page, source, doors, seen, {link.url for link in listing.links})


def _front_again(page: Fetched, listing: ListPage, look: Look) -> bool:
    """A guessed or dead address that answers with the front page is no section."""
    if page.url == look.home.url or page.body == look.home.body:
        return True
    front = next((one for one in look.lists if one.url == look.home.url), None)
    mine, its = {link.url for link in listing.links}, {link.url for link in front.page.links} if front else set()
    return len(mine) >= 3 and len(mine & its) >= 0.9 * max(len(mine), len(its))


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
    return found[:40]


def _add_doors(
    tree: HtmlElement, page: Fetched, source: Source, doors: list[_Door], seen: set[str], links: set[str]
) -> None:
    base, preset = base_of(tree, page.url), family_of(source.family).article_urls
    for link in list(tree.iter("a", "area"))[:1500]:
        written = join(base, link.get("href") or "")
        address = own_address(written, source) if written else None
        if not address or address in seen or not same_site(address, source.base_url) or is_denied(address, source):
            continue
        label = _label(link)
        if turns_page(label) or is_later_page(address):
            continue
        reform = names_reform(address, label)
        article = looks_like_article_url(address) is True and (not preset or re.search(preset, address) is not None)
        if article and not (reform and len(label.split()) <= 6):
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
    """Feeds that pages name, and those that such a site usually has: one format of a section, reform and news first."""
    guesses = _usual(look, family_of(look.family).feeds[:3]) if not look.feeds and not look.section else []
    named = [address for address in [*look.feeds, *guesses] if same_site(address, source.base_url)]
    look.feeds = {}
    sections: set[str] = set()
    seen: set[frozenset[str]] = set()
    for address in sorted(dict.fromkeys(named), key=_feed_rank):
        section = _FORMAT.sub("", address)
        if section in sections or len(look.feeds) >= _FEEDS_AT_MOST or client.left < 8:
            look.spare_feeds.append(address)
            continue
        page = await _get(client, look, address)
        found = read_feed(page.body, page.url).links if page else ()
        links = [link for link in found if same_site(link.url, source.base_url)]
        if not links:
            continue
        sections.add(section)
        same = frozenset(link.url for link in links)
        if same in seen:
            look.spare_feeds.append(address)
            continue
        seen.add(same)
        look.feeds[address] = links


def _feed_rank(address: str) -> int:
    """Reform before the feed of the whole site, that before news, that before anything else."""
    if names_reform(address, ""):
        return 0
    parts = urlsplit(address)
    if not _FORMAT.sub("", parts.path).strip("/") and not parts.query:
        return 1
    words = fold(f"{parts.path} {parts.query}").replace("-", " ").replace("/", " ").replace("_", " ")
    return 2 if _NEWS.search(words) else 4 if _DULL.search(words.replace("rss", "")) else 3


def _usual(look: Look, paths: Iterable[str]) -> list[str]:
    """Usual paths at the root of the host, and in the folder in which the site lies."""
    found = [join(look.home.url, path) for path in paths]
    if urlsplit(look.home.url).path.strip("/"):
        found += [join(look.home.url, path.lstrip("/")) for path in paths]
    return [address for address in dict.fromkeys(found) if address]


async def _sitemaps(client: Client, look: Look, source: Source) -> None:
    """Sitemaps that robots.txt names, and those that such a site usually has; only those that name articles count."""
    rules = client.rules.get(host_key(look.home.url))
    named = [address for line in (rules.sitemaps if rules else ()) if (address := join(look.home.url, line))]
    if not named:
        named = _usual(look, family_of(look.family).sitemaps[:2])
    for address in named[:4]:
        if client.left < 7 or not same_site(address, source.base_url):
            continue
        page = await _get(client, look, address)
        if page is None:
            continue
        found = read_sitemap(page.body, page.url)
        count = sum(looks_like_article_url(link.url) is not False for link in found.pages)
        if count >= 3 or found.sitemaps:
            look.sitemaps[address] = count
