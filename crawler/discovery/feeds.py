"""RSS and Atom, as broken as they come: feedparser reads them, and nothing of theirs is trusted."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from html import unescape
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import feedparser
from bs4 import BeautifulSoup

from crawler.discovery.link import Link
from crawler.discovery.xml_text import read_markup
from crawler.extraction.dates.parsing import parse_machine
from crawler.extraction.dates.time_of_day import VIETNAM
from crawler.urls import join
from domain.article import DateOrigin

__all__ = ["MAX_ENTRIES", "Feed", "looks_like_feed", "read_feed"]

MAX_ENTRIES = 2_000
_MAX_BYTES = 3_000_000
"""Of a larger feed the head is read: that is where the newest entries are."""
_MAX_TITLE = 2_000
_ENTRY = re.compile(rb"(?i)<(?:\w+:)?(?:item|entry)[\s>]")
_ROOT = re.compile(rb"(?i)<(?:rss|feed|rdf:RDF)[\s>]")
_HOME = re.compile(r"(?i)^/?(?:(?:index|default|home|trang-chu)(?:\.\w{2,5})?/?|[a-z]{2}/?)?$")


@dataclass(frozen=True, slots=True)
class Feed:
    """``links``: the entries that lead somewhere, in the order of the feed; ``flaws``: what is wrong with the feed, a
    Vietnamese phrase each; ``entries``: how many it has, usable or not.
    """

    links: tuple[Link, ...] = ()
    flaws: tuple[str, ...] = ()
    entries: int = 0


def looks_like_feed(content: bytes) -> bool:
    """Whether bytes are RSS or Atom by their root element."""
    return bool(_ROOT.search(content[:4000])) and not re.search(rb"(?i)<html[\s>]", content[:4000])


def read_feed(content: bytes, url: str) -> Feed:
    """The entries of a feed with their dates. Never raises; empty where it is no feed.

    ``url`` is the feed's own address. A document type declaration is cut away before parsing, so no entity is
    expanded and nothing outside is read. What a flaw leaves readable is read.
    """
    markup = read_markup(content, _MAX_BYTES)
    if not looks_like_feed(markup.data) or not _ENTRY.search(markup.data):
        return Feed(flaws=markup.flaws)
    data = b'<?xml version="1.0" encoding="utf-8"?>' + markup.data
    try:
        parsed: Any = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception:
        return Feed(flaws=(*markup.flaws, "không đọc được cú pháp XML"))
    entries = parsed.entries[:MAX_ENTRIES]
    shared = Counter(str(entry.get("link") or "") for entry in entries)
    links = []
    for entry in entries:
        address = join(url, _address(entry, shared))
        if address is None or "\ufffd" in address or "%EF%BF%BD" in address:
            continue
        moment = _moment(entry.get("published"))
        links.append(
            Link(
                url=address,
                title=_plain(str(entry.get("title") or "")),
                date=moment,
                origin=DateOrigin.FEED if moment else None,
                changed=_moment(entry.get("updated")) if "updated" in entry else None,
            )
        )
    flaws = list(markup.flaws)
    if len(links) < len(entries):
        flaws.append(f"{len(entries) - len(links)} mục không có địa chỉ dùng được")
    home = sum(_is_home(link.url) for link in links)
    if home:
        flaws.append(f"{home} mục chỉ dẫn về trang chủ")
        links = [link for link in links if not _is_home(link.url)]
    return Feed(tuple(links), tuple(flaws), len(entries))


def _address(entry: Any, shared: Counter[str]) -> str:
    """An entry's address: its link, or its identity where the link is missing, leads to the front page, or is the
    same for several entries while their identities are addresses of their own.
    """
    link, identity = str(entry.get("link") or ""), _permalink(entry)
    if identity and (not link or ((_is_home(link) or shared[link] > 1) and not _is_home(identity))):
        return identity
    return link


def _is_home(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.scheme) and not parts.query and _HOME.match(parts.path) is not None


def _permalink(entry: Any) -> str | None:
    identity = str(entry.get("id") or "")
    return identity if identity.startswith(("http://", "https://")) else None


def _moment(written: object) -> date | datetime | None:
    """A feed's date. Feeds write UTC out of habit; the day that counts is the one in Vietnam."""
    moment = parse_machine(written)
    if isinstance(moment, datetime) and moment.utcoffset() == timedelta():
        return moment.astimezone(VIETNAM)
    return moment


def _plain(text: str) -> str | None:
    """A title without its markup; feeds escape theirs once or twice."""
    text = text[:_MAX_TITLE]
    if "<" in text or "&" in text:
        text = BeautifulSoup(unescape(text), "lxml").get_text(" ")
    return " ".join(text.split()) or None
