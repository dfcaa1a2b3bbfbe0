"""Every route of the app, as requests find it, with the rights that it states."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from domain.roles import Role
from domain.settings import load_settings
from pipeline.context import Context
from web.access import Need
from web.app import create_app

__all__ = ["Route", "every_route"]


@dataclass(frozen=True)
class Route:
    """One method of one path. ``stated``: it says who may use it; ``right``: the highest that is asked for, null where
    it is open to all.
    """

    method: str
    path: str
    stated: bool
    right: Role | None

    def __str__(self) -> str:
        return f"{self.method}-{self.path}"


def _needs(dependant: Dependant) -> Iterator[Need]:
    for one in dependant.dependencies:
        if isinstance(one.call, Need):
            yield one.call
        yield from _needs(one)


def _found(app: FastAPI) -> Iterator[Route]:
    for included in app.routes:
        for route in included.effective_route_contexts() if hasattr(included, "effective_route_contexts") else ():
            assert isinstance(route.original_route, APIRoute), route.path
            needs = list(_needs(route.dependant))
            right = max((need.role for need in needs if need.role), key=list(Role).index, default=None)
            for method in sorted(route.methods):
                yield Route(method, route.path, bool(needs), right)


@cache
def every_route() -> tuple[Route, ...]:
    """All of them, of every screen and every part of the API."""
    with tempfile.TemporaryDirectory() as folder:
        found = tuple(_found(create_app(Context(load_settings(data_dir=Path(folder))))))
    assert len(found) > 50
    return found
