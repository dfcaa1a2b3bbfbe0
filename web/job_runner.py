"""Does the jobs that wait, one after the other, each in a process of its own: what it breaks, it breaks alone."""

from __future__ import annotations

import logging
import multiprocessing
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from domain.errors import StoreError
from domain.settings import Settings
from pipeline.job import run_job
from store import Store
from store.work.jobs import JobState

__all__ = ["running_jobs"]

_log = logging.getLogger(__name__)
_EVERY = 0.5
_PATIENCE = 15.0
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


def _work(store: Store, settings: Settings, ended: threading.Event) -> None:
    owner = store.leases.new_owner()
    while not ended.is_set():
        try:
            busy = _do_one(store, settings, owner, ended)
        except StoreError as error:
            _log.warning("jobs: %s", error)
            busy = False
        if not busy:
            ended.wait(_EVERY)


@contextmanager
def running_jobs(store: Store, settings: Settings) -> Iterator[None]:
    """Do jobs while the block runs; the one under way is asked to stop at its end."""
    ended = threading.Event()
    thread = threading.Thread(target=_work, args=(store, settings, ended), daemon=True, name="jobs")
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(_PATIENCE + 5)
