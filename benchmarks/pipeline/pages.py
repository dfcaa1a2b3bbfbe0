"""The article pages of the sample sites, fetched once into a file, and what is right on each."""

from __future__ import annotations

import base64
import json
import urllib.request
from datetime import date, datetime
from pathlib import Path

from benchmarks.pipeline.scoring import Expected
from samples import SampleSites
from samples.sources import write_sources
from samples.truth import ArticleTruth, truth

__all__ = ["expected_of", "fetch_pages"]

_OFF_PAGE = frozenset({"feed", "listing"})
_LIMIT = 5_000_000


def expected_of(article: ArticleTruth, *, page_alone: bool) -> Expected:
    """What is right. ``page_alone``: a date that only a feed or a list gives cannot be known."""
    published: datetime | date | None = article.published_at
    if page_alone and article.date_origins <= _OFF_PAGE:
        published = None
    day = published.date() if isinstance(published, datetime) else published
    return Expected(article.title, article.author, day, article.body)


def fetch_pages(folder: Path, bulk: int = 0) -> tuple[Path, dict[str, Expected]]:
    """Serve the replica sites, fetch every article page into ``pages.jsonl``; the file and the truth by address.

    All ten sites with what was written for them, or with ``bulk`` so many generated clean articles on the five.
    """
    target = folder / "pages.jsonl"
    expected: dict[str, Expected] = {}
    with SampleSites(bulk=bulk, strangers=not bulk) as sites, target.open("w", encoding="utf-8") as out:
        write_sources(sites, folder / "sources")
        for url, article in truth(sites).articles.items():
            with urllib.request.urlopen(url, timeout=30) as answer:
                content, content_type = answer.read(_LIMIT), answer.headers.get("Content-Type")
            expected[url] = expected_of(article, page_alone=True)
            page = {
                "url": url,
                "site": article.site,
                "content_type": content_type,
                "sources": str(folder / "sources"),
                "content": base64.b64encode(content).decode("ascii"),
            }
            out.write(json.dumps(page) + "\n")
    return target, expected
