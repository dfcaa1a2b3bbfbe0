"""``diemtin search``: find articles; as a list, JSON, CSV or XLSX."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.options import Data, Json, parse_day
from cli.output import print_json
from cli.render.hits import show_hits
from cli.render.tables import write_csv, write_xlsx
from domain.areas import find_area, reform_areas
from domain.errors import UsageError
from domain.search import SearchFilters, SearchRequest, SearchResponse, Sort
from index.query.fields import QUERY_FIELDS
from pipeline.context import open_context
from pipeline.lost_index import nothing_to_search

__all__ = ["search"]

_PAGE = 500
_SHOWN = 20
_ALL = 1_000_000_000
"""What is downloaded is what was found, without a cap."""


def _topic(name: str) -> str:
    area = find_area(name)
    if area is None:
        raise UsageError(f"Không có lĩnh vực “{name}”.", f"Mã: {', '.join(a.code for a in reform_areas())}.")
    return area.code


def _filters(given: dict[str, Any]) -> SearchFilters:
    """The filters of the options, which are named after the attributes of the filters."""
    values: dict[str, Any] = {}
    for field in QUERY_FIELDS:
        value = given.get(field.filter)
        if not value:
            continue
        if field.option.many:
            values[field.filter] = tuple(_topic(one) for one in value) if field.filter == "topics" else tuple(value)
        else:
            values[field.filter] = parse_day(value, field.option.flag, end=field.filter == "to")
    return SearchFilters.model_validate(values)


def _with_field_options(command: Callable[..., None]) -> Callable[..., None]:
    """The command with an option for every field of the query language in the place of ``fields``."""
    options = [
        inspect.Parameter(
            field.filter,
            inspect.Parameter.KEYWORD_ONLY,
            default=None,
            annotation=Annotated[
                list[str] | None if field.option.many else str | None,
                typer.Option(field.option.flag, metavar=field.option.metavar, help=field.option.help),
            ],
        )
        for field in sorted(QUERY_FIELDS, key=lambda field: field.option.many)  # days first
    ]
    own = [
        one.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        for one in inspect.signature(command, eval_str=True).parameters.values()
        if one.kind is not inspect.Parameter.VAR_KEYWORD
    ]
    command.__signature__ = inspect.Signature([*own[:2], *options, *own[2:]])  # type: ignore[attr-defined]
    command.__annotations__ = {one.name: one.annotation for one in (*own, *options)}
    return command


@_with_field_options
def search(
    query: Annotated[str, typer.Argument(metavar="TỪ_KHÓA", help="Từ khóa, có dấu hoặc không dấu.")],
    file: Annotated[Path | None, typer.Argument(metavar="[TỆP_CSV]", hidden=True)] = None,
    sort: Annotated[
        Sort, typer.Option("--sort", help="Sắp xếp: phù hợp nhất (relevance) hoặc mới nhất (date).")
    ] = Sort.RELEVANCE,
    limit: Annotated[
        int | None,
        typer.Option("--limit", min=0, metavar="N", help="Số bài tối đa (mặc định 20; tệp CSV, Excel: tất cả)."),
    ] = None,
    as_json: Json = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="In dạng CSV.")] = False,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", metavar="TỆP", help="Ghi ra tệp Excel.")] = None,
    data: Data = None,
    **fields: Any,
) -> None:
    """Tìm bài theo từ khóa và bộ lọc."""
    if file is not None and not as_csv:
        raise UsageError(f"Thừa tham số “{file}”.", "Từ khóa nhiều chữ phải đặt trong dấu nháy.")
    if sum((as_json, as_csv, xlsx is not None)) > 1:
        raise UsageError("Chỉ chọn một trong --json, --csv, --xlsx.")
    if limit is None:
        limit = _ALL if as_csv or xlsx is not None else _SHOWN
    response, empty = _search(SearchRequest(query=query, filters=_filters(fields), sort=sort, limit=limit), data)
    if as_json:
        print_json(response)
    elif as_csv:
        write_csv(response.hits, file)
    elif xlsx is not None:
        write_xlsx(response.hits, xlsx)
    else:
        show_hits(response, empty=empty)


def _search(request: SearchRequest, data: Path | None) -> tuple[SearchResponse, bool]:
    """All hits up to the limit, however many pages of the engine that takes; and whether there is nothing to search in
    at all. IndexMisconfigured when the index has lost what it was given.
    """
    context = open_context(data)
    with context.index() as engine:
        response = engine.search(request.model_copy(update={"limit": min(request.limit, _PAGE)}))
        empty = not response.total and nothing_to_search(context, engine)
        hits, after = list(response.hits), response.next
        while after and len(hits) < request.limit:
            more = request.model_copy(
                update={"limit": min(_PAGE, request.limit - len(hits)), "after": after, "facets": False}
            )
            page = engine.search(more)
            hits.extend(page.hits)
            after = page.next if page.hits else None
    return response.model_copy(update={"hits": tuple(hits), "next": after}), empty
