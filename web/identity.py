"""Finds out, before anything else looks at a request, who sends it."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from store.people.sessions import SignedIn
from web.access import LOCAL_USER, User
from web.state import services

__all__ = ["SESSION_COOKIE", "IdentityMiddleware", "bearer", "keep_session"]

SESSION_COOKIE = "diemtin_phien"


def bearer(request: Request) -> str | None:
    """The token that a program sends; null where it sends none."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else None


def keep_session(request: Request, response: Response, secret: str) -> None:
    """Let the browser keep the secret of a session, as long as it may go unused."""
    days = services(request).settings.web.session_days
    response.set_cookie(
        SESSION_COOKIE,
        secret,
        days * 24 * 3600,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


def _find(request: Request) -> User | None:
    parts = services(request)
    found: SignedIn | None = None
    if (token := bearer(request)) is not None:
        found = parts.store.tokens.find(token)
    elif parts.local:
        return LOCAL_USER
    elif secret := request.cookies.get(SESSION_COOKIE):
        found = parts.store.sessions.find(secret, days=parts.settings.web.session_days)
    return None if found is None else User(found.id, found.login, found.name, found.role)


class IdentityMiddleware:
    """Puts the user into ``request.state.user``: by a token, by a session, or the one user of this machine."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not scope["path"].startswith("/static/"):
            request = Request(scope)
            request.state.user = await run_in_threadpool(_find, request)
        await self._app(scope, receive, send)
