"""Forty articles over two years, the same in every run: what each content management system is filled with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from samples.bulk import bulk_articles

__all__ = ["AUTHORS", "COUNT", "SECTIONS", "Known", "corpus"]

COUNT = 40
AUTHORS = ("Nguyễn Thu Hà", "Trần Quốc Bảo", "Lê Minh Khuê")
SECTIONS = {"cai-cach-hanh-chinh": "Cải cách hành chính", "tin-hoat-dong": "Tin hoạt động"}
_FIRST = datetime(2025, 3, 3, 8, 15, tzinfo=timezone(timedelta(hours=7)))
_STEP = timedelta(days=15, hours=7, minutes=11)


@dataclass(frozen=True, slots=True)
class Known:
    """One article as it is put into the system."""

    slug: str
    section: str
    title: str
    paragraphs: tuple[str, ...]
    author: str
    published: datetime


def corpus() -> Sequence[Known]:
    """The articles, oldest first. Their days cross a year's end, so that no year may be frozen into a pattern."""
    bulk = [article for articles in bulk_articles(4 * COUNT).values() for article in articles]
    made: list[Known] = []
    titles: set[str] = set()
    for article in bulk:
        paragraphs = tuple(block.strip() for block in article.body.split("\n\n") if block.strip()[:1].isalpha())
        if article.title in titles or len(paragraphs) < 4:
            continue
        titles.add(article.title)
        number = len(made)
        made.append(
            Known(
                slug=f"{article.slug.rsplit('-', 1)[0]}",
                section=list(SECTIONS)[number % 2],
                title=article.title,
                paragraphs=paragraphs,
                author=AUTHORS[number % len(AUTHORS)],
                published=_FIRST + _STEP * number,
            )
        )
        if len(made) == COUNT:
            break
    return made
