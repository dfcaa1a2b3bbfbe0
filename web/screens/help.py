"""Trợ giúp: the guide, within the frame, and the way to the page of it that fits where a person is."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import FileResponse, Response

from web.access import require
from web.errors import not_found
from web.features import Nav
from web.guide import INDEX, PICTURES, GuidePage, guide_page, page_names
from web.page import page

__all__ = ["nav", "on_every_page", "router"]

router = APIRouter(dependencies=[require("xem")])
nav = Nav("/tro-giup", "Trợ giúp", 95, "help", place="more")

_FITTING = {
    "/bai": "mot-buoi-sang",
    "/tim-kiem": "tim-kiem",
    "/canh-bao": "tim-kiem",
    "/van-ban": "so-lieu-van-ban-co-quan",
    "/don-vi": "so-lieu-van-ban-co-quan",
    "/so-lieu": "so-lieu-van-ban-co-quan",
    "/diem-tin": "mot-tuan",
    "/ke-hoach": "mot-quy",
    "/nguon": "nguon-tin",
    "/them-nguon": "nguon-tin",
    "/danh-muc": "nguon-tin",
    "/them-bai": "nguon-tin",
    "/thu-gui-di": "thu",
    "/quan-tri": "quan-tri",
    "/tai-khoan": "tai-khoan",
}
"""First part of an address → the page of the guide that speaks of it."""


def on_every_page(request: Request) -> dict[str, object]:
    """``help_path``: the page of the guide that fits this one."""
    if request.url.path == "/":
        return {"help_path": "/tro-giup/mot-buoi-sang"}
    fitting = _FITTING.get("/" + request.url.path.split("/")[1])
    return {"help_path": f"/tro-giup/{fitting}" if fitting else "/tro-giup"}


@router.get("/tro-giup")
def index(request: Request) -> Response:
    """What the guide holds."""
    return _shown(request, INDEX)


@router.get("/tro-giup/hinh/{name}")
def picture(name: str) -> Response:
    """A picture of a screen."""
    path = PICTURES / name
    if path.suffix != ".png" or path not in set(PICTURES.iterdir()):
        raise not_found("Hướng dẫn không có hình này.")
    return FileResponse(path, headers={"cache-control": "private, max-age=3600"})


@router.get("/tro-giup/{trang}")
def one(request: Request, trang: str) -> Response:
    """One page of the guide."""
    return _shown(request, trang)


def _shown(request: Request, name: str) -> Response:
    found = guide_page(name)
    if found is None:
        raise not_found("Hướng dẫn không có trang này. Hãy mở mục lục ở trang Trợ giúp.")
    pages = [known for known in map(guide_page, page_names()) if known]
    before, after = _beside(found, pages)
    return page(request, "help.html", guide=found, pages=pages, before=before, after=after)


def _beside(here: GuidePage, pages: list[GuidePage]) -> tuple[GuidePage | None, GuidePage | None]:
    at = pages.index(here) if here in pages else -1
    return pages[at - 1] if at > 0 else None, pages[at + 1] if at + 1 < len(pages) else None
