"""How long a person is kept waiting while a command writes to the store."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from store.db.database import patience

__all__ = ["SECONDS", "PatienceMiddleware"]

SECONDS: float = 8
"""Then the page says that the store is busy, and the browser still has what was typed."""


class PatienceMiddleware:
    """Lets the writes of a request wait for others no longer than a person does."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with patience(SECONDS):
            await self._app(scope, receive, send)
