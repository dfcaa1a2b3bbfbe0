"""Worker processes: one that dies or hangs costs its page alone; one that cannot start costs none."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from crawler.workers import pool as module
from crawler.workers.job import Done, Job
from crawler.workers.pool import Workers
from domain.errors import CrawlError
from tests.support.web import article


def job(content: str) -> Job:
    return Job(
        "article", content.encode(), "https://a.vn/tin/1.html", None, "text/html", datetime(2026, 1, 1, tzinfo=UTC)
    )


def run(*jobs: Job, time_limit: float = 60) -> list[Done]:
    async def all_of_them() -> list[Done]:
        async with Workers(1, time_limit) as workers:
            return [await workers.run(one) for one in jobs]

    return asyncio.run(all_of_them())


@pytest.fixture(autouse=True)
def cold() -> None:
    """No worker of another test."""
    module._end_all()


def scripted(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Workers that load, and then run ``code`` in place of the first extraction."""
    real = subprocess.Popen
    begun: list[str] = []

    def popen(_command: list[str], **options: object) -> object:
        begun.append(code)
        body = (
            f"import crawler.workers.job as w; real = w.perform; w.perform = lambda job: (exec({code!r}), real(job))[1]\n"
            if len(begun) == 1
            else ""
        )
        return real([sys.executable, "-c", f"{body}from crawler.workers.worker import main; main()"], **options)  # type: ignore[call-overload]

    monkeypatch.setattr(module.subprocess, "Popen", popen)


def test_jobs_are_done_in_another_process_and_workers_stay_warm() -> None:
    first, second = run(job(article(1)), job("<html><title>x</title>"))
    assert first.article is not None
    assert first.article.title.endswith("1")
    assert (second.state, second.article) == ("not_article", None)
    assert len(module._warm) == 1


def test_a_page_that_kills_its_worker_is_lost_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    scripted(monkeypatch, "import os; os._exit(9)")
    killed, after = run(job(article(1)), job(article(2)))
    assert (killed.state, killed.article) == ("failed", None)
    assert after.article is not None


def test_a_page_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    scripted(monkeypatch, "import time; time.sleep(60)")
    (hung,) = run(job(article(1)), time_limit=3)
    assert hung.state == "failed"
    assert "3 giây" in (hung.reason or "")


def test_workers_that_cannot_start_fail_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    real = subprocess.Popen
    monkeypatch.setattr(
        module.subprocess, "Popen", lambda _c, **options: real([sys.executable, "-c", "raise SystemExit(3)"], **options)
    )
    with pytest.raises(CrawlError, match="Không khởi động được"):
        run(job(article(1)))
