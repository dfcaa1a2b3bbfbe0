"""``page``: a template filled in, with all that the frame around it needs."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from web.access import User, current_user, may
from web.features import Screen
from web.filters import FILTERS, changed_query
from web.flash import forget_toast, take_toast
from web.state import services
from web.static_files import asset_url

__all__ = ["KEYS_COOKIE", "THEMES", "THEME_COOKIE", "page", "render"]

THEME_COOKIE, KEYS_COOKIE = "diemtin_giao_dien", "diemtin_phim_tat"
THEMES = {"": "theo máy", "light": "sáng", "dark": "tối"}


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    environment.globals.update(asset=asset_url, themes=THEMES)
    return environment


def _frame(request: Request, user: User | None) -> dict[str, Any]:
    """What ``base.html`` and the parts show on every page."""
    parts = services(request)
    every: list[Screen] = request.app.state.screens
    theme = request.cookies.get(THEME_COOKIE, "")
    path, query = request.url.path, request.url.query
    return {
        "request": request,
        "path": path,
        "here": f"{path}?{query}" if query else path,
        "user": user,
        "may": lambda right: may(user, right),
        "nav": [screen.nav for screen in every if screen.nav and may(user, screen.nav.role)],
        "office": parts.settings.office.name,
        "theme": theme if theme in THEMES else "",
        "keys_on": request.cookies.get(KEYS_COOKIE) != "tat",
        "local": parts.local,
        "toast": take_toast(request),
        "tray": None,
        "page_address": lambda n: f"{path}?{changed_query(query, {'trang': n if n > 1 else None})}".rstrip("?"),
        "with_query": lambda *without, **changes: f"{path}?{changed_query(query, changes, *without)}".rstrip("?"),
    }


def render(request: Request, template: str, *, extras: bool = True, **values: Any) -> str:
    """The HTML of a template. ``extras``: ask the screens for what they show on every page (not on an error page, which
    must come up when the store does not).
    """
    user = current_user(request)
    frame = _frame(request, user)
    if extras and user is not None:
        for screen in request.app.state.screens:
            if screen.on_every_page is not None:
                frame.update(screen.on_every_page(request))
    return _templates().get_template(template).render(frame | values)


def page(request: Request, template: str, status: int = 200, *, extras: bool = True, **values: Any) -> HTMLResponse:
    """The answer to a request for a page: the template within the frame, the toast of the last write shown once."""
    response = HTMLResponse(render(request, template, extras=extras, **values), status)
    forget_toast(request, response)
    return response
