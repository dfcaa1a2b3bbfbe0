"""Văn bản: the documents that news cite, who cites each, and which carries out which."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from store.annotations.mentions.documents import ListOrder
from web.access import require
from web.errors import not_found
from web.features import Nav
from web.mentions.asking import LIST_ORDERS, page_number, pages_of
from web.mentions.wording import CITED_AS, day_text
from web.page import page
from web.state import Parts

__all__ = ["nav", "router"]

router = APIRouter(dependencies=[require("xem")])
nav = Nav("/van-ban", "Văn bản", 30, "document")
_PER_PAGE = 50
_CITING_PER_PAGE = 20


@router.get("/van-ban")
def documents(request: Request, parts: Parts) -> Response:
    """Documents by number, kind and issuer, with or without accents."""
    given = request.query_params
    words, kind = given.get("q", "").strip()[:200], given.get("loai", "").strip()[:100]
    chosen = given.get("sap-xep", "")
    order = LIST_ORDERS.get(chosen, (ListOrder.NEWEST, ""))[0]
    found = parts.store.cited_documents.page(
        words, type_=kind or None, order=order, number=page_number(given.get("trang", "")), size=_PER_PAGE
    )
    return page(
        request,
        "mentions/documents.html",
        found=found,
        pages=pages_of(found),
        words=words,
        kind=kind,
        order=chosen if chosen in LIST_ORDERS else "moi-nhat",
        kinds=[("", "Tất cả"), *((one, one) for one in parts.store.cited_documents.types())],
        orders=[(name, shown) for name, (_, shown) in LIST_ORDERS.items()],
        day_text=day_text,
    )


@router.get("/van-ban/{key}")
def document(request: Request, parts: Parts, key: str) -> Response:
    """One document."""
    cited = parts.store.cited_documents
    known = cited.get(key)
    if known is None:
        raise not_found("Chưa có bài nào viện dẫn văn bản này.")
    citing = cited.citing(key, page_number(request.query_params.get("trang", "")), _CITING_PER_PAGE)
    return page(
        request,
        "mentions/document.html",
        document=known,
        issuer_known=bool(known.issuer_key) and parts.store.organisations.get(known.issuer_key) is not None,
        citing=citing,
        pages=pages_of(citing),
        carries_out=cited.carries_out(key),
        carried_out_by=cited.carried_out_by(key),
        namesakes=cited.namesakes(known),
        cited_as=CITED_AS,
        day_text=day_text,
    )
