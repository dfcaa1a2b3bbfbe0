"""The pool of worker processes: asynchronous, with a time limit a job, and a new worker for one that died."""

from __future__ import annotations

import asyncio
import contextlib
import os
import pickle
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path
from types import TracebackType

from crawler.work import Done, Job

__all__ = ["Workers"]

_TIME_LIMIT = 60.0
_LIMIT = 1 << 20


class Workers:
    """``async with Workers(2) as workers: done = await workers.run(job)``."""

    def __init__(self, count: int, time_limit: float = _TIME_LIMIT) -> None:
        self.count = count or os.cpu_count() or 1
        self._time_limit = time_limit
        self._idle: asyncio.Queue[Process | None] = asyncio.Queue()
        self._all: set[Process] = set()

    async def __aenter__(self) -> Workers:
        for _ in range(self.count):
            self._idle.put_nowait(await self._start())  # at once, so that their imports overlap with the first fetches
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._all:
            if process.stdin is not None:
                process.stdin.close()
        for process in list(self._all):
            await self._end(process, grace=1.0)

    async def run(self, job: Job) -> Done:
        """Have one job done. A job that takes too long, or kills its worker, comes back as failed."""
        process = await self._idle.get()
        try:
            if process is None or process.returncode is not None:
                process = await self._start()
            return await asyncio.wait_for(_exchange(process, job), self._time_limit)
        except TimeoutError:
            await self._discard(process)
            process = None
            return Done("failed", f"Trích bài quá {int(self._time_limit)} giây nên đã bỏ.")
        except (asyncio.IncompleteReadError, ConnectionError, EOFError, pickle.UnpicklingError):
            await self._discard(process)
            process = None
            return Done("failed", "Trang làm hỏng tiến trình trích bài.")
        except asyncio.CancelledError:
            await self._discard(process)
            process = None
            raise
        finally:
            self._idle.put_nowait(process)

    async def _start(self) -> Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "crawler.worker",
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            limit=_LIMIT,
            cwd=Path(__file__).resolve().parent.parent,
            start_new_session=True,  # a Ctrl-C is for the parent, which lets each job end
        )
        self._all.add(process)
        return process

    async def _discard(self, process: Process | None) -> None:
        if process is not None:
            await self._end(process, grace=0.0)

    async def _end(self, process: Process, grace: float) -> None:
        self._all.discard(process)
        if process.returncode is None:
            try:
                await asyncio.wait_for(process.wait(), grace)
            except TimeoutError:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()


async def _exchange(process: Process, job: Job) -> Done:
    assert process.stdin is not None
    assert process.stdout is not None
    data = pickle.dumps(job, protocol=5)
    process.stdin.write(len(data).to_bytes(8, "big") + data)
    await process.stdin.drain()
    size = int.from_bytes(await process.stdout.readexactly(8), "big")
    done = pickle.loads(await process.stdout.readexactly(size))  # noqa: S301 -- our own child
    assert isinstance(done, Done)
    return done
