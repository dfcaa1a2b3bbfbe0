"""The Atom feed of a saved search: its newest articles, each under an id that never changes."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from domain.days import local_time, official_day
from domain.search import SearchRequest, Sort
from publishing.clean import clean

if TYPE_CHECKING:
    from index import SearchEngine
    from store import Store
    from store.mails.saved_searches import SavedSearch

__all__ = ["atom_feed"]

_ATOM = "http://www.w3.org/2005/Atom"
_MOST = 50
_TAGS = re.compile(r"</?mark>")


def _id(kind: str, name: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'diemtin:{kind}:{name}')}"


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def atom_feed(store: Store, engine: SearchEngine, search: SavedSearch, address: str) -> bytes:
    """The feed. ``updated`` is when an article became known to us; ``published`` only where the site gives a time: of a
    bare day the summary tells.
    """
    request = SearchRequest(query=search.query, filters=search.filters, sort=Sort.DATE, limit=_MOST, facets=False)
    hits = engine.search(request).hits
    known = store.arrivals.known_at(hit.id for hit in hits)
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "vi"})

    def put(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
        made = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
        made.text = clean(text) or None
        return made

    put(feed, "id", _id("saved-search", str(search.id)))
    put(feed, "title", f"Điểm Tin: {search.name}")
    put(feed, "updated", _time(max(known.values(), default=search.created_at)))
    put(feed, "link", rel="self", href=address)
    put(put(feed, "author"), "name", "Điểm Tin")
    for hit in hits:
        entry = put(feed, "entry")
        put(entry, "id", _id("article", hit.id))
        put(entry, "title", hit.title or "Không có tiêu đề")
        put(entry, "updated", _time(known.get(hit.id, search.created_at)))
        put(entry, "link", rel="alternate", href=hit.url)
        put(put(entry, "author"), "name", hit.source_name or hit.source or "Không rõ nguồn")
        at = hit.published_at
        if isinstance(at, datetime):
            put(entry, "published", _time(at))
        day = official_day(local_time(at).date() if isinstance(at, datetime) else at) if at else ""
        told = f"Đăng ngày {day}." if day else "Chưa rõ ngày đăng."
        put(entry, "summary", f"{told} {html.unescape(_TAGS.sub('', hit.snippet))}", type="text")
    return bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True))
