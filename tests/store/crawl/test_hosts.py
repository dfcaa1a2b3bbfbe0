from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from store import Store, open_store

HOST = "soyte.example.gov.vn"
DELAY = timedelta(seconds=10)


def test_slots_are_a_delay_apart(store: Store) -> None:
    slots = [store.hosts.reserve(HOST, DELAY) for _ in range(4)]
    assert [b - a for a, b in pairwise(slots)] == [DELAY] * 3
    assert slots[0] <= store.database.now()


def test_a_slot_booked_before_a_restart_still_holds(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        first = store.hosts.reserve(HOST, DELAY)
    with open_store(tmp_path) as store:
        assert store.hosts.reserve(HOST, DELAY) == first + DELAY


def test_retry_after_moves_the_next_slot_but_never_back(store: Store) -> None:
    until = store.database.now() + timedelta(minutes=5)
    store.hosts.hold(HOST, until)
    store.hosts.hold(HOST, until - timedelta(minutes=4))
    assert store.hosts.reserve(HOST, DELAY) == until
    assert store.hosts.reserve(HOST, DELAY) == until + DELAY


def test_an_answer_begins_the_pause_for_whoever_asks_next(store: Store) -> None:
    store.hosts.reserve(HOST, timedelta())
    store.hosts.answered(HOST, timedelta(seconds=1))
    state = store.hosts.get(HOST)
    assert state is not None
    assert state.answered_at is not None
    assert store.hosts.reserve(HOST, DELAY) == state.answered_at + DELAY
    assert store.hosts.not_before(HOST, DELAY) == state.answered_at + DELAY
    assert store.hosts.not_before("bao.example.vn", DELAY) is None


def test_the_crawl_delay_that_is_remembered_holds_for_one_who_has_not_read_it(store: Store) -> None:
    store.hosts.save_robots(HOST, "User-agent: *\nCrawl-delay: 10", 200, crawl_delay=10)
    first, second = (store.hosts.reserve(HOST, timedelta()) for _ in range(2))
    assert second - first == DELAY


def test_hosts_do_not_wait_for_each_other(store: Store) -> None:
    store.hosts.reserve(HOST, timedelta(hours=1))
    assert store.hosts.reserve("bao.example.vn", DELAY) <= store.database.now()


def test_robots_are_remembered(store: Store) -> None:
    assert store.hosts.get(HOST) is None
    store.hosts.save_robots(HOST, "User-agent: *\nCrawl-delay: 10\0", 200, crawl_delay=10)
    state = store.hosts.get(HOST)
    assert state is not None
    assert (state.robots_body, state.robots_status, state.crawl_delay) == ("User-agent: *\nCrawl-delay: 10", 200, 10)
    assert state.robots_fetched_at is not None
