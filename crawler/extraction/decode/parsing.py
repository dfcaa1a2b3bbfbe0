"""Bytes to one tree, within bounds: what is no HTML, or too much of it, is refused."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from crawler.extraction.decode.encodings import decode
from domain.errors import ExtractError, NotAnArticle

__all__ = ["MAX_BYTES", "parse"]

MAX_BYTES = 15_000_000
"""Largest page that is read, in bytes (or characters of a decoded page). The largest real ones measured have 0.6 MB."""

_MAGIC = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x7fELF",
    b"RIFF",
)
_NOT_HTML = re.compile(r"^\s*(?:application/(?!xhtml|xml|octet)|image/|audio/|video/|font/)", re.I)
_FEED = re.compile(r"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:rss|feed|urlset|sitemapindex|rdf:RDF)\b", re.S)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")


# A parser compares every attribute of a tag with those before it: hundreds of thousands of them take minutes.
_MOST_ATTRIBUTES = 500
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{4000,}")
_ATTRIBUTE = re.compile(r"""\s*[^\s=>"']+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+))?""")


def _few_attributes(tag: re.Match[str]) -> str:
    """A long tag without its attributes beyond the first hundreds."""
    text = tag[0]
    at = 0
    for _ in range(_MOST_ATTRIBUTES):
        match = _ATTRIBUTE.match(text, at)
        if match is None or match.end() == at:
            return text
        at = match.end()
    return text[:at]


def _parser() -> HTMLParser:
    # huge_tree lifts libxml2's depth limit from 256 to 2048, which old unclosed markup needs.
    return HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)


def parse(content: bytes | str, content_type: str | None = None, declared: str | None = None) -> HtmlElement:
    """The document's tree. Raises ``ExtractError`` for what is no page, ``NotAnArticle`` for an empty one or a feed."""
    if len(content) > MAX_BYTES:
        raise ExtractError(
            f"Trang quá lớn ({len(content) / 1e6:.0f} MB), không đọc.", "Kiểm tra lại địa chỉ của trang."
        )
    if isinstance(content, bytes):
        if content.startswith(_MAGIC) or (content_type and _NOT_HTML.match(content_type)):
            raise ExtractError("Nội dung tải về là tệp, không phải trang web.", "Tệp đính kèm được đọc riêng.")
        text = decode(content, content_type, declared)
    else:
        text = content
    head = text[:4000]
    if _FEED.match(head):
        raise NotAnArticle("Đây là nguồn tin RSS hoặc sơ đồ trang, không phải bài viết.")
    if len(_CONTROL.findall(head)) > len(head) // 20:
        raise ExtractError("Nội dung tải về không phải văn bản.", "Kiểm tra lại địa chỉ của trang.")
    text = _CONTROL.sub("", _XML_HEAD.sub("", text))
    if "<" not in text or not text.strip():
        raise NotAnArticle("Trang trống, không có bài viết.")
    text = _LONG_TAG.sub(_few_attributes, text)
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=_parser())
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise ExtractError("Không đọc được mã của trang.", "Mở trang bằng trình duyệt để kiểm tra.") from error
    return tree
