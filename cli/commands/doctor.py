"""``diemtin doctor``: is everything that Điểm Tin needs in order?"""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from cli.options import Data, Json, SourceDir
from cli.output import console, print_json
from pipeline.context import open_context
from pipeline.system_check import check_system

__all__ = ["doctor"]


def doctor(
    deep: Annotated[
        bool, typer.Option("--deep", help="Đọc hết bản lưu, cơ sở dữ liệu và dữ liệu tìm kiếm; lâu hơn nhiều.")
    ] = False,
    data: Data = None,
    sources: SourceDir = None,
    as_json: Json = False,
) -> None:
    """Kiểm tra mọi thứ Điểm Tin cần; nói rõ phải làm gì với chỗ có lỗi."""
    findings = list(check_system(open_context(data, sources), deep=deep))
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        out = console()
        for finding in findings:
            out.print(f"{'✔' if finding.ok else '✘'} {finding.name}: {finding.line}", markup=False)
    # A missing contact address is advice, not a failure.
    if any(not finding.ok and finding.name != "Liên hệ" for finding in findings):
        raise typer.Exit(1)
