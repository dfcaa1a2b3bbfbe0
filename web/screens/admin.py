"""Quản trị: the state of the system, and the settings in force."""

from __future__ import annotations

from fastapi import APIRouter, Request
from pydantic import SecretStr
from starlette.responses import Response

from domain.roles import Role
from domain.settings import Settings, setting_fields
from pipeline.system_check import check_system
from web.access import require
from web.features import Nav
from web.page import page
from web.state import Parts

router = APIRouter(dependencies=[require("quan_tri")])
nav = Nav("/quan-tri", "Quản trị", 90, "settings", place="more", role=Role.ADMIN)


@router.get("/quan-tri")
def overview(request: Request, parts: Parts) -> Response:
    """Where things stand, and the way to each part."""
    store = parts.store
    store.outbox.register(parts.context.index_name)
    return page(
        request,
        "admin/overview.html",
        people=store.users.count(),
        jobs=store.jobs.recent(3),
        decisions=store.audit.find(limit=5)[0],
        articles=store.articles.count(),
        index=parts.engine.status(),
        waiting=store.outbox.status(parts.context.index_name).waiting,
    )


@router.get("/quan-tri/kiem-tra")
def check(request: Request, parts: Parts) -> Response:
    """What ``diemtin doctor`` says."""
    return page(request, "admin/check.html", findings=list(check_system(parts.context)))


@router.get("/quan-tri/thiet-lap")
def settings(request: Request, parts: Parts) -> Response:
    """Every setting, what it means and what it is now; secrets only as set or not."""
    rows = [
        (name, field.description or "", _shown(value := _value(parts.settings, name)), value != field.get_default())
        for name, field in setting_fields().items()
    ]
    return page(request, "admin/settings.html", rows=rows)


def _value(settings: Settings, name: str) -> object:
    value: object = settings
    for part in name.split("."):
        value = getattr(value, part)
    return value


def _shown(value: object) -> str:
    if value is None or value == "" or value == ():
        return "–"
    if isinstance(value, SecretStr):
        return "đã đặt (không hiện)"
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, tuple):
        return "; ".join(str(one) for one in value)
    return _without_password(str(value))


def _without_password(text: str) -> str:
    """An address with its password left out."""
    before, sign, after = text.partition("://")
    user, at, host = after.rpartition("@")
    if not (sign and at and ":" in user):
        return text
    return f"{before}://{user.partition(':')[0]}:…@{host}"
