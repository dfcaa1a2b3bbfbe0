"""Scrapy's asyncio download handler, with every connection guarded and every request in its turn."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, ClassVar

import aiohttp
from scrapy.core.downloader.handlers._aiohttp import AiohttpDownloadHandler, _ClientResponse
from scrapy.exceptions import DownloadConnectionRefusedError

from crawler.net.guard import MARK, PrivateAddress, socket_factory

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from crawler.context import Context

__all__ = ["GuardedHandler"]


class GuardedHandler(AiohttpDownloadHandler):
    """http and https. ``DIEMTIN_CONTEXT`` of the Scrapy settings says how gently and how far."""

    experimental: ClassVar[bool] = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        context: Context = crawler.settings["DIEMTIN_CONTEXT"]
        self._gate = context.gate
        unguarded = self._session.connector
        # The session that the parent made has opened nothing yet; its connector is exchanged for a guarded one.
        self._session._connector = aiohttp.TCPConnector(
            limit=self._pool_size_total,
            limit_per_host=self._pool_size_per_host,
            socket_factory=socket_factory(context.allow_private),
            happy_eyeballs_delay=None,
        )
        self._unguarded = unguarded

    async def download_request(self, request: Request) -> Response:
        """One request in its turn. Raises PrivateAddress, or what Scrapy's handler raises."""
        ask = super().download_request
        return await self._gate.turn(request.url, lambda: ask(request))

    @asynccontextmanager
    async def _make_request(self, request: Request, timeout: float) -> AsyncIterator[_ClientResponse]:
        try:
            async with super()._make_request(request, timeout) as response:
                yield response
        except DownloadConnectionRefusedError as error:
            if MARK in str(error):
                raise PrivateAddress(_host(request)) from error
            raise

    async def close(self) -> None:
        """Close all connections."""
        if self._unguarded is not None:
            await self._unguarded.close()
        await super().close()


def _host(request: Any) -> str:
    return str(request.url).split("/")[2]
