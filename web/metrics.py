"""What a monitoring system asks: requests and how long they took, and the state of store and index."""

from __future__ import annotations

import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.state import Services

__all__ = ["Metrics", "MetricsMiddleware"]

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """The counters of one app."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.requests = Counter(
            "diemtin_requests", "Requests by route and status.", ("method", "route", "status"), registry=self._registry
        )
        self.seconds = Histogram(
            "diemtin_request_seconds",
            "Seconds to the end of an answer.",
            ("route",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        names = {
            "diemtin_articles": "Articles in the store.",
            "diemtin_index_documents": "Articles in the index.",
            "diemtin_index_healthy": "1 when the index answers.",
            "diemtin_index_waiting": "Changes that wait for the index.",
            "diemtin_jobs_queued": "Jobs that wait.",
        }
        self._gauges = {name: Gauge(name, text, registry=self._registry) for name, text in names.items()}

    def text(self, parts: Services) -> bytes:
        """All of it, in the form of Prometheus."""
        from store.work.jobs import JobState

        status = parts.engine.status()
        parts.store.outbox.register(parts.context.index_name)
        values = {
            "diemtin_articles": parts.store.articles.count(),
            "diemtin_index_documents": status.documents,
            "diemtin_index_healthy": int(status.healthy),
            "diemtin_index_waiting": parts.store.outbox.status(parts.context.index_name).waiting,
            "diemtin_jobs_queued": parts.store.jobs.count(JobState.QUEUED),
        }
        for name, value in values.items():
            self._gauges[name].set(value)
        return generate_latest(self._registry)


class MetricsMiddleware:
    """Counts every request under the route that answered it."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = time.perf_counter(), 500

        async def told(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, told)
        finally:
            route = str(getattr(scope.get("route"), "path", "")) or "-"
            self._metrics.requests.labels(scope["method"], route, str(status)).inc()
            self._metrics.seconds.labels(route).observe(time.perf_counter() - started)
