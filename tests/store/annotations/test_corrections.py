from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.annotation import Annotation
from domain.article import DateOrigin
from domain.correction import Correction, CorrectionKind, Target
from domain.errors import UsageError
from store import Store
from store.annotations.corrections import apply
from tests.store.making import PARAGRAPHS, SITE, add_page, annotate, later, make_annotation, make_article

K = CorrectionKind
BODY = "\n\n".join(PARAGRAPHS)
EDITED = "Mở đầu mới, thêm một đoạn.\n\n" + BODY.replace("tăng so với cùng kỳ", "tăng mạnh so với cùng kỳ")


def target(text: str, body: str = BODY, nth: int = 0) -> Target:
    at = -1
    for _ in range(nth + 1):
        at = body.index(text, at + 1)
    return Target.of(body, at, at + len(text))


@pytest.fixture
def article_id(store: Store) -> str:
    saved = store.articles.save(make_article(), add_page(store, SITE + "/tin/1"))
    annotate(store)
    return saved.article_id


def read(store: Store, article_id: str) -> Annotation:
    got = store.annotations.get(article_id)
    assert got is not None
    return got.annotation


def test_a_fixed_figure_survives_another_annotator_and_another_version(store: Store, article_id: str) -> None:
    fixed = Correction(article_id=article_id, kind=K.FIGURE_FIXED, target=target("1.185 hồ sơ"), value={"value": 1187})
    store.corrections.add(fixed)
    assert [(f.value, f.unit, f.method) for f in read(store, article_id).figures] == [(1187, "hồ sơ", "person")]
    annotate(store, "diemtin-2")
    assert read(store, article_id).figures[0].value == 1187
    store.articles.save(make_article(body=EDITED), add_page(store, SITE + "/tin/1", at=later(days=1)))
    annotate(store, "diemtin-2")
    (figure,) = read(store, article_id).figures
    assert (figure.value, EDITED[figure.start : figure.end]) == (1187, "1.185 hồ sơ")
    raw = store.annotations.get(article_id, corrected=False)
    assert raw is not None
    assert raw.annotation.figures[0].value == 1185


def test_a_fixed_figure_that_the_annotator_no_longer_finds_is_put_back() -> None:
    fixed = Correction(
        kind=K.FIGURE_FIXED, target=target("1.172 hồ sơ"), value={"value": 1172, "unit": "hồ sơ"}, article_id="x"
    )
    (figure,) = apply(Annotation(), [fixed], EDITED).figures
    assert (figure.value, EDITED[figure.start : figure.end], figure.confidence) == (1172, "1.172 hồ sơ", 1.0)
    assert apply(Annotation(), [fixed], "Một bài đã viết lại.").figures == ()


def test_equal_words_in_one_line_are_told_apart() -> None:
    text = "Có 5 hồ sơ mới và 5 hồ sơ cũ.\nCó 5 hồ sơ khác."
    annotation = apply(
        Annotation(),
        [
            Correction(kind=K.FIGURE_FIXED, target=target("5 hồ sơ", text, nth), value={"value": nth}, article_id="x")
            for nth in range(3)
        ],
        text,
    )
    assert [(f.start, f.value) for f in annotation.figures] == [(3, 0), (18, 1), (33, 2)]
    rejected = Correction(kind=K.FIGURE_REJECTED, target=target("5 hồ sơ", text, 1), article_id="x")
    assert [f.start for f in apply(annotation, [rejected], text).figures] == [3, 33]


def test_a_rejected_figure_stays_rejected(store: Store, article_id: str) -> None:
    store.corrections.add(Correction(article_id=article_id, kind=K.FIGURE_REJECTED, target=target("1.185 hồ sơ")))
    annotate(store, "diemtin-2")
    assert read(store, article_id).figures == ()


def test_documents_are_fixed_and_rejected() -> None:
    annotation = make_annotation(BODY)
    value = {"number": "1603/KH-UBND", "date": "2021-05-18"}
    fixed = apply(
        annotation, [Correction(kind=K.DOCUMENT_FIXED, target=target("trước hạn"), value=value, article_id="x")], BODY
    )
    assert (fixed.documents[0].number, fixed.documents[0].date) == ("1603/KH-UBND", date(2021, 5, 18))
    rejected = Correction(kind=K.DOCUMENT_REJECTED, target=target("trước hạn"), article_id="x")
    assert apply(fixed, [rejected], BODY).documents == ()


