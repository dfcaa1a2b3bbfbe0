"""Names for processes: by a lease's owner one can tell whether it still runs, as long as it is of this machine."""

from __future__ import annotations

import os
import secrets
import socket
from functools import cache
from pathlib import Path

__all__ = ["is_dead", "new_owner"]

_GONE = frozenset("ZX")
"""States of ``/proc/…/stat``: ended, and waiting only for its parent to take notice."""


def new_owner() -> str:
    """A name that no other process bears: machine, process number, when it started, chance."""
    pid = os.getpid()
    return f"{_machine()}:{pid}:{_stat(pid)[1]}:{secrets.token_hex(4)}"


def is_dead(owner: str) -> bool:
    """Whether an owner was a process of this machine that runs no more, or whose number another one bears now. Unknown
    is alive: its lease will run out.
    """
    parts = owner.split(":")
    if len(parts) != 4 or parts[0] != _machine() or not parts[1].isdigit():
        return False
    pid = int(parts[1])
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except OSError:
        pass  # another user's: its start still tells
    state, started = _stat(pid)
    return state in _GONE or (started != parts[2] and "0" not in (started, parts[2]))


def _stat(pid: int) -> tuple[str, str]:
    """State and start time (in ticks since the machine's) of a process; a question mark and 0 where nothing tells."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(errors="replace")
    except OSError:
        return "?", "0"
    # The name in brackets may hold anything; the fields after it are numbered from 3.
    fields = text.rpartition(")")[2].split()
    return fields[0], fields[19]


@cache
def _machine() -> str:
    """This machine, or this container of it: process numbers mean something within it alone."""
    try:
        space = Path("/proc/self/ns/pid").stat().st_ino
    except OSError:
        space = 0
    return f"{socket.gethostname().replace(':', '-')}/{space}"
