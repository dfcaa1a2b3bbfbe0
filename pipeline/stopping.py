"""SIGTERM and Ctrl-C as a request that every stage heeds, and a last resort for one that does not."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["stop_requests"]

_PATIENCE = 8.0
"""Seconds that the stages have to end by themselves. What is acknowledged is durable: to leave then loses nothing."""
_STOPPED = 130


@contextmanager
def stop_requests(leaving: Callable[[], None] = lambda: None, patience: float = _PATIENCE) -> Iterator[threading.Event]:
    """An event that is set when SIGTERM or SIGINT asks the process to end. When the block has not ended ``patience``
    seconds later, ``leaving`` is called and the process leaves at once with 130; a second Ctrl-C does the same. For the
    main thread; elsewhere the event is set by nobody.
    """
    stop, ended = threading.Event(), threading.Event()

    def asked(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            os._exit(_STOPPED)
        stop.set()

    def insist() -> None:
        stop.wait()
        if not ended.wait(patience):
            leaving()
            os._exit(_STOPPED)

    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    threading.Thread(target=insist, daemon=True, name="stop").start()
    former = {number: signal.signal(number, asked) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        ended.set()
        stop_was_set = stop.is_set()
        stop.set()  # lets the thread go
        if not stop_was_set:
            stop.clear()
        for number, handler in former.items():
            signal.signal(number, handler)
