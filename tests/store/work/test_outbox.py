from __future__ import annotations

from datetime import timedelta

from store import Store
from store.work.outbox import MAX_ATTEMPTS
from tests.store.making import SITE, annotate, make_article


def fill(store: Store, count: int = 3) -> list[str]:
    ids = [
        store.articles.save(make_article(f"/{n}", title=f"Tin {n}", body=f"Bài {n}.")).article_id for n in range(count)
    ]
    annotate(store)
    return ids


def test_rows_come_in_order_and_are_cleared(store: Store) -> None:
    store.outbox.register("i")
    ids = fill(store)
    rows = store.outbox.batch("i", limit=2)
    assert [row.op for row in rows] == ["upsert", "upsert"]
    assert rows[0].seq < rows[1].seq
    store.outbox.done("i", rows)
    assert {row.article_id for row in store.outbox.batch("i")} == set(ids) - {row.article_id for row in rows}


def test_rows_of_one_article_coalesce_and_keep_their_age(store: Store) -> None:
    store.outbox.register("i")
    ids = fill(store, 1)
    since = store.outbox.status("i").oldest_since
    store.articles.withdraw(SITE + "/0")
    (row,) = store.outbox.batch("i")
    assert (row.article_id, row.version) == (ids[0], 2)
    assert store.outbox.status("i").oldest_since == since


def test_a_change_made_while_its_forerunner_is_sent_stays(store: Store) -> None:
    store.outbox.register("i")
    fill(store, 1)
    rows = store.outbox.batch("i")
    store.articles.withdraw(SITE + "/0")
    store.outbox.done("i", rows)
    assert [row.version for row in store.outbox.batch("i")] == [2]
    store.outbox.retry("i", rows, "cũ")
    store.outbox.reject("i", rows[0], "cũ")
    assert [row.attempts for row in store.outbox.batch("i")] == [0]


def test_numbers_are_never_given_twice(store: Store) -> None:
    store.outbox.register("i")
    fill(store, 2)
    rows = store.outbox.batch("i")
    store.outbox.done("i", rows)
    store.articles.withdraw(SITE + "/1")
    assert store.outbox.batch("i")[0].seq > max(row.seq for row in rows)


def test_each_index_has_its_own_queue(store: Store) -> None:
    store.outbox.register("tantivy")
    fill(store, 2)
    store.outbox.done("tantivy", store.outbox.batch("tantivy"))
    assert store.outbox.register("elasticsearch") == 2
    assert store.outbox.register("elasticsearch") == 0
    assert len(store.outbox.batch("elasticsearch")) == 2
    store.articles.withdraw(SITE + "/0")
    assert len(store.outbox.batch("elasticsearch")) == 2
    assert len(store.outbox.batch("tantivy")) == 1
    assert store.outbox.indexes() == ["elasticsearch", "tantivy"]
    store.outbox.unregister("elasticsearch")
    assert store.outbox.indexes() == ["tantivy"]
    assert store.outbox.batch("elasticsearch") == []


def test_a_poisoned_document_ends_in_quarantine_and_the_rest_goes_on(store: Store) -> None:
    store.outbox.register("i")
    ids = fill(store)
    now = store.database.now()
    for attempt in range(1, MAX_ATTEMPTS + 1):
        now += timedelta(hours=1)
        bad = next(row for row in store.outbox.batch("i", now=now) if row.article_id == ids[0])
        assert bad.attempts == attempt - 1
        assert store.outbox.retry("i", [bad], "mapper_parsing_exception") == (attempt == MAX_ATTEMPTS)
    rest = store.outbox.batch("i", now=now)
    assert {row.article_id for row in rest} == set(ids[1:])
    (poisoned,) = store.outbox.quarantined("i")
    assert (poisoned.article_id, poisoned.last_error) == (ids[0], "mapper_parsing_exception")
    assert store.outbox.status("i").quarantined == 1
    assert store.outbox.requeue("i") == 1
    assert len(store.outbox.batch("i")) == 3


def test_a_document_retried_waits_before_it_is_sent_again(store: Store) -> None:
    store.outbox.register("i")
    fill(store, 1)
    now = store.database.now()
    store.outbox.retry("i", store.outbox.batch("i"), "429")
    assert store.outbox.batch("i", now=now) == []
    assert len(store.outbox.batch("i", now=now + timedelta(minutes=1))) == 1


def test_a_document_refused_for_good_is_quarantined_at_once_and_freed_by_a_change(store: Store) -> None:
    store.outbox.register("i")
    ids = fill(store, 1)
    store.outbox.reject("i", store.outbox.batch("i")[0], "quá lớn")
    assert store.outbox.batch("i") == []
    store.articles.withdraw(SITE + "/0")
    assert [row.article_id for row in store.outbox.batch("i")] == ids
    assert store.outbox.quarantined("i") == []


def test_a_dead_engine_counts_against_no_document(store: Store) -> None:
    store.outbox.register("i")
    fill(store)
    now = store.database.now()
    waits = []
    for _ in range(12):
        until = store.outbox.hold("i", "Elasticsearch không trả lời.")
        waits.append(round((until - store.database.now()).total_seconds()))
    assert waits[:4] == [1, 2, 4, 8]
    assert max(waits) == 300
    assert store.outbox.batch("i", now=now + timedelta(seconds=100)) == []
    status = store.outbox.status("i")
    assert (status.waiting, status.quarantined, status.last_error) == (3, 0, "Elasticsearch không trả lời.")
    assert status.held_until == until
    store.outbox.resume("i")
    rows = store.outbox.batch("i")
    assert [row.attempts for row in rows] == [0, 0, 0]
    assert store.outbox.status("i").held_until is None


def test_success_ends_a_hold(store: Store) -> None:
    store.outbox.register("i")
    fill(store, 1)
    rows = store.outbox.batch("i")
    store.outbox.hold("i", "x")
    store.outbox.done("i", rows)
    status = store.outbox.status("i")
    assert (status.waiting, status.last_error, status.held_until, status.oldest_since) == (0, None, None, None)


def test_everything_can_be_queued_again(store: Store) -> None:
    store.outbox.register("i")
    fill(store)
    store.outbox.done("i", store.outbox.batch("i"))
    assert store.outbox.requeue("i", everything=True) == 3
    assert len(store.outbox.batch("i")) == 3


def test_thousands_of_articles_are_queued_at_once(store: Store) -> None:
    store.outbox.register("i")
    with store.transaction():
        fill(store, 450)
    assert store.outbox.status("i").waiting == 450
    rows = store.outbox.batch("i", limit=1000)
    assert len(store.documents.load([row.article_id for row in rows])) == 450
    store.outbox.done("i", rows)
    assert store.outbox.batch("i") == []
