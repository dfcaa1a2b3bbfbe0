"""One request at a time to a host, and never two closer together than its delay — across processes and restarts.

Every request on the wire passes here: pages, robots.txt, redirects, second tries, what a browser loads. The store
keeps when each host may next be asked; the pause is counted from the end of the last answer, so that no network
jitter brings two requests closer together than the site asked for.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from crawler.urls import host_key
from store import Store

__all__ = ["HostThrottle", "Stopped"]

T = TypeVar("T")
_ZERO = timedelta()


class Stopped(Exception):
    """The crawl is being stopped; this request is not made, or not waited for."""


class HostThrottle:
    """The turnstile of all hosts of one run."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.reading_rules: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._delays: dict[str, timedelta] = {}
        self._held: set[str] = set()
        self._stopping = asyncio.Event()
        self._grace = 0.0
        self._queueing: Counter[str] = Counter()
        self._touched: dict[str, float] = {}
        self._asking: dict[str, asyncio.Future[Any]] = {}

    def stop(self, grace: float) -> None:
        """Let no more requests out; those in flight have ``grace`` seconds to end."""
        self._grace = grace
        self._stopping.set()

    def slow_down(self, host: str, delay: timedelta) -> None:
        """Ask for at least ``delay`` between requests to ``host`` (as ``host_key`` names it) from now on."""
        if delay > self._delays.get(host, _ZERO):
            self._delays[host] = delay

    def delay(self, host: str) -> timedelta:
        """The pause kept at a host."""
        return self._delays.get(host, _ZERO)

    def hold(self, host: str, pause: timedelta) -> None:
        """Leave a host alone for ``pause`` from now (Retry-After)."""
        self._held.add(host)
        self._store.hosts.hold(host, datetime.now(UTC) + pause)

    def break_off(self, host: str) -> None:
        """Wait no longer for the answer of a host; its request ends as Stopped."""
        if host in self._asking:
            self._asking[host].cancel()

    def last_step(self, host: str) -> float:
        """When a request to a host last began or ended, by the monotonic clock; now while one waits its turn."""
        return time.monotonic() if self._queueing[host] else self._touched.get(host, 0.0)

    def _leave(self, host: str) -> datetime:
        """When the next request may go. A host that asks for no pause costs the store nothing."""
        if not self.delay(host) and host not in self._held:
            return datetime.now(UTC)
        return self._store.hosts.reserve(host, self.delay(host))

    async def turn(self, url: str, ask: Callable[[], Coroutine[None, None, T]]) -> T:
        """Wait for the host's next free moment and make the request. Raises Stopped, or what ``ask`` raises."""
        host = host_key(url)
        async with self._locks[host]:
            await self._wait(host, self._leave(host))
            if self._stopping.is_set():
                raise Stopped
            self._touched[host] = time.monotonic()
            try:
                self._asking[host] = request = asyncio.ensure_future(ask())
                return await self._unless_stopped(request)
            finally:
                self._asking.pop(host, None)
                self._touched[host] = time.monotonic()
                delay = self.delay(host)
                if delay > _ZERO:
                    self.hold(host, delay)

    async def _wait(self, host: str, leave: datetime) -> None:
        self._queueing[host] += 1
        try:
            while (pause := (leave - datetime.now(UTC)).total_seconds()) > 0 and not self._stopping.is_set():
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), pause)
        finally:
            self._queueing[host] -= 1

    async def _unless_stopped(self, request: asyncio.Future[T]) -> T:
        stopping: asyncio.Future[Any] = asyncio.ensure_future(self._stopping.wait())
        both: set[asyncio.Future[Any]] = {request, stopping}
        try:
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            if not request.done():
                await asyncio.wait({request}, timeout=self._grace)
            if not request.done() or request.cancelled():
                raise Stopped
            return request.result()
        finally:
            stopping.cancel()
            if not request.done():
                request.cancel()
                await asyncio.wait({request}, timeout=1.0)