def test_entities_are_renamed_everywhere_and_the_indexes_hear_of_it(store: Store, article_id: str) -> None:
    store.outbox.register("i")
    other = store.articles.save(make_article("/2", title="Khác", body="Không nhắc ai cả.")).article_id
    annotate(store)
    store.outbox.done("i", store.outbox.batch("i"))
    store.corrections.add(
        Correction(
            kind=K.ENTITY_MERGED,
            target=Target(names=("Sở Y tế tỉnh Mẫu", "SYT Mẫu"), type="ORG"),
            value={"name": "Sở Y tế tỉnh Kon Tum"},
        )
    )
    assert [e.name for e in read(store, article_id).entities] == ["Sở Y tế tỉnh Kon Tum"]
    assert [row.article_id for row in store.outbox.batch("i")] == [article_id]
    assert store.documents.load([article_id])[article_id].annotation.entities[0].name == "Sở Y tế tỉnh Kon Tum"
    assert read(store, other).entities == ()


def test_an_entity_of_another_type_is_left_alone() -> None:
    rename = Correction(
        kind=K.ENTITY_RENAMED, target=Target(names=("Sở Y tế tỉnh Mẫu",), type="PER"), value={"name": "X"}
    )
    assert apply(make_annotation(BODY), [rename], BODY).entities[0].name == "Sở Y tế tỉnh Mẫu"
    reject = Correction(kind=K.ENTITY_REJECTED, target=Target(names=("Sở Y tế tỉnh Mẫu",), type="ORG"))
    assert apply(make_annotation(BODY), [reject], BODY).entities == ()


def test_topics_and_province() -> None:
    def topics(*steps: Correction) -> list[str]:
        return [topic.topic for topic in apply(make_annotation(BODY), steps, BODY).topics]

    added = Correction(kind=K.TOPIC_ADDED, target=Target(topic="the_che"), article_id="x")
    removed = Correction(kind=K.TOPIC_REMOVED, target=Target(topic="tthc"), article_id="x")
    assert set(topics(added)) == {"the_che", "tthc"}
    assert topics(added, removed) == ["the_che"]
    chosen = Correction(kind=K.TOPICS_SET, value={"topics": []}, article_id="x")
    assert topics(chosen) == []
    province = Correction(kind=K.PROVINCE_SET, value={"province": "Sơn La"}, article_id="x")
    assert apply(make_annotation(BODY), [province], BODY).province == "Sơn La"


def test_peoples_date_wins_over_every_later_reading(store: Store) -> None:
    store.articles.save(make_article(published_at=None), add_page(store, SITE + "/tin/1"))
    stored = store.articles.undated()[0]
    said = store.corrections.add(
        Correction(article_id=stored.id, kind=K.DATE_SET, value={"published_at": "2021-05-19"})
    )
    assert store.articles.undated() == []
    store.articles.save(make_article(body=EDITED), add_page(store, SITE + "/tin/1", at=later(days=1)))
    annotate(store)
    article = store.documents.load([stored.id])[stored.id].article
    assert (article.published_at, article.date_origin) == (date(2021, 5, 19), DateOrigin.PERSON)
    assert store.corrections.revoke(said)
    assert not store.corrections.revoke(said)
    again = store.articles.get(stored.id)
    assert again is not None
    assert again.article.published_at == date(2026, 6, 30)


def test_people_may_say_that_a_date_is_unknown(store: Store, article_id: str) -> None:
    store.corrections.add(Correction(article_id=article_id, kind=K.DATE_SET, value={"published_at": None}))
    stored = store.articles.get(article_id)
    assert stored is not None
    assert (stored.article.published_at, stored.article.date_origin) == (None, None)
    assert [one.id for one in store.articles.undated()] == [article_id]


def test_peoples_word_on_what_is_news_wins(store: Store, article_id: str) -> None:
    store.outbox.register("i")
    said = store.corrections.add(Correction(article_id=article_id, kind=K.KEPT_SET, value={"kept": False}))
    assert [row.op for row in store.outbox.batch("i")] == ["delete"]
    annotate(store, "diemtin-2", relevance=1.0)
    assert store.documents.load([article_id]) == {}
    store.corrections.revoke(said)
    assert [row.op for row in store.outbox.batch("i")] == ["upsert"]
    store.corrections.add(Correction(article_id=article_id, kind=K.KEPT_SET, value={"kept": True}))
    annotate(store, "diemtin-3", relevance=0.0)
    assert article_id in store.documents.load([article_id])


def test_what_is_revoked_stays_on_record(store: Store, article_id: str) -> None:
    said = store.corrections.add(
        Correction(
            article_id=article_id, kind=K.FIGURE_REJECTED, target=target("1.185 hồ sơ"), author="Lan", note="sai"
        )
    )
    assert store.corrections.revoke(said)
    assert len(read(store, article_id).figures) == 1
    assert store.corrections.of_article(article_id) == []
    (kept,) = store.corrections.all(revoked=True)
    assert (kept.author, kept.note, kept.revoked_at is not None) == ("Lan", "sai", True)


