"""The screens and the parts of the API: each is one module of its package, found by being there.

A screen module has ``router``; it may have ``nav`` (its entry in the navigation) and ``on_every_page`` (values that the
frame of every page shows, as the count of the issue under way). A module of the API has ``router``.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Literal

from fastapi import APIRouter, Request

from domain.roles import Role

__all__ = ["Nav", "OnEveryPage", "Screen", "api_routers", "providers", "screens"]

OnEveryPage = Callable[[Request], dict[str, object]]


@dataclass(frozen=True, slots=True)
class Nav:
    """An entry of the navigation. ``order`` places it (10 Hôm nay, 20 Tìm kiếm, 30 Văn bản, 40 Cơ quan, 50 Số liệu, 60
    Điểm tin, 70 Kế hoạch, 80 Nguồn tin, 90 Quản trị, 95 Trợ giúp); ``icon`` names a symbol of ``parts/icons.html``;
    ``tab``: it also stands in the bar at the foot of a phone (room for four); ``place`` "more": in the menu behind the
    user's initials. Shown to those who have ``role``.
    """

    path: str
    label: str
    order: int
    icon: str
    tab: bool = False
    place: Literal["main", "more"] = "main"
    role: Role = Role.VIEWER


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen, as its module declares it."""

    name: str
    router: APIRouter
    nav: Nav | None
    on_every_page: OnEveryPage | None


def _modules(package: str) -> Iterator[ModuleType]:
    for found in sorted(pkgutil.iter_modules(importlib.import_module(package).__path__), key=lambda one: one.name):
        module = importlib.import_module(f"{package}.{found.name}")
        if hasattr(module, "router"):
            yield module


def screens() -> list[Screen]:
    """Every screen that is installed, in the order of the navigation."""
    found = [
        Screen(
            module.__name__.rpartition(".")[2],
            module.router,
            getattr(module, "nav", None),
            getattr(module, "on_every_page", None),
        )
        for module in _modules("web.screens")
    ]
    return sorted(found, key=lambda screen: screen.nav.order if screen.nav else 1000)


def providers(name: str) -> list[Callable[..., Any]]:
    """The functions of this name that screens have: what one screen tells another without knowing it."""
    return [getattr(module, name) for module in _modules("web.screens") if hasattr(module, name)]


def api_routers() -> list[APIRouter]:
    """Every part of the API that is installed."""
    return [module.router for module in _modules("web.api")]
