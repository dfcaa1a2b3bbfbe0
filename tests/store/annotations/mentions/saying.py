"""Articles that say what a test wants: sentences with figures, documents and bodies, annotated and stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.annotation import Annotation, Bound, DocumentReference, Entity, EntityType, Figure, TopicScore
from store import Store
from store.annotations.repository import AnnotationToSave
from store.articles.repository import StoredArticle
from tests.store.making import make_article

ANNOTATOR = "diemtin-1"
LONG = (
    "Trong chín tháng năm 2022, toàn ngành đã rà soát, đơn giản hóa và công khai quy trình của từng thủ tục, đào tạo cán "
    "bộ một cửa, khảo sát người bệnh tại các khoa và trả kết quả qua dịch vụ bưu chính công ích theo đúng hẹn đã ghi."
)


def span(body: str, text: str) -> dict[str, object]:
    """Where a text stands first."""
    return {"text": text, "start": body.index(text), "end": body.index(text) + len(text)}


def figure(body: str, text: str, **values: object) -> Figure:
    """A figure in the line of the body that holds it."""
    line = next(line for line in body.split("\n") if text in line)
    return Figure.model_validate({**span(body, text), "sentence": line, "bound": Bound.EXACT, **values})


def body_name(body: str, text: str, name: str) -> Entity:
    """A body named by ``text``."""
    return Entity.model_validate({**span(body, text), "type": EntityType.ORG, "name": name})


def document(body: str, text: str, **values: object) -> DocumentReference:
    """A document named by ``text``."""
    return DocumentReference.model_validate({**span(body, text), **values})


def put(
    store: Store,
    path: str,
    body: str,
    figures: Sequence[Figure] = (),
    documents: Sequence[DocumentReference] = (),
    entities: Sequence[Entity] = (),
    *,
    source: str = "syt-mau",
    day: date | None = date(2022, 9, 30),
    kept: bool = True,
    province: str | None = "Sơn La",
    topics: Sequence[str] = ("thu_tuc",),
    title: str = "Kết quả cải cách hành chính",
) -> str:
    """Store an article and what is understood of it; its id."""
    site = f"https://{source}.example.gov.vn"
    article = make_article(path, source=source, body=body, published_at=day, site=site, title=title)
    saved = store.articles.save(article)
    annotation = Annotation(
        figures=tuple(figures),
        documents=tuple(documents),
        entities=tuple(entities),
        province=province,
        topics=tuple(TopicScore(topic=topic, score=0.9) for topic in topics),
        relevance=0.9,
    )
    assert save(store, saved.article_id, annotation, kept=kept)
    return saved.article_id


def save(store: Store, article_id: str, annotation: Annotation, *, kept: bool = True) -> bool:
    """Annotate an article as it is now."""
    stored = store.articles.get(article_id)
    assert isinstance(stored, StoredArticle)
    made = AnnotationToSave(article_id, stored.version, annotation, ANNOTATOR, kept, stored.revision)
    return store.annotations.save_many([made])[0]
