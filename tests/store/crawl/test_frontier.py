from __future__ import annotations

from datetime import date

from store import Store
from store.crawl.frontier import Kind, NewAddress, Outcome, Rank
from tests.store.making import NOW, SITE, found, later

SOURCE = "syt-mau"


def claim(store: Store, limit: int = 10, **given: object) -> list[str]:
    now = given.pop("now", None) or store.database.now()
    return [e.url.removeprefix(SITE) for e in store.frontier.claim(SOURCE, "me", limit, now=now, **given)]  # type: ignore[arg-type]


def test_an_address_is_added_once(store: Store) -> None:
    assert store.frontier.add(found("/a"))
    assert not store.frontier.add(found("/a"))
    assert store.frontier.add_many([found("/a"), found("/b"), found("/b")]) == [SITE + "/b"]
    assert store.frontier.known([SITE + "/a", SITE + "/x"]) == {SITE + "/a"}


def test_thousands_of_addresses_at_once(store: Store) -> None:
    many = [found(f"/{n}") for n in range(3000)]
    assert len(store.frontier.add_many(many)) == 3000
    assert store.frontier.add_many(many) == []


def test_an_endless_address_is_left_out(store: Store) -> None:
    assert not store.frontier.add(found("/" + "a" * 2000))
    assert store.frontier.counts() == {}


def test_a_known_address_gains_the_hints_it_lacks_and_keeps_those_it_has(store: Store) -> None:
    url = SITE + "/a"
    store.frontier.add(NewAddress(url, Kind.ARTICLE, SOURCE, hint_title="Tiêu đề"))
    store.frontier.add(
        NewAddress(url, Kind.ARTICLE, SOURCE, hint_title="Khác", hint_date=date(2021, 5, 19), hint_origin="listing")
    )
    store.frontier.add(NewAddress(url, Kind.ARTICLE, SOURCE, hint_date=date(2024, 1, 1), hint_origin="feed"))
    entry = store.frontier.get(url)
    assert entry is not None
    assert (entry.hint_title, entry.hint_date, entry.hint_origin) == ("Tiêu đề", date(2021, 5, 19), "listing")


def test_lists_come_before_articles_before_attachments(store: Store) -> None:
    store.frontier.add_many([found("/file", Kind.ATTACHMENT), found("/a"), found("/list", Kind.LISTING), found("/b")])
    assert claim(store, 3) == ["/list", "/a", "/b"]
    assert claim(store) == ["/file"]
    assert claim(store) == []


def test_claims_can_be_of_some_kinds_and_are_of_one_source(store: Store) -> None:
    store.frontier.add_many([found("/a"), found("/list", Kind.LISTING), found("/other", source="khac")])
    assert claim(store, kinds=[Kind.ARTICLE]) == ["/a"]
    assert claim(store) == ["/list"]


def test_what_is_not_yet_due_is_not_claimed(store: Store) -> None:
    store.frontier.add(NewAddress(SITE + "/a", Kind.ARTICLE, SOURCE, next_visit_at=later(days=2)))
    assert claim(store, now=later(days=1)) == []
    assert store.frontier.due_count(SOURCE, later(days=1)) == 0
    assert store.frontier.next_due(SOURCE) == later(days=2)
    assert claim(store, now=later(days=3)) == ["/a"]


def test_an_outcome_settles_an_address_until_its_next_visit(store: Store) -> None:
    store.frontier.add(found("/a"))
    claim(store)
    url = SITE + "/a"
    store.frontier.finish(
        url,
        Outcome.OK,
        status=200,
        etag='"1"',
        last_modified="Mon",
        content_hash="h",
        next_visit_at=later(days=1),
        at=NOW,
    )
    entry = store.frontier.get(url)
    assert entry is not None
    assert (entry.state, entry.outcome, entry.etag, entry.visits) == ("waiting", Outcome.OK, '"1"', 1)
    assert (entry.last_visit_at, entry.last_ok_at, entry.next_visit_at) == (NOW, NOW, later(days=1))
    assert claim(store, now=later(days=1)) == ["/a"]
    store.frontier.finish(url, Outcome.UNCHANGED, status=304, at=later(days=1))
    entry = store.frontier.get(url)
    assert entry is not None
    assert (entry.state, entry.outcome, entry.etag, entry.content_hash) == ("settled", Outcome.UNCHANGED, '"1"', "h")


