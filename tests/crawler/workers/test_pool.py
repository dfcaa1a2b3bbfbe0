"""The guarded pool: a call that dies, hangs or takes all memory costs itself alone; nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.workers import pool as module
from crawler.workers.job import Job, perform, without
from crawler.workers.pool import Limits, Loss, Lost, Pool
from domain.errors import CrawlError
from tests.support import calls
from tests.support.web import article

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def cold() -> Iterator[None]:
    """No worker of another test, and none for another."""
    module._end_all()
    yield
    module._end_all()


def job(content: str, kind: str = "article") -> Job:
    return Job(kind, content.encode(), "https://a.vn/tin/1.html", None, "text/html", datetime(2026, 1, 1, tzinfo=UTC))


def test_pages_are_read_in_another_process_and_workers_stay_warm() -> None:
    with Pool(1) as pool:
        first = pool.submit(perform, job(article(1))).result()
        second = pool.submit(perform, job("<html><title>x</title>")).result()
        worker = pool.submit(calls.pid, None).result()
    assert first.article is not None
    assert first.article.title.endswith("1")
    assert (second.state, second.article) == ("not_article", None)
    assert worker != os.getpid()
    with Pool(1) as pool:
        assert pool.submit(calls.pid, None).result() == worker


@pytest.mark.parametrize("code", [0, 9])
def test_a_call_that_kills_its_process_is_lost_alone(code: int) -> None:
    with Pool(2) as pool:
        results = list(pool.map(calls.square, [1, 2, 3]))
        killed = pool.submit(calls.die, code)
        beside = [pool.submit(calls.square, number) for number in range(20)]
        with pytest.raises(Lost) as lost:
            killed.result()
        assert [one.result() for one in beside] == [number * number for number in range(20)]
    assert results == [1, 4, 9]
    assert lost.value.loss is Loss.DIED


def test_a_process_that_another_killed_costs_nothing(tmp_path: Path) -> None:
    with Pool(1) as pool:
        assert pool.submit(calls.die_once, tmp_path / "mark").result() == "alive"
        os.kill(pool.submit(calls.pid, None).result(), signal.SIGKILL)  # while it waits for work
        assert pool.submit(calls.square, 3).result() == 9


def test_processor_time_is_what_counts_and_waiting_is_not() -> None:
    with Pool(1, limits=Limits(processor=1.0)) as pool:
        slow = pool.submit(calls.burn, 30.0)
        assert pool.submit(calls.nap, 1.5).result() == 1.5
        with pytest.raises(Lost) as lost:
            slow.result()
    assert lost.value.loss is Loss.SLOW


def test_a_call_that_only_waits_ends_by_the_clock() -> None:
    with Pool(1, limits=Limits(clock=1.0)) as pool, pytest.raises(Lost) as lost:
        pool.submit(calls.nap, 60).result()
    assert lost.value.loss is Loss.SLOW


@pytest.mark.parametrize("call", [calls.greedy, calls.bytes_of])
def test_a_call_that_takes_all_memory_is_ended_and_not_tried_again(call: object) -> None:
    with Pool(1, limits=Limits(memory=150 << 20)) as pool:
        with pytest.raises(Lost) as lost:
            pool.submit(call, 2_000).result()  # type: ignore[arg-type]
        assert pool.submit(calls.square, 2).result() == 4
    assert lost.value.loss is Loss.BIG


def test_results_come_in_order_and_a_lost_one_in_its_place() -> None:
    with Pool(2) as pool:
        results = list(pool.map(calls.die, [7]))
        assert [type(one) for one in results] == [Lost]
        assert list(pool.map(calls.square, range(50))) == [number * number for number in range(50)]


def test_what_is_lost_is_tried_again_after_all_that_wait(tmp_path: Path) -> None:
    done: list[str] = []
    with Pool(1) as pool:
        first = pool.submit(calls.die_once, tmp_path / "mark")
        others = [pool.submit(calls.square, number) for number in range(3)]
        first.add_done_callback(lambda _: done.append("first"))
        others[-1].add_done_callback(lambda _: done.append("last of the others"))
        assert first.result() == "alive"
    assert done == ["last of the others", "first"]


def test_an_error_of_the_function_is_raised() -> None:
    with Pool(1) as pool, pytest.raises(ValueError, match="không"):
        pool.submit(calls.refuse, "không").result()


def test_what_is_printed_goes_to_the_log(tmp_path: Path) -> None:
    log = tmp_path / "log" / "workers.log"
    with Pool(1, log=log) as pool:
        assert pool.submit(calls.noisy, "ồn ào").result() == "ồn ào"
    said = log.read_text(encoding="utf-8")
    assert "stderr: ồn ào" in said
    assert said.count("ồn ào") == 3


def test_a_stop_ends_a_map_at_once() -> None:
    stop = threading.Event()
    with Pool(1) as pool:
        results = pool.map(calls.nap, [0.0, 60.0], stop)
        assert next(results) == 0.0
        stop.set()
        assert list(results) == []


def test_the_end_of_the_block_breaks_off_what_is_under_way() -> None:
    begun = time.monotonic()
    with Pool(2) as pool:
        pool.submit(calls.nap, 300)
        time.sleep(0.5)
    assert time.monotonic() - begun < 60


def test_workers_that_cannot_start_fail_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.sys, "executable", "/bin/false")
    with Pool(1) as pool, pytest.raises(CrawlError, match="Không khởi động được"):
        pool.submit(calls.square, 1).result()


@pytest.mark.parametrize(("loss", "words"), [(Loss.BIG, "Quá lớn để đọc"), (Loss.SLOW, "quá lâu"), (Loss.DIED, "dừng")])
def test_a_file_that_cannot_be_read_says_why(loss: Loss, words: str) -> None:
    done = without(job("x", "attachment"), Lost(loss))
    assert done.attachment is not None
    assert (done.attachment.state, done.attachment.media_type) == ("failed", "text/html")
    assert words in (done.attachment.reason or "")
    page = without(job("x"), Lost(loss))
    assert (page.state, words in (page.reason or "")) == ("failed", True)


OWNER = """
import os, signal, sys, time
sys.path.insert(0, os.getcwd())
from crawler.workers.pool import Pool
from tests.support import calls

if __name__ == "__main__":
    with Pool(2) as pool:
        pids = [pool.submit(calls.pid, None).result() for _ in range(4)]
        busy = pool.submit(calls.burn, 300.0)
        print("ready", flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
"""


def test_nothing_is_left_behind_by_an_owner_that_is_killed(tmp_path: Path) -> None:
    held = tmp_path / "held"
    script = tmp_path / "owner.py"
    script.write_text(
        OWNER.replace("Pool(2)", f"Pool(2, log=__import__('pathlib').Path({str(held)!r}))"), encoding="utf-8"
    )
    owner = subprocess.run([sys.executable, str(script)], cwd=ROOT, stdout=subprocess.PIPE, text=True, timeout=60)
    assert owner.returncode == -signal.SIGKILL
    assert owner.stdout == "ready\n"
    # The workers hold their log open; nobody does once they are gone.
    patience = time.monotonic() + 20
    while _holders(held) and time.monotonic() < patience:
        time.sleep(0.1)
    assert _holders(held) == []


def _holders(path: Path) -> list[str]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if any(str(fd.readlink()) == str(path) for fd in (process / "fd").iterdir()):
                found.append(process.name)
        except OSError:
            continue
    return found
