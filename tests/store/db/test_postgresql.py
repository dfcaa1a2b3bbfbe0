"""What several machines on one PostgreSQL server do at the same time."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from store import Store, export, open_store
from tests.store.conftest import empty
from tests.store.making import SITE, annotate, found, make_article
from tests.store.test_export import fill

SPAWN = multiprocessing.get_context("spawn")


@pytest.fixture
def shared(tmp_path: Path, postgresql_url: str) -> Iterator[Store]:
    with open_store(tmp_path, postgresql_url) as opened:
        empty(opened)
        yield opened


def _machine(folder: Path, url: str, name: int, together: Barrier) -> None:
    """Claims, books slots, saves the articles that all save, annotates and drains, all at once with the others."""
    with open_store(folder, url) as store:
        owner = store.leases.new_owner()
        with (folder / "claimed").open("a") as claims, (folder / "slots").open("a") as slots:
            while entries := store.frontier.claim("syt-mau", owner, 3):
                claims.writelines(f"{entry.url}\n" for entry in entries)
                slots.write(store.hosts.reserve("h", timedelta(seconds=7)).isoformat() + "\n")
        for n in range(25):
            store.articles.save(make_article(f"/{n}", title=f"Tin {n}", body=f"Bài {n}."))
            store.outbox.done("i", store.outbox.batch("i"))
        with (folder / "leased").open("a") as log:
            if store.leases.acquire("source:syt-mau", owner):
                log.write(f"{name}\n")
        together.wait(120)  # the lease of a process that is gone would pass on at once, and rightly so


def test_machines_work_side_by_side(shared: Store, postgresql_url: str, tmp_path: Path) -> None:
    shared.outbox.register("i")
    shared.frontier.add_many([found(f"/{n}") for n in range(60)])
    together = SPAWN.Barrier(3)
    given = [(tmp_path, postgresql_url, name, together) for name in range(3)]
    machines = [SPAWN.Process(target=_machine, args=arguments) for arguments in given]
    for machine in machines:
        machine.start()
    for machine in machines:
        machine.join(120)
    assert [machine.exitcode for machine in machines] == [0, 0, 0]
    claimed = (tmp_path / "claimed").read_text().split()
    assert sorted(claimed) == sorted(SITE + f"/{n}" for n in range(60))
    slots = sorted(datetime.fromisoformat(line) for line in (tmp_path / "slots").read_text().split())
    assert min(b - a for a, b in pairwise(slots)) >= timedelta(seconds=7)
    assert len((tmp_path / "leased").read_text().split()) == 1
    assert shared.articles.count() == 25
    assert annotate(shared) == 25
    assert shared.outbox.status("i").waiting == 25


def test_a_store_moves_from_sqlite_to_postgresql(shared: Store, tmp_path: Path) -> None:
    with open_store(tmp_path / "sqlite") as old:
        fill(old)
        lines = list(export.lines(old))
        export.load(shared, lines)
        assert list(export.lines(shared)) == lines
        assert export.facts(shared) == export.facts(old)
    assert shared.articles.save(make_article("/sau", title="Sau", body="Sau.")).change == "new"
    with shared.runs.start("crawl") as run:
        assert run.id == 2


def test_the_clock_is_the_servers(shared: Store) -> None:
    assert shared.database.now().utcoffset() == timedelta(0)