def test_a_new_answer_without_validators_forgets_the_old_ones(store: Store) -> None:
    store.frontier.add(found("/a"))
    store.frontier.finish(SITE + "/a", Outcome.OK, etag='"1"', content_hash="h")
    store.frontier.finish(SITE + "/a", Outcome.OK, content_hash="i")
    entry = store.frontier.get(SITE + "/a")
    assert entry is not None
    assert (entry.etag, entry.content_hash) == (None, "i")


def test_failures_wait_longer_each_time_and_end_in_quarantine(store: Store) -> None:
    store.frontier.add(found("/a"))
    url, waits = SITE + "/a", []
    for n in range(4):
        assert not store.frontier.fail(url, f"Máy chủ báo lỗi lần {n}.", status=503, at=NOW)
        entry = store.frontier.get(url)
        assert entry is not None
        assert entry.next_visit_at is not None
        assert (entry.state, entry.outcome, entry.failures) == ("waiting", None, n + 1)
        waits.append((entry.next_visit_at - NOW).total_seconds() / 60)
    assert waits == [1, 4, 16, 64]
    assert store.frontier.fail(url, "Máy chủ báo lỗi 503.", status=503)
    (entry,) = store.frontier.quarantined(SOURCE)
    assert (entry.state, entry.outcome, entry.reason) == ("settled", Outcome.QUARANTINED, "Máy chủ báo lỗi 503.")
    assert store.frontier.counts(SOURCE) == {"quarantined": 1}


def test_retry_after_is_obeyed_where_it_is_later(store: Store) -> None:
    store.frontier.add(found("/a"))
    store.frontier.fail(SITE + "/a", "429", retry_at=later(hours=2), at=NOW)
    assert store.frontier.next_due(SOURCE) == later(hours=2)


def test_a_success_clears_the_failures(store: Store) -> None:
    store.frontier.add(found("/a"))
    store.frontier.fail(SITE + "/a", "hỏng")
    store.frontier.finish(SITE + "/a", Outcome.OK)
    entry = store.frontier.get(SITE + "/a")
    assert entry is not None
    assert (entry.failures, entry.reason, entry.outcome) == (0, None, Outcome.OK)


def test_quarantine_can_be_retried(store: Store) -> None:
    store.frontier.add_many([found("/a"), found("/b"), found("/c", source="khac")])
    for path in ("/a", "/b", "/c"):
        store.frontier.fail(SITE + path, "tường đăng nhập", permanent=True)
    assert store.frontier.retry_quarantined(url=SITE + "/a") == 1
    assert claim(store) == ["/a"]
    assert store.frontier.retry_quarantined("khac") == 1
    assert [e.url for e in store.frontier.quarantined()] == [SITE + "/b"]


def test_what_was_in_flight_is_recovered(store: Store) -> None:
    store.frontier.add_many([found("/a"), found("/b")])
    claim(store, 1)
    store.frontier.claim(SOURCE, "other", 1)
    assert store.frontier.recover(SOURCE, owner="me") == 1
    assert claim(store) == ["/b"]
    assert store.frontier.recover(SOURCE) == 2
    assert sorted(claim(store)) == ["/a", "/b"]


def test_an_address_that_keeps_killing_the_process_is_given_up(store: Store) -> None:
    store.frontier.add(found("/a"))
    for _ in range(3):
        claim(store)
        store.frontier.recover(SOURCE, give_up_after=3)
    (entry,) = store.frontier.quarantined()
    assert entry.reason == "Chương trình nhiều lần dừng đột ngột khi xử lý địa chỉ này."
    assert claim(store) == []


def test_released_addresses_are_due_again(store: Store) -> None:
    store.frontier.add(found("/a"))
    claim(store)
    store.frontier.release(SITE + "/a")
    entry = store.frontier.get(SITE + "/a")
    assert entry is not None
    assert (entry.state, entry.failures, entry.visits, entry.claimed_by) == ("waiting", 0, 0, None)
    assert claim(store) == ["/a"]


def test_an_address_in_flight_is_not_rescheduled(store: Store) -> None:
    store.frontier.add_many([found("/a"), found("/b")])
    claim(store, 1)
    store.frontier.schedule(SITE + "/a", later(days=9))
    store.frontier.schedule(SITE + "/b", later(days=9))
    states = {path: store.frontier.get(SITE + path) for path in ("/a", "/b")}
    assert {path: entry.state for path, entry in states.items() if entry} == {"/a": "in_flight", "/b": "waiting"}
    assert store.frontier.next_due(SOURCE) == later(days=9)


