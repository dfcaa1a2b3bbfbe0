"""``/figures``: the figures of a view, with the parameters of the page Số liệu."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from web.access import require
from web.errors import wrong
from web.mentions.asking import asked_figures
from web.mentions.records import FigureRecord, PageOf, figure_record, page_of
from web.state import Parts

__all__ = ["router"]

router = APIRouter(dependencies=[require("xem")], tags=["figures"])

Text = Annotated[str, Query(max_length=300)]


class FigurePage(PageOf):
    """Figures in the order that was asked for."""

    items: list[FigureRecord]


@router.get("/figures", summary="Số liệu, mỗi số kèm câu gốc")
def figures(
    parts: Parts,
    q: Text = "",
    unit: Annotated[str, Query(alias="don-vi-tinh", max_length=300)] = "",
    body: Annotated[str, Query(alias="co-quan", max_length=300)] = "",
    province: Annotated[str, Query(alias="tinh", max_length=300)] = "",
    source: Annotated[str, Query(alias="nguon", max_length=300)] = "",
    topic: Annotated[str, Query(alias="linh-vuc", max_length=300)] = "",
    first: Annotated[str, Query(alias="tu", max_length=40)] = "",
    last: Annotated[str, Query(alias="den", max_length=40)] = "",
    state: Annotated[Literal["", "da-sua", "can-kiem-tra", "chua"], Query(alias="tinh-trang")] = "",
    order: Annotated[Literal["", "moi-nhat", "lon-nhat", "nho-nhat"], Query(alias="sap-xep")] = "",
    page: Annotated[int, Query(alias="trang", ge=1, le=100_000)] = 1,
    size: Annotated[int, Query(alias="moi-trang", ge=1, le=200)] = 50,
) -> FigurePage:
    """Each figure with its sentence; a reprint counts once. Values are never added up."""
    given = {
        "q": q,
        "don-vi-tinh": unit,
        "co-quan": body,
        "tinh": province,
        "nguon": source,
        "linh-vuc": topic,
        "tu": first,
        "den": last,
        "tinh-trang": state,
        "sap-xep": order,
    }
    asked = asked_figures(parts.store, given)
    if asked.faults:
        raise wrong(" ".join(asked.faults.values()), asked.faults)
    found = parts.store.figures.page(asked.filter, asked.order, page, size)
    return FigurePage(**page_of(found).model_dump(), items=[figure_record(row) for row in found.rows])
