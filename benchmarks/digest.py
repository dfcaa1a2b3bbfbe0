"""``python -m benchmarks.digest``: how long an issue of many articles takes to compose and to become a file.

A week of generated articles and the week before it, read by the real annotator, in a store of its own.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from digest.issues import Issues
from digest.render.formats import render_issue
from digest.window import window_of_week
from domain.article import Article, DateOrigin
from domain.days import ZONE
from domain.settings import load_settings
from pipeline.context import Context
from pipeline.process import process_all
from samples.bulk import bulk_articles
from store import Store

_MONDAY = datetime(2022, 9, 26, 8, tzinfo=ZONE)


def fill(context: Context, count: int) -> None:
    """``count`` articles in the week, and as many in the one before."""
    with context.store() as store:
        for number, article in enumerate(one for site in bulk_articles(2 * count).values() for one in site):
            back = timedelta(days=7) if number % 2 else timedelta()
            _save(store, article.site, article.title, article.body, number, _MONDAY - back)
    process_all(context)


def _save(store: Store, site: str, title: str, body: str, number: int, monday: datetime) -> None:
    url = f"https://{site}.example.vn/{number}"
    store.articles.save(
        Article(
            url=url,
            canonical_url=url,
            source=site,
            title=title,
            body=body,
            published_at=monday + timedelta(minutes=number * 13 % (7 * 24 * 60 - 600)),
            date_origin=DateOrigin.META,
            fetched_at=monday,
            content_hash=hashlib.sha256(url.encode()).hexdigest(),
        )
    )


def _timed(name: str, work: Callable[[], object]) -> None:
    clock, processor = time.perf_counter(), time.process_time()
    work()
    print(f"{name:<10} {time.perf_counter() - clock:6.2f} s ({time.process_time() - processor:.2f} s of processor)")


def main() -> None:
    """Fill, compose, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=400)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        context = Context(load_settings(data_dir=Path(folder)))
        fill(context, chosen.articles)
        with context.store() as store:
            issues = Issues(store, context.settings)
            window = window_of_week("2022-W39", context.settings)
            now = datetime.now(UTC)
            _timed("compose", lambda: issues.preview(window, now))
            issue = issues.preview(window, now)
            print(f"{issue.overview.articles} articles, {len(issue.items)} items")
            for form in ("docx", "pdf", "html", "eml"):
                _timed(form, lambda form=form: render_issue(issue, form, context.settings))  # type: ignore[misc]


if __name__ == "__main__":
    main()
