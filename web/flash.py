"""After a write: go back to a page (303), which says once what was done and, where it can be, how to undo it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from fastapi import Request
from itsdangerous import BadData, URLSafeSerializer
from starlette.responses import RedirectResponse, Response

from web.state import services

__all__ = ["Toast", "back_to", "forget_toast", "local_path", "take_toast"]

_COOKIE = "diemtin_bao"
_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Toast:
    """What was done. ``undo``: the path to POST to in order to take it back, with ``undo_values``."""

    text: str
    undo: str | None = None
    undo_values: Mapping[str, str] = field(default_factory=dict)


def local_path(path: str | None, otherwise: str = "/") -> str:
    """A path of our own site, or ``otherwise``: nobody is sent elsewhere by a link that a stranger made."""
    if not path or path[0] != "/" or path[1:2] in {"/", "\\"} or any(ord(letter) < 32 for letter in path):
        return otherwise
    return path


def back_to(request: Request, path: str, told: str = "", *, undo: str | None = None, **undo_values: str) -> Response:
    """Send the browser to ``path`` of our own site; there a toast says ``told``, with a button that undoes."""
    response = RedirectResponse(quote(local_path(path), safe="/?&=#%:+,;@!$'()*~-._"), 303)
    if told:
        value = _signer(request).dumps([told[:500], undo, undo_values])
        response.set_cookie(
            _COOKIE, str(value), _SECONDS, httponly=True, samesite="lax", secure=request.url.scheme == "https"
        )
    return response


def take_toast(request: Request) -> Toast | None:
    """What the last write left to say. The page that shows it deletes it (``forget_toast``)."""
    value = request.cookies.get(_COOKIE)
    if not value:
        return None
    try:
        text, undo, values = _signer(request).loads(value)
        return Toast(text, undo, values)
    except (BadData, ValueError, TypeError):
        return None


def forget_toast(request: Request, response: Response) -> None:
    """Take the toast out of the browser, once it was shown."""
    if _COOKIE in request.cookies:
        response.delete_cookie(_COOKIE, httponly=True, samesite="lax")


def _signer(request: Request) -> URLSafeSerializer:
    return URLSafeSerializer(services(request).key, salt="toast")
