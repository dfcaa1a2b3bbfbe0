"""A small polite client for looking at a site before it is a source: guarded, capped, obeying robots.txt, and waiting
in the same queue of each host as the visits, of this process and of others.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import TracebackType
from urllib.parse import urlsplit

import aiohttp
from protego import Protego

from crawler.fetch.failures import tls_reason
from crawler.fetch.guard import MARK, Admitted, PrivateAddress, socket_factory
from crawler.fetch.robots import FRESH, TOKEN, crawl_delay_of, read_rules
from crawler.fetch.throttle import HostThrottle
from crawler.fetch.tls import ssl_context
from crawler.urls import canonical, host_key, join
from domain.errors import CrawlError, Forbidden
from store import Store

__all__ = ["Client", "Fetched"]

_MAX_HOPS = 5
_TIMEOUT = 20.0
_LONGEST_PAUSE = timedelta(minutes=1)
"""A site that asks for longer pauses takes hours to look at."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: where it came from in the end, status, lower-case headers and the body up to the cap."""

    url: str
    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def ok(self) -> bool:
        """Whether a page came."""
        return self.status == 200

    @property
    def content_type(self) -> str | None:
        """As the server declares it."""
        return self.headers.get("content-type")


class Client:
    """``async with Client(store, ...) as client: page = await client.get(url)``. One request at a time, ``pause``
    seconds apart at least, more where Crawl-delay says so. ``left``: how many requests may still be made. The
    store keeps when each host may be asked, and its robots.txt.
    """

    def __init__(
        self,
        store: Store,
        user_agent: str,
        *,
        admitted: Admitted | bool = False,
        pause: float = 0.5,
        max_bytes: int = 5_000_000,
        budget: int = 60,
        tls_verify: bool = True,
    ) -> None:
        self.left = budget
        self.delays: dict[str, float] = {}
        self.rules: dict[str, Protego] = {}
        self._user_agent = user_agent
        self._admitted = admitted
        self._pause = timedelta(seconds=pause)
        self._max_bytes = max_bytes
        self._tls_verify = tls_verify
        self._hosts = store.hosts
        self._throttle = HostThrottle(store)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Client:
        connector = aiohttp.TCPConnector(
            socket_factory=socket_factory(self._admitted),
            happy_eyeballs_delay=None,
            ssl=ssl_context(self._tls_verify),
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            timeout=aiohttp.ClientTimeout(total=_TIMEOUT),
            headers={"User-Agent": self._user_agent, "Accept-Language": "vi,en;q=0.5"},
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def get(self, url: str) -> Fetched:
        """Fetch a page, redirects followed. Raises Forbidden (robots.txt, private address) or CrawlError."""
        for _ in range(_MAX_HOPS + 1):
            await self._load_rules(url)
            if not self.rules[host_key(url)].can_fetch(url, TOKEN):
                raise Forbidden(f"robots.txt không cho truy cập {url}.")
            page = await self._ask(url)
            target = join(url, page.headers.get("location", "")) if page.status in {301, 302, 303, 307, 308} else None
            if target is None:
                return page
            url = target
        raise CrawlError(f"{url} chuyển hướng quá nhiều lần.")

    async def _load_rules(self, url: str) -> None:
        host = host_key(url)
        if host in self.rules:
            return
        kept = self._hosts.get(host)
        if kept is not None and kept.robots_fetched_at and datetime.now(UTC) - kept.robots_fetched_at < FRESH:
            rules = read_rules((kept.robots_body or "").encode())
        else:
            body, status = await self._fetch_rules(url)
            rules = read_rules(body)
            asked = crawl_delay_of(rules).total_seconds()
            self._hosts.save_robots(host, body.decode("utf-8", "replace"), status, asked or None)
        self.rules[host] = rules
        self.delays[host] = crawl_delay_of(rules).total_seconds()
        self._throttle.read_rules(host, crawl_delay_of(rules))

    async def _fetch_rules(self, url: str) -> tuple[bytes, int]:
        parts = urlsplit(url)
        at: str | None = f"{parts.scheme}://{parts.netloc}/robots.txt"
        page = None
        for _ in range(_MAX_HOPS + 1):
            if at is None:
                break
            page = await self._ask(at)
            at = join(at, page.headers.get("location", "")) if page.status in {301, 302, 303, 307, 308} else None
        if page is not None and (page.status >= 500 or page.status == 429):
            raise CrawlError(f"Không đọc được robots.txt của {parts.hostname} (mã {page.status}).", "Hãy thử lại sau.")
        return (page.body, page.status) if page is not None and page.ok else (b"", page.status if page else 404)

    async def _ask(self, url: str) -> Fetched:
        if self.left <= 0:
            raise CrawlError("Đã xem đủ số trang cho phép.")
        self.left -= 1
        host = host_key(url)
        self._throttle.slow_down(host, self._pause)
        self._refuse_long_waits(host)
        return await self._throttle.turn(url, lambda: self._answer(url))

    def _refuse_long_waits(self, host: str) -> None:
        """Nobody waits at the screen for an hour: say what the site asks for instead."""
        delay = self._throttle.delay(host)
        if delay > _LONGEST_PAUSE:
            raise CrawlError(
                f"robots.txt yêu cầu cách {delay.total_seconds():g} giây mới truy cập một lần nên không xem thử được.",
                "Hãy viết tệp nguồn bằng tay.",
            )
        kept = self._hosts.get(host)
        if kept is not None and kept.next_allowed_at is not None:
            wait = kept.next_allowed_at - datetime.now(UTC)
            if wait > _LONGEST_PAUSE:
                minutes = round(wait.total_seconds() / 60)
                raise CrawlError(
                    f"Trang yêu cầu giảm số lượt truy cập; {minutes} phút nữa mới được truy cập lại.",
                    "Hãy thử lại sau.",
                )

    async def _answer(self, url: str) -> Fetched:
        assert self._session is not None
        try:
            async with self._session.get(
                url, allow_redirects=False, max_line_size=16_000, max_field_size=16_000
            ) as answer:
                body = await self._read(answer)
                headers = {name.lower(): value for name, value in answer.headers.items()}
                return Fetched(canonical(url) or url, answer.status, headers, body)
        except aiohttp.ClientConnectorError as error:
            if MARK in str(error):
                raise PrivateAddress(urlsplit(url).hostname or url) from error
            if isinstance(error, aiohttp.ClientSSLError | aiohttp.ClientConnectorCertificateError):
                raise CrawlError(tls_reason(error), "Hãy viết tệp nguồn bằng tay nếu tin trang này.") from error
            raise CrawlError(f"Không nối được tới {urlsplit(url).hostname}.", "Hãy kiểm tra địa chỉ.") from error
        except TimeoutError as error:
            raise CrawlError(f"{url} trả lời quá chậm.") from error
        except (aiohttp.ClientError, ValueError) as error:
            raise CrawlError(f"Không đọc được {url} ({type(error).__name__}).") from error

    async def _read(self, answer: aiohttp.ClientResponse) -> bytes:
        pieces: list[bytes] = []
        size = 0
        async for piece in answer.content.iter_chunked(65_536):
            pieces.append(piece)
            size += len(piece)
            if size > self._max_bytes:
                break
        return b"".join(pieces)[: self._max_bytes]
