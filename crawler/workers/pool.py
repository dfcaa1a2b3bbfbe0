"""The pool of guarded processes: whatever extracts or annotates in other processes does it here.

A call that takes too long, takes too much memory or kills its process costs itself alone, and the process is replaced.
One that was too slow, or whose process died, is tried once more after all that wait: the machine may have been at
fault. Workers outlive a pool and serve the next one of the same process: loading takes a second or two.
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import itertools
import logging
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future, wait
from enum import StrEnum
from multiprocessing import Pipe
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from crawler.workers.worker import TOO_BIG, Call, Limits, Outcome
from domain.errors import CrawlError

__all__ = ["LOG", "Limits", "Loss", "Lost", "Pool"]

T = TypeVar("T")
R = TypeVar("R")
LOG = Path("log") / "workers.log"
"""What worker processes write to standard error, under the data folder; a worker finds that folder by it."""
_log = logging.getLogger(__name__)
_AHEAD = 4
"""So many calls a worker are handed out before the first result is taken."""
_LOOK_EVERY = 0.2
_warm: list[_Worker] = []


class Loss(StrEnum):
    """Why a call has no result."""

    SLOW = "slow"
    BIG = "big"
    DIED = "died"


class Lost(Exception):
    """A call that has no result, after a second try where that could help."""

    def __init__(self, loss: Loss) -> None:
        super().__init__(loss)
        self.loss = loss


class _Worker:
    """One process at the other end of a socket."""

    def __init__(self, log: Path | None, modules: Iterable[str]) -> None:
        self._line, theirs = Pipe()
        told = [str(theirs.fileno()), str(log.absolute()) if log else "", *modules]
        try:
            self._process = subprocess.Popen(  # noqa: S603 -- this very program
                [sys.executable, "-m", "crawler.workers.worker", *told],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                cwd=Path(__file__).resolve().parents[2],
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # a Ctrl-C is for the parent, which lets each call end
            )
        finally:
            theirs.close()
        self._ready = False

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def perform(self, call: Call) -> Outcome:
        """Have a call done. Blocks. Raises Lost, or CrawlError when the process could not begin."""
        try:
            if not self._ready:
                self._ready = self._line.recv() == "ready"
        except (EOFError, OSError):
            if self._process.wait() < 0:
                raise Lost(Loss.DIED) from None  # somebody killed it while it was still loading
            raise CrawlError("Không khởi động được tiến trình xử lý.", "Hãy chạy “diemtin doctor”.") from None
        try:
            self._line.send(call)
            if not self._line.poll(call.limits.clock):
                raise Lost(Loss.SLOW)
            outcome = self._line.recv()
        except (EOFError, OSError):
            raise Lost(self._why()) from None
        if isinstance(outcome.error, MemoryError):
            raise Lost(Loss.BIG)
        assert isinstance(outcome, Outcome)
        return outcome

    def _why(self) -> Loss:
        code = self._process.wait()
        return {-signal.SIGPROF: Loss.SLOW, TOO_BIG: Loss.BIG}.get(code, Loss.DIED)

    def break_off(self) -> None:
        """Kill the process; whoever waits for its call is told that it is lost."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    def end(self) -> None:
        """Kill the process and let go of it."""
        self.break_off()
        self._process.wait()
        with contextlib.suppress(OSError):
            self._line.close()


@atexit.register
def _end_all() -> None:
    while _warm:
        _warm.pop().end()


def _take(log: Path | None, modules: Iterable[str]) -> _Worker:
    while _warm:
        worker = _warm.pop()
        if worker.alive:
            return worker
        worker.end()
    return _Worker(log, modules)


_Job = tuple[Call, str, "Future[Any]"]


