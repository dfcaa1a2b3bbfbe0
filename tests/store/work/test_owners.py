from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from store import Store
from store.work.owners import is_dead, new_owner

ROOT = Path(__file__).parents[3]
NAME = "from store.work.owners import new_owner; print(new_owner(), flush=True); input()"


def started() -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen(
        [sys.executable, "-c", NAME], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def test_this_process_and_any_that_runs_is_alive() -> None:
    process, owner = started()
    assert not is_dead(new_owner())
    assert not is_dead(owner)
    end(process)
    assert is_dead(owner)


def test_a_killed_process_that_its_parent_has_not_yet_buried_is_dead() -> None:
    process, owner = started()
    process.send_signal(signal.SIGKILL)
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    assert is_dead(owner)
    end(process)


def test_a_process_number_given_anew_is_not_the_old_process() -> None:
    machine, pid, start, token = new_owner().split(":")
    assert is_dead(f"{machine}:{pid}:{int(start) - 100}:{token}")


@pytest.mark.parametrize("owner", ["one", "", "a:b:c:d", "elsewhere/1:1:5:x", "host:1:x", "::::"])
def test_of_others_nothing_is_known(owner: str) -> None:
    assert not is_dead(owner)


def test_where_the_start_is_unknown_a_living_number_is_alive() -> None:
    machine, pid, _, token = new_owner().split(":")
    assert not is_dead(f"{machine}:{pid}:0:{token}")


def test_a_dead_process_of_this_machine_holds_no_lease(store: Store) -> None:
    process, owner = started()
    assert store.leases.acquire("source:a", owner, seconds=3600)
    assert not store.leases.acquire("source:a", "me")
    end(process)
    assert store.leases.acquire("source:a", "me")
