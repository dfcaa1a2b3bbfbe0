"""What a page says of itself in its head: meta tags, JSON-LD, canonical address, language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from lxml.html import HtmlElement

from crawler.urls import is_tracking

__all__ = ["base_url", "canonical_url", "language_of", "read_jsonld", "read_meta", "site_name"]

_MAX_JSON = 500_000
_MAX_OBJECTS = 200
_VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")


def read_meta(tree: HtmlElement) -> dict[str, str]:
    """``<meta>`` by lower-case property, name, itemprop or http-equiv; the first filled one wins."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = " ".join((element.get("content") or "").split())
        if not content:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if name := element.get(attribute):
                found.setdefault(name.strip().lower(), content)
    return found


def read_jsonld(tree: HtmlElement) -> list[dict[str, object]]:
    """Every JSON-LD object of the page, lists and ``@graph`` laid flat. Broken JSON gives nothing."""
    objects: list[dict[str, object]] = []
    for element in tree.iter("script"):
        if "ld+json" not in (element.get("type") or "").lower():
            continue
        text = (element.text or "").strip()
        if not text or len(text) > _MAX_JSON:
            continue
        try:
            value = json.loads(text.removeprefix("<!--").removesuffix("-->").strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        objects.extend(_flat(value))
        if len(objects) >= _MAX_OBJECTS:
            break
    return objects[:_MAX_OBJECTS]


def _flat(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, list):
        for item in value[:_MAX_OBJECTS]:
            yield from _flat(item) if isinstance(item, dict) else ()
    elif isinstance(value, dict):
        yield value
        graph = value.get("@graph")
        if isinstance(graph, list):
            for item in graph[:_MAX_OBJECTS]:
                if isinstance(item, dict):
                    yield item


def site_name(meta: dict[str, str], jsonld: list[dict[str, object]]) -> str:
    """The site's own name, or an empty string."""
    if name := meta.get("og:site_name") or meta.get("application-name"):
        return name
    for item in jsonld:
        publisher = item.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            return str(publisher["name"])
    return ""


def base_url(tree: HtmlElement, url: str) -> str:
    """The address that relative links of the page start from: ``<base href>`` where there is one."""
    for element in tree.iter("base"):
        if href := (element.get("href") or "").strip():
            try:
                base = urljoin(url, href)
            except ValueError:
                continue
            if str(base).startswith(("http://", "https://")):
                return str(base)
    return url


def _host(url: str) -> str:
    host = (urlsplit(url).hostname or "").lower()
    for prefix in ("www.", "m.", "amp."):
        host = host.removeprefix(prefix)
    return host


def _tidy(url: str) -> str:
    parts = urlsplit(url)
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not is_tracking(k, v)])
    if (
        query
        and query.count("=") == parts.query.count("=")
        and len(parse_qsl(parts.query)) == parts.query.count("&") + 1
    ):
        query = parts.query  # nothing was taken away: keep the site's own spelling
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def canonical_url(tree: HtmlElement, url: str, meta: dict[str, str]) -> str:
    """The address the page gives as its own, if of the same site and not its home page; else ``url`` tidied."""
    given = [
        element.get("href") or ""
        for element in tree.iter("link")
        if "canonical" in (element.get("rel") or "").lower().split()
    ]
    for address in (*given[:1], meta.get("og:url", "")):
        address = address.strip()
        if not address or len(address) > 2000:
            continue
        try:
            absolute = urljoin(url, address)
            parts = urlsplit(absolute)
            if parts.scheme in {"http", "https"} and _host(absolute) == _host(url):
                if parts.path in {"", "/"} and not parts.query and urlsplit(url).path not in {"", "/"}:
                    continue
                return _tidy(absolute)
        except ValueError:
            continue
    try:
        return _tidy(url)
    except ValueError:
        return url


def language_of(text: str, tree: HtmlElement, meta: dict[str, str]) -> str | None:
    """Two letters. The text's own letters speak for Vietnamese first: themes often declare another language."""
    sample = text[:6000]
    letters = sum(c.isalpha() for c in sample)
    if letters >= 40 and len(_VIETNAMESE.findall(sample)) > 0.06 * letters:
        return "vi"
    root = tree.getroottree().getroot()
    for declared in (
        root.get("lang"),
        root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        meta.get("og:locale"),
        meta.get("content-language"),
    ):
        if declared and (match := re.match(r"[a-zA-Z]{2}\b|[a-zA-Z]{2}(?=[-_])", declared.strip())):
            code = match[0].lower()
            if code != "vi" or letters < 40:
                return code
    return None
