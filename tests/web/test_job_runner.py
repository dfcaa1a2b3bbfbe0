"""Jobs that really run: in a process of their own, stopped on request, never left "doing" after a kill."""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from samples import SampleSites
from samples.sources import write_sources
from store.work.jobs import Job, JobKind, JobState
from store.work.owners import new_owner
from tests.web.conftest import context_of
from web.job_runner import running_jobs

PATIENCE = 120.0


def until(found: Callable[[], bool]) -> None:
    """Wait for something that must come."""
    end = time.monotonic() + PATIENCE
    while not found():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_rebuild_is_done_and_says_what_it_did(own_folder: Path) -> None:
    context = context_of(own_folder)
    with context.store() as store, running_jobs(store, context):
        number = store.jobs.add(JobKind.REBUILD, [], "Hà")

        def job() -> Job:
            found = store.jobs.get(number)
            assert found is not None
            return found

        until(lambda: job().state.over)
        assert job().state is JobState.DONE, job().message
        assert (job().message or "").startswith("Đã dựng lại dữ liệu tìm kiếm với ")
        assert job().done == job().total == store.documents.count()


def test_a_job_that_cannot_be_done_says_why(own_folder: Path) -> None:
    context = context_of(own_folder)
    with context.store() as store, running_jobs(store, context):
        number = store.jobs.add(JobKind.CRAWL, ["khong-co"], "Hà")
        until(lambda: store.jobs.get(number).state.over)  # type: ignore[union-attr]
        job = store.jobs.get(number)
    assert job is not None
    assert (job.state, "Không có nguồn “khong-co”." in (job.message or "")) == (JobState.FAILED, True)


def _take_and_wait(folder: Path) -> None:
    """What a process does that takes a job and is killed."""
    with context_of(folder).store() as store:
        store.jobs.take(new_owner())
    signal.pause()


def test_what_is_killed_does_not_stay_under_way(tmp_path: Path) -> None:
    context = context_of(tmp_path)
    with context.store() as store:
        number = store.jobs.add(JobKind.PROCESS, [], "Hà")
        child = multiprocessing.get_context("spawn").Process(target=_take_and_wait, args=(tmp_path,))
        child.start()
        until(lambda: store.jobs.get(number).state is JobState.DOING)  # type: ignore[union-attr]
        store.jobs.bury()
        job = store.jobs.get(number)
        assert job is not None
        assert job.state is JobState.DOING
        child.kill()
        child.join(60)
        store.jobs.bury()
        job = store.jobs.get(number)
        assert job is not None
        assert (job.state, "Bị ngắt giữa chừng" in (job.message or "")) == (JobState.FAILED, True)


def test_a_crawl_under_way_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site that answers slowly: the crawl goes on until it is asked to stop."""
    monkeypatch.setenv("DIEMTIN_ALLOW_PRIVATE_ADDRESSES", "true")
    with SampleSites(crawl_delay=2) as sites:
        write_sources(sites, tmp_path / "sources", delay="2s")
        context = context_of(tmp_path)
        with context.store() as store, running_jobs(store, context):
            number = store.jobs.add(JobKind.CRAWL, [], "Hà")
            until(lambda: store.jobs.get(number).done > 0)  # type: ignore[union-attr]
            store.jobs.cancel(number)
            until(lambda: store.jobs.get(number).state.over)  # type: ignore[union-attr]
            job = store.jobs.get(number)
    assert job is not None
    assert job.state is JobState.CANCELLED, job.message
    assert (job.message or "").startswith("Đã thu thập")


def test_sources_that_are_due_are_crawled_by_schedule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIEMTIN_ALLOW_PRIVATE_ADDRESSES", "true")
    with SampleSites(crawl_delay=2) as sites:
        (one, *others) = write_sources(sites, tmp_path / "sources", delay="2s")
        for path in others:
            path.unlink()
        context = context_of(tmp_path)
        with context.store() as store, running_jobs(store, context, watch=True):
            until(lambda: store.jobs.count() > 0 and store.jobs.recent()[0].done > 0)
            (job,) = store.jobs.recent()
            assert (job.kind, job.sources, job.wanted_by) == (JobKind.CRAWL, (one.stem,), "Lịch thu thập")
            store.jobs.cancel(job.id)
            until(lambda: store.jobs.recent()[0].state.over)