@pytest.mark.parametrize(
    ("kind", "target", "value", "own"),
    [
        (K.FIGURE_FIXED, Target(text="5"), {"value": "năm"}, True),
        (K.FIGURE_FIXED, Target(text="5"), {"start": 3}, True),
        (K.FIGURE_FIXED, Target(text="5"), {"nonsense": 3}, True),
        (K.FIGURE_FIXED, Target(), {"value": 3}, True),
        (K.FIGURE_REJECTED, Target(), {}, True),
        (K.FIGURE_REJECTED, Target(text="5"), {}, False),
        (K.DOCUMENT_FIXED, Target(text="KH"), {"date": "hôm qua"}, True),
        (K.ENTITY_RENAMED, Target(names=("A",)), {}, False),
        (K.ENTITY_RENAMED, Target(names=("A",)), {"name": " "}, False),
        (K.ENTITY_RENAMED, Target(), {"name": "B"}, False),
        (K.ENTITY_RENAMED, Target(names=("A",), type="XYZ"), {"name": "B"}, False),
        (K.TOPIC_ADDED, Target(topic="bong_da"), {}, True),
        (K.TOPICS_SET, Target(), {"topics": ["bong_da"]}, True),
        (K.PROVINCE_SET, Target(), {"province": 5}, True),
        (K.DATE_SET, Target(), {"published_at": "hôm qua"}, True),
        (K.DATE_SET, Target(), {}, True),
        (K.KEPT_SET, Target(), {"kept": "có"}, True),
    ],
)
def test_nonsense_is_refused(
    store: Store, article_id: str, kind: K, target: Target, value: dict[str, object], own: bool
) -> None:
    with pytest.raises(UsageError):
        store.corrections.add(Correction(article_id=article_id if own else None, kind=kind, target=target, value=value))
    assert store.corrections.all() == []


def test_a_correction_of_an_unknown_article_is_refused(store: Store) -> None:
    with pytest.raises(UsageError, match="Không có bài"):
        store.corrections.add(Correction(article_id="?", kind=K.KEPT_SET, value={"kept": True}))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="5 hồsơ\n.", max_size=60), st.integers(0, 5))
def test_offsets_are_right_after_any_correction(text: str, nth: int) -> None:
    spots = [at for at in range(len(text)) if text.startswith("5", at)]
    if not spots:
        return
    at = spots[nth % len(spots)]
    fixed = Correction(kind=K.FIGURE_FIXED, target=Target.of(text, at, at + 1), value={"value": 5}, article_id="x")
    (figure,) = apply(Annotation(), [fixed], text).figures
    assert (figure.start, text[figure.start : figure.end]) == (at, "5")
    assert apply(apply(Annotation(), [fixed], text), [fixed], text).figures == (figure,)


def test_people_may_know_no_more_than_the_month(store: Store, article_id: str) -> None:
    value = {"published_at": None, "published_month": "2022-09"}
    store.corrections.add(Correction(article_id=article_id, kind=K.DATE_SET, value=value))
    document = store.documents.load([article_id])[article_id]
    assert (document.article.published_at, document.published_month) == (None, "2022-09")
    store.corrections.add(Correction(article_id=article_id, kind=K.DATE_SET, value={"published_at": "2022-09-05"}))
    document = store.documents.load([article_id])[article_id]
    assert (document.article.published_at, document.published_month) == (date(2022, 9, 5), None)


@pytest.mark.parametrize(
    "value",
    [
        {"published_at": None, "published_month": "2022-13"},
        {"published_at": None, "published_month": "9/2022"},
        {"published_at": "2022-09-05", "published_month": "2022-09"},
    ],
)
def test_a_month_that_is_none_is_refused(store: Store, article_id: str, value: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        store.corrections.add(Correction(article_id=article_id, kind=K.DATE_SET, value=value))


def test_a_name_that_the_machine_passed_by_is_added_and_survives_another_annotator(
    store: Store, article_id: str
) -> None:
    words = PARAGRAPHS[0].split()[0]
    kind = K.ENTITY_ADDED
    added = Correction(article_id=article_id, kind=kind, target=target(words), value={"name": "Sở Mẫu", "type": "ORG"})
    made = store.corrections.add(added)
    annotate(store, "diemtin-2")
    (entity,) = [one for one in read(store, article_id).entities if one.method == "person"]
    assert (entity.name, entity.text, BODY[entity.start : entity.end]) == ("Sở Mẫu", words, words)
    store.corrections.revoke(made)
    assert [one for one in read(store, article_id).entities if one.method == "person"] == []


def test_a_title_by_a_person_stands_over_new_versions(store: Store, article_id: str) -> None:
    said = Correction(article_id=article_id, kind=K.TITLE_SET, value={"title": "Tên bài đúng"})
    store.corrections.add(said)
    store.articles.save(make_article(body=EDITED), add_page(store, SITE + "/tin/1", at=later(days=1)))
    stored = store.articles.get(article_id)
    assert stored is not None
    assert (stored.article.title, stored.version) == ("Tên bài đúng", 2)
    with pytest.raises(UsageError):
        store.corrections.add(said.model_copy(update={"value": {"title": " "}}))
