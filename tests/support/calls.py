"""Calls for worker processes: well behaved, slow, greedy, deadly."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from pathlib import Path

__all__ = ["burn", "die", "die_once", "greedy", "nap", "noisy", "pid", "refuse", "square"]


def square(number: int) -> int:
    """A quick call."""
    return number * number


def pid(_: object) -> int:
    """Which process does it."""
    return os.getpid()


def die(code: int) -> None:
    """The process goes down with the call."""
    os._exit(code)


def die_once(mark: Path) -> str:
    """Goes down at the first try alone."""
    if not mark.exists():
        mark.touch()
        os._exit(9)
    return "alive"


def burn(seconds: float) -> float:
    """Work for so long, by the processor's time."""
    while time.process_time() < seconds:
        pass
    return seconds


def nap(seconds: float) -> float:
    """Wait, working nothing."""
    time.sleep(seconds)
    return seconds


def greedy(megabytes: int) -> int:
    """Take memory as a C library does: without asking Python."""
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    libc.memset.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t]
    for _ in range(megabytes):
        libc.memset(libc.malloc(1 << 20), 1, 1 << 20)
        time.sleep(0.001)
    return megabytes


def bytes_of(megabytes: int) -> int:
    """Take memory as Python does."""
    return len(bytes(megabytes << 20))


def noisy(text: str) -> str:
    """Print where results go in a lesser design."""
    print(text, flush=True)
    os.write(1, text.encode())
    sys.stderr.write(f"stderr: {text}\n")
    sys.stderr.flush()
    return text


def refuse(text: str) -> None:
    """Raise."""
    raise ValueError(text)
