"""Control of the running sites over HTTP, for tests and scripts in other processes."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from samples.sites import SampleSites

__all__ = ["VERBS", "ControlServer"]

VERBS = frozenset(
    {
        "answer",
        "behave",
        "break_body",
        "count_visit",
        "edit",
        "forget_requests",
        "hold",
        "move",
        "publish",
        "redesign",
        "relocate",
        "reset",
        "slow",
        "wall",
        "withdraw",
    }
)


class ControlServer(ThreadingHTTPServer):
    """``POST /`` with ``{"site", "verb", "args": {…}}`` does it; ``GET /`` lists sites, addresses and requests."""

    daemon_threads = True

    def __init__(self, sites: SampleSites, host: str = "127.0.0.1", port: int = 0) -> None:
        super().__init__((host, port), _Handler)
        self.sites = sites
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def url(self) -> str:
        """Where commands are taken."""
        return f"http://{self.server_address[0]!s}:{self.server_address[1]}"

    def begin(self) -> None:
        """Take commands from a thread of its own."""
        self._thread.start()

    def end(self) -> None:
        """Take no more."""
        self.shutdown()
        self._thread.join()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: ControlServer

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing to log."""

    def do_GET(self) -> None:
        self._answer(
            200,
            {
                site.id: {
                    "base_url": site.base_url,
                    "articles": {slug: site.url(slug) for slug in site.slugs},
                    "requests": [seen._asdict() for seen in site.requests],
                }
                for site in self.server.sites.sites.values()
            },
        )

    def do_POST(self) -> None:
        try:
            asked = json.loads(self.rfile.read(int(self.headers.get("Content-Length", "0"))))
            site, verb = self.server.sites.site(asked["site"]), asked["verb"]
            if verb not in VERBS:
                raise ValueError(f"no verb {verb!r}; there are {', '.join(sorted(VERBS))}")
            self._answer(200, {"result": getattr(site, verb)(**asked.get("args", {}))})
        except (KeyError, TypeError, ValueError) as error:
            self._answer(400, {"error": f"{type(error).__name__}: {error}"})

    def _answer(self, status: int, value: object) -> None:
        body = json.dumps(value, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
