"""What a redirect says of an article: it moved only where the target is the same article, else its site took it away.

Sites that removed a page like to send its readers on: to the front page, to a list, to one page that says so. A move is
believed when the page at the end shows the article's text or, where no other article is sent there, its title.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from domain.article import Article
from store.articles.identity import title_key
from store.articles.near_duplicates import Sketch, sketch
from store.db.schema import article_urls, articles, frontier

__all__ = ["GONE_ELSEWHERE", "Former", "formers_of", "is_same", "note_gone", "only_sent_to"]

GONE_ELSEWHERE = "Trang đã chuyển hướng tới một trang khác, không phải bài này; coi như nguồn đã gỡ bài."
_MAX_HOPS = 8
_FEWEST_WORDS = 4
"""A shorter title ("Thông báo") is borne by many articles and proves nothing."""
_f, _u, _a = frontier.c, article_urls.c, articles.c
_SENT = select(_f.url).where(_f.moved_to == bindparam("target"), _f.kind == "article")
_OWNER = (
    select(_u.url, _u.gone_at, _a.id, _a.source, _a.content_hash, _a.title_key, _a.sketch)
    .join(articles, _a.id == _u.article_id)
    .where(_u.url.in_(bindparam("urls", expanding=True)))
)


@dataclass(frozen=True, slots=True)
class Former:
    """An address of an article from which the site sends readers on; ``open`` while nothing was made of that yet."""

    url: str
    article_id: str
    source: str | None
    content_hash: str
    title_key: str
    sketch: bytes | None
    open: bool


def formers_of(connection: Connection, target: str) -> list[Former]:
    """The articles' addresses that lead to ``target``, over any number of redirects."""
    found: list[str] = []
    edge = [target]
    for _ in range(_MAX_HOPS):
        edge = [
            url
            for step in edge
            for url in connection.execute(_SENT, {"target": step}).scalars()
            if url not in found and url != target
        ]
        if not edge:
            break
        found += edge
    if not found:
        return []
    return [_former(row) for row in connection.execute(_OWNER, {"urls": found[:500]})]


def _former(row: Any) -> Former:
    return Former(row.url, row.id, row.source, row.content_hash, row.title_key, row.sketch, row.gone_at is None)


def is_same(former: Former, article: Article, formers: Iterable[Former]) -> bool:
    """Whether the page at the end of the redirect is the article that stood at the address before."""
    if former.source != article.source:
        return False
    if former.content_hash == article.content_hash:
        return True
    if former.sketch is not None and sketch(article.body).reprints(Sketch.load(former.sketch)):
        return True
    key = title_key(article.title)
    alone = all(other.article_id == former.article_id for other in formers)
    return alone and former.title_key == key and len(key.split()) >= _FEWEST_WORDS


def only_sent_to(connection: Connection, target: str, formers: Iterable[Former]) -> bool:
    """Whether an address is known from redirects alone: no list names it, no article was ever at it."""
    if connection.execute(select(_u.url).where(_u.url == target)).first() is not None:
        return False
    named_by = connection.execute(select(_f.discovered_from).where(_f.url == target)).scalar()
    return named_by is not None and (
        named_by in {former.url for former in formers}
        or connection.execute(select(_f.moved_to).where(_f.url == named_by)).scalar() == target
    )


def note_gone(connection: Connection, urls: Iterable[str], at: datetime, again_after: timedelta) -> None:
    """Addresses that redirect elsewhere count as gone; they are looked at once more later."""
    values = {"outcome": "gone", "reason": GONE_ELSEWHERE, "state": "waiting", "next_visit_at": at + again_after}
    for url in urls:
        connection.execute(update(frontier).where(_f.url == url, _f.outcome == "moved").values(values))
