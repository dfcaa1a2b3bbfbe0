"""``diemtin run`` killed at random moments and run again ends as an undisturbed run does, with no page fetched twice
but those in flight when it was killed.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from samples import SampleSites
from samples.sources import write_sources
from store import open_store
from store.export import facts

ROOT = Path(__file__).parents[2]
SEEDS = (8,)


def begin(data: Path, sources: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "cli.main", "run", "--data", str(data), "--sources", str(sources)]
    environment = {**os.environ, "DIEMTIN_ALLOW_PRIVATE_ADDRESSES": "true"}
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )


def asked(sites: SampleSites) -> Counter[tuple[str, str]]:
    return Counter((site.id, seen.path) for site in sites.sites.values() for seen in site.requests)


def kill_after(process: subprocess.Popen[str], sites: SampleSites, requests: int, pause: float) -> bool:
    """Kill once so many requests have come in and a moment has passed; False when it ended before."""
    while asked(sites).total() < requests and process.poll() is None:
        time.sleep(0.005)
    time.sleep(pause)
    alive = process.poll() is None
    process.kill()
    process.communicate()
    return alive


@pytest.mark.parametrize("seed", SEEDS)
def test_a_killed_run_is_taken_up_where_it_stopped(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with SampleSites(crawl_delay=0) as sites:
        write_sources(sites, tmp_path / "sources", delay="0s")
        calm_run = begin(tmp_path / "calm", tmp_path / "sources")
        _, said = calm_run.communicate()
        assert calm_run.returncode == 0, said
        calm = asked(sites)
        for site in sites.sites.values():
            site.forget_requests()
        kills = 0
        # Three times while pages come in, once about when all have come and the reading and indexing goes on.
        moments = [*sorted(chance.randrange(1, calm.total() - 5) for _ in range(3)), calm.total()]
        for moment in moments:
            kills += kill_after(begin(tmp_path / "killed", tmp_path / "sources"), sites, moment, chance.uniform(0, 0.3))
        assert kills >= 3
        last = begin(tmp_path / "killed", tmp_path / "sources")
        _, said = last.communicate()
        assert last.returncode == 0, said
        again = {key: count - calm[key] for key, count in asked(sites).items() if count > calm[key]}
    with open_store(tmp_path / "calm") as store:
        wanted = facts(store)
    with open_store(tmp_path / "killed") as store:
        found = facts(store)
    for part, rows in wanted.items():
        assert found[part] == rows, part
    in_flight = Counter(site for site, _ in again)
    assert all(count <= kills for count in in_flight.values()), again
