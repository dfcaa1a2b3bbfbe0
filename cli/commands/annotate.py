"""``diemtin annotate``: plain text to annotation."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from cli.options import AlwaysJson, Data, parse_day
from cli.output import open_input, print_json, print_line, read_jsonl
from domain.errors import UsageError

__all__ = ["annotate"]


def annotate(
    file: Annotated[
        str | None,
        typer.Argument(metavar="TỆP|-", help="Tệp văn bản thuần; - là đọc từ đầu vào chuẩn.", show_default=False),
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="NGÀY", help="Ngày của bài, để hiểu các ngày viết tắt như 26-9.")
    ] = None,
    province: Annotated[str | None, typer.Option("--province", metavar="TỈNH", help="Tỉnh của nguồn tin.")] = None,
    jsonl: Annotated[
        str | None,
        typer.Option(
            "--jsonl", metavar="TỆP|-", help='Đọc nhiều văn bản: mỗi dòng {"text","date"}, in mỗi kết quả một dòng.'
        ),
    ] = None,
    as_json: AlwaysJson = True,  # noqa: ARG001 - the answer is JSON with or without it
    data: Data = None,  # noqa: ARG001 - every command takes --data
) -> None:
    """Phân tích một văn bản: văn bản viện dẫn, số liệu, ngày tháng, cơ quan, tổ chức, địa danh, lĩnh vực CCHC."""
    from nlp import annotate as read

    if jsonl is not None:
        with open_input(jsonl) as stream:
            for row in read_jsonl(stream):
                if not isinstance(row.get("text"), str):
                    raise UsageError("Mỗi dòng phải có “text”.")
                found = read(
                    row["text"],
                    date=parse_day(row.get("date") and str(row["date"])[:10], "date"),
                    title=str(row.get("title") or ""),
                    source_province=row.get("province") or province,
                )
                print_line(found)
                sys.stdout.flush()
        return
    if file is None:
        raise UsageError("Cần một tệp văn bản hoặc --jsonl.", "Ví dụ: diemtin annotate bai.txt --date 2022-09-26")
    with open_input(file) as stream:
        print_json(read(stream.read(), date=parse_day(date, "--date"), source_province=province))
