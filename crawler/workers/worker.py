"""A process that extracts: jobs in on stdin, results out on stdout, gone when its parent is gone.

Frames are a length (8 bytes, big end first) and a pickle; both ends are this program. A worker ends when its stdin
does, however the parent died, and none can be left behind.
"""

from __future__ import annotations

import os
import pickle
import sys
from typing import IO

__all__ = ["READY", "main", "read_frame", "write_frame"]

READY = b"ready"
"""The first frame of a worker: everything it needs is loaded."""


def read_frame(stream: IO[bytes]) -> bytes | None:
    """The next frame; None at the end."""
    head = stream.read(8)
    if len(head) < 8:
        return None
    size = int.from_bytes(head, "big")
    data = stream.read(size)
    return data if len(data) == size else None


def write_frame(stream: IO[bytes], data: bytes) -> None:
    """Write one frame."""
    stream.write(len(data).to_bytes(8, "big") + data)
    stream.flush()


def main() -> None:
    """Serve jobs until stdin ends. stdout is kept for frames alone: what libraries print goes to stderr."""
    frames_out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    frames_in = sys.stdin.buffer
    from crawler.workers.job import perform

    write_frame(frames_out, READY)
    while (data := read_frame(frames_in)) is not None:
        write_frame(frames_out, pickle.dumps(perform(pickle.loads(data)), protocol=5))  # noqa: S301 -- our own parent


if __name__ == "__main__":
    main()
