"""Finds out, before anything else looks at a request, who sends it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from web.access import LOCAL_USER
from web.state import services

__all__ = ["IdentityMiddleware"]


class IdentityMiddleware:
    """Puts the user into ``request.state.user``."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            request = Request(scope)
            if services(request).local:
                request.state.user = LOCAL_USER
        await self._app(scope, receive, send)
