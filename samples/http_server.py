"""One replica site over real HTTP/1.1: keep-alive, conditional requests, gzip, a log of who asked for what."""

from __future__ import annotations

import gzip
import hashlib
import re
import socket
import ssl
import threading
import time
from datetime import UTC
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from samples.faults import Faults
from samples.routes import HTML, Reply, Route, picture_bytes, routes_of
from samples.state import SiteState
from samples.tls import Chain, server_context
from samples.traps import WALL

__all__ = ["Seen", "SiteServer"]

_PICTURES = (".png", ".jpg", ".gif", ".jpeg", ".svg")
_GZIP_FROM = 500
_LARGEST_FORM = 1_000_000


class Seen(NamedTuple):
    """One request as it came in. ``at`` is ``time.monotonic()``; ``status`` what was answered (0: broken off)."""

    at: float
    method: str
    path: str
    status: int
    user_agent: str


class _Sent(NamedTuple):
    reply: Reply
    etag: str
    packed: bytes | None


class SiteServer(ThreadingHTTPServer):
    """Serves one site's state on a loopback port, a thread a connection."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, state: SiteState, host: str = "127.0.0.1", port: int = 0, tls: Chain | None = None) -> None:
        super().__init__((host, port), _Handler)
        if tls is not None:
            # Hands are shaken in the visitor's own thread, at its first read: one who hangs up holds up nobody.
            context = server_context(tls)
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.state = state
        self.faults = Faults()
        self.seen: list[Seen] = []
        self.guard = threading.RLock()
        state.base_url = f"{'https' if tls else 'http'}://{host}:{self.server_address[1]}"
        self._version = -1
        self._routes: dict[str, Route] = {}
        self._made: dict[str, _Sent] = {}
        self._connections: set[socket.socket] = set()
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def begin(self) -> None:
        """Serve from a thread of its own."""
        self._thread.start()

    def end(self) -> None:
        """Stop serving and close every connection."""
        self.shutdown()
        self._thread.join()
        with self.guard:
            for connection in tuple(self._connections):
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except (OSError, ssl.SSLError):
                    continue
        self.server_close()

    def keep(self, connection: socket.socket, is_open: bool) -> None:
        """Remember the open connections, so that the end closes them."""
        with self.guard:
            (self._connections.add if is_open else self._connections.discard)(connection)

    def routes(self) -> dict[str, Route]:
        """The addresses of the site as it is now."""
        with self.guard:
            if self._version != self.state.version:
                self._routes, self._made = routes_of(self.state), {}
                self._version = self.state.version
            return self._routes

    def find(self, target: str) -> _Sent | None:
        """What answers a request target; none where there is nothing."""
        with self.guard:
            routes = self.routes()
            also = self.state.shape.answers_also
            if also is not None and target not in routes:
                target = re.sub(also[0], also[1], target)
            key = target if target in routes else _ordered(target, routes)
            if key not in self._made:
                if key not in routes:
                    return None
                reply = routes[key].make()
                packed = None
                if (
                    self.state.shape.gzip
                    and len(reply.body) > _GZIP_FROM
                    and reply.media_type.startswith(("text", "appl"))
                ):
                    packed = gzip.compress(reply.body, 5, mtime=0)
                self._made[key] = _Sent(reply, f'"{hashlib.sha256(reply.body).hexdigest()[:20]}"', packed)
            return self._made[key]

    def handle_error(self, request: object, client_address: object) -> None:
        """A visitor who hangs up is no error of the server's."""


