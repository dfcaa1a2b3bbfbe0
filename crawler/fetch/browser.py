"""Pages that only a browser can read: Chromium runs their scripts, but never touches the network itself.

Everything a page loads is fetched by our own handler, through the guard, robots.txt and the throttle, and handed
to the browser; names resolve to nothing inside it. Pictures, fonts, styles and media are not loaded, nor is anything
but GET sent.
"""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from playwright.async_api import Browser, Playwright, Route, async_playwright
from playwright.async_api import Error as PlaywrightError

from domain.errors import CrawlError

if TYPE_CHECKING:
    from scrapy.http import Response

__all__ = ["BrowserFailed", "Renderer", "find_chromium"]

_log = logging.getLogger(__name__)

_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
_LOADED = {"document", "script", "xhr", "fetch"}
_MAX_LOADS = 60
_MAX_HTML = 5_000_000
_SPARE = 30.0
"""Seconds beside the loading of a page, such as starting the browser."""
_FAREWELL = 10.0

Fetch = Callable[[str], Awaitable["Response"]]


class BrowserFailed(CrawlError):
    """The browser is missing, or could not show a page."""


def find_chromium(path: str | None = None) -> str | None:
    """The browser to use: the one that the settings name, else the first on the machine's path."""
    if path:
        return path if os.access(path, os.X_OK) else None
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


class Renderer:
    """One browser, started when it is first needed."""

    def __init__(self, browser_path: str | None, user_agent: str) -> None:
        self._path = browser_path
        self._user_agent = user_agent
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None

    async def render(self, url: str, body: bytes, content_type: str, fetch: Fetch, timeout: float) -> bytes:
        """The page at ``url``, whose ``body`` was fetched already, as UTF-8 HTML after its scripts ran. ``fetch``
        gets what it loads. Raises BrowserFailed.
        """
        try:
            async with asyncio.timeout(timeout + _SPARE):
                return await self._shown(url, _Loads(url, body, content_type, fetch), timeout)
        except PlaywrightError as error:
            reason = str(error).partition("\n")[0][:160]
            raise BrowserFailed(f"Trình duyệt không hiện được trang ({reason}).") from error
        except TimeoutError as error:  # scripts that never end block even the reading of what is shown
            await self.close()
            raise BrowserFailed("Trang làm trình duyệt treo quá lâu.") from error

    async def _shown(self, url: str, loads: _Loads, timeout: float) -> bytes:
        browser = await self._started()
        context = await browser.new_context(
            user_agent=self._user_agent, service_workers="block", accept_downloads=False, locale="vi-VN"
        )
        try:
            page = await context.new_page()
            await page.route("**/*", loads.answer)
            await page.goto(url, wait_until="networkidle", timeout=timeout * 1000)
            return (await page.content())[:_MAX_HTML].encode()
        finally:
            await _within(context.close())

    async def _started(self) -> Browser:
        if self._browser is None or not self._browser.is_connected():
            path = find_chromium(self._path)
            if path is None:
                raise BrowserFailed(
                    "Nguồn này cần trình duyệt (render: browser) mà máy chưa có Chromium.",
                    "Hãy cài gói chromium, hoặc đặt DIEMTIN_BROWSER_PATH.",
                )
            if self._playwright is None:
                self._playwright = await async_playwright().start()
            sandbox = [] if os.geteuid() else ["--no-sandbox"]
            self._browser = await self._playwright.chromium.launch(
                executable_path=path,
                args=["--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking", *sandbox],
            )
        return self._browser

    async def close(self) -> None:
        """End the browser."""
        browser, playwright, self._browser, self._playwright = self._browser, self._playwright, None, None
        if browser is not None:
            await _within(browser.close())
        if playwright is not None:
            await _within(playwright.stop())


async def _within(ending: Coroutine[Any, Any, None]) -> None:
    """Let something end, but not for ever."""
    with suppress(TimeoutError, PlaywrightError):
        await asyncio.wait_for(ending, _FAREWELL)


class _Loads:
    """Answers what one page asks for."""

    def __init__(self, url: str, body: bytes, content_type: str, fetch: Fetch) -> None:
        self._url = url
        self._body = body
        self._content_type = content_type
        self._fetch = fetch
        self._left = _MAX_LOADS
        self._served = False

    async def answer(self, route: Route) -> None:
        request = route.request
        if not self._served and request.is_navigation_request() and request.frame.parent_frame is None:
            self._served = True
            await route.fulfill(status=200, body=self._body, content_type=self._content_type)
            return
        if request.resource_type not in _LOADED or request.method != "GET" or self._left <= 0:
            await route.abort()
            return
        self._left -= 1
        try:
            response = await self._fetch(request.url)
        except Exception:
            _log.info("a part of the page did not load: %s", request.url, exc_info=True)
            await route.abort()
            return
        headers: dict[str, Any] = {"content-type": _header(response, "Content-Type") or "application/octet-stream"}
        await route.fulfill(status=response.status, body=response.body, headers=headers)


def _header(response: Response, name: str) -> str:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else ""
