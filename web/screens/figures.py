"""Số liệu: every figure with the sentence it stands in, as a page and as a file. Nothing is added up."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from domain.areas import reform_areas
from store.annotations.mentions.figures import FigureFilter, FigureState
from web.access import require
from web.errors import wrong
from web.features import Nav
from web.filters import number
from web.mentions.asking import FIGURE_ORDERS, STATES, Asked, asked_figures, page_number, pages_of
from web.mentions.files import csv_lines, xlsx_parts
from web.mentions.wording import day_text, shown_figure
from web.page import page
from web.state import Parts, Services
from web.waiting import Waiting

__all__ = ["nav", "router", "waiting"]

router = APIRouter(dependencies=[require("xem")])
nav = Nav("/so-lieu", "Số liệu", 50, "figures", tab=False)
_PER_PAGE = 30
_FEW = 10_000
"""Up to so many figures it is said in how many articles they stand."""
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def waiting(parts: Services) -> list[Waiting]:
    """Figures that the annotator is unsure of, for Hôm nay: how many, and the newest in its sentence."""
    found = parts.store.figures.page(FigureFilter(state=FigureState.DOUBTFUL), size=1)
    if not found.rows:
        return []
    count, shown = found.total, shown_figure(found.rows[0])
    title = f"{'' if count.exact else 'hơn '}{number(count.value)} số liệu cần kiểm tra"
    quote = (shown.before, shown.marked, shown.after)
    return [
        Waiting(40, "figures", title[0].upper() + title[1:], "/so-lieu?tinh-trang=can-kiem-tra", "Kiểm tra", "", quote)
    ]


@router.get("/so-lieu")
def figures(request: Request, parts: Parts) -> Response:
    """The figures that the address asks for."""
    asked = asked_figures(parts.store, request.query_params)
    wanted = page_number(request.query_params.get("trang", ""))
    found = parts.store.figures.page(asked.filter, asked.order, wanted, _PER_PAGE)
    counted = found.total.exact and 0 < found.total.value <= _FEW
    chosen = request.query_params.get("don-vi-tinh", "")
    units = [("", "Tất cả"), *((one.key, one.unit) for one in parts.store.figures.units(40))]
    if asked.filter.unit and asked.filter.unit not in dict(units):
        units.insert(1, (asked.filter.unit, chosen))
    return page(
        request,
        "mentions/figures.html",
        asked=asked,
        found=found,
        rows=[(row, shown_figure(row)) for row in found.rows],
        articles=parts.store.figures.articles(asked.filter) if counted else None,
        units=units,
        provinces=[("", "Tất cả"), *((one, one) for one in parts.store.figures.provinces())],
        areas=[("", "Tất cả"), *((area.code, area.short_name) for area in reform_areas())],
        sources=[("", "Tất cả"), *_sources(parts)],
        states=STATES,
        orders=[(name, shown) for name, (_, shown) in FIGURE_ORDERS.items()],
        given=request.query_params,
        pages=pages_of(found),
        day_text=day_text,
    )


@router.get("/so-lieu.csv")
def figures_csv(request: Request, parts: Parts) -> Response:
    """The same figures in the same order, all of them, as CSV."""
    asked = _for_file(request, parts)
    lines = csv_lines(parts.store.figures.iterate(asked.filter, asked.order))
    return _download(lines, "text/csv; charset=utf-8", "so-lieu.csv")


@router.get("/so-lieu.xlsx")
def figures_xlsx(request: Request, parts: Parts) -> Response:
    """The same figures in the same order, all of them, as a workbook."""
    asked = _for_file(request, parts)
    pieces = xlsx_parts(parts.store.figures.iterate(asked.filter, asked.order))
    return _download(pieces, _SHEET, "so-lieu.xlsx")


def _sources(parts: Services) -> list[tuple[str, str]]:
    return sorted(((one.id, one.name or one.id) for one in parts.store.sources.all()), key=lambda one: one[1])


def _for_file(request: Request, parts: Services) -> Asked:
    """A file must be the view that was meant: what cannot be understood is refused, not left out."""
    asked = asked_figures(parts.store, request.query_params)
    if asked.faults:
        raise wrong(" ".join(asked.faults.values()))
    return asked


def _download(pieces: Iterable[str] | Iterable[bytes], media_type: str, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(pieces, media_type=media_type, headers=headers)
