from __future__ import annotations

import multiprocessing
import time
from pathlib import Path

import pytest

from domain.errors import StoreError
from store import Store, open_store

SPAWN = multiprocessing.get_context("spawn")


def test_of_two_only_one_holds_a_lease(store: Store) -> None:
    assert store.leases.acquire("source:a", "one")
    assert not store.leases.acquire("source:a", "two")
    assert store.leases.acquire("source:b", "two")
    held = store.leases.holder("source:a")
    assert held is not None
    assert held.owner == "one"


def test_the_holder_may_acquire_again(store: Store) -> None:
    assert store.leases.acquire("a", "one")
    assert store.leases.acquire("a", "one")


def test_only_the_holder_releases(store: Store) -> None:
    store.leases.acquire("a", "one")
    store.leases.release("a", "two")
    assert not store.leases.acquire("a", "two")
    store.leases.release("a", "one")
    assert store.leases.holder("a") is None
    assert store.leases.acquire("a", "two")


def test_a_dead_holders_lease_passes_on(store: Store) -> None:
    assert store.leases.acquire("a", "dead", seconds=0.05)
    time.sleep(0.06)
    assert store.leases.holder("a") is None
    assert store.leases.acquire("a", "two")
    assert not store.leases.renew("a", "dead")


def test_a_lease_that_ran_out_cannot_be_renewed(store: Store) -> None:
    store.leases.acquire("a", "one", seconds=0.05)
    time.sleep(0.06)
    assert not store.leases.renew("a", "one")


def test_renewing_keeps_a_lease(store: Store) -> None:
    store.leases.acquire("a", "one", seconds=0.3)
    assert store.leases.renew("a", "one", seconds=60)
    time.sleep(0.35)
    assert not store.leases.acquire("a", "two")


def test_a_held_lease_is_renewed_for_as_long_as_the_work_takes(store: Store) -> None:
    with store.leases.hold("a", "one", seconds=0.3) as held:
        time.sleep(0.7)
        assert not held.lost
        assert not store.leases.acquire("a", "two")
    assert store.leases.acquire("a", "two")


def test_a_holder_learns_that_its_lease_is_lost(store: Store) -> None:
    with store.leases.hold("a", "one", seconds=0.3) as held:
        store.leases.release("a", "one")
        assert store.leases.acquire("a", "two")
        for _ in range(100):
            if held.lost:
                break
            time.sleep(0.02)
        assert held.lost
    current = store.leases.holder("a")
    assert current is not None
    assert current.owner == "two"


def test_holding_what_another_holds_is_one_plain_line(store: Store) -> None:
    store.leases.acquire("index:tantivy", "other")
    with pytest.raises(StoreError, match="index:tantivy"), store.leases.hold("index:tantivy", "me"):
        pass


def test_owners_are_never_the_same(store: Store) -> None:
    assert len({store.leases.new_owner() for _ in range(100)}) == 100


def _fight(folder: Path, rounds: int) -> None:
    """Take the lease as often as it can be had; while held, nobody else may be inside."""
    with open_store(folder) as store:
        owner, taken = store.leases.new_owner(), 0
        inside = folder / "inside"
        while taken < rounds:
            if not store.leases.acquire("source:a", owner, seconds=30):
                continue
            inside.touch(exist_ok=False)
            with (folder / "log").open("a") as log:
                log.write(f"{owner}\n")
            inside.unlink()
            store.leases.release("source:a", owner)
            taken += 1


def test_processes_never_hold_one_lease_at_once(tmp_path: Path) -> None:
    open_store(tmp_path).close()
    fighters = [SPAWN.Process(target=_fight, args=(tmp_path, 15)) for _ in range(3)]
    for fighter in fighters:
        fighter.start()
    for fighter in fighters:
        fighter.join(60)
    assert [fighter.exitcode for fighter in fighters] == [0, 0, 0]
    assert len((tmp_path / "log").read_text().splitlines()) == 45


def _book(folder: Path, count: int) -> None:
    from datetime import timedelta

    with open_store(folder) as store, (folder / "slots").open("a") as log:
        for _ in range(count):
            log.write(store.hosts.reserve("h", timedelta(seconds=7)).isoformat() + "\n")


def test_processes_get_slots_a_delay_apart(tmp_path: Path) -> None:
    from datetime import datetime, timedelta
    from itertools import pairwise

    open_store(tmp_path).close()
    bookers = [SPAWN.Process(target=_book, args=(tmp_path, 20)) for _ in range(3)]
    for booker in bookers:
        booker.start()
    for booker in bookers:
        booker.join(60)
    slots = sorted(datetime.fromisoformat(line) for line in (tmp_path / "slots").read_text().splitlines())
    assert len(slots) == 60
    assert min(b - a for a, b in pairwise(slots)) >= timedelta(seconds=7)
