"""``diemtin add``: one page outside every source, by its address."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.options import Data, Json, SourceDir, parse_day
from cli.output import confirm, messages, print_json, tell_fault
from cli.render.page import show_added, show_known, show_page
from pipeline.context import open_context
from pipeline.linked_pages import add_page, known_page, preview_page

__all__ = ["add"]


def add(
    url: Annotated[str, typer.Argument(metavar="ĐỊA_CHỈ", help="Địa chỉ của một bài, ví dụ trên báo.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Lưu bài không hỏi lại.")] = False,
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="NGÀY", help="Ngày đăng, khi trang không ghi hoặc ghi sai.", show_default=False),
    ] = None,
    sources: SourceDir = None,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Thêm một bài bằng liên kết: xem trước, lưu, phân tích và cập nhật dữ liệu tìm kiếm."""
    context = open_context(data, sources, tell=tell_fault)
    day = parse_day(date, "--date")
    with context.store() as store:
        known = known_page(store, url)
    if known is not None:
        if as_json:
            print_json({"id": known.id, "new": False, "article": known.article.model_dump(mode="json")})
        else:
            show_known(known)
        return
    page = preview_page(context, url)
    if not as_json:
        show_page(page)
    if not yes and not confirm("Lưu bài này?"):
        messages().print("Chưa lưu bài nào.")
        return
    stored = add_page(context, page, published=day)
    if as_json:
        print_json({"id": stored.id, "new": True, "article": stored.article.model_dump(mode="json")})
    else:
        show_added(stored)
