"""Options that many commands share, worded once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from domain.days import DAY_EXAMPLES, read_days
from domain.errors import UsageError

__all__ = ["AlwaysJson", "Data", "Json", "SourceDir", "SourceIds", "parse_day"]

Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="THƯ_MỤC", help="Thư mục dữ liệu (mặc định ./data).", show_default=False),
]
Json = Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")]
AlwaysJson = Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON (luôn như vậy).", hidden=True)]
SourceDir = Annotated[
    Path | None,
    typer.Option(
        "--sources", metavar="THƯ_MỤC", help="Thư mục các tệp nguồn tin (mặc định ./sources).", show_default=False
    ),
]
SourceIds = Annotated[
    list[str] | None,
    typer.Argument(metavar="NGUỒN", help="Mã các nguồn; để trống là tất cả.", show_default=False),
]


def parse_day(text: str | None, option: str, *, end: bool = False) -> date | None:
    """The day that a person means: ``domain.days`` says what is taken; of a month, quarter or year the first day, with
    ``end`` the last. UsageError names the option.
    """
    if text is None:
        return None
    span = read_days(text)
    if span is None:
        raise UsageError(f"{option}: không hiểu ngày “{text}”.", f"Hãy viết như {DAY_EXAMPLES}.")
    return span[1] if end else span[0]
