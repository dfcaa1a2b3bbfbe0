"""RSS and Atom, as broken as they come: feedparser reads them, and nothing of theirs is trusted."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from html import unescape
from typing import Any

import feedparser
from bs4 import BeautifulSoup

from crawler.discovery.link import Link
from crawler.extraction.dates.parsing import parse_machine
from crawler.extraction.dates.time_of_day import VIETNAM
from crawler.urls import join
from domain.article import DateOrigin

__all__ = ["MAX_ENTRIES", "looks_like_feed", "read_feed"]

MAX_ENTRIES = 2_000
_MAX_BYTES = 3_000_000
"""Of a larger feed the head is read: that is where the newest entries are."""
_MAX_TITLE = 2_000
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)[^\[>]{0,2000}(?:\[[^\]]{0,20000}\]\s{0,100})?>", re.IGNORECASE)
_ENTRY = re.compile(rb"(?i)<(?:\w+:)?(?:item|entry)[\s>]")
_ROOT = re.compile(rb"(?i)<(?:rss|feed|rdf:RDF)[\s>]")


def looks_like_feed(content: bytes) -> bool:
    """Whether bytes are RSS or Atom by their root element."""
    return bool(_ROOT.search(content[:4000])) and not re.search(rb"(?i)<html[\s>]", content[:4000])


def read_feed(content: bytes, url: str) -> list[Link]:
    """The entries of a feed with their dates, newest as the feed has them. Never raises; [] where it is no feed.

    ``url`` is the feed's own address. A document type declaration is cut away before parsing, so no entity is
    expanded and nothing outside is read.
    """
    content = content[:_MAX_BYTES]
    if not looks_like_feed(content) or not _ENTRY.search(content):
        return []
    try:
        parsed: Any = feedparser.parse(_DOCTYPE.sub(b"", content), sanitize_html=False, resolve_relative_uris=False)
    except Exception:
        return []
    links = []
    for entry in parsed.entries[:MAX_ENTRIES]:
        address = join(url, str(entry.get("link") or _permalink(entry) or ""))
        if address is None:
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
    return links


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
