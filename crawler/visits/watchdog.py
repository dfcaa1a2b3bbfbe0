"""The safety net under a visit: every wait has a limit of its own; one that was forgotten holds no run for ever."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

__all__ = ["Stalled", "attended"]

_LOOK_EVERY = 2.0
_FAREWELL = 3.0
"""Seconds that what is broken off has to end."""


class Stalled(Exception):
    """A visit has made no step for too long."""


async def attended(
    work: Coroutine[Any, Any, None],
    quiet: Callable[[], float],
    limit: float,
    end: Callable[[], Coroutine[Any, Any, None]],
) -> None:
    """Wait for ``work``. When ``quiet()``, the seconds since its last step, passes ``limit``: ``end()`` it, leave it
    whatever becomes of that, and raise Stalled.
    """
    task = asyncio.ensure_future(work)
    try:
        while not task.done():
            await asyncio.wait({task}, timeout=min(_LOOK_EVERY, limit / 4))
            if not task.done() and quiet() > limit:
                ending = asyncio.ensure_future(end())
                await asyncio.wait({task, ending}, timeout=_FAREWELL, return_when=asyncio.ALL_COMPLETED)
                ending.cancel()
                raise Stalled
        await task
    finally:
        if not task.done():
            task.cancel()
            await asyncio.wait({task}, timeout=1.0)
