from __future__ import annotations

import pytest

from domain.annotation import Annotation
from domain.source import Source
from store import Store
from store.annotations.repository import AnnotationToSave
from tests.store.making import PARAGRAPHS, SITE, add_page, annotate, later, make_annotation, make_article

EDITED = "Mở đầu mới. " + "\n\n".join(PARAGRAPHS)


def test_the_backlog_is_what_this_annotator_has_not_read(store: Store) -> None:
    store.articles.save(make_article("/1"))
    store.articles.save(make_article("/2", title="Hai", body="Hai."))
    assert store.articles.awaiting_count("a-1") == 2
    assert len(store.articles.awaiting_annotation("a-1", limit=1)) == 1
    assert annotate(store, "a-1") == 2
    assert store.articles.awaiting_count("a-1") == 0
    assert store.articles.awaiting_count("a-2") == 2


def test_annotation_and_outbox_row_come_together_or_not_at_all(store: Store) -> None:
    store.outbox.register("i")
    saved = store.articles.save(make_article())

    def die_at_the_end() -> None:
        with store.transaction():
            annotate(store)
            assert store.outbox.status("i").waiting == 1
            raise RuntimeError

    with pytest.raises(RuntimeError):
        die_at_the_end()
    assert store.annotations.get(saved.article_id) is None
    assert store.outbox.status("i").waiting == 0
    annotate(store)
    got = store.annotations.get(saved.article_id)
    assert got is not None
    assert (got.annotation, got.kept, got.relevance) == (make_annotation(make_article().body), True, 0.9)
    assert store.outbox.status("i").waiting == 1


def test_an_annotation_of_a_text_that_changed_meanwhile_is_refused(store: Store) -> None:
    saved = store.articles.save(make_article(), add_page(store, SITE + "/tin/1"))
    stored = store.articles.get(saved.article_id)
    assert stored is not None
    store.articles.save(make_article(body=EDITED), add_page(store, SITE + "/tin/1", at=later(days=1)))
    done = store.annotations.save(
        stored.id, stored.version, Annotation(), annotator="a-1", kept=True, revision=stored.revision
    )
    assert not done
    assert store.articles.awaiting_count("a-1") == 1


def test_many_are_saved_in_one_go_each_with_its_own_outcome(store: Store) -> None:
    ids = [store.articles.save(make_article(f"/{n}", title=f"Tin {n}", body=f"Bài {n}.")).article_id for n in range(5)]
    rows = [AnnotationToSave(id_, 1, Annotation(), "a-1", True, revision=1 + (n == 2)) for n, id_ in enumerate(ids)]
    assert store.annotations.save_many(rows) == [True, True, False, True, True]
    assert [stored.id for stored in store.articles.awaiting_annotation("a-1")] == [ids[2]]


def test_what_is_no_news_is_stored_but_not_indexed(store: Store) -> None:
    store.outbox.register("i")
    saved = store.articles.save(make_article())
    annotate(store, relevance=0.1)
    assert store.outbox.batch("i") == []
    assert store.documents.load([saved.article_id]) == {}
    assert store.annotations.get(saved.article_id) is not None


def test_what_is_no_longer_news_is_taken_out(store: Store) -> None:
    store.outbox.register("i")
    saved = store.articles.save(make_article())
    annotate(store, "a-1")
    store.outbox.done("i", store.outbox.batch("i"))
    annotate(store, "a-2", relevance=0.1)
    assert [(row.article_id, row.op) for row in store.outbox.batch("i")] == [(saved.article_id, "delete")]


def test_while_a_new_version_waits_the_index_keeps_the_old_one(store: Store) -> None:
    saved = store.articles.save(make_article(), add_page(store, SITE + "/tin/1"))
    annotate(store)
    store.articles.save(make_article(body=EDITED), add_page(store, SITE + "/tin/1", at=later(days=1)))
    assert store.documents.load([saved.article_id])[saved.article_id].article.body == make_article().body
    annotate(store)
    document = store.documents.load([saved.article_id])[saved.article_id]
    assert document.article.body == EDITED
    figure = document.annotation.figures[0]
    assert EDITED[figure.start : figure.end] == figure.text


def test_offsets_never_point_beside_the_text(store: Store) -> None:
    page = add_page(store, SITE + "/tin/1")
    saved = store.articles.save(make_article(), page)
    annotate(store)
    store.articles.rebuild(saved.article_id, [(page, make_article(body=EDITED))], extractor="x-2")
    document = store.documents.load([saved.article_id])[saved.article_id]
    for span in (*document.annotation.figures, *document.annotation.entities, *document.annotation.documents):
        assert document.article.body[span.start : span.end] == span.text


def test_a_document_carries_all_the_index_shows(store: Store) -> None:
    store.sources.remember(
        Source(id="syt-mau", name="Sở Y tế Mẫu", unit="Sở Y tế tỉnh Mẫu", province="Kon Tum", base_url=SITE)
    )
    saved = store.articles.save(make_article())
    annotate(store)
    document = store.documents.load([saved.article_id])[saved.article_id]
    assert (document.source_name, document.unit, document.province) == ("Sở Y tế Mẫu", "Sở Y tế tỉnh Mẫu", "Kon Tum")
    assert (document.withdrawn, document.group, document.version) == (False, None, 1)
    store.articles.withdraw(SITE + "/tin/1")
    document = store.documents.load([saved.article_id])[saved.article_id]
    assert (document.withdrawn, document.version) == (True, 2)


def test_reset_lets_all_of_a_source_wait_again(store: Store) -> None:
    store.articles.save(make_article("/1"))
    store.articles.save(make_article("/2", source="khac", title="Khác", body="Khác."))
    annotate(store)
    assert store.annotations.reset("syt-mau") == 1
    assert store.articles.awaiting_count("diemtin-1") == 1
    assert store.documents.count() == 2


def test_documents_are_iterated_in_batches(store: Store) -> None:
    with store.transaction():
        for n in range(25):
            store.articles.save(make_article(f"/{n}", title=f"Tin {n}", body=f"Bài {n}."))
    annotate(store)
    assert len({document.id for document in store.documents.iterate(batch=10)}) == 25
