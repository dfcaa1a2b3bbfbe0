"""Killed at any moment, a crawl goes on where it was: the same store, and nothing asked for twice but what was in flight."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.source_files import dump_source
from store import open_store
from store.export import facts
from tests.crawler.conftest import source_of
from tests.support.web import Answer, ScriptedSite, article, listing

ROOT = Path(__file__).parents[3]


@pytest.fixture
def site() -> Iterator[ScriptedSite]:
    """Three list pages and nine articles, one of them gone and one moved."""
    with ScriptedSite() as scripted:
        scripted.put("/robots.txt", Answer("User-agent: *\nDisallow: /kin/\n", headers={"Content-Type": "text/plain"}))
        for page in range(1, 4):
            path = "/tin/" if page == 1 else f"/tin/?trang={page}"
            scripted.put(
                path, listing([page * 3 - 2, page * 3 - 1, page * 3], f"/tin/?trang={page + 1}" if page < 3 else None)
            )
        for number in range(1, 10):
            scripted.put(f"/tin/bai-viet-so-{number}.html", article(number))
        scripted.put("/tin/bai-viet-so-4.html", Answer("mất", status=404))
        scripted.put("/tin/bai-viet-so-5.html", Answer(status=301, headers={"Location": "/tin/bai-moi-5.html"}))
        scripted.put("/tin/bai-moi-5.html", article(5))
        yield scripted


def start(site: ScriptedSite, folder: Path, timeout: str = "2s") -> subprocess.Popen[str]:
    sources = folder / "sources"
    sources.mkdir(exist_ok=True)
    (sources / "thu.yaml").write_text(
        dump_source(source_of(site.base_url, politeness={"delay": "0s", "timeout": timeout})), encoding="utf-8"
    )
    command = [sys.executable, "-m", "tests.support.crawl_once", str(folder / "data"), str(sources)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True)


def finish(process: subprocess.Popen[str]) -> str:
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return said


def known(folder: Path) -> dict[str, object]:
    with open_store(folder / "data") as store:
        return facts(store)


def test_killed_again_and_again_it_ends_as_if_undisturbed(site: ScriptedSite, tmp_path: Path) -> None:
    undisturbed = tmp_path / "once"
    undisturbed.mkdir()
    finish(start(site, undisturbed))
    expected = known(undisturbed)
    whole = len(site.requests)
    site.requests.clear()
    dice = random.Random(20)
    folder = tmp_path / "killed"
    folder.mkdir()
    kills = 0
    while len(site.requests) < whole and kills < 8:
        process = start(site, folder)
        seen, patience = len(site.requests), time.monotonic() + 30
        wanted = seen + dice.randint(1, 4)
        while len(site.requests) < wanted and process.poll() is None and time.monotonic() < patience:
            time.sleep(0.002)
        time.sleep(dice.uniform(0, 0.03))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        kills += process.returncode == -signal.SIGKILL
        assert len(site.requests) > seen, "each run goes on at once: the lease of the dead is taken over"
    finish(start(site, folder))
    assert kills >= 3
    assert known(folder) == expected
    twice = sum(count - 1 for count in site.counts().values())
    assert twice <= kills, "each kill may repeat the one request that was in flight"


def test_sigterm_ends_within_ten_seconds_and_loses_nothing(site: ScriptedSite, tmp_path: Path) -> None:
    site.put("/tin/bai-viet-so-2.html", Answer(article(2), delay=30))
    process = start(site, tmp_path)
    patience = time.monotonic() + 30
    while "/tin/bai-viet-so-2.html" not in site.counts() and time.monotonic() < patience:
        time.sleep(0.01)
    asked = time.monotonic()
    process.terminate()
    assert "True" in finish(process)
    assert time.monotonic() - asked < 10
    site.put("/tin/bai-viet-so-2.html", article(2))
    before = site.counts()
    finish(start(site, tmp_path))
    with open_store(tmp_path / "data") as store:
        assert store.articles.count() == 8
    assert {path for path, count in site.counts().items() if count > 1} == {"/tin/bai-viet-so-2.html"}
    assert before["/tin/bai-viet-so-2.html"] == 1


def test_two_processes_never_visit_a_site_at_once(site: ScriptedSite, tmp_path: Path) -> None:
    second_is_done = threading.Event()

    def slow(_seen: object, _before: int) -> Answer:
        second_is_done.wait(30)
        return Answer(listing([1, 2, 3]))

    site.put("/tin/", slow)
    first = start(site, tmp_path, timeout="60s")
    patience = time.monotonic() + 30
    while "/tin/" not in site.counts() and time.monotonic() < patience:
        time.sleep(0.01)
    assert finish(start(site, tmp_path)).split()[-1] == "thu", "the second says that the source is busy"
    second_is_done.set()
    finish(first)
    assert set(site.counts().values()) == {1}
