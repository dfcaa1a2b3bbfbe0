"""A store of so many articles, its rows written by SQL: years of crawling in a minute."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Table, insert

from domain.annotation import Annotation, TopicScore
from domain.article import Article, DateOrigin
from store import Store
from store.articles.identity import article_id_of, title_key
from store.articles.near_duplicates import KEYS, SIZE, Sketch
from store.db.schema import (
    annotation_rows,
    article_urls,
    article_versions,
    articles,
    frontier,
    near_hashes,
    pages,
    sources,
)

__all__ = ["ANNOTATOR", "DAY", "SOURCES", "article", "fill"]

ANNOTATOR = "bench-1"
SOURCES = ("so-y-te-a", "so-y-te-b", "so-y-te-c")
DAY = datetime(2026, 6, 1, 8, tzinfo=UTC)
_BATCH = 1_000
_STOCK = tuple(range(1, 4))
"""Hashes of stock phrases, which a third of all texts share."""
_WORDS = (
    "sở y tế bệnh viện trung tâm thủ tục hành chính hồ sơ trực tuyến người dân cán bộ kế hoạch cải cách một cửa "
    "giải quyết đúng hạn kiểm tra tuyên truyền dịch vụ công bảo hiểm khám chữa bệnh trạm xã phường hội nghị triển khai"
).split()


def article(number: int, chance: random.Random, source: str | None = None) -> Article:
    """An article of its own words; the same for the same number and generator."""
    source = source or SOURCES[number % len(SOURCES)]
    url = f"https://{source}.example.gov.vn/tin/bai-{number}.html"
    paragraphs = [" ".join(chance.choices(_WORDS, k=60)) + f" {number}." for _ in range(5)]
    return Article(
        url=url,
        canonical_url=url,
        source=source,
        title=f"Bài số {number}: {' '.join(chance.choices(_WORDS, k=6))}",
        body="\n\n".join(paragraphs),
        published_at=_day(number).date(),
        date_origin=DateOrigin.SELECTOR,
        fetched_at=_day(number),
        content_hash=f"{number:064x}",
    )


def _day(number: int) -> datetime:
    """Eight articles a day, back from DAY."""
    return DAY - timedelta(hours=3 * number)


def fill(store: Store, count: int) -> None:
    """Write ``count`` articles, all annotated and indexed; the newest has number 0."""
    chance = random.Random(count)
    with store.database.write() as connection:
        for name in SOURCES:
            row = {"id": name, "name": f"Sở Y tế {name}", "last_visit_at": DAY, "next_visit_at": DAY}
            connection.execute(insert(sources).values(row))
    record = Annotation(topics=(TopicScore(topic="thu_tuc", score=0.9),), relevance=0.8).model_dump_json(by_alias=True)
    for start in range(0, count, _BATCH):
        rows = [_rows(number, chance, record) for number in range(start, min(count, start + _BATCH))]
        with store.database.write() as connection:
            for table in rows[0]:
                connection.execute(insert(table), [one for made in rows for one in made[table]])


def _rows(number: int, chance: random.Random, record: str) -> dict[Table, list[dict[str, Any]]]:
    made, at = article(number, chance), _day(number)
    id_ = article_id_of(made.source, made.canonical_url)
    hashes = sorted({chance.getrandbits(62) for _ in range(SIZE)} | set(_STOCK if number % 3 == 0 else ()))[:SIZE]
    page: dict[str, Any] = {
        "id": number + 1,
        "url": made.url,
        "final_url": made.url,
        "source": made.source,
        "kind": "article",
        "status": 200,
        "payload_hash": f"sha256:{number:064x}",
        "fetched_at": at,
        "warc_file": "bench.warc.gz",
        "warc_offset": number * 4_000,
        "warc_length": 4_000,
        "state": "article",
        "article_id": id_,
        **dict.fromkeys(("has_title", "has_date", "has_author", "has_body"), True),
    }
    visited: dict[str, Any] = {
        "url": made.url,
        "source": made.source,
        "kind": "article",
        "rank": 20,
        "state": "settled",
        "outcome": "ok",
        "visits": 2,
        "first_seen_at": at,
        "last_visit_at": at,
        "last_ok_at": at,
    }
    row: dict[str, Any] = {
        "id": id_,
        "source": made.source,
        "canonical_url": made.canonical_url,
        "version": 1,
        "content_hash": made.content_hash,
        "title_key": title_key(made.title),
        "published_at": str(made.published_at),
        "published_day": str(made.published_at),
        "first_seen_at": at,
        "last_seen_at": at,
        "last_changed_at": at,
        "sketch": Sketch(tuple(hashes), 400, frozenset({str(number)})).dump(),
        "revision": 1,
        "annotated_revision": 1,
        "annotated_version": 1,
        "annotator": ANNOTATOR,
        "document_version": 1,
        "kept": True,
        "indexed": True,
    }
    version: dict[str, Any] = {
        "article_id": id_,
        "number": 1,
        "content_hash": made.content_hash,
        "record": made.model_dump_json(by_alias=True),
        "page_id": number + 1,
        "seen_at": at,
    }
    read: dict[str, Any] = {
        "article_id": id_,
        "version": 1,
        "annotator": ANNOTATOR,
        "record": record,
        "relevance": 0.8,
        "kept": True,
        "revision": 1,
        "made_at": at,
    }
    day = at.toordinal()
    return {
        pages: [page],
        frontier: [visited],
        articles: [row],
        article_urls: [{"url": made.url, "article_id": id_, "first_seen_at": at, "last_live_at": at}],
        article_versions: [version],
        near_hashes: [{"hash": key, "day": day, "article_id": id_} for key in hashes[:KEYS]],
        annotation_rows: [read],
    }
