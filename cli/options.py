"""Options that many commands share, worded once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

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


def parse_day(text: str | None, option: str) -> date | None:
    """Read 2022-09-26 or 26/9/2022. UsageError names the option."""
    if text is None:
        return None
    try:
        if "/" in text:
            day, month, year = (int(part) for part in text.split("/"))
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{option}: không hiểu ngày “{text}”.", "Hãy viết như 2022-09-26 hoặc 26/9/2022.") from error
