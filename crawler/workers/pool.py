"""The pool of worker processes, with a time limit a job and a new worker for one that died.

Workers outlive a crawl and serve the next one of the same process: loading the extraction takes most of a second.
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType

from crawler.workers.job import Done, Job
from crawler.workers.worker import READY, read_frame, write_frame
from domain.errors import CrawlError

__all__ = ["Workers"]

_TIME_LIMIT = 60.0
_warm: list[_Worker] = []


class _Worker:
    """One process at the other end of two pipes."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "crawler.workers.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).resolve().parents[2],
            start_new_session=True,  # a Ctrl-C is for the parent, which lets each job end
        )
        self._ready = False

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def perform(self, job: Job) -> Done | None:
        """Have a job done; None when the process died over it. Blocks. Raises CrawlError when it could not begin."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        if not self._ready:
            self._ready = read_frame(self._process.stdout) == READY
            if not self._ready:
                raise CrawlError("Không khởi động được tiến trình trích bài.", "Hãy chạy “diemtin doctor”.")
        try:
            write_frame(self._process.stdin, pickle.dumps(job, protocol=5))
            data = read_frame(self._process.stdout)
        except (OSError, ValueError):
            return None
        done = None if data is None else pickle.loads(data)  # noqa: S301 -- our own child
        return done if isinstance(done, Done) else None

    def end(self) -> None:
        """Kill the process; a job under way comes back as None."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


@atexit.register
def _end_all() -> None:
    while _warm:
        _warm.pop().end()


class Workers:
    """``async with Workers(2) as workers: done = await workers.run(job)``. 0 means one a core."""

    def __init__(self, count: int, time_limit: float = _TIME_LIMIT) -> None:
        self.count = count or os.cpu_count() or 1
        self._time_limit = time_limit
        self._idle: asyncio.Queue[_Worker | None] = asyncio.Queue()
        self._threads = ThreadPoolExecutor(self.count, thread_name_prefix="extraction")

    async def __aenter__(self) -> Workers:
        for _ in range(self.count):
            self._idle.put_nowait(_take())  # at once, so that a new one loads while the first pages are fetched
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while not self._idle.empty():
            worker = self._idle.get_nowait()
            if worker is not None:
                _warm.append(worker)
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def run(self, job: Job) -> Done:
        """Have one job done. A job that takes too long, or kills its worker, comes back as failed."""
        worker: _Worker | None = await self._idle.get()
        try:
            if worker is None or not worker.alive:
                worker = _take()
            performing = asyncio.get_running_loop().run_in_executor(self._threads, worker.perform, job)
            done = await asyncio.wait_for(performing, self._time_limit)
            if done is None:
                _discard(worker)
                worker = None
                return Done("failed", "Trang làm hỏng tiến trình trích bài.")
            return done
        except TimeoutError:
            _discard(worker)
            worker = None
            return Done("failed", f"Trích bài quá {self._time_limit:g} giây nên đã bỏ.")
        except asyncio.CancelledError:
            _discard(worker)
            worker = None
            raise
        finally:
            self._idle.put_nowait(worker)


def _discard(worker: _Worker | None) -> None:
    if worker is not None:
        worker.end()


def _take() -> _Worker:
    while _warm:
        worker = _warm.pop()
        if worker.alive:
            return worker
        worker.end()
    return _Worker()
