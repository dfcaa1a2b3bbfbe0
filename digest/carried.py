"""What units were asked to do about articles: a request is carried from issue to issue until it is answered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from digest.window import window_by_id
from domain.digest import Request, RequestStatus
from domain.settings import Settings
from store import Store
from store.digests.records import RequestRow

__all__ = ["carried", "request_of"]


def request_of(row: RequestRow, title: str | None = None, url: str | None = None) -> Request:
    """A request as an issue prints it; title and address where its article is no item of the issue."""
    return Request(
        unit=row.unit,
        due=row.due,
        status=RequestStatus(row.status),
        since=row.issue_id,
        note=row.note,
        article_id=row.article_id,
        title=title,
        url=url,
    )


def carried(store: Store, settings: Settings, rows: Iterable[RequestRow], issue_id: str) -> tuple[Request, ...]:
    """Of ``rows`` those that began in an issue of an earlier window, or an earlier edition, and wait for an answer, in
    their order. Which window is the earlier one its days say: names of weeks and of two dates cannot be compared.
    """

    def began(name: str) -> tuple[date, str]:
        return window_by_id(name, settings).first, name

    found = []
    for row in rows:
        if row.status == RequestStatus.ANSWERED or began(row.issue_id) >= began(issue_id):
            continue
        stored = store.articles.get(row.article_id)
        found.append(request_of(row, stored.article.title, stored.article.url) if stored else request_of(row))
    return tuple(found)
