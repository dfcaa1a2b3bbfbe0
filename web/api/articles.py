"""One article over the API, with all that the page shows of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel

from web.access import require
from web.errors import not_found
from web.state import Parts
from web.uses import uses_of

__all__ = ["router"]

router = APIRouter(prefix="/articles", tags=["Bài viết"], dependencies=[require("xem")])


class VersionOut(BaseModel):
    """A version: its number and when the site was first seen to show it."""

    number: int
    seen_at: datetime
    content_hash: str


class ReprintOut(BaseModel):
    """Another article of the same text."""

    article_id: str
    source: str | None
    url: str
    title: str


class AttachmentOut(BaseModel):
    """A file. ``state``: pending, text, scan (pictures of pages) or failed, with ``reason``."""

    url: str
    name: str
    media_type: str | None
    state: str
    reason: str | None


class UseOut(BaseModel):
    """Where the article is already used."""

    label: str
    href: str
    kind: Literal["digest", "plan"]


class ArticleOut(BaseModel):
    """An article at its newest version, as people corrected it. ``annotation`` is null until it was annotated."""

    id: str
    article: dict[str, Any]
    annotation: dict[str, Any] | None
    kept: bool | None
    withdrawn_at: datetime | None
    versions: list[VersionOut]
    reprints: list[ReprintOut]
    attachments: list[AttachmentOut]
    used_in: list[UseOut]


@router.get(
    "/{article_id}",
    summary="Một bài: nội dung, phân tích, phiên bản, bài đăng lại, tệp đính kèm, nơi đã dùng",
    responses={404: {"description": "Không có bài này."}},
)
def article(parts: Parts, article_id: str) -> ArticleOut:
    """One article."""
    store = parts.store
    stored = store.articles.get(article_id)
    if stored is None:
        raise not_found("Không có bài này trong kho dữ liệu.")
    found = store.annotations.get(article_id)
    others = [store.articles.get(one) for one in store.articles.group(article_id) if one != article_id]
    return ArticleOut(
        id=stored.id,
        article=stored.article.model_dump(mode="json"),
        annotation=found.annotation.model_dump(mode="json", by_alias=True) if found else None,
        kept=found.kept if found else None,
        withdrawn_at=stored.withdrawn_at,
        versions=[
            VersionOut(number=one.number, seen_at=one.seen_at, content_hash=one.content_hash)
            for one in store.articles.versions(article_id)
        ],
        reprints=[
            ReprintOut(article_id=one.id, source=one.source, url=one.article.url, title=one.article.title)
            for one in others
            if one is not None
        ],
        attachments=[
            AttachmentOut(url=one.url, name=one.name, media_type=one.media_type, state=one.state, reason=one.reason)
            for one in store.attachments.of_article(article_id)
        ],
        used_in=[
            UseOut(label=one.label, href=one.href, kind=one.kind)
            for one in uses_of(parts, [article_id]).get(article_id, [])
        ],
    )
