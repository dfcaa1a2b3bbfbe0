"""Generated articles for benchmarks: lifelike, all different, the same ones in every run, without traps."""

from __future__ import annotations

import random
from datetime import datetime, timedelta, timezone
from functools import cache
from typing import Literal

from domain.text import fold
from samples.content import KnownDocument, KnownFigure, SampleArticle, load_articles
from samples.markup import blocks_of
from samples.phrases import CLOSINGS, OPENINGS, PEOPLE, REMARKS, RESULTS, TASKS, TITLES, Words
from samples.shapes import SHAPES, Shape

__all__ = ["bulk_articles"]

_VIETNAM = timezone(timedelta(hours=7))
_START = datetime(2022, 7, 4, 7, 0, tzinfo=_VIETNAM)
_WEEKS = 14
_SHOWN: dict[str, Literal["page", "feed", "listing", "none"]] = {
    "wordpress": "feed",
    "portal": "page",
    "newspaper": "page",
    "sharepoint": "listing",
    "medinet": "none",
}


def _slug(title: str, number: int) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in fold(title)).split())[:80] + f"-{number}"


@cache
def _written_paragraphs() -> tuple[str, ...]:
    """Paragraphs of the written articles: they keep generated ones from being near-duplicates of each other."""
    blocks = (block for article in load_articles() if article.reform for block in blocks_of(article.body))
    return tuple(dict.fromkeys(block.text for block in blocks if block.kind == "p" and len(block.text) > 150))


def _article(shape: Shape, number: int, when: datetime) -> SampleArticle:
    """One article, drawn from the stock of sentences by its own number: no two share their figures and order."""
    dice = random.Random(number * 7919 + 17)  # noqa: S311 - for variety, not for secrets
    words = Words(dice, shape, when)
    topic, title = dice.choice(TITLES)
    title = words.fill(title)
    paragraphs = [words.fill(dice.choice(OPENINGS))]
    tasks = dice.sample(TASKS[topic], k=2)
    paragraphs += [" ".join(words.fill(text) for text in (task, dice.choice(REMARKS))) for task in tasks]
    paragraphs += dice.sample(_written_paragraphs(), k=3)
    paragraphs.append(" ".join(words.fill(text) for text in (dice.choice(RESULTS), dice.choice(CLOSINGS))))
    author = dice.choice(PEOPLE) if shape.dress in {"portal", "newspaper", "sharepoint"} else None
    sign = {"portal": author, "sharepoint": f"Tin: {author}"}.get(shape.dress)
    return SampleArticle(
        site=shape.id,
        slug=_slug(title, number),
        title=title,
        published=when,
        shown=_SHOWN[shape.dress],
        author=author,
        sign=(sign,) if sign else (),
        lead=words.fill(dice.choice(OPENINGS)) if shape.dress in {"portal", "newspaper"} else None,
        body="\n\n".join(paragraphs),
        reform=True,
        topics=(topic,),
        documents=tuple(KnownDocument(number=n, type=t) for n, t in words.documents),
        figures=tuple(KnownFigure(text=text, value=value, unit=unit) for text, value, unit in words.figures),
    )


def bulk_articles(count: int) -> dict[str, list[SampleArticle]]:
    """``count`` articles spread evenly over the five sites and fourteen weeks, newest first in each site."""
    sites: dict[str, list[SampleArticle]] = {shape.id: [] for shape in SHAPES}
    step = timedelta(weeks=_WEEKS) / max(count, 1)
    for number in range(count):
        shape = SHAPES[number % len(SHAPES)]
        when = (_START + step * number).replace(second=0, microsecond=0)
        sites[shape.id].append(_article(shape, number, when))
    for articles in sites.values():
        articles.reverse()
    return sites
