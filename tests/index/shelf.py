"""The sample articles as documents of an index, for judging the order of hits."""

from __future__ import annotations

from functools import cache

from domain.annotation import Annotation, DocumentReference, TopicScore
from domain.article import Article
from domain.search import IndexDocument
from samples.content import SampleArticle, load_articles
from samples.markup import plain_text

__all__ = ["shelf"]

_PROVINCES = {
    "bao-thainguyen": "Thái Nguyên",
    "syt-thainguyen": "Thái Nguyên",
    "syt-kontum": "Kon Tum",
    "syt-sonla": "Sơn La",
    "ttyt-tanbinh": "Hồ Chí Minh",
    "trang-dong": "Lai Châu",
}


def _document(article: SampleArticle) -> IndexDocument:
    references = [
        DocumentReference(text=known.number, start=0, end=len(known.number), number=known.number, type=known.type)
        for known in article.documents
        if known.number
    ]
    url = f"https://{article.site}.example/{article.slug}"
    return IndexDocument(
        id=article.key,
        version=1,
        article=Article(
            url=url,
            canonical_url=url,
            source=article.site,
            title=article.title,
            lead=article.lead,
            body=plain_text(article.lead, article.body),
            published_at=None if article.shown == "none" else article.published,
            content_hash=article.key,
        ),
        annotation=Annotation(
            documents=tuple(references),
            topics=tuple(TopicScore(topic=topic, score=0.5) for topic in article.topics),
        ),
        province=article.province or _PROVINCES[article.site],
        source_name=article.site,
        group=article.reprint,
        attachment_text="\n\n".join(file.text for file in article.files),
    )


@cache
def shelf() -> tuple[IndexDocument, ...]:
    """All of them, with the labels of the samples for annotation."""
    return tuple(map(_document, load_articles()))
