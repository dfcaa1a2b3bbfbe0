"""Ten runs of alerts and sending killed at random moments, each three days late and by a clock in UTC: in the end every
article has been told of exactly once, or once more in a mail that says so.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from domain.settings import load_settings
from index import open_index
from pipeline.alerts.run import run_alerts
from pipeline.sending import Step, send_waiting
from pipeline.sending.compose import MARK
from store import open_store
from store.mails.mail_record import MailState
from store.mails.saved_searches import Rate
from tests.pipeline.alerts.making import INDEX, arrive, save_search
from tests.pipeline.sending.making import mail_settings
from tests.support.mail import mail_server

START = datetime(2026, 6, 29, 2, 0, tzinfo=UTC)
RUNS = 10
EACH = 3
_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(["tests.pipeline.alerts.test_kill"])


def child(folder: Path, port: int, now: datetime, seed: int | None) -> None:
    """Tell and send as a run of cron does; with a seed, die at a moment of its choosing."""
    os.environ["TZ"] = "UTC"
    time.tzset()
    chance = random.Random(seed)
    moment = chance.choice([*Step, "alerts"]) if seed is not None else None

    def watch(step: Step) -> None:
        if step == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    settings = load_settings(mail=mail_settings(port).mail.model_dump())
    with open_store(folder / "data") as store, open_index("embedded", path=folder / "index") as engine:
        if moment == "alerts":
            delay = chance.uniform(0, 0.15)
            threading.Timer(delay, lambda: os.kill(os.getpid(), signal.SIGKILL)).start()
        run_alerts(store, engine, INDEX, settings, now)
        send_waiting(store, settings, now, watch=watch)


def run(folder: Path, port: int, now: datetime, seed: int | None) -> int | None:
    process = _forks.Process(target=child, args=(folder, port, now, seed))
    process.start()
    process.join(90)
    return process.exitcode


def test_ten_killed_runs_lose_nothing_and_repeat_nothing_unmarked(tmp_path: Path) -> None:
    wanted: dict[str, str] = {}
    with open_store(tmp_path / "data") as store, open_index("embedded", path=tmp_path / "index") as engine:
        arrive(store, engine, 900, 901)
        for rate in (Rate.AT_ONCE, Rate.DAILY):
            save_search(store, START, "một cửa", rate, f"{rate}@example.vn")
    kills = 0
    with mail_server() as server:
        for number in range(RUNS):
            now = START + timedelta(days=3 * (number + 1))
            with open_store(tmp_path / "data") as store, open_index("embedded", path=tmp_path / "index") as engine:
                for one in range(EACH):
                    (article_id,) = arrive(store, engine, number * EACH + one)
                    wanted[article_id] = f"https://soyte.example.gov.vn/tin/{number * EACH + one}"
            kills += run(tmp_path, server.port, now, number) == -signal.SIGKILL
        for day in range(3):
            assert run(tmp_path, server.port, START + timedelta(days=40 + day), None) == 0
    assert kills >= RUNS / 2
    for rate in (Rate.AT_ONCE, Rate.DAILY):
        mine = [one for one in server.received if one.recipient == f"{rate}@example.vn"]
        seen: Counter[str] = Counter()
        marked: set[str] = set()
        for one in mine:
            urls = [url for url in wanted.values() if f"   {url}\n" in one.text()]
            if one.message["Subject"].startswith(MARK):
                marked.update(urls)
            else:
                seen.update(urls)
        assert set(seen) | marked == set(wanted.values()), "an article is lost"
        assert max(seen.values()) == 1, "an article is told of twice without a word"
        assert not any("/tin/900\n" in one.text() for one in mine), "older than the alert"
    with open_store(tmp_path / "data") as store:
        assert set(store.mails.counts()) == {MailState.SENT}
