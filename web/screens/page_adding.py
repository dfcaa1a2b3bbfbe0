"""Thêm bài bằng liên kết: one page outside every source, looked at, corrected, kept."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from domain.days import read_days
from domain.errors import CrawlError, ExtractError, UsageError
from pipeline.linked_pages import add_page, known_page, preview_page
from web.access import User, require
from web.flash import back_to
from web.page import page
from web.state import Parts, Services

if TYPE_CHECKING:
    from crawler.onboarding.linked_page import LinkedPage

__all__ = ["router"]

router = APIRouter(dependencies=[require("bien_tap")])
Editor = Annotated[User, require("bien_tap")]
_KEPT = 50


@dataclass(slots=True)
class _Looked:
    """The pages that were looked at and wait for a word; the oldest go first."""

    pages: OrderedDict[str, LinkedPage] = field(default_factory=OrderedDict)

    def keep(self, looked: LinkedPage) -> str:
        """Keep a page; the key under which it is found again."""
        key = secrets.token_urlsafe(12)
        self.pages[key] = looked
        while len(self.pages) > _KEPT:
            self.pages.popitem(last=False)
        return key


def _looked(parts: Services) -> _Looked:
    found = parts.extras.setdefault("looked", _Looked())
    assert isinstance(found, _Looked)
    return found


@router.get("/them-bai")
def form(request: Request, dia_chi: str = "") -> Response:
    """Where the address is asked for."""
    return page(request, "sources/page.html", address=dia_chi, fault="", looked=None, key="", day="", day_fault="")


@router.post("/them-bai")
def look(request: Request, parts: Parts, dia_chi: Annotated[str, Form(max_length=2000)] = "") -> Response:
    """Fetch a page and show the article as it would be kept; a page that is known opens its article."""
    try:
        if not dia_chi.strip():
            raise UsageError("Chưa nhập địa chỉ.")
        known = known_page(parts.store, dia_chi)
        if known is not None:
            return back_to(request, f"/bai/{known.id}", "Bài này đã có trong kho dữ liệu.")
        looked = preview_page(parts.context, dia_chi)
    except (UsageError, CrawlError, ExtractError) as error:
        return page(
            request,
            "sources/page.html",
            422,
            address=dia_chi,
            fault=str(error),
            looked=None,
            key="",
            day="",
            day_fault="",
        )
    known = parts.store.articles.by_url(looked.url)
    if known is not None:
        return RedirectResponse(f"/bai/{known.id}", 303)
    return _show(request, looked, _looked(parts).keep(looked))


def _show(request: Request, looked: LinkedPage, key: str, day: str = "", day_fault: str = "") -> Response:
    return page(
        request,
        "sources/page.html",
        422 if day_fault else 200,
        address=looked.url,
        fault="",
        looked=looked,
        key=key,
        day=day,
        day_fault=day_fault,
    )


@router.post("/them-bai/luu")
def keep(
    request: Request,
    parts: Parts,
    user: Editor,
    khoa: Annotated[str, Form()],
    tieu_de: Annotated[str, Form(max_length=1000)] = "",
    ngay_dang: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    """Keep the article, with the title and day that a person put right."""
    looked = _looked(parts).pages.get(khoa)
    if looked is None:
        raise HTTPException(409, "Bản xem thử đã hết hạn. Hãy dán lại địa chỉ và xem thử lần nữa.")
    span = read_days(ngay_dang) if ngay_dang.strip() else None
    if ngay_dang.strip() and (span is None or span[0] != span[1]):
        return _show(request, looked, khoa, ngay_dang, "Không hiểu ngày này. Hãy viết như 26/9/2022.")
    title = " ".join(tieu_de.split())
    try:
        stored = add_page(
            parts.context,
            looked,
            published=span[0] if span else None,
            title=title if title and title != looked.article.title else None,
            author=user.name,
        )
    except (CrawlError, ExtractError) as error:
        raise HTTPException(502, str(error)) from error
    _looked(parts).pages.pop(khoa, None)
    parts.store.audit.note(user, "Thêm bài bằng liên kết", f"bai/{stored.id}", None, {"url": looked.url})
    return back_to(request, f"/bai/{stored.id}", "Đã lưu bài và đưa vào dữ liệu tìm kiếm.")
