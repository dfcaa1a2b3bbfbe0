from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from store import Store, open_store


def test_a_run_notes_what_it_counted_and_how_it_ended(store: Store) -> None:
    with store.runs.start("crawl", {"sources": ["syt-mau"]}) as run:
        run.count("syt-mau", "fetched", 3)
        run.count("syt-mau", "fetched")
        run.count(None, "articles")
    (noted,) = store.runs.recent()
    assert (noted.command, noted.args, noted.state) == ("crawl", {"sources": ["syt-mau"]}, "done")
    assert noted.counters == {"syt-mau": {"fetched": 4}, "": {"articles": 1}}
    assert noted.ended_at is not None
    assert noted.ended_at >= noted.started_at


@pytest.mark.parametrize(("error", "state"), [(RuntimeError("hỏng"), "failed"), (KeyboardInterrupt(), "stopped")])
def test_a_run_that_breaks_off_says_so(store: Store, error: BaseException, state: str) -> None:
    with pytest.raises(type(error)), store.runs.start("crawl"):
        raise error
    assert store.runs.recent()[0].state == state


def test_events_are_kept_newest_first(store: Store) -> None:
    with store.runs.start("crawl") as run:
        run.event("info", "bắt đầu")
        run.event("error", "tường đăng nhập", source="syt-mau", url="https://x/1", kind="login")
    assert [event.message for event in store.runs.events()] == ["tường đăng nhập", "bắt đầu"]
    (event,) = store.runs.events(source="syt-mau", level="error")
    assert (event.kind, event.url, event.run_id) == ("login", "https://x/1", run.id)


def test_a_killed_run_is_noted_as_interrupted_by_the_next(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys; from pathlib import Path; from store import open_store\n"
        "open_store(Path(sys.argv[1])).runs.start('crawl'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    root = Path(__file__).parents[3]
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=root, check=False, timeout=60)
    with open_store(tmp_path) as store:
        assert store.runs.recent()[0].state == "running"
        with store.runs.start("process"):
            assert [run.state for run in store.runs.recent()] == ["running", "interrupted"]