def _ordered(target: str, routes: dict[str, Route]) -> str:
    """The query's parameters in whatever order they came."""
    parts = urlsplit(target)
    if not parts.query:
        return target
    asked = sorted(parse_qsl(parts.query, keep_blank_values=True))
    for path in routes:
        known = urlsplit(path)
        if known.path == parts.path and sorted(parse_qsl(known.query, keep_blank_values=True)) == asked:
            return path
    return f"{parts.path}?{urlencode(asked)}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Apache"
    sys_version = ""
    timeout = 60
    disable_nagle_algorithm = True
    server: SiteServer

    def setup(self) -> None:
        super().setup()
        self.server.keep(self.connection, True)

    def finish(self) -> None:
        self.server.keep(self.connection, False)
        super().finish()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """The log is ``SiteServer.seen``."""

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        """A list turned by a form (ASP.NET): the page wanted is in the argument, the one shown in the hidden field."""
        size = min(int(self.headers.get("Content-Length") or 0), _LARGEST_FORM)
        fields = dict(parse_qsl(self.rfile.read(size).decode("latin-1"), keep_blank_values=True))
        shown = fields.get("__VIEWSTATE", "").removeprefix("/wEPDwUK")
        wanted = fields.get("__EVENTARGUMENT", "").removeprefix("Page$")
        valid = shown.isdigit() and fields.get("__EVENTVALIDATION") == f"/wEWAgL{shown}" and wanted.isdigit()
        self._serve(f"{self.path}#{wanted}" if valid else "/loi-bieu-mau")

    def do_HEAD(self) -> None:
        self._serve()

    def _serve(self, target: str | None = None) -> None:
        at, broken = time.monotonic(), None
        reply: Reply | None = None
        retry_after = None
        for fault in self.server.faults.meet(self.path):
            if fault.kind == "slow":
                time.sleep(fault.seconds)
            elif fault.kind in {"break", "close"}:
                broken = fault.after if fault.kind == "break" else 0
            elif fault.kind == "answer":
                text = f"<h1>{fault.status}</h1><p>{HTTPStatus(fault.status).phrase}</p>"
                reply, retry_after = Reply(fault.status, text.encode()), fault.retry_after
            elif fault.kind == "wall":
                reply = Reply(
                    200, f"<!DOCTYPE html><html><head><title>…</title></head><body>{WALL}</body></html>".encode()
                )
        sent = _Sent(reply, "", None) if reply else self._found(target or self.path)
        self._send(sent, broken, retry_after, at)

    def _log(self, at: float, status: int) -> None:
        """Before the last byte leaves, so that a visitor who has an answer finds it in the log."""
        self.server.seen.append(Seen(at, self.command, self.path, status, self.headers.get("User-Agent", "")))

    def _found(self, target: str) -> _Sent:
        sent = self.server.find(target)
        if sent is not None:
            return sent
        if urlsplit(self.path).path.lower().endswith(_PICTURES):
            return _Sent(Reply(200, picture_bytes(), "image/png"), '"grey"', None)
        text = "<!DOCTYPE html><html><body><h1>404</h1><p>Không có trang này.</p></body></html>"
        return _Sent(Reply(404, text.encode(), HTML), "", None)

    def _unchanged(self, sent: _Sent) -> bool:
        if sent.reply.status != 200 or not sent.etag:
            return False
        if wanted := self.headers.get("If-None-Match"):
            return sent.etag in wanted or wanted.strip() == "*"
        since = self.headers.get("If-Modified-Since")
        if not since or sent.reply.modified is None:
            return False
        try:
            return sent.reply.modified.replace(microsecond=0) <= parsedate_to_datetime(since)
        except (TypeError, ValueError):
            return False

    def _send(self, sent: _Sent, broken: int | None, retry_after: str | None, at: float) -> None:
        reply = sent.reply
        unchanged = self._unchanged(sent)
        status = 304 if unchanged else reply.status
        packed = sent.packed is not None and "gzip" in self.headers.get("Accept-Encoding", "")
        body = b"" if unchanged else (sent.packed if packed and sent.packed is not None else reply.body)
        self.send_response(status)
        if sent.etag:
            self.send_header("ETag", sent.etag)
        if reply.modified is not None:
            self.send_header("Last-Modified", format_datetime(reply.modified.astimezone(UTC), usegmt=True))
        if reply.location:
            self.send_header("Location", reply.location)
        if retry_after:
            self.send_header("Retry-After", retry_after)
        if not unchanged:
            self.send_header("Content-Type", reply.media_type)
            if packed:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
        self.send_header("Vary", "Accept-Encoding")
        self._log(at, status if broken is None else 0)
        if broken is not None:
            self.close_connection = True
            if broken == 0:
                self._headers_buffer: list[bytes] = []
                return
            body = body[: min(broken, max(len(body) - 1, 0))]
        # Head and body in one write: two would wait for each other's acknowledgement.
        self._headers_buffer.append(b"\r\n" + (b"" if self.command == "HEAD" else body))
        self.flush_headers()
