"""robots.txt: Scrapy's middleware, with the file kept in the store, Crawl-delay applied and RFC 9309's answers to
errors: 4xx allows all, a server that fails forbids all until it answers again.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from protego import Protego
from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser

from crawler.urls import host_key

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser

    from crawler.fetch.context import Context

__all__ = ["TOKEN", "RobotsForbidden", "RobotsMiddleware", "RobotsUnreachable", "crawl_delay_of", "read_rules"]

TOKEN = "DiemTin"  # noqa: S105 -- the name that robots.txt groups are matched against
FRESH = timedelta(hours=1)
STALE = timedelta(days=30)
_MAX_BYTES = 512_000  # RFC 9309: at least 500 kibibytes are read
_MAX_HOPS = 5
_LONGEST_DELAY = timedelta(days=1)


class RobotsForbidden(IgnoreRequest):
    """robots.txt does not allow this address."""


class RobotsUnreachable(IgnoreRequest):
    """robots.txt could not be read, so nothing else is asked for."""


def read_rules(body: bytes) -> Protego:
    """The rules of a robots.txt; a web page served in its place has none. Never raises."""
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml")):
        body = b""
    try:
        return Protego.parse(body[:_MAX_BYTES].decode("utf-8-sig", "replace"))
    except (ValueError, IndexError, TypeError):
        return Protego.parse("")


def crawl_delay_of(rules: Protego, agent: str = TOKEN) -> timedelta:
    """The Crawl-delay, or Request-rate as a delay, that concerns us; zero when none is asked for; at most a day."""
    try:
        delay = float(rules.crawl_delay(agent) or 0.0)
        rate = rules.request_rate(agent)
        if rate is not None and rate.requests:
            delay = max(delay, rate.seconds / rate.requests)
    except (TypeError, ValueError, OverflowError):
        delay = 0.0
    return min(timedelta(seconds=max(delay, 0.0)), _LONGEST_DELAY) if delay == delay else timedelta()


class _Parser(ProtegoRobotParser):
    def __init__(self, body: bytes) -> None:
        self.rp = read_rules(body)


class RobotsMiddleware(RobotsTxtMiddleware):
    """Raises RobotsForbidden for a forbidden address, RobotsUnreachable where the rules cannot be read."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        context: Context = crawler.settings["DIEMTIN_CONTEXT"]
        self._store = context.store
        self._throttle = context.throttle
        self._known: dict[str, _Parser] = {}

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        if rp is not None and not rp.allowed(request.url, TOKEN):
            raise RobotsForbidden(request.url)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        host = host_key(request.url)
        async with self._throttle.reading_rules[host]:
            if host not in self._known:
                self._known[host] = await self._load(host, request.url)
            return self._known[host]

    async def _load(self, host: str, url: str) -> _Parser:
        kept = self._store.hosts.get(host)
        age = datetime.now(UTC) - kept.robots_fetched_at if kept and kept.robots_fetched_at else None
        if kept is not None and age is not None and age < FRESH:
            return self._apply(host, (kept.robots_body or "").encode(), fetched=False)
        try:
            body, status = await self._fetch(urljoin(url, "/robots.txt"))
        except RobotsUnreachable:
            if kept is not None and age is not None and age < STALE and (kept.robots_status or 0) < 500:
                return self._apply(host, (kept.robots_body or "").encode(), fetched=True)
            raise
        parser = self._apply(host, body, fetched=True)
        delay = crawl_delay_of(parser.rp).total_seconds()
        self._store.hosts.save_robots(host, body.decode("utf-8", "replace"), status, delay or None)
        return parser

    def _apply(self, host: str, body: bytes, *, fetched: bool) -> _Parser:
        parser = _Parser(body)
        delay = crawl_delay_of(parser.rp)
        self._throttle.read_rules(host, delay)
        if fetched and delay:
            self._throttle.hold(host, delay)
        return parser

    async def _fetch(self, url: str) -> tuple[bytes, int]:
        for _ in range(_MAX_HOPS + 1):
            response = await self._ask(url)
            status = response.status
            if status in {301, 302, 303, 307, 308} and (target := response.headers.get("Location")):
                url = urljoin(url, target.decode("latin-1"))
                if urlsplit(url).scheme not in {"http", "https"}:
                    return b"", status
            elif status == 429 or status >= 500:
                raise RobotsUnreachable(f"mã {status}")
            else:
                return (response.body[:_MAX_BYTES] if status < 300 else b""), status
        return b"", 404

    async def _ask(self, url: str) -> Response:
        request = Request(url, meta={"dont_obey_robotstxt": True, "diemtin_robots": True}, callback=NO_CALLBACK)
        return await self.crawler.engine.download_async(request)
