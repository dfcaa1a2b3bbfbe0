"""An issue as an Atom feed (RFC 4287): an entry an item, with ids that stay the same every time."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from domain.days import ZONE, local_time
from domain.digest import Issue, Item
from domain.settings import Settings
from publishing.clean import clean, safe_link
from publishing.wording import EDITED

__all__ = ["issue_atom"]

_ATOM = "http://www.w3.org/2005/Atom"


def _id(*parts: str) -> str:
    """A name that depends on the issue and the article alone, not on where the page is served."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, 'diemtin:' + '/'.join(parts))}"


def _moment(given: datetime | date) -> str:
    moment = given if isinstance(given, datetime) else datetime.combine(given, time(), ZONE)
    return local_time(moment).isoformat(timespec="seconds")


def _text(parent: Element, tag: str, text: str, **attributes: str) -> None:
    SubElement(parent, tag, attributes).text = clean(text)


def _entry(feed: Element, issue: Issue, item: Item, updated: datetime) -> None:
    entry = SubElement(feed, "entry")
    _text(entry, "id", _id(issue.id, item.article_id))
    _text(entry, "title", item.title)
    if link := safe_link(item.url):
        SubElement(entry, "link", {"rel": "alternate", "href": link})
    _text(entry, "updated", _moment(item.published_at or updated))
    if item.published_at is not None:
        _text(entry, "published", _moment(item.published_at))
    author = SubElement(entry, "author")
    _text(author, "name", item.unit or item.source_name or item.source or "không rõ")
    if item.topic:
        SubElement(entry, "category", {"term": clean(item.topic)})
    lines = [f"{one.text}{EDITED}" if one.edited else f"“{one.text}”" for one in item.sentences]
    _text(entry, "summary", " ".join(lines), type="text")


def issue_atom(issue: Issue, settings: Settings) -> bytes:
    """The feed, UTF-8."""
    updated = issue.approval.at if issue.approval else issue.composed_at or issue.window.end
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": "vi"})
    _text(feed, "id", _id(issue.id))
    _text(feed, "title", issue.title)
    if issue.headlines:
        _text(feed, "subtitle", "; ".join(issue.headlines))
    _text(feed, "updated", _moment(updated))
    author = SubElement(feed, "author")
    _text(author, "name", settings.office.name or "Điểm Tin")
    base = safe_link(settings.web.base_url)
    if base:
        SubElement(feed, "link", {"rel": "alternate", "href": f"{base.rstrip('/')}/diem-tin/{issue.id}"})
    for item in issue.items:
        _entry(feed, issue, item, updated)
    indent(feed)
    made: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return made
