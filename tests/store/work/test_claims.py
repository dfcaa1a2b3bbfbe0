from __future__ import annotations

from store import Store
from store.work.owners import new_owner

STAGE = "annotate"


def test_of_each_row_one_owner(store: Store) -> None:
    assert store.claims.take(STAGE, ["a", "b"], "one") == {"a", "b"}
    assert store.claims.take(STAGE, ["b", "c"], "two") == {"c"}
    assert store.claims.take(STAGE, ["a"], "one") == {"a"}
    assert store.claims.take("other stage", ["a"], "two") == {"a"}
    store.claims.release(STAGE, "two", ["b", "c"])
    assert store.claims.take(STAGE, ["b", "c"], "three") == {"c"}
    store.claims.release(STAGE, "one")
    assert store.claims.take(STAGE, ["a", "b"], "three") == {"a", "b"}


def test_a_claim_runs_out_unless_it_is_renewed(store: Store) -> None:
    store.claims.take(STAGE, ["a", "b"], "one", seconds=-1)
    store.claims.renew(STAGE, "one")
    assert store.claims.take(STAGE, ["a", "b"], "two") == set()
    store.claims.renew(STAGE, "one", seconds=-1)
    assert store.claims.take(STAGE, ["a", "b"], "two") == {"a", "b"}


def test_what_the_dead_claimed_is_free(store: Store) -> None:
    machine, _, started, chance = new_owner().split(":")
    store.claims.take(STAGE, ["a"], f"{machine}:999999999:{started}:{chance}")
    store.claims.take(STAGE, ["b"], new_owner())
    store.claims.bury_dead(STAGE)
    assert store.claims.take(STAGE, ["a", "b"], "two") == {"a"}
