"""From what was seen of a site to a source file, with five of its articles as a sample."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.discovery.dom import parse, text_of
from crawler.discovery.link import Link
from crawler.discovery.paging import counts_from_zero
from crawler.discovery.postback import is_postback
from crawler.extraction.article import extract_page
from crawler.extraction.hint import Hint
from crawler.families import family_of
from crawler.fetch.guard import admitted_by
from crawler.fetch.probe_client import Client
from crawler.onboarding.explore import ListFound, Look, explore
from crawler.onboarding.url_patterns import pattern_of
from crawler.source_files import dump_source
from crawler.urls import canonical
from domain.article import DateOrigin, Moment
from domain.errors import CrawlError, DiemTinError
from domain.provinces import Province, find_province, province_aliases
from domain.source import Listing, Source
from domain.text import fold
from store import open_store

if TYPE_CHECKING:
    from domain.settings import Settings

__all__ = ["PreviewRow", "Proposal", "look_at", "propose"]

_PAUSE = 0.5
_PREVIEW = 5
_MAX_LISTS = 12


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One article as it would be stored; ``problem`` says why there is none."""

    url: str
    title: str = ""
    published_at: Moment | None = None
    date_origin: DateOrigin | None = None
    author: str | None = None
    characters: int = 0
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A source with its YAML text; ``notes``: what was seen and what is unsure, a Vietnamese line each."""

    source: Source
    yaml: str
    notes: tuple[str, ...]
    preview: tuple[PreviewRow, ...]


def look_at(url: str, settings: Settings) -> Proposal:
    """Look at a site and propose its source file. Blocks for a minute or so: the site is asked gently.

    Raises CrawlError (the site cannot be read), Forbidden (robots.txt or the private-address rule).
    """
    return asyncio.run(_look_at(url, settings))


async def _look_at(url: str, settings: Settings) -> Proposal:
    contact = f" (+{settings.contact_url})" if settings.contact_url else ""
    agent = f"{settings.user_agent}{contact}"
    private = settings.allow_private_addresses  # one's own test host needs no pause but its Crawl-delay
    with open_store(settings.data_dir, settings.store_url) as store:
        return await _proposed(
            url, Client(store, agent, admitted=admitted_by(settings), pause=0.0 if private else _PAUSE)
        )


async def _proposed(url: str, polite: Client) -> Proposal:
    async with polite as client:
        look = await _first_that_answers(client, _candidates(url))
        source, notes = propose(look, url)
        preview = await _preview(client, source, look)
    good = sum(row.problem is None for row in preview)
    if preview and not good:
        notes.append("Chưa trích được bài nào trong các địa chỉ đã thử; hãy xem lại danh sách.")
    return Proposal(source, dump_source(source) + _spare(look, source), tuple(notes), tuple(preview))


def _spare(look: Look, source: Source) -> str:
    """Feeds that were seen and not taken, as comments of the file."""
    kept = [_relative(feed, source.base_url) for feed in look.spare_feeds]
    lines = [f"#   - {feed}" for feed in kept if not any(sign in feed for sign in "\r\n")]
    return "\n".join(["# RSS khác cũng thấy trên trang, chưa dùng:", *lines[:40], ""]) if lines else ""


def _candidates(url: str) -> list[str]:
    url = url.strip()
    full = [url] if "://" in url else [f"https://{url}", f"http://{url}"]
    found = [address for one in full if (address := canonical(one))]
    if not found:
        raise CrawlError(
            f"“{url}” không phải địa chỉ trang web.", "Ví dụ: diemtin source add https://soyte.example.gov.vn"
        )
    return found


async def _first_that_answers(client: Client, urls: list[str]) -> Look:
    for url in urls[:-1]:
        try:
            return await explore(client, url)
        except CrawlError:
            continue
    return await explore(client, urls[-1])


def propose(look: Look, asked: str) -> tuple[Source, list[str]]:
    """The source that a look suggests, and the notes on it."""
    base = f"{urlsplit(look.home.url).scheme}://{urlsplit(look.home.url).netloc}"
    lists = _worth(look)
    pattern = _pattern(look, lists)
    family = look.family
    preset = family_of(family).article_urls
    if (
        preset
        and pattern is None
        and not all(re.search(preset, link.url) for one in lists if one.reform for link in one.page.links)
    ):
        family = "portal" if ".gov.vn" in base else "generic"
    name = _name(look)
    province = _province(look, name)
    source = Source(
        id=_id(base),
        name=name,
        unit=name,
        province=province.name if province else None,
        base_url=base,
        verified=True,
        family=family,
        feeds=tuple(_relative(feed, base) for feed in look.feeds),
        sitemaps=tuple(_relative(sitemap, base) for sitemap in look.sitemaps),
        listings=tuple(_listing(one, base) for one in lists),
        article_urls=pattern,
        render="browser" if look.scripted and not lists else "http",
    )
    return source, [*look.notes, *_notes(look, lists, source, asked)]


def _listing(found: ListFound, base: str) -> Listing:
    """A list as the file names it; pages that count from 0 are said, so that none is passed by."""
    url, following = _relative(found.url, base), found.page.next
    form = counts_from_zero(following) if following and not is_postback(following) else None
    if form is None or f"{form.replace('{page}', '0')}" == found.url:
        return Listing(url=url)
    return Listing(url=url, pages=_relative(form, base), first_page=0)


def _worth(look: Look) -> list[ListFound]:
    """Lists on reform first, then those that name most; the first page of the site only for what no list names."""
    home = look.home.url
    ranked = sorted(look.lists, key=lambda one: (not one.reform, one.url == home, -len(one.page.links)))
    kept: list[ListFound] = []
    named: set[str] = set()
    for one in ranked:
        links = {link.url for link in one.page.links}
        if one.reform or (_adds(one, links - named, kept) if one.url == home else len(links) >= 2):
            kept.append(one)
            named |= links
    return kept[:_MAX_LISTS]


def _adds(home: ListFound, new: set[str], others: list[ListFound]) -> bool:
    """Whether the first page of a site is worth a visit beside its lists. One that says no days, where the lists do,
    would only bring their articles before their days are known.
    """
    dated = any(link.date for one in others for link in one.page.links)
    if dated and not any(link.date for link in home.page.links):
        return 2 * len(new) > len(home.page.links)
    return bool(new)


def _pattern(look: Look, lists: list[ListFound]) -> str | None:
    """What article addresses have in common, judged by links that several kinds of pages give long titles."""
    links = [link.url for one in lists for link in one.page.links if len((link.title or "").split()) >= 4]
    links += [link.url for feed in look.feeds.values() for link in feed]
    pattern = pattern_of(links)
    if pattern is None:
        return None
    hits = sum(re.search(pattern, one.url) is not None for one in lists)
    return None if hits else pattern


def _relative(url: str, base: str) -> str:
    return url.removeprefix(base) or "/"


def _id(base: str) -> str:
    host = (urlsplit(base).hostname or "nguon").removeprefix("www.")
    port = urlsplit(base).port
    stem = re.sub(r"\.(?:gov|com|org|net|edu)?\.?vn$|\.(?:com|org|net)$", "", host)
    name = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")
    return f"{name}-{port}" if port else name or "nguon"


_ORGANISATION = re.compile(r"(?i)\b(?:sở|trung tâm|bệnh viện|báo|ủy ban|ubnd|chi cục|bộ|đài|viện)\b")
_SITE_WORDS = re.compile(
    r"(?i)^(?:trang chủ|home|website|cổng (?:thông tin|ttđt)(?: điện tử)?|trang (?:thông tin|tin)(?: điện tử)?)"
    r"(?: tổng hợp)?\s*[-–|:,]?\s*(?:của\s+)?"
)


_NO_NAME = {"home", "trang chu", "index", "default", "welcome", "home page", "homepage", "trang nhat", "untitled"}


def _name(look: Look) -> str:
    pieces = [piece.strip() for piece in re.split(r"\s[-–|»:>]\s|\|", look.title) if piece.strip()]
    pieces = [piece for piece in pieces if fold(piece) not in _NO_NAME]
    tree = parse(look.home.body, look.home.content_type)
    if tree is not None:
        pieces += [meta.get("content") or "" for meta in tree.iter("meta") if meta.get("property") == "og:site_name"]
        pieces += [text_of(head, 120) for head in list(tree.iter("h1"))[:2]]
        pieces += [(image.get("alt") or "").strip() for image in list(tree.iter("img"))[:3]]
    pieces = [piece for piece in pieces if piece.strip() and fold(piece) not in _NO_NAME]
    organisation = [piece for piece in pieces if _ORGANISATION.search(piece)]
    name = (organisation or pieces or [urlsplit(look.home.url).hostname or "Nguồn mới"])[0]
    stripped = _SITE_WORDS.sub("", name).strip(" -–|:")
    return (stripped if len(stripped) > 3 else name)[:120]


def _province(look: Look, name: str) -> Province | None:
    texts = [name, look.title]
    for text in texts:
        folded = f" {fold(text)} "
        for written, province in province_aliases():
            if f" {fold(written)} " in folded and len(written) > 3:
                return province
    host = re.sub(r"^www\.", "", urlsplit(look.home.url).hostname or "")
    for label in host.split("."):
        for cut in (label, *(label.removeprefix(word) for word in ("soyte", "syt", "bao", "cdc", "ttyt", "ytdp"))):
            found = find_province(cut) if len(cut) > 4 else None
            if found is not None:
                return found
    return None


def _notes(look: Look, lists: list[ListFound], source: Source, asked: str) -> list[str]:
    reform = [one for one in lists if one.reform]
    notes = [f"Loại trang: {family_of(look.family).label}."]
    if look.crawl_delay:
        notes.append(f"robots.txt đề nghị cách nhau {look.crawl_delay:g} giây; Điểm Tin sẽ giữ đúng.")
    if look.forbidden:
        notes.append(f"robots.txt không cho ghé {look.forbidden} địa chỉ đã gặp; chúng được bỏ qua.")
    notes.append(f"RSS: {len(look.feeds)}; sơ đồ trang: {len(look.sitemaps)}; trang danh sách: {len(lists)}.")
    if reform:
        notes.append("Chuyên mục CCHC: " + ", ".join(one.url for one in reform[:3]) + ".")
    else:
        notes.append("Chưa thấy chuyên mục CCHC riêng; tin CCHC sẽ được lọc từ các danh sách chung.")
    turned = [one for one in lists if one.page.next and is_postback(one.page.next)]
    if turned:
        notes.append(f"{len(turned)} danh sách lật trang bằng nút bấm của biểu mẫu; Điểm Tin bấm được nút ấy.")
    if not lists and not look.feeds and not look.sitemaps:
        notes.append("Không thấy danh sách bài nào; hãy cho địa chỉ của trang danh sách, hoặc thử “render: browser”.")
    if source.render == "browser":
        notes.append("Trang chỉ hiện nội dung bằng JavaScript nên đặt “render: browser”.")
    if source.province is None:
        notes.append("Chưa đoán được tỉnh; hãy điền “province” nếu biết.")
    if urlsplit(asked if "://" in asked else f"https://{asked}").netloc not in source.base_url:
        notes.append(f"Địa chỉ gốc là {source.base_url}.")
    return notes


async def _preview(client: Client, source: Source, look: Look) -> list[PreviewRow]:
    rows = []
    for link in _samples(source, look):
        if client.left <= 0:
            break
        rows.append(await _row(client, source, link))
        if sum(row.problem is None for row in rows) >= _PREVIEW:
            break
    return rows[: _PREVIEW + 2]


def _samples(source: Source, look: Look) -> list[Link]:
    """A few articles of each place in turn, those on reform first."""
    places = [list(one.page.links) for one in sorted(look.lists, key=lambda one: not one.reform)]
    places += list(look.feeds.values())
    mixed: dict[str, Link] = {}
    for turn in range(4):
        for place in places:
            if turn < len(place):
                link = place[turn]
                if source.article_urls is None or re.search(source.article_urls, link.url):
                    mixed.setdefault(link.url, link)
    counted = Counter(link.url for place in places for link in place)
    return sorted(mixed.values(), key=lambda link: counted[link.url] > len(places) // 2)[: _PREVIEW + 2]


async def _row(client: Client, source: Source, link: Link) -> PreviewRow:
    try:
        page = await client.get(link.url)
        if not page.ok:
            return PreviewRow(link.url, title=link.title or "", problem=f"Trang trả mã {page.status}.")
        hint = Hint(title=link.title, date=link.date, origin=link.origin) if link.title or link.date else None
        article = extract_page(page.body, page.url, source=source, content_type=page.content_type, hint=hint)
    except DiemTinError as error:
        return PreviewRow(link.url, title=link.title or "", problem=str(error))
    return PreviewRow(
        url=link.url,
        title=article.title,
        published_at=article.published_at,
        date_origin=article.date_origin,
        author=article.author,
        characters=len(article.body),
    )
