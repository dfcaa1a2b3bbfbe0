"""Pictures of an article and the files it announces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from lxml.html import HtmlElement

from crawler.extraction.hidden import seen_text
from crawler.urls import DOCUMENT_TYPES
from domain.article import Attachment, Image
from domain.text import fold

__all__ = ["find_attachments", "find_images"]

_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|od[ts]|rtf|zip|rar|7z)(?:$|[?#&%/])", re.I)
_HANDLER = re.compile(
    r"(?:download|get-?file|view-?file|open-?file|attach(?:meant)?s?|tai-?ve|tai-?file|tai-?xuong|dinh-?kem|file-?handler)"
    r"[^/?#]{0,30}\.(?:ashx|aspx|axd|php|jsp|do|html?)(?:$|[?#])|/(?:download|tai-ve|tai-xuong|attachments?)/[^/?#]+/?(?:$|[?#])",
    re.I,
)
"""Addresses that hand out a file whose kind only the answer tells."""
_NAMED_FILE = re.compile(
    r"[^\s/\\]\.(pdf|docx?|xlsx?|pptx?|od[ts]|rtf|zip|rar|7z)\b\s{0,3}(?:\([^()]{0,40}\))?\W{0,3}$", re.I
)
_ICON = re.compile(
    r"icon|logo|sprite|pixel|blank|spacer|avatar|emoji|/share|facebook|zalo|btn[-_.]|button|loading|"
    r"transparent|1x1|captcha|counter|banner|gravatar|\.svg|smiley",
    re.I,
)
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-image", "data-echo", "src")
_ATTACHED = re.compile(r"attach|dinh-?kem|download|tai-?ve|tai-?lieu|file|document|van-?ban", re.I)
_ANNOUNCED = re.compile(
    r"\b(?:dinh kem|tai ve|tai xuong|tai tai day|xem (?:tai|file|chi tiet)|file|tep|tap tin|van ban|"
    r"tai lieu|download|attach)"
)
_MAX = 100


def _address(base: str, value: str | None) -> str | None:
    value = (value or "").strip()
    if not value or len(value) > 2000:
        return None
    try:
        absolute = urljoin(base, value)
        parts = urlsplit(absolute)
    except ValueError:
        return None
    return absolute if parts.scheme in {"http", "https"} and parts.netloc else None


def _suffix(url: str) -> str:
    """The file ending, without its dot, that an address speaks of: in a part of its path (Liferay puts an id behind the
    name) or in a value of its query; an empty string for none."""
    try:
        parts = urlsplit(url)
        values = [*reversed(parts.path.split("/")), *(value for _, value in parse_qsl(parts.query))]
    except ValueError:
        return ""
    for value in values:
        _, dot, ending = unquote(value).split("?")[0].rstrip("/").lower().rpartition(".")
        if dot and ending in DOCUMENT_TYPES:
            return ending
    return ""


def _may_be_file(link: HtmlElement, target: str) -> bool:
    """A quick look, for pages have hundreds of links: whether the address or the words speak of a file at all."""
    if target.lstrip().startswith(("#", "mailto:", "tel:", "javascript:")):
        return False
    words = (link.get("download"), link.get("title"), *islice(link.itertext(), 6))
    return _HANDLER.search(target) is not None or any(text and _NAMED_FILE.search(text[-120:]) for text in words)


def _kind(link: HtmlElement, url: str) -> str | None:
    """The ending of the file that a link leads to: by its address, else by its words or title; an empty string where
    only the answer will tell; None for what is no file."""
    if ending := _suffix(url):
        return ending
    if link.tag != "a":
        return None
    for words in (link.get("download") or "", link.get("title") or "", seen_text(link)):
        if found := _NAMED_FILE.search(words[-120:]):
            return found[1].lower()
    return "" if _HANDLER.search(url) else None


def _under(element: HtmlElement, dead: set[HtmlElement]) -> HtmlElement | None:
    node: HtmlElement | None = element
    while node is not None:
        if node in dead:
            return node
        node = node.getparent()
    return None


def _small(image: HtmlElement) -> bool:
    for side in ("width", "height"):
        match = re.match(r"\s*(\d+)(?!\d*\s*%)", image.get(side) or "")
        if match and int(match[1]) < 60:
            return True
    return False


def _source(image: HtmlElement, base: str) -> str | None:
    for name in _LAZY:
        value = image.get(name)
        if (
            value
            and not value.startswith("data:")
            and (url := _address(base, value))
            and not _ICON.search(urlsplit(url).path)
        ):
            return url
    srcset = image.get("srcset") or image.get("data-srcset") or ""
    return _address(base, srcset.split(",")[0].split()[0]) if srcset.strip() else None


def _caption(image: HtmlElement) -> str | None:
    """The caption of a picture: figcaption, a box named caption, another row of its table, the line under it."""
    node = image
    for _ in range(5):
        parent = node.getparent()
        if parent is None or parent.tag in {"body", "article", "main"}:
            break
        if parent.tag == "figure":
            captions = [seen_text(c) for c in parent.iter("figcaption")]
            return next((c for c in captions if c), None) or (seen_text(parent)[:500] or None)
        if "caption" in (parent.get("class") or "").lower():
            return seen_text(parent)[:500] or None
        if parent.tag == "table":
            text = seen_text(parent)
            return text if 3 <= len(text) <= 400 else None
        node = parent
    block = image
    while block.getparent() is not None and block.tag not in {"p", "div", "td", "li", "center"}:
        block = block.getparent()
    if block.tag not in {"p", "center", "div"}:
        return None
    own = seen_text(block)
    if own:
        return own if block.tag != "div" and len(own) <= 250 else None
    after = block.getnext()
    if after is not None and isinstance(after.tag, str) and after.tag in {"p", "center", "em", "div"}:
        text = seen_text(after)
        if 3 <= len(text) <= 200 and _looks_caption(after, text):
            return text
    return None


def _looks_caption(element: HtmlElement, text: str) -> bool:
    style = ((element.get("style") or "") + (element.get("align") or "") + (element.get("class") or "")).lower()
    whole_italic = any(seen_text(child) == text for child in element.iter("em", "i"))
    return (
        "center" in style
        or "caption" in style
        or whole_italic
        or fold(text).startswith(("anh:", "anh ", "hinh ", "hinh anh"))
    )


def find_images(roots: Iterable[HtmlElement], dead: set[HtmlElement], base: str) -> tuple[Image, ...]:
    """Pictures inside ``roots`` and outside ``dead`` boxes, in order, without icons and counters."""
    found: dict[str, Image] = {}
    for root in roots:
        for image in root.iter("img"):
            if len(found) >= _MAX:
                break
            if (
                _small(image)
                or (url := _source(image, base)) is None
                or url in found
                or _under(image, dead) is not None
            ):
                continue
            found[url] = Image(url=url, caption=_caption(image))
    return tuple(found.values())


def _name(link: HtmlElement, url: str) -> str:
    text = seen_text(link)
    file = unquote(PurePosixPath(urlsplit(url).path).name)
    if len(text) >= 3 and not re.fullmatch(
        r"(?:tai (?:ve|xuong|tai day|day)|(?:xem )?tai day|day|download|xem|click.*|file|link|here)",
        fold(text).strip(" .:[]()"),
    ):
        return text[:300]
    return (link.get("title") or file or text or url)[:300]


def find_attachments(
    tree: HtmlElement,
    roots: list[HtmlElement],
    dead: set[HtmlElement],
    base: str,
    beside: Callable[[HtmlElement], bool] | None = None,
) -> tuple[Attachment, ...]:
    """Files linked inside the article, in a box beside it that names itself attachments, or where ``beside`` says so.

    ``media_type`` is None where only the answer will tell.
    """
    found: dict[str, Attachment] = {}
    inside = set(roots)
    for link in tree.iter("a", "iframe", "embed", "object"):
        if len(found) >= _MAX:
            break
        target = link.get("href") or link.get("src") or link.get("data")
        if not target or not (_FILE.search(target.strip()) or _may_be_file(link, target)):
            continue
        url = _address(base, target)
        if url is None or url in found:
            continue
        ending = _kind(link, url)
        if ending is None:
            continue
        if link.tag != "a" and (
            embedded := next(
                (v for _, v in parse_qsl(urlsplit(url).query) if v.startswith("http") and _suffix(v)), None
            )
        ):
            url = embedded
        if not _belongs(link, inside, dead) and not (
            beside is not None and _under(link, dead) is None and beside(link)
        ):
            continue
        found[url] = Attachment(url=url, name=_name(link, url), media_type=DOCUMENT_TYPES.get(ending))
    return tuple(found.values())


def _belongs(link: HtmlElement, inside: set[HtmlElement], dead: set[HtmlElement]) -> bool:
    named = False
    grave: HtmlElement | None = None
    node: HtmlElement | None = link
    while node is not None:
        if node in dead:
            grave = node
        names = " ".join(filter(None, (node.get("class"), node.get("id"))))
        if names and node.tag not in {"body", "html"} and _ATTACHED.search(names):
            named = named or grave is None or grave is node
        if node in inside:
            return grave is None or named
        node = node.getparent()
    if not named or grave is not None:
        parent = link.getparent()
        around = fold(seen_text(parent))[:200] if parent is not None else ""
        return grave is None and bool(_ANNOUNCED.search(around))
    return True