class Pool:
    """``with Pool(2) as pool: result = pool.submit(function, argument).result()``. 0 processes means one a core.

    ``log``: the file that takes what workers write to standard error. ``modules``: what a new worker loads before its
    first call. At the end of the block idle workers are kept for the next pool, and calls under way are broken off.
    """

    def __init__(
        self, count: int, *, limits: Limits | None = None, log: Path | None = None, modules: Iterable[str] = ()
    ) -> None:
        self.count = count or cores()
        self._limits = limits or Limits()
        self._log = log.absolute() if log else None
        self._modules = tuple(modules)
        self._jobs: queue.PriorityQueue[tuple[int, int, _Job | None]] = queue.PriorityQueue()
        self._number = itertools.count()
        self._open = False
        self._guard = threading.Lock()
        self._at_work: set[_Worker] = set()
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self._open = True
        for number in range(self.count):
            # At once, so that a new one loads while the first calls are prepared.
            worker = _take(self._log, self._modules)
            thread = threading.Thread(target=self._serve, args=(worker,), name=f"pool-{number}", daemon=True)
            self._threads.append(thread)
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._guard:
            self._open = False
            broken_off = list(self._at_work)
        for worker in broken_off:
            worker.break_off()
        for _ in self._threads:
            self._jobs.put((-1, next(self._number), None))
        for thread in self._threads:
            thread.join()
        with contextlib.suppress(queue.Empty):
            while True:
                job = self._jobs.get_nowait()[2]
                if job is not None:
                    job[2].cancel()

    def submit(self, function: Callable[[T], R], argument: T, name: str = "") -> Future[R]:
        """Have ``function(argument)`` done; both must pickle. ``name``: what it is about, for the log. The future
        raises Lost, what the function raised, or CrawlError where no process can be started.
        """
        future: Future[R] = Future()
        self._put(0, (Call(function, argument, self._limits, self._log), name, future))
        return future

    async def run(self, function: Callable[[T], R], argument: T, name: str = "") -> R:
        """``submit`` for a coroutine."""
        return await asyncio.wrap_future(self.submit(function, argument, name))

    def map(
        self, function: Callable[[T], R], arguments: Iterable[T], stop: threading.Event | None = None
    ) -> Iterator[R | Lost]:
        """The results in the order of the arguments, which are read only so far ahead as keeps the workers busy; Lost
        in the place of one that has none. Ends early once ``stop`` is set. Raises what the function raises.
        """
        waiting: list[Future[R]] = []
        rest = iter(arguments)
        while True:
            for argument in itertools.islice(rest, self.count * _AHEAD - len(waiting)):
                waiting.append(self.submit(function, argument))
            if not waiting:
                return
            while not waiting[0].done():
                if stop is not None and stop.is_set():
                    return
                wait(waiting[:1], _LOOK_EVERY)
            try:
                yield waiting.pop(0).result()
            except Lost as lost:
                yield lost

    def _put(self, tried: int, job: _Job) -> None:
        self._jobs.put((tried, next(self._number), job))

    def _serve(self, given: _Worker) -> None:
        """Do jobs one after another with one worker at a time; a thread of its own."""
        worker: _Worker | None = given
        while True:
            tried, _, job = self._jobs.get()
            if job is None:
                break
            if job[2].cancelled() or (tried == 0 and not job[2].set_running_or_notify_cancel()):
                continue
            worker = self._perform(worker, job, tried)
        if worker is not None:
            _warm.append(worker)

    def _perform(self, worker: _Worker | None, job: _Job, tried: int) -> _Worker | None:
        """Have one job done; the worker for the next one, None where it is used up."""
        call, _, future = job
        if worker is None or not worker.alive:
            worker = _take(self._log, self._modules)
        with self._guard:
            if not self._open:
                future.set_exception(CancelledError())
                return worker
            self._at_work.add(worker)
        try:
            outcome = worker.perform(call)
        except Lost as lost:
            worker.end()
            self._lose(job, tried, lost)
            return None
        except BaseException as error:
            worker.end()
            future.set_exception(error)
            return None
        finally:
            with self._guard:
                self._at_work.discard(worker)
        if outcome.error is not None:
            future.set_exception(outcome.error)
        else:
            future.set_result(outcome.value)
        if outcome.worn:
            worker.end()
            return None
        return worker

    def _lose(self, job: _Job, tried: int, lost: Lost) -> None:
        call, name, future = job
        if not self._open:
            future.set_exception(CancelledError())
            return
        again = tried == 0 and lost.loss is not Loss.BIG
        what = getattr(call.function, "__name__", "?")
        _log.warning("%s lost (%s)%s %s", what, lost.loss, ", tried again later" if again else "", name)
        if again:
            self._put(1, job)
        else:
            future.set_exception(lost)


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
