"""Articles, pages and annotations for the store's tests."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta

from domain.annotation import Annotation, DocumentReference, Entity, EntityType, Figure, TopicScore
from domain.article import Article, Attachment, DateOrigin
from store import Store
from store.crawl.frontier import Kind, NewAddress
from store.crawl.pages import NewPage, payload_hash
from store.crawl.warc import Exchange

NOW = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)
SITE = "https://soyte.example.gov.vn"

PARAGRAPHS = (
    "Sáng nay, Sở Y tế tổ chức hội nghị triển khai kế hoạch cải cách hành chính của ngành với sự tham dự của lãnh đạo "
    "các phòng chức năng và đại diện các đơn vị trực thuộc.",
    "Theo báo cáo, toàn ngành đã tiếp nhận 1.185 hồ sơ, giải quyết trước hạn và đúng hạn 1.172 hồ sơ, đạt 98,9 phần "
    "trăm; số hồ sơ nộp trực tuyến tăng so với cùng kỳ năm trước.",
    "Phát biểu kết luận, Giám đốc Sở yêu cầu các đơn vị rà soát, đơn giản hóa thủ tục, công khai đầy đủ quy trình và "
    "trả kết quả cho người dân qua dịch vụ bưu chính công ích.",
)


def make_article(
    path: str = "/tin/1",
    *,
    source: str = "syt-mau",
    title: str = "Sở Y tế triển khai cải cách hành chính",
    body: str = "\n\n".join(PARAGRAPHS),
    published_at: datetime | date | None = date(2026, 6, 30),
    attachments: tuple[Attachment, ...] = (),
    author: str | None = "Diệp Hương",
    site: str = SITE,
    canonical: str | None = None,
) -> Article:
    return Article(
        url=site + path,
        canonical_url=canonical or site + path,
        source=source,
        title=title,
        body=body,
        author=author,
        published_at=published_at,
        date_origin=DateOrigin.META if published_at else None,
        attachments=attachments,
        language="vi",
        fetched_at=NOW,
        content_hash=hashlib.sha256(f"{title}\n{body}".encode()).hexdigest(),
    )


def add_page(
    store: Store,
    url: str,
    *,
    at: datetime = NOW,
    body: bytes = b"<html>trang</html>",
    source: str = "syt-mau",
    kind: Kind = Kind.ARTICLE,
    final_url: str | None = None,
    redirects: tuple[str, ...] = (),
    state: str = "pending",
    links: int | None = None,
) -> int:
    """A page as a crawl leaves it: archived and noted."""
    with store.transaction():
        ref = store.archive.append(Exchange(url=final_url or url, status=200, body=body, fetched_at=at))
        return store.pages.add(
            NewPage(
                url=url,
                final_url=final_url or url,
                source=source,
                kind=kind,
                status=200,
                fetched_at=at,
                ref=ref,
                payload_hash=payload_hash(body),
                size=len(body),
                redirects=redirects,
                state=state,
                links=links,
            )
        )


def make_annotation(body: str, relevance: float = 0.9) -> Annotation:
    """An annotation with one span of each kind that corrections speak of."""
    figure, document, name = "1.185 hồ sơ", "trước hạn", "Sở Y tế"

    def span(text: str) -> dict[str, object]:
        start = body.index(text)
        return {"text": text, "start": start, "end": start + len(text)}

    figures = (Figure.model_validate({**span(figure), "value": 1185, "unit": "hồ sơ"}),) if figure in body else ()
    documents = (DocumentReference.model_validate(span(document)),) if document in body else ()
    entities = (
        (Entity.model_validate({**span(name), "type": EntityType.ORG, "name": "Sở Y tế tỉnh Mẫu"}),)
        if name in body
        else ()
    )
    return Annotation(
        figures=figures,
        documents=documents,
        entities=entities,
        topics=(TopicScore(topic="tthc", score=0.7),),
        relevance=relevance,
    )


def annotate(store: Store, annotator: str = "diemtin-1", relevance: float = 0.9) -> int:
    """Annotate all that waits; how many."""
    done = 0
    while batch := store.articles.awaiting_annotation(annotator):
        for stored in batch:
            annotation = make_annotation(stored.article.body, relevance)
            kept = relevance >= 0.5
            assert store.annotations.save(
                stored.id, stored.version, annotation, annotator=annotator, kept=kept, revision=stored.revision
            )
            done += 1
    return done


def found(path: str, kind: Kind = Kind.ARTICLE, source: str = "syt-mau") -> NewAddress:
    return NewAddress(url=SITE + path, kind=kind, source=source)


def later(**kwargs: float) -> datetime:
    return NOW + timedelta(**kwargs)
