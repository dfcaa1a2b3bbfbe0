"""``/organisations``: the bodies that news name, and the news of each."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query

from web.access import require
from web.errors import not_found
from web.mentions.asking import LIST_ORDERS
from web.mentions.records import BodyRecord, CitingRecord, PageOf, body_record, citing_record, page_of
from web.state import Parts

__all__ = ["router"]

router = APIRouter(dependencies=[require("xem")], tags=["organisations"])

Number = Annotated[int, Query(alias="trang", ge=1, le=100_000)]
Size = Annotated[int, Query(alias="moi-trang", ge=1, le=200)]


class BodyPage(PageOf):
    """Bodies in the order that was asked for."""

    items: list[BodyRecord]


class BodyDetail(PageOf):
    """One body with a page of the articles that name it. ``months``: articles by month ("2022-09"; "" is unknown)."""

    organisation: BodyRecord
    months: dict[str, int]
    items: list[CitingRecord]


@router.get("/organisations", summary="Các cơ quan, tổ chức được nhắc đến")
def organisations(
    parts: Parts,
    q: Annotated[str, Query(max_length=200)] = "",
    order: Annotated[Literal["moi-nhat", "nhieu-nhat", "ten"], Query(alias="sap-xep")] = "nhieu-nhat",
    page: Number = 1,
    size: Size = 50,
) -> BodyPage:
    """Bodies whose name holds the words of ``q``."""
    found = parts.store.organisations.page(q, order=LIST_ORDERS[order][0], number=page, size=size)
    return BodyPage(**page_of(found).model_dump(), items=[body_record(one) for one in found.rows])


@router.get(
    "/organisations/{key}",
    summary="Một cơ quan, tổ chức",
    responses={404: {"description": "Chưa có bài nào nhắc đến cơ quan, tổ chức này."}},
)
def organisation(
    parts: Parts, key: Annotated[str, Path(max_length=120)], page: Number = 1, size: Size = 50
) -> BodyDetail:
    """One body and the news that name it."""
    known = parts.store.organisations.get(key)
    if known is None:
        raise not_found("Chưa có bài nào nhắc đến cơ quan, tổ chức này.")
    news = parts.store.organisations.naming(key, page, size)
    return BodyDetail(
        **page_of(news).model_dump(),
        organisation=body_record(known),
        months=parts.store.organisations.months(key),
        items=[citing_record(one) for one in news.rows],
    )
