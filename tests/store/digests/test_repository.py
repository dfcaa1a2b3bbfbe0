from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from domain.errors import StateError
from store import Store
from store.digests.records import NewEdit
from tests.store.making import annotate, make_article

FIRST, LAST = date(2026, 6, 29), date(2026, 7, 5)
INSTANTS = (datetime(2026, 6, 28, 17, tzinfo=UTC), datetime(2026, 7, 5, 17, tzinfo=UTC))
ISSUE = "2026-W27"


def add(store: Store, issue_id: str = ISSUE) -> bool:
    return store.digests.add(issue_id, ISSUE, (FIRST, LAST), INSTANTS, "{}", state="ban_nhap", author="lan")


def test_an_issue_is_kept_once_and_its_edits_by_revision(store: Store) -> None:
    assert add(store)
    assert not add(store)
    assert store.digests.save(ISSUE, [NewEdit("title", "A")], author="lan", expected=0)[0] == 1
    assert store.digests.save(ISSUE, [NewEdit("title", "B")], author="lan", expected=1)[0] == 2
    assert [(one.field, one.value, one.revision) for one in store.digests.edits(ISSUE)] == [("title", "B", 2)]
    _, (clash,) = store.digests.save(ISSUE, [NewEdit("title", "C")], author="minh", expected=1)
    assert (clash.before, clash.theirs.value, clash.mine.value) == ("A", "B", "C")
    assert store.digests.settle(ISSUE, clash.mine.id, take_mine=True, author="lan")
    assert [one.value for one in store.digests.edits(ISSUE)] == ["C"]
    stored = store.digests.get(ISSUE)
    assert stored is not None
    assert (stored.first_day, stored.last_day, stored.revision) == (FIRST, LAST, 4)


def test_what_is_frozen_takes_no_edit_and_no_second_freezing(store: Store) -> None:
    add(store)
    store.digests.set_state(ISSUE, "da_duyet", author="lan", frozen=("{}", "ab" * 32))
    with pytest.raises(StateError):
        store.digests.save(ISSUE, [NewEdit("title", "A")], author="lan", expected=0)
    with pytest.raises(StateError):
        store.digests.set_state(ISSUE, "da_duyet", author="lan", frozen=("{1}", "cd" * 32))
    store.digests.recompose(ISSUE, '{"other": 1}')
    stored = store.digests.get(ISSUE)
    assert stored is not None
    assert (stored.frozen, stored.composed, stored.state) == ("{}", "{}", "da_duyet")
    with pytest.raises(StateError):
        store.digests.set_state("2020-W01", "da_duyet", author="lan")


def test_uses_requests_and_pairs_follow_an_article_that_moved(store: Store) -> None:
    one = store.articles.save(make_article("/cu"))
    two = store.articles.save(make_article("/moi", title="Bài khác", body="Một bài khác hẳn. " * 20))
    annotate(store)
    add(store)
    store.digests.note_uses(ISSUE, [(two.article_id, "item", 1)])
    store.digests.save(ISSUE, [NewEdit("note", "x", two.article_id)], author="lan", expected=0)
    requests = store.digests.requests
    requests.put(two.article_id, ISSUE, unit="TTYT", due=LAST, status="chua_giao", author="lan")
    requests.put(two.article_id, "2026-W28", unit="TTYT", due=None, status="da_giao", author="lan")
    requests.say_pair(two.article_id, "x", together=True, author="lan")
    store.articles.moved("https://soyte.example.gov.vn/cu", "https://soyte.example.gov.vn/moi")
    assert [use.number for use in store.digests.used_in([one.article_id])[one.article_id]] == [1]
    assert [edit.article_id for edit in store.digests.edits(ISSUE)] == [one.article_id]
    (asked,) = requests.all()
    assert (asked.article_id, asked.issue_id, asked.due, asked.status) == (one.article_id, ISSUE, None, "da_giao")
    assert [pair.article_id for pair in requests.pairs()] == [one.article_id]
    assert store.digests.count_chosen(ISSUE) == 1


def test_coverage_counts_news_by_their_day_in_vietnam(store: Store) -> None:
    from datetime import timedelta, timezone

    late = datetime(2026, 6, 30, 20, 0, tzinfo=timezone(timedelta(hours=-7)))  # already 1 July in Vietnam
    store.articles.save(make_article("/a", published_at=late))
    store.articles.save(make_article("/b", title="Không ngày", body="Không ghi ngày nào. " * 20, published_at=None))
    annotate(store)
    assert store.coverage.counts(date(2026, 7, 1), date(2026, 7, 1)).articles == 1
    assert store.coverage.counts(date(2026, 6, 30), date(2026, 6, 30)).articles == 0
    assert [one.title for one in store.coverage.undated()] == ["Không ngày"]
    assert store.coverage.ends() == date(2026, 7, 1)
    (row,) = store.coverage.annotations(FIRST, LAST)
    assert row.record["topics"][0]["topic"] == "tthc"
