"""``diemtin search``: find articles; as a list, JSON, CSV or XLSX."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.options import Data, Json, parse_day
from cli.output import print_json
from cli.render.hits import show_hits
from cli.render.tables import write_csv, write_xlsx
from domain.areas import find_area, reform_areas
from domain.errors import UsageError
from domain.search import SearchFilters, SearchRequest, SearchResponse, Sort
from pipeline.context import open_context

__all__ = ["search"]

_PAGE = 500


def _topic(name: str) -> str:
    area = find_area(name)
    if area is None:
        raise UsageError(f"Không có lĩnh vực “{name}”.", f"Mã: {', '.join(a.code for a in reform_areas())}.")
    return area.code


def search(
    query: Annotated[str, typer.Argument(metavar="CÂU_TÌM", help="Từ cần tìm, có dấu hoặc không dấu.")],
    file: Annotated[Path | None, typer.Argument(metavar="[TỆP_CSV]", hidden=True)] = None,
    from_day: Annotated[str | None, typer.Option("--from", metavar="NGÀY", help="Đăng từ ngày.")] = None,
    to_day: Annotated[str | None, typer.Option("--to", metavar="NGÀY", help="Đăng đến hết ngày.")] = None,
    source: Annotated[list[str] | None, typer.Option("--source", metavar="MÃ", help="Chỉ nguồn này.")] = None,
    province: Annotated[list[str] | None, typer.Option("--province", metavar="TỈNH", help="Chỉ tỉnh này.")] = None,
    topic: Annotated[list[str] | None, typer.Option("--topic", metavar="LĨNH_VỰC", help="Chỉ lĩnh vực này.")] = None,
    document: Annotated[
        list[str] | None,
        typer.Option("--document", metavar="SỐ", help="Chỉ bài viện dẫn văn bản này, ví dụ 1603/KH-UBND."),
    ] = None,
    sort: Annotated[Sort, typer.Option("--sort", help="Xếp theo độ khớp hay theo ngày.")] = Sort.RELEVANCE,
    limit: Annotated[int, typer.Option("--limit", min=0, metavar="N", help="Số bài tối đa.")] = 20,
    as_json: Json = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="In dạng CSV.")] = False,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", metavar="TỆP", help="Ghi ra tệp Excel.")] = None,
    data: Data = None,
) -> None:
    """Tìm bài trong chỉ mục."""
    if file is not None and not as_csv:
        raise UsageError(f"Thừa tham số “{file}”.", "Đặt câu tìm nhiều từ trong dấu nháy.")
    if sum((as_json, as_csv, xlsx is not None)) > 1:
        raise UsageError("Chỉ chọn một trong --json, --csv, --xlsx.")
    filters = SearchFilters.model_validate(
        {
            "from": parse_day(from_day, "--from"),
            "to": parse_day(to_day, "--to"),
            "sources": tuple(source or ()),
            "provinces": tuple(province or ()),
            "topics": tuple(_topic(name) for name in topic or ()),
            "documents": tuple(document or ()),
        }
    )
    response = _search(SearchRequest(query=query, filters=filters, sort=sort, limit=limit), data)
    if as_json:
        print_json(response)
    elif as_csv:
        write_csv(response.hits, file)
    elif xlsx is not None:
        write_xlsx(response.hits, xlsx)
    else:
        show_hits(response)


def _search(request: SearchRequest, data: Path | None) -> SearchResponse:
    """All hits up to the limit, however many pages of the engine that takes."""
    with open_context(data).index() as engine:
        response = engine.search(request.model_copy(update={"limit": min(request.limit, _PAGE)}))
        hits, after = list(response.hits), response.next
        while after and len(hits) < request.limit:
            more = request.model_copy(
                update={"limit": min(_PAGE, request.limit - len(hits)), "after": after, "facets": False}
            )
            page = engine.search(more)
            hits.extend(page.hits)
            after = page.next if page.hits else None
    return response.model_copy(update={"hits": tuple(hits), "next": after})
