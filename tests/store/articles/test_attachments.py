from __future__ import annotations

import pytest

from domain.annotation import DocumentReference
from domain.article import Attachment
from store import Store
from store.crawl.frontier import Kind
from tests.store.making import SITE, add_page, annotate, later, make_article

PLAN, SCAN = SITE + "/ke-hoach.pdf", SITE + "/scan.pdf"
FILES = (
    Attachment(url=PLAN, name="Kế hoạch.pdf", media_type="application/pdf"),
    Attachment(url=SCAN, name="Bản chụp.pdf"),
)


@pytest.fixture
def article_id(store: Store) -> str:
    saved = store.articles.save(make_article(attachments=FILES), add_page(store, SITE + "/tin/1"))
    annotate(store)
    return saved.article_id


def test_announced_files_wait_to_be_read(store: Store, article_id: str) -> None:
    assert [(one.url, one.name, one.state) for one in store.attachments.of_article(article_id)] == [
        (PLAN, "Kế hoạch.pdf", "pending"),
        (SCAN, "Bản chụp.pdf", "pending"),
    ]
    assert {one.url for one in store.attachments.pending("syt-mau")} == {PLAN, SCAN}
    assert store.attachments.pending("khac") == []


def test_text_reaches_the_index_with_the_article(store: Store, article_id: str) -> None:
    store.outbox.register("i")
    store.outbox.done("i", store.outbox.batch("i"))
    page = add_page(store, PLAN, kind=Kind.ATTACHMENT, state="attachment")
    assert store.attachments.save(PLAN, state="text", text="Thực hiện Kế hoạch\0 số 1603", page_id=page) == [article_id]
    assert [row.article_id for row in store.outbox.batch("i")] == [article_id]
    assert store.documents.load([article_id])[article_id].attachment_text == "Thực hiện Kế hoạch số 1603"


def test_a_scan_is_marked_not_silently_empty(store: Store, article_id: str) -> None:
    store.attachments.save(SCAN, state="scan", reason="Tệp chỉ có ảnh chụp, không có chữ.")
    one = store.attachments.get(SCAN)
    assert one is not None
    assert (one.state, one.mark, one.reason) == ("scan", "bản quét (ảnh)", "Tệp chỉ có ảnh chụp, không có chữ.")
    assert store.documents.load([article_id])[article_id].attachment_text == ""


def test_saving_the_same_text_again_queues_nothing(store: Store, article_id: str) -> None:
    store.outbox.register("i")
    store.attachments.save(PLAN, state="text", text="A")
    store.outbox.done("i", store.outbox.batch("i"))
    store.attachments.save(PLAN, state="text", text="A")
    assert store.outbox.batch("i") == []


def test_documents_named_in_a_file_are_found_by_number(store: Store, article_id: str) -> None:
    store.attachments.save(PLAN, state="text", text="Kế hoạch số 1603/KH-UBND")
    assert [one.url for one in store.attachments.awaiting_references("a-1")] == [PLAN]
    named = DocumentReference(text="1603/KH-UBND", start=12, end=24, number="1603/KH-UBND", type="Kế hoạch")
    store.attachments.save_references(PLAN, "a-1", (named,))
    assert store.attachments.awaiting_references("a-1") == []
    assert [one.url for one in store.attachments.awaiting_references("a-2")] == [PLAN]
    assert store.attachments.of_article(article_id)[0].references == (named,)
    assert store.documents.load([article_id])[article_id].attachment_documents == ("1603/KH-UBND",)


def test_a_new_text_makes_its_references_wait_again(store: Store, article_id: str) -> None:
    store.attachments.save(PLAN, state="text", text="A")
    store.attachments.save_references(PLAN, "a-1", ())
    store.attachments.save(PLAN, state="text", text="B")
    assert [one.url for one in store.attachments.awaiting_references("a-1")] == [PLAN]


def test_two_articles_may_announce_one_file(store: Store, article_id: str) -> None:
    other = store.articles.save(make_article("/2", title="Khác", body="Khác.", attachments=FILES[:1])).article_id
    assert sorted(store.attachments.save(PLAN, state="text", text="A")) == sorted([article_id, other])
    assert len(store.attachments.awaiting_references("a-1")) == 1


def test_a_file_no_longer_announced_leaves_the_article(store: Store, article_id: str) -> None:
    store.attachments.save(PLAN, state="text", text="A")
    later_page = add_page(store, SITE + "/tin/1", at=later(days=1))
    store.articles.save(make_article(attachments=FILES[1:]), later_page)
    assert [one.url for one in store.attachments.of_article(article_id)] == [SCAN]
    assert store.attachments.get(PLAN) is not None


def test_files_can_be_read_again_from_the_archive(store: Store, article_id: str) -> None:
    page = add_page(store, PLAN, kind=Kind.ATTACHMENT, state="attachment")
    store.attachments.save(PLAN, state="failed", reason="hỏng", page_id=page)
    assert store.attachments.reset() == 1
    assert {one.url for one in store.attachments.pending()} == {PLAN, SCAN}


def test_an_unknown_state_is_a_programming_error(store: Store) -> None:
    with pytest.raises(ValueError, match="xong"):
        store.attachments.save(PLAN, state="xong")


def test_a_document_says_when_it_was_first_seen_and_that_a_file_is_a_scan(store: Store, article_id: str) -> None:
    assert store.documents.load([article_id])[article_id].scanned is False
    store.attachments.save(SCAN, state="scan")
    document = store.documents.load([article_id])[article_id]
    assert document.scanned is True
    assert document.first_seen_at is not None
