"""Sitemaps and their indexes, plain or gzipped, read without entities and within caps."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from io import BytesIO

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from crawler.discovery.link import Link
from crawler.extraction.dates.parsing import parse_machine
from crawler.urls import join
from domain.article import DateOrigin

__all__ = ["MAX_DEPTH", "MAX_ENTRIES", "MAX_UNPACKED", "Sitemap", "read_sitemap", "unpack"]

MAX_ENTRIES = 50_000  # sitemaps.org: an index or a sitemap has no more
MAX_UNPACKED = 52_428_800  # sitemaps.org: 50 MB unpacked
MAX_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Sitemap:
    """``pages``: what it lists; ``sitemaps``: further sitemaps of an index, newest change first when they say so."""

    pages: tuple[Link, ...] = ()
    sitemaps: tuple[Link, ...] = ()


def unpack(content: bytes, limit: int = MAX_UNPACKED) -> bytes:
    """Gzip unpacked up to ``limit`` bytes; other bytes as they are. A broken or bursting archive gives what fitted."""
    if content[:2] != b"\x1f\x8b":
        return content[:limit]
    unpacker = zlib.decompressobj(wbits=31)
    try:
        return unpacker.decompress(content, limit)
    except zlib.error:
        return b""


def read_sitemap(content: bytes, url: str) -> Sitemap:
    """A sitemap or sitemap index; a plain list of addresses, one a line, too. Never raises; empty when it is none.

    ``news:publication_date`` is a publication date (origin feed); ``lastmod`` only says when a page changed.
    A sitemap cut off in the middle gives what came before the cut.
    """
    data = unpack(content)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"<":
        return _plain_list(data, url)
    pages: list[Link] = []
    sitemaps: list[Link] = []
    fields: dict[str, str] = {}
    try:
        for _, element in iterparse(BytesIO(data), events=("end",), forbid_dtd=False):
            name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
            if name in {"loc", "lastmod", "publication_date", "title"} and name not in fields:
                fields[name] = (element.text or "").strip()
            elif name in {"url", "sitemap"}:
                link = _lead(fields, url)
                fields = {}
                element.clear()
                if link is not None:
                    (pages if name == "url" else sitemaps).append(link)
                if len(pages) + len(sitemaps) >= MAX_ENTRIES:
                    break
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        pass  # what came before the fault stands
    return Sitemap(tuple(pages), tuple(sorted(sitemaps, key=_newest_first)))


def _lead(fields: dict[str, str], base: str) -> Link | None:
    address = join(base, fields.get("loc", ""))
    if address is None:
        return None
    published = parse_machine(fields.get("publication_date", ""))
    return Link(
        url=address,
        title=" ".join(fields.get("title", "").split())[:500] or None,
        date=published,
        origin=DateOrigin.FEED if published else None,
        changed=parse_machine(fields.get("lastmod", "")),
    )


def _newest_first(link: Link) -> float:
    moment = link.changed
    return 0.0 if moment is None else -float(moment.toordinal())


def _plain_list(data: bytes, base: str) -> Sitemap:
    if b"\x00" in data[:1000]:
        return Sitemap()
    lines = data.decode("utf-8-sig", "replace").split("\n", MAX_ENTRIES)[:MAX_ENTRIES]
    found = (join(base, line) for line in lines if line.strip().startswith(("http://", "https://")))
    return Sitemap(tuple(Link(url=address) for address in found if address))
