"""How the page looks and behaves in this browser: light or dark, keys on or off. Kept in cookies, not in the store."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from web.access import public
from web.flash import back_to
from web.page import KEYS_COOKIE, THEME_COOKIE, page

router = APIRouter(dependencies=[public])

_YEAR = 365 * 24 * 3600


def _keep(response: Response, name: str, value: str) -> Response:
    response.set_cookie(name, value, _YEAR, httponly=True, samesite="lax")
    return response


@router.post("/giao-dien")
def set_theme(
    request: Request,
    theme: Annotated[Literal["", "light", "dark"], Form()] = "",
    ve: Annotated[str, Form()] = "/",
) -> Response:
    """Light, dark, or as the machine says."""
    return _keep(back_to(request, ve), THEME_COOKIE, theme)


@router.get("/phim-tat")
def keys(request: Request) -> Response:
    """The keys, as a page: what the box shows where scripts run."""
    return page(request, "keys.html")


@router.post("/phim-tat")
def set_keys(
    request: Request, bat: Annotated[Literal["", "1"], Form()] = "", ve: Annotated[str, Form()] = "/phim-tat"
) -> Response:
    """Switch the keys on or off."""
    told = "Đã bật phím tắt." if bat else "Đã tắt phím tắt."
    return _keep(back_to(request, ve, told), KEYS_COOKIE, "bat" if bat else "tat")
