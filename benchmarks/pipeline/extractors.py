"""The extractors that are compared, each behind ``page → record``. Imported by whichever environment holds them.

A record has ``title``, ``author``, ``published`` and ``updated`` (ISO text or null) and ``body`` (text). Only the
standard library is imported up here: the worker also runs in the peers' environment, without ours.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

__all__ = ["EXTRACTORS", "Extractor", "Record", "decoded"]

Record = dict[str, Any]
Extractor = Callable[[dict[str, Any], bytes], Record | None]

_CHARSET = re.compile(rb"charset=[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)


def decoded(content: bytes, content_type: str | None) -> str:
    """The page as text, for libraries that take only text: by the charset of the header, of the page, or UTF-8."""
    found = _CHARSET.search((content_type or "").encode("latin-1", "replace")) or _CHARSET.search(content[:2048])
    name = found[1].decode("ascii") if found else "utf-8"
    try:
        return content.decode(name, "replace")
    except LookupError:
        return content.decode("utf-8", "replace")


def _joined(names: Any) -> str | None:
    """Authors as one text; libraries give a list, a text or nothing."""
    if isinstance(names, (list, tuple)):
        return "; ".join(str(name) for name in names) or None
    return str(names) if names else None


def _moment(value: Any) -> str | None:
    return None if not value else value.isoformat() if hasattr(value, "isoformat") else str(value)


def _make_trafilatura() -> Extractor:
    from trafilatura import bare_extraction

    def extract(page: dict[str, Any], content: bytes) -> Record | None:
        found = bare_extraction(content, url=page["url"], with_metadata=True, include_comments=False)
        if found is None:
            return None
        known = found.as_dict()
        return {
            "title": known["title"],
            "author": known["author"],
            "published": known["date"],
            "updated": None,
            "body": known["text"] or "",
        }

    return extract


def _make_newspaper() -> Extractor:
    import newspaper  # type: ignore[import-not-found, unused-ignore]

    def extract(page: dict[str, Any], content: bytes) -> Record | None:
        article = newspaper.Article(page["url"], language="vi", fetch_images=False)
        article.download(input_html=decoded(content, page["content_type"]))
        article.parse()
        return {
            "title": article.title,
            "author": _joined(article.authors),
            "published": _moment(article.publish_date),
            "updated": None,
            "body": article.text or "",
        }

    return extract


def _make_newsplease() -> Extractor:
    from newsplease import NewsPlease  # type: ignore[import-not-found, unused-ignore]

    def extract(page: dict[str, Any], content: bytes) -> Record | None:
        found = NewsPlease.from_html(decoded(content, page["content_type"]), url=page["url"], fetch_images=False)
        return {
            "title": found.title,
            "author": _joined(found.authors),
            "published": _moment(found.date_publish),
            "updated": _moment(found.date_modify),
            "body": found.maintext or "",
        }

    return extract


def _make_own(with_sources: bool) -> Extractor:
    from crawler.extraction import extract_page
    from crawler.source_files import load_sources
    from domain.errors import ExtractError, NotAnArticle

    @functools.cache
    def sources(folder: str) -> dict[str, Any]:
        return {source.id: source for source in load_sources(Path(folder))}

    def extract(page: dict[str, Any], content: bytes) -> Record | None:
        source = sources(page["sources"]).get(page["site"]) if with_sources else None
        try:
            found = extract_page(content, page["url"], source=source, content_type=page["content_type"])
        except (ExtractError, NotAnArticle):
            return None
        return {
            "title": found.title,
            "author": found.author,
            "published": _moment(found.published_at),
            "updated": _moment(found.updated_at),
            "body": found.body,
        }

    return extract


EXTRACTORS: dict[str, Callable[[], Extractor]] = {
    "diemtin": functools.partial(_make_own, False),
    "diemtin with source files": functools.partial(_make_own, True),
    "trafilatura": _make_trafilatura,
    "newspaper4k": _make_newspaper,
    "news-please": _make_newsplease,
}
"""Made on first use: a maker fails with ImportError where its library is missing."""
