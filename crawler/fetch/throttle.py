"""One request at a time to a host, and never two closer together than its delay — across processes and restarts.

Every request on the wire passes here: pages, robots.txt, redirects, second tries, what a browser loads, what a site
that is being looked at (``source add``) is asked for. The store
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
        self._free: set[str] = set()
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

    def read_rules(self, host: str, delay: timedelta) -> None:
        """Note that the robots.txt of ``host`` was read, and that it asks for ``delay`` between requests (or none)."""
        self.slow_down(host, delay)
        self._free.add(host)

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

    def _keeps_pause(self, host: str) -> bool:
        """A host that is known to ask for no pause costs the store nothing."""
        return bool(self.delay(host)) or host in self._held or host not in self._free

    async def turn(self, url: str, ask: Callable[[], Coroutine[None, None, T]]) -> T:
        """Wait for the host's next free moment and make the request. Raises Stopped, or what ``ask`` raises."""
        host, hosts = host_key(url), self._store.hosts
        async with self._locks[host]:
            if self._keeps_pause(host):
                await self._wait(host, hosts.reserve(host, self.delay(host)))
                # Another process may have been answered meanwhile, later than its own slot promised.
                while (rested := hosts.not_before(host, self.delay(host))) is not None and rested > datetime.now(UTC):
                    if self._stopping.is_set():
                        break
                    await self._wait(host, rested)
            if self._stopping.is_set():
                raise Stopped
            self._touched[host] = time.monotonic()
            try:
                self._asking[host] = request = asyncio.ensure_future(ask())
                return await self._unless_stopped(request)
            finally:
                self._asking.pop(host, None)
                self._touched[host] = time.monotonic()
                if self._keeps_pause(host):
                    hosts.answered(host, self.delay(host))

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
