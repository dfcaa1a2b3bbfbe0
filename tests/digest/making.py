"""Articles with annotations in a real store, for the tests of the digest."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from domain.annotation import Annotation, DateSpan, DocumentReference, Entity, EntityType, Figure, TopicScore
from domain.article import Article, DateOrigin
from domain.settings import Settings
from store import Store
from store.db.schema import sources

NOW = datetime(2022, 10, 3, 1, 0, tzinfo=UTC)
OFFICE = {
    "name": "Sở Y tế",
    "province": "Sơn La",
    "units": ["Trung tâm Y tế huyện Mộc Châu", "Bệnh viện đa khoa tỉnh"],
}

BODY = (
    "Trung tâm Y tế huyện Mộc Châu tiếp nhận 1.284 hồ sơ thủ tục hành chính trong tháng, trả trước hạn phần lớn. "
    "Đơn vị thực hiện Quyết định số 415/QĐ-UBND ngày 20/9/2022 của UBND tỉnh, báo cáo chậm nhất ngày 15/10/2022.\n\n"
    "Mô hình một cửa liên thông giúp người dân chỉ đến một lần. "
    "Sở Y tế đề nghị các đơn vị gửi góp ý về quy trình mới bằng văn bản."
)


def settings(**values: Any) -> Settings:
    return Settings.model_validate({"office": OFFICE} | values)


def text_of(number: int) -> str:
    """A body like no other: words that no two numbers share."""
    stock = "phòng khoa trạm buổi quầy phiếu bảng đường tuyến nhóm lớp hội tổ ban khu vùng".split()
    words = [
        f"{stock[(number * 7 + at * 5) % 16]} {stock[(number * 3 + at * 11) % 16]} z{number}y{at}" for at in range(40)
    ]
    return f"Bài thứ {number} nói về " + ", ".join(words) + f". Có {number + 10} hồ sơ được trả đúng hạn trong ngày."


def figure(body: str, text: str, value: float, unit: str, subject: str = "") -> dict[str, Any]:
    start = body.index(text)
    begin = max(body.rfind(". ", 0, start) + 2, body.rfind("\n", 0, start) + 1, 0)
    end = body.find(". ", start)
    sentence = body[begin : end + 1 if end >= 0 else len(body)].strip()
    return {
        "text": text,
        "start": start,
        "end": start + len(text),
        "value": value,
        "unit": unit,
        "sentence": sentence.split("\n")[0],
        "subject": subject or unit,
    }


def span(body: str, text: str, **values: Any) -> dict[str, Any]:
    start = body.index(text)
    return {"text": text, "start": start, "end": start + len(text), **values}


def annotation_of(body: str, topic: str = "tthc", relevance: float = 0.8, summary: Sequence[str] = ()) -> Annotation:
    figures = [figure(body, "1.284 hồ sơ", 1284, "hồ sơ", "hồ sơ thủ tục hành chính")] if "1.284 hồ sơ" in body else []
    documents = (
        [
            span(
                body,
                "Quyết định số 415/QĐ-UBND",
                number="415/QĐ-UBND",
                type="Quyết định",
                date=date(2022, 9, 20),
                issuer="UBND tỉnh",
            )
        ]
        if "415/QĐ-UBND" in body
        else []
    )
    dates = (
        [span(body, "15/10/2022", **{"from": date(2022, 10, 15), "to": date(2022, 10, 15)})]
        if "15/10/2022" in body
        else []
    )
    entities = [span(body, "Sở Y tế", type=EntityType.ORG, name="Sở Y tế")] if "Sở Y tế" in body else []
    first = body.split("\n")[0].split(". ")[0].rstrip(".") + "."
    return Annotation(
        documents=tuple(DocumentReference.model_validate(one) for one in documents),
        figures=tuple(Figure.model_validate(one) for one in figures),
        dates=tuple(DateSpan.model_validate(one) for one in dates),
        entities=tuple(Entity.model_validate(one) for one in entities),
        topics=(TopicScore(topic=topic, score=0.9),),
        relevance=relevance,
        summary=tuple(summary) or (first,),
    )


def publish(
    store: Store,
    name: str,
    day: date | datetime | None,
    *,
    source: str = "syt-sonla",
    title: str = "",
    body: str = "",
    made: Annotation | None = None,
    kept: bool = True,
    province: str | None = "Sơn La",
) -> str:
    """An article of a site, annotated as ``made`` says; its id."""
    row = {"id": source, "name": f"Trang {source}", "unit": f"Sở Y tế {source}", "province": province}
    with store.database.write() as connection:
        connection.execute(store.database.insert_new(sources, "id").values(row))
    body = body or text_of(sum(map(ord, name)) * 31 % 9973)
    url = f"https://{source}.example.vn/{name}"
    article = Article(
        url=url,
        canonical_url=url,
        source=source,
        title=title or f"Tiêu đề bài {name}",
        body=body,
        published_at=day,
        date_origin=DateOrigin.META if day else None,
        fetched_at=NOW,
        content_hash=hashlib.sha256(body.encode()).hexdigest(),
    )
    saved = store.articles.save(article)
    stored = store.articles.get(saved.article_id)
    assert stored is not None
    annotation = made or annotation_of(body)
    assert store.annotations.save(
        stored.id, stored.version, annotation, annotator="thử", kept=kept, revision=stored.revision
    )
    return stored.id
