"""Does the jobs that wait, one after the other, each in a process of its own: what it breaks, it breaks alone."""

from __future__ import annotations

import logging
import multiprocessing
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from domain.errors import ConfigError, StoreError
from domain.settings import Settings
from pipeline.context import Context
from pipeline.job import run_job
from store import Store
from store.work.jobs import JobKind, JobState

__all__ = ["running_jobs"]

_log = logging.getLogger(__name__)
_EVERY = 0.5
_PATIENCE = 15.0
_LOOKS_EVERY = 60.0
_BY_SCHEDULE = "Lịch thu thập"
_LOST = "Chương trình con dừng đột ngột (mã {code}); chạy lại sẽ làm tiếp phần còn lại."


def _do_one(store: Store, settings: Settings, owner: str, ended: threading.Event) -> bool:
    store.jobs.bury()
    job = store.jobs.take(owner)
    if job is None:
        return False
    process = multiprocessing.get_context("spawn").Process(target=run_job, args=(settings, job.id), name="job")
    process.start()
    while process.is_alive() and not ended.is_set():
        process.join(_EVERY)
    if process.is_alive():  # the page is being closed
        process.terminate()
        process.join(_PATIENCE)
        process.kill()
        process.join()
    store.jobs.end(job.id, JobState.FAILED, _LOST.format(code=process.exitcode))
    return True


def _ask_for_due(store: Store, context: Context) -> None:
    """Ask for a crawl of the sources whose time has come; in silence where there are none."""
    for source in (sources := replace(context, tell=lambda _fault: None).all_sources()):
        store.sources.remember(source)
    due = set(store.sources.due())
    if chosen := [source.id for source in sources if source.id in due]:
        store.jobs.add(JobKind.CRAWL, chosen, _BY_SCHEDULE)


def _work(store: Store, context: Context, watch: bool, ended: threading.Event) -> None:
    owner = store.leases.new_owner()
    look_again = time.monotonic()
    while not ended.is_set():
        try:
            if watch and time.monotonic() >= look_again:
                look_again = time.monotonic() + _LOOKS_EVERY
                _ask_for_due(store, context)
            busy = _do_one(store, context.settings, owner, ended)
        except ConfigError as error:
            _log.warning("schedule: %s", error)
            busy = False
        except StoreError as error:
            _log.warning("jobs: %s", error)
            busy = False
        if not busy:
            ended.wait(_EVERY)


@contextmanager
def running_jobs(store: Store, context: Context, *, watch: bool = False) -> Iterator[None]:
    """Do jobs while the block runs; the one under way is asked to stop at its end. ``watch``: also crawl each source
    when it is due.
    """
    ended = threading.Event()
    thread = threading.Thread(target=_work, args=(store, context, watch, ended), daemon=True, name="jobs")
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(_PATIENCE + 5)
