"""A process that works: calls in over a socket, results out, gone when its parent is gone.

``multiprocessing.connection`` carries both, as pickles: both ends are this program. Whatever a library prints goes to
the workers' log, never to the results. Each call has limits, kept here by the kernel or by a thread that watches:
processor time (SIGPROF ends the process), memory (allocations fail, or the process leaves with TOO_BIG).
"""

from __future__ import annotations

import contextlib
import faulthandler
import importlib
import os
import resource
import select
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from store.work.log_file import configure_logging

__all__ = ["TOO_BIG", "Call", "Limits", "Outcome", "main"]

TOO_BIG = 77
"""The exit code of a worker whose call took more memory than it may."""

_LOOK_EVERY = 0.05
_MAX_LOG_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call may take: seconds of processor time, seconds by the clock (kept by the parent; only for what waits
    instead of working), bytes of memory of the whole process.
    """

    processor: float = 60.0
    clock: float = 900.0
    memory: int = 640 << 20


@dataclass(frozen=True, slots=True)
class Call:
    """A function that can be pickled by its name, its one argument, and what it may take."""

    function: Callable[[Any], Any]
    argument: Any
    limits: Limits
    log: Path | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a call. ``worn``: the process has grown and is better replaced by a new one."""

    value: Any = None
    error: BaseException | None = None
    worn: bool = False


class _Watch(threading.Thread):
    """Ends the process when its parent is gone or, while a call is under way, when it takes too much memory."""

    def __init__(self, parent: Connection) -> None:
        super().__init__(daemon=True, name="watch")
        self._poll = select.poll()
        self._poll.register(parent.fileno(), 0)  # no event asked for: a hang-up is told all the same
        self.memory = 0

    def run(self) -> None:
        while not self._poll.poll(_LOOK_EVERY * 1000 if self.memory else 500):
            most = self.memory  # read once: the call may end, and its limit go, between two looks at it
            if most and _resident() > most:
                os._exit(TOO_BIG)
        os._exit(1)  # nothing to tidy up: what was under way is begun anew from the store


def _resident() -> int:
    """Bytes of memory in use; 0 where the system does not tell in this way."""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 -- read twenty times a second
            return int(file.read().split()[1]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        return 0


def _address_space() -> int:
    with contextlib.suppress(OSError, ValueError, IndexError), open("/proc/self/statm", "rb") as file:  # noqa: PTH123
        return int(file.read().split()[0]) * resource.getpagesize()
    return 4 << 30


class _Limited:
    """The limits of a call, in force inside the block."""

    def __init__(self, limits: Limits, watch: _Watch) -> None:
        self._limits = limits
        self._watch = watch

    def __enter__(self) -> None:
        self._watch.memory = self._limits.memory
        most = resource.getrlimit(resource.RLIMIT_AS)[1]
        # Beside the watching thread, which a call that holds the interpreter can keep from looking.
        room = _address_space() + 2 * self._limits.memory
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (room if most < 0 else min(room, most), most))
        signal.setitimer(signal.ITIMER_PROF, self._limits.processor)

    def __exit__(self, *error: object) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        most = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        self._watch.memory = 0


def _done(call: Call, watch: _Watch) -> Outcome:
    try:
        with _Limited(call.limits, watch):
            value = call.function(call.argument)
    except BaseException as error:
        return Outcome(error=error, worn=isinstance(error, MemoryError))
    return Outcome(value, worn=_resident() > call.limits.memory * 0.6)


class _Log:
    """Where standard error, and whatever is printed, goes: a file of the data folder, turned over where it got long."""

    def __init__(self) -> None:
        self._path: Path | None = None

    def take(self, path: Path | None) -> None:
        if path is None or path == self._path:
            return
        with contextlib.suppress(OSError):  # a log that cannot be written stops no work
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists() and path.stat().st_size > _MAX_LOG_BYTES:
                path.replace(path.with_suffix(".1.log"))
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
            os.dup2(descriptor, 2)
            os.dup2(descriptor, 1)
            os.close(descriptor)
            configure_logging(path.parents[1])  # the data folder: incidents go to its log, beside this one
            self._path = path


def main() -> None:
    """Serve calls until the parent hangs up. Arguments: the socket's number, the log ("" for none), and modules to load
    beforehand.
    """
    parent, log = Connection(int(sys.argv[1])), _Log()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    log.take(Path(sys.argv[2]) if sys.argv[2] else None)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a stop is for the parent, which lets each call end
    faulthandler.enable(all_threads=False)
    watch = _Watch(parent)
    watch.start()
    for module in sys.argv[3:]:
        importlib.import_module(module)
    parent.send("ready")
    while True:
        try:
            call: Call = parent.recv()
        except (EOFError, OSError):
            return
        log.take(call.log)
        outcome = _done(call, watch)
        try:
            parent.send(outcome)
        except (OSError, EOFError):
            return
        except Exception as error:  # what cannot be pickled
            parent.send(Outcome(error=TypeError(f"{type(error).__name__}: {error}")))


if __name__ == "__main__":
    # By its own name, so that what is sent bears the same classes at both ends.
    from crawler.workers.worker import main as serve

    serve()
