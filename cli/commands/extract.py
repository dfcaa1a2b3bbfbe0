"""``diemtin extract``: saved pages to articles."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.options import AlwaysJson, Data, SourceDir
from cli.output import open_input, print_json, print_line, read_jsonl, tell_fault
from domain.article import Article
from domain.errors import ExtractError, NotAnArticle, UsageError
from domain.reasons import os_reason
from domain.source import Source
from pipeline.context import open_context

__all__ = ["extract"]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"Không mở được {path}: {os_reason(error)}.", "Hãy kiểm tra đường dẫn.") from error


def _one(path: Path, url: str, source: Source | None) -> Article:
    from crawler.extraction import extract_page

    return extract_page(_read(path), url, source=source)


def _row(row: dict[str, Any], sources: dict[str, Source]) -> Article | dict[str, str]:
    """The article of one line, or why there is none: ``{"url", "error", "message"}``."""
    if not isinstance(row.get("path"), str) or not isinstance(row.get("url"), str):
        raise UsageError("Mỗi dòng phải có “path” và “url”.")
    url, source = row["url"], _pick(sources, row.get("source"))
    try:
        return _one(Path(row["path"]), url, source)
    except UsageError as error:
        return {"url": url, "error": "unreadable", "message": str(error)}
    except NotAnArticle as error:
        return {"url": url, "error": "not_an_article", "message": str(error)}
    except ExtractError as error:
        return {"url": url, "error": "failed", "message": str(error)}


def _pick(sources: dict[str, Source], name: str | None) -> Source | None:
    if name is None:
        return None
    if name not in sources:
        raise UsageError(f"Không có nguồn “{name}”.", "Xem danh sách bằng diemtin source list.")
    return sources[name]


def extract(
    file: Annotated[str | None, typer.Argument(metavar="TỆP", help="Trang HTML đã lưu.", show_default=False)] = None,
    url: Annotated[
        str | None, typer.Option("--url", metavar="ĐỊA_CHỈ", help="Địa chỉ của trang.", show_default=False)
    ] = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="MÃ", help="Mã nguồn tin, nếu trang thuộc một nguồn đã khai báo.")
    ] = None,
    jsonl: Annotated[
        str | None,
        typer.Option(
            "--jsonl", metavar="TỆP|-", help='Đọc nhiều trang: mỗi dòng {"path","url"[,"source"]}, in mỗi bài một dòng.'
        ),
    ] = None,
    sources: SourceDir = None,
    as_json: AlwaysJson = True,  # noqa: ARG001 - the answer is JSON with or without it
    data: Data = None,
) -> None:
    """Lấy nội dung bài từ trang HTML đã lưu."""
    context = open_context(data, sources, tell=tell_fault)
    if jsonl is not None:
        known: dict[str, Source] = {}
        with open_input(jsonl) as stream:
            for row in read_jsonl(stream):
                if row.get("source") and not known:
                    known = context.sources_by_id()
                print_line(_row(row, known))
                sys.stdout.flush()
        return
    if file is None or url is None:
        raise UsageError("Cần tệp và --url, hoặc --jsonl.", "Ví dụ: diemtin extract trang.html --url https://…")
    print_json(_one(Path(file), url, _pick(context.sources_by_id(), source) if source else None))