def test_counts_by_outcome(store: Store) -> None:
    store.frontier.add_many([found(f"/{n}") for n in range(6)])
    claim(store, 5)
    store.frontier.finish(SITE + "/0", Outcome.OK)
    store.frontier.finish(SITE + "/1", Outcome.GONE, status=404)
    store.frontier.finish(SITE + "/2", Outcome.BLOCKED_BY_ROBOTS)
    store.frontier.finish(SITE + "/3", Outcome.MOVED, moved_to=SITE + "/m")
    assert store.frontier.counts(SOURCE) == {
        "ok": 1, "gone": 1, "blocked_by_robots": 1, "moved": 1, "in_flight": 1, "waiting": 1,
    }  # fmt: skip


def test_what_may_be_new_comes_before_the_archive_and_its_articles_before_its_lists(store: Store) -> None:
    def ranked(path: str, kind: Kind, rank: Rank | None) -> NewAddress:
        return NewAddress(SITE + path, kind, SOURCE, rank=rank)

    store.frontier.add_many(
        [
            ranked("/trang-3", Kind.LISTING, Rank.ARCHIVE_LISTS),
            ranked("/cu", Kind.ARTICLE, Rank.ARCHIVE),
            ranked("/tep", Kind.ATTACHMENT, None),
            ranked("/moi", Kind.ARTICLE, None),
            ranked("/tin", Kind.LISTING, None),
            ranked("/hai-lan", Kind.ARTICLE, Rank.ARCHIVE),
        ]
    )
    assert store.frontier.archive_waiting(SOURCE) == 3
    store.frontier.add(ranked("/hai-lan", Kind.ARTICLE, Rank.NEWS))
    assert claim(store) == ["/tin", "/moi", "/hai-lan", "/tep", "/cu", "/trang-3"]
    store.frontier.finish(SITE + "/cu", Outcome.OK)
    assert (store.frontier.archive_waiting(SOURCE), store.frontier.archive_done(SOURCE)) == (0, 1)


def test_what_a_rule_refused_is_asked_for_again_when_the_rule_is_another(store: Store) -> None:
    store.frontier.add_many([found("/trong"), found("/lon"), found("/cam"), found("/hong")])
    store.frontier.fail(SITE + "/trong", "Địa chỉ nội bộ.", permanent=True, refusal="private:a")
    store.frontier.fail(SITE + "/lon", "Quá lớn.", permanent=True, refusal="size:100")
    store.frontier.finish(SITE + "/cam", Outcome.BLOCKED_BY_ROBOTS, refusal="robots:x")
    store.frontier.fail(SITE + "/hong", "Hỏng.", permanent=True)
    rules = {"private": "a", "size": "100", "robots": "x"}
    assert store.frontier.retry_refused(SOURCE, rules) == 0
    assert store.frontier.retry_refused("khac", rules | {"private": "b"}) == 0
    assert store.frontier.retry_refused(SOURCE, rules | {"private": "b", "robots": "y"}) == 2
    assert sorted(claim(store)) == ["/cam", "/trong"]


def test_what_is_gone_and_listed_again_is_due_again(store: Store) -> None:
    paths = ["/con", "/mat", "/khac"]
    store.frontier.add_many([found(path) for path in paths])
    store.frontier.finish(SITE + "/con", Outcome.OK)
    for path in paths[1:]:
        store.frontier.finish(SITE + path, Outcome.GONE)
    assert store.frontier.listed_again([SITE + "/con", SITE + "/mat"], store.database.now()) == 1
    assert claim(store) == ["/mat"]


def test_spellings_of_one_address_are_found_and_given_up(store: Store) -> None:
    urls = [f"/tin?id=7&sid={n}" for n in ("aa", "bb")]
    store.frontier.add_many([found(path) for path in [*urls, "/tin?id=8&sid=aa"]])
    assert store.frontier.alike(SITE + "/tin?id=7&sid=") == [SITE + path for path in urls]
    store.frontier.replace([SITE + path for path in urls], SITE + "/tin?id=7", store.database.now())
    assert claim(store) == ["/tin?id=8&sid=aa"]
