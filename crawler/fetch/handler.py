"""Scrapy's asyncio download handler, with every connection guarded and every request in its turn."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

import aiohttp
from scrapy import Request
from scrapy.core.downloader.handlers._aiohttp import AiohttpDownloadHandler, _ClientResponse
from scrapy.exceptions import DownloadConnectionRefusedError
from scrapy.http import HtmlResponse, Response
from scrapy.http.request import NO_CALLBACK

from crawler.fetch.browser import Renderer
from crawler.fetch.guard import MARK, PrivateAddress, asking, socket_factory
from crawler.fetch.tls import ssl_context

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.fetch.context import Context

__all__ = ["GuardedHandler"]

_RENDERED = ("article", "listing")
_PATIENCE = 3
"""A rendered page loads several parts one after another, so it is given so many times the time of one."""


class GuardedHandler(AiohttpDownloadHandler):
    """http and https. ``DIEMTIN_CONTEXT`` of the Scrapy settings says how gently and how far."""

    experimental: ClassVar[bool] = False

    def __init__(self, crawler: Crawler) -> None:
        # Not the parent's own: it opens a session without the guard, and reads the certificates anew for each site.
        super(AiohttpDownloadHandler, self).__init__(crawler)
        context: Context = crawler.settings["DIEMTIN_CONTEXT"]
        self._throttle = context.throttle
        self._renders = context.source.render == "browser"
        self._renderer = Renderer(context.browser_path, crawler.settings["USER_AGENT"])
        self._ssl_context = ssl_context(context.source.tls_verify)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=self._pool_size_total,
                limit_per_host=self._pool_size_per_host,
                socket_factory=socket_factory(context.admitted),
                happy_eyeballs_delay=None,
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            response_class=_ClientResponse,
            skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
        )

    async def download_request(self, request: Request) -> Response:
        """One request in its turn. Raises PrivateAddress, or what Scrapy's handler raises."""
        if self._renders and request.meta.get("diemtin_kind") in _RENDERED:
            return await self._render(request)
        ask = super().download_request

        async def guarded() -> Response:
            with asking(urlsplit(request.url).hostname or ""):
                return await ask(request)

        return await self._throttle.turn(request.url, guarded)

    async def _render(self, request: Request) -> Response:
        """The page fetched like any other, then shown by a browser that fetches through this handler too."""
        meta = {name: value for name, value in request.meta.items() if name != "diemtin_kind"}
        plain = request.replace(meta=meta | {"diemtin_part": True}, callback=NO_CALLBACK, errback=None)
        for name in ("If-None-Match", "If-Modified-Since"):
            plain.headers.pop(name, None)
        response = await self.crawler.engine.download_async(plain)
        content_type = (response.headers.get("Content-Type") or b"text/html").decode("latin-1")
        if response.status != 200 or "html" not in content_type:
            return response

        async def fetch(url: str) -> Response:
            part = Request(url, meta={"diemtin_part": True}, callback=NO_CALLBACK, dont_filter=True)
            return await self.crawler.engine.download_async(part)

        timeout = float(request.meta.get("download_timeout", 30.0)) * _PATIENCE
        body = await self._renderer.render(request.url, response.body, content_type, fetch, timeout)
        return HtmlResponse(
            request.url,
            body=body,
            encoding="utf-8",
            headers={"Content-Type": "text/html; charset=utf-8"},
            request=request,
        )

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
        await self._renderer.close()
        await super().close()


def _host(request: Any) -> str:
    return str(urlsplit(request.url).netloc)
