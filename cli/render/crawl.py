"""A crawl as people see it: a live line while it runs, a table when it is done."""

from __future__ import annotations

import sys
from dataclasses import asdict
from types import TracebackType
from typing import Any, Self

from rich.live import Live
from rich.table import Table

from cli.output import messages
from cli.render.process import say_unread
from crawler.report import CrawlReport, SourceReport

__all__ = ["CrawlProgress", "crawl_rows", "crawl_table", "show_crawl"]

_COLUMNS = (
    ("Nguồn", None),
    ("Số lượt tải", "requests"),
    ("Bài mới", "new"),
    ("Có sửa đổi", "changed"),
    ("Không đổi", "unchanged"),
    ("Nguồn đã gỡ", "withdrawn"),
    ("Tệp đính kèm", "attachments"),
    ("Lỗi", "failed"),
)


def crawl_table(reports: list[SourceReport]) -> Table:
    """One row a source."""
    table = Table(box=None, pad_edge=False)
    for title, name in _COLUMNS:
        table.add_column(title, justify="left" if name is None else "right", no_wrap=name is None)
    for report in reports:
        table.add_row(report.source, *(str(getattr(report, name)) for _, name in _COLUMNS if name))
    return table


class CrawlProgress:
    """Called by the crawler after each page; draws a table on stderr where that is a terminal."""

    def __init__(self) -> None:
        self._reports: dict[str, SourceReport] = {}
        self._live = Live(console=messages(), refresh_per_second=4, transient=True)

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.stop()

    def __call__(self, report: SourceReport) -> None:
        self._reports[report.source] = report
        if self._live.is_started:
            self._live.update(crawl_table(list(self._reports.values())))


def crawl_rows(report: CrawlReport) -> dict[str, Any]:
    """The report as JSON."""
    return {
        "sources": {name: asdict(row) for name, row in report.sources.items()},
        "busy": list(report.busy),
        "stopped": report.stopped,
        "seconds": round(report.seconds, 1),
    }


def show_crawl(report: CrawlReport) -> None:
    """The table, then what people must know."""
    say = messages()
    if report.sources:
        say.print(crawl_table(list(report.sources.values())))
    for row in report.sources.values():
        for warning in row.warnings:
            say.print(f"{row.source}: {warning}", markup=False)
        if row.trouble:
            say.print(f"{row.source}: {row.trouble}", markup=False)
        if row.unread:
            say_unread(say, row.unread, row.why_unread)
        if row.quarantined:
            say.print(f"{row.source}: {row.quarantined} địa chỉ đã tạm ngừng; xem diemtin source check {row.source}.")
    if report.busy:
        say.print(f"Đang được một lệnh khác thu thập: {', '.join(report.busy)}.")
    if report.stopped:
        say.print("Đã dừng giữa chừng theo yêu cầu; chạy lại để làm tiếp.")
