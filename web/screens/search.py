"""Tìm kiếm: what is found, what narrows it, what of it is used already; and the same view as a file."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from domain.days import local_time
from domain.search import SearchResponse, Sort
from index.file_types import FILE_TYPES
from web.access import require
from web.errors import not_found, wrong
from web.features import Nav
from web.page import page
from web.search.downloads import FORMATS, Download, shown_day
from web.search.labels import Labels
from web.search.narrowing import chips, facet_lists, ways_out
from web.search.timeline import asks_for_days, timeline
from web.search.view import ON_A_PAGE, View, read_view
from web.state import Parts, Services
from web.uses import uses_of

__all__ = ["nav", "router"]

router = APIRouter(dependencies=[require("xem")])
nav = Nav("/tim-kiem", "Tìm kiếm", order=20, icon="search", tab=True)


def _view(request: Request) -> View:
    return read_view(request.query_params.multi_items())


@router.get("/tim-kiem")
def show(request: Request, parts: Parts) -> Response:
    """The page of a view."""
    view = _view(request)
    labels = Labels(parts)
    response = parts.engine.search(
        view.request(
            limit=ON_A_PAGE, offset=(view.page - 1) * ON_A_PAGE, days=asks_for_days(view), open_facets=view.filtered
        )
    )
    shown = response.contents if response.contents is not None else response.total
    pages = -(-shown // ON_A_PAGE)
    if shown and view.page > pages:
        return RedirectResponse(view.to(page=pages).address(), 303)
    given = chips(view, labels)
    empty = not response.total
    held = parts.engine.status().documents if empty else 0
    return page(
        request,
        "search/search.html",
        422 if view.faults else 200,
        view=view,
        response=response,
        shown=shown,
        pages=pages,
        undated=_undated(response),
        chips=given,
        facets=facet_lists(view, response, labels),
        time=timeline(view, response) if not empty else None,
        ways=ways_out(view, given, parts.engine) if held else [],
        held=held,
        suggestion=view.to(query=response.suggestion.query) if response.suggestion else None,
        uses=uses_of(parts, [hit.id for hit in response.hits]),
        by_words=view.by_words,
        relevance=view.to(sort=Sort.RELEVANCE).address(),
        newest=view.to(sort=Sort.DATE).address(),
        other_fold=view.to(fold=not view.fold).address(),
        downloads=[(name, view.to().address(f"/tim-kiem.{name}")) for name in FORMATS],
        to_alert=view.to().address("/canh-bao/moi"),
        page_of=lambda number: view.to(page=number).address(),
        day_of=shown_day,
        file_names=FILE_TYPES,
        kept=[(name, value) for name, values in view.values.items() for value in values]
        + [("id", one) for one in view.ids]
        + ([("sap-xep", "moi-nhat")] if view.sort is Sort.DATE else [])
        + ([] if view.fold else [("gop", "khong")]),
    )


def _undated(response: SearchResponse) -> int:
    kinds = {one.value: one.count for one in response.facets.get("day_kind", ())}
    return kinds.get("updated", 0) + kinds.get("first_seen", 0)


@router.get("/tim-kiem.{ending}")
def download(request: Request, parts: Parts, ending: str) -> Response:
    """The view as a file: its rows in its order, all of them."""
    if ending not in FORMATS:
        raise not_found("Tải về được CSV, Excel (xlsx), JSON và Atom.")
    view = _view(request).to(faults=_view(request).faults)
    if view.faults:
        raise wrong(next(iter(view.faults.values())))
    write, media_type = FORMATS[ending]
    head = parts.engine.search(view.request(limit=0))
    made = Download(head, parts.engine.walk(view.request()), _site(request, parts), view.address())
    name = f"tim-kiem-{local_time(parts.store.database.now()):%Y-%m-%d}.{ending}"
    how = {} if ending == "atom" else {"content-disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(write(made), media_type=media_type, headers=how)


def _site(request: Request, parts: Services) -> str:
    return (parts.settings.web.base_url or str(request.base_url)).rstrip("/")
