"""What holds for every request and answer: headers, writes from our own pages alone, a cap on what is sent to us.

Written as plain ASGI around everything else, so that an error page or a file has the headers too.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["CSP", "MAX_BODY", "ErrorPage", "Failed", "SecurityMiddleware", "is_loopback"]

MAX_BODY = 20_000_000
"""Bytes of one request: the largest plan or letter that a person uploads."""

_SELF = ("img-src", "style-src", "script-src", "font-src", "connect-src", "form-action")
CSP = "; ".join(
    ("default-src 'none'", *(f"{name} 'self'" for name in _SELF), "frame-ancestors 'none'", "base-uri 'none'")
)
_HEADERS = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_READS = frozenset({"GET", "HEAD", "OPTIONS"})

ErrorPage = Callable[[Request, int, str], Response]
"""Makes the answer that says what went wrong, as a page or, under /api, as JSON."""


Failed = Callable[[Request, Exception], Response]
"""Makes the answer after an error that nobody foresaw."""


class _TooLarge(Exception):
    """The body went on past the cap."""


def is_loopback(host: str) -> bool:
    """Whether a host name can only mean this machine."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _host(value: str) -> str:
    return urlsplit(f"//{value}").hostname or ""


class SecurityMiddleware:
    """Around the whole app. ``local``: only names of this machine are answered, so that no foreign site can point its
    own name at us (DNS rebinding). ``base_url``: the address that people use, where a proxy stands in between.
    """

    def __init__(self, app: ASGIApp, *, local: bool, base_url: str, error_page: ErrorPage, failed: Failed) -> None:
        self._app = app
        self._local = local
        self._origins = {_origin(base_url)} if base_url else set()
        self._error_page = error_page
        self._failed = failed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        if refusal := self._refusal(request):
            await self._error_page(request, *refusal)(scope, receive, _with_headers(send))
            return
        started = False
        body = _CappedBody(receive)

        async def told(message: Message) -> None:
            nonlocal started
            if body.too_large and not started:
                return  # whatever was made of a body cut short; 413 is sent instead
            started = started or message["type"] == "http.response.start"
            await _with_headers(send)(message)

        answer = None
        try:
            await self._app(scope, body, told)
        except Exception as error:
            if started:  # the server can only cut the answer off
                raise
            if not body.too_large:
                answer = self._failed(request, error)
        if body.too_large and not started:
            answer = self._error_page(request, 413, "")
        if answer is not None:
            await answer(scope, receive, _with_headers(send))

    def _refusal(self, request: Request) -> tuple[int, str] | None:
        headers = request.headers
        if self._local and not is_loopback(_host(headers.get("host", ""))):
            return 403, "Trang này chỉ mở được bằng địa chỉ của chính máy này (127.0.0.1)."
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > MAX_BODY:
            return 413, ""
        if request.method not in _READS and not self._is_ours(request.headers, request.url.scheme):
            return 403, "Yêu cầu này không đến từ chính trang Điểm Tin nên không được thực hiện."
        return None

    def _is_ours(self, headers: Headers, scheme: str) -> bool:
        """Whether a write comes from one of our own pages, or from a program with a token (which no foreign page can
        send). Every browser names the origin of a form that is posted.
        """
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is not None and site not in {"same-origin", "none"}:
            return False
        if origin is not None:
            return _origin(origin) in self._origins | {_origin(f"{scheme}://{headers.get('host', '')}")}
        return site is not None or headers.get("authorization", "").lower().startswith("bearer ")


def _origin(url: str) -> tuple[str, int | None]:
    """Host and port; the scheme is left out, for a proxy may end TLS."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "", None
    return parts.hostname or "", None if port in {80, 443} else port


def _with_headers(send: Send) -> Callable[[Message], Awaitable[None]]:
    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "private, no-store")
        await send(message)

    return told


class _CappedBody:
    """What a client sends, up to the cap: past it the reader gets an error, and nothing more is taken in."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._seen = 0
        self.too_large = False

    async def __call__(self) -> Message:
        message = await self._receive()
        self._seen += len(message.get("body", b""))
        if self._seen > MAX_BODY:
            self.too_large = True
            raise _TooLarge
        return message
