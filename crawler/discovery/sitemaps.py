"""Sitemaps and their indexes, plain or gzipped, read without entities and within caps."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape
from io import BytesIO

from lxml import etree

from crawler.discovery.link import Link
from crawler.discovery.xml_text import MAX_UNPACKED, read_markup
from crawler.extraction.dates.parsing import parse_machine
from crawler.urls import join
from domain.article import DateOrigin

__all__ = ["MAX_DEPTH", "MAX_ENTRIES", "MAX_UNPACKED", "Sitemap", "read_sitemap"]

MAX_ENTRIES = 50_000  # sitemaps.org: an index or a sitemap has no more
MAX_DEPTH = 3
_READ = {("loc", ""), ("lastmod", ""), ("publication_date", "news"), ("title", "news")}
_SYNTAX = "sai cú pháp XML"


@dataclass(frozen=True, slots=True)
class Sitemap:
    """``pages``: what it lists; ``sitemaps``: further sitemaps of an index, newest change first when they say so;
    ``flaws``: what is wrong with it, a Vietnamese phrase each.
    """

    pages: tuple[Link, ...] = ()
    sitemaps: tuple[Link, ...] = ()
    flaws: tuple[str, ...] = ()


def read_sitemap(content: bytes, url: str) -> Sitemap:
    """A sitemap or sitemap index; a plain list of addresses, one a line, too. Never raises; empty when it is none.

    ``news:publication_date`` is a publication date (origin feed); ``lastmod`` only says when a page changed.
    What a flaw leaves readable is read; an address cut off in the middle is left out.
    """
    markup = read_markup(content)
    data = markup.data
    if data.lstrip(b" \t\r\n")[:1] != b"<":
        return _plain_list(data, url, markup.flaws)
    pages: list[Link] = []
    sitemaps: list[Link] = []
    fields: dict[str, str] = {}
    # Entities are gone with the document type; the parser still opens none, and nothing outside.
    events = etree.iterparse(
        BytesIO(data), events=("end",), recover=True, resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        for _, element in events:
            name, family = _name(element)
            if name in {"url", "sitemap"} and not family:
                link = _lead(fields, url)
                fields = {}
                _forget(element)
                if link is not None:
                    (pages if name == "url" else sitemaps).append(link)
                if len(pages) + len(sitemaps) >= MAX_ENTRIES:
                    break
            elif (name, family) in _READ and name not in fields:
                fields[name] = (element.text or "").strip()
    except (etree.LxmlError, ValueError, LookupError):
        pass  # what came before the fault stands
    wrong = () if not len(events.error_log) or markup.flaws else (_SYNTAX,)
    flaws = (*markup.flaws, *wrong) if pages or sitemaps or markup.flaws else markup.flaws
    return Sitemap(tuple(pages), tuple(sorted(sitemaps, key=_newest_first)), flaws)


def _name(element: etree._Element) -> tuple[str, str]:
    """An element's own name, and the extension that it belongs to ("news", "image", "video"; "" for sitemaps.org's):
    by its namespace, or by its prefix where a site forgot to declare one.
    """
    tag = element.tag if isinstance(element.tag, str) else ""
    space, _, name = tag.rpartition("}")
    if ":" in name:
        space, _, name = name.rpartition(":")
    known = next((one for one in ("news", "image", "video", "xhtml") if one in space.rpartition("/sitemap-")[2]), None)
    return name, known or ""


def _forget(element: etree._Element) -> None:
    """Free what has been read, so that a sitemap of any size takes the memory of one entry."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _lead(fields: dict[str, str], base: str) -> Link | None:
    address = join(base, fields.get("loc", ""))
    if address is None or "%EF%BF%BD" in address:  # a byte of it was lost: it leads elsewhere
        return None
    published = parse_machine(fields.get("publication_date", ""))
    return Link(
        url=address,
        title=" ".join(unescape(fields.get("title", "")).split())[:500] or None,
        date=published,
        origin=DateOrigin.FEED if published else None,
        changed=parse_machine(fields.get("lastmod", "")),
    )


def _newest_first(link: Link) -> float:
    moment = link.changed
    return 0.0 if moment is None else -float(moment.toordinal())


def _plain_list(data: bytes, base: str, flaws: tuple[str, ...]) -> Sitemap:
    lines = data.decode("utf-8", "replace").split("\n", MAX_ENTRIES)[:MAX_ENTRIES]
    found = (join(base, line) for line in lines if line.strip().startswith(("http://", "https://")))
    return Sitemap(tuple(Link(url=address) for address in found if address), flaws=flaws)
