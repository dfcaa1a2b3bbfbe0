"""A crawl as people see it: a live line while it runs, a table when it is done."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import date, datetime
from types import TracebackType
from typing import Any, Self

from rich.console import Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from cli.output import messages
from cli.render.dates import day_text
from cli.render.numbers import duration, thousands
from cli.render.process import say_unread
from crawler.report import CrawlReport, SourceReport

__all__ = [
    "CrawlProgress",
    "WatchLines",
    "archive_line",
    "crawl_rows",
    "crawl_table",
    "show_all_notes",
    "show_crawl",
    "show_notes",
]

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
        table.add_row(report.source, *(thousands(getattr(report, name)) for _, name in _COLUMNS if name))
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
            lines = [line for one in self._reports.values() if (line := archive_line(one))]
            self._live.update(Group(crawl_table(list(self._reports.values())), *(Text(line) for line in lines)))


def archive_line(report: SourceReport) -> str | None:
    """How far a source's archive is read back, and what is left; None when nothing of it waits."""
    archive = report.archive
    if archive is None:
        return None
    if archive.since is None:
        return f"{report.source}: còn {thousands(archive.waiting)} địa chỉ cũ chờ đọc."
    reached = f"đã lùi đến {day_text(archive.reached)}" if archive.reached else "chưa rõ đã lùi đến ngày nào"
    left = (
        f"còn khoảng {thousands(archive.left)} lượt tải"
        if archive.left is not None
        else (f"còn ít nhất {thousands(archive.waiting)} địa chỉ")
    )
    time = f", khoảng {duration(archive.seconds)}" if archive.seconds is not None else ""
    return f"{report.source}: đang đọc lùi đến {day_text(archive.since)}: {reached}, {left}{time}."


def crawl_rows(report: CrawlReport) -> dict[str, Any]:
    """The report as JSON."""
    return {
        "sources": {name: _row(row) for name, row in report.sources.items()},
        "busy": list(report.busy),
        "stopped": report.stopped,
        "seconds": round(report.seconds, 1),
    }


def _row(report: SourceReport) -> dict[str, Any]:
    values = asdict(report)
    if report.archive is not None:
        values["archive"] |= {
            name: day.isoformat() if (day := getattr(report.archive, name)) else None for name in ("since", "reached")
        }
    return values


def show_crawl(report: CrawlReport, *, notes: bool = True) -> None:
    """The table, then what people must know."""
    if report.sources:
        messages().print(crawl_table(list(report.sources.values())))
    if notes:
        show_all_notes(report)


def show_all_notes(report: CrawlReport) -> None:
    """What people must know of a crawl."""
    say = messages()
    for row in report.sources.values():
        show_notes(row)
        if row.unread:
            say_unread(say, row.unread, row.why_unread)
    if report.busy:
        say.print(f"Đang được một lệnh khác thu thập: {', '.join(report.busy)}.")
    if report.stopped:
        say.print("Đã dừng giữa chừng theo yêu cầu; chạy lại để làm tiếp.")


def show_notes(row: SourceReport) -> None:
    """What people must know of one source's visit, a line each."""
    say = messages()
    for warning in row.warnings:
        say.print(f"{row.source}: {warning}", markup=False)
    if row.trouble:
        say.print(f"{row.source}: {row.trouble}", markup=False)
    if row.silent:
        say.print(
            f"{row.source}: {row.silent} địa chỉ thu thập không cho bài nào; xem diemtin source check {row.source}.",
            markup=False,
        )
    if row.quarantined:
        say.print(
            f"{row.source}: {row.quarantined} địa chỉ tạm ngừng truy cập; xem diemtin source check {row.source}.",
            markup=False,
        )
    if line := archive_line(row):
        say.print(f"{line} Chạy lại lệnh thu thập để đọc tiếp.", markup=False)


class WatchLines:
    """What ``run --watch`` says: a line for a visit that brought something or a trouble that is new; for the quiet ones
    one line a day in all.
    """

    def __init__(self) -> None:
        self._troubles: dict[str, tuple[str, ...]] = {}
        self._quiet: dict[str, int] = {}
        self._told: date | None = None

    def show(self, report: CrawlReport, now: datetime) -> None:
        """Tell of one visit."""
        for row in report.sources.values():
            troubles = (*row.warnings, *([row.trouble] if row.trouble else []))
            news = bool(row.new or row.changed or row.withdrawn)
            if news or troubles != self._troubles.get(row.source, ()):
                self._line(row, now)
                if troubles != self._troubles.get(row.source, ()):
                    show_notes(row)
            else:
                self._quiet[row.source] = self._quiet.get(row.source, 0) + 1
            self._troubles[row.source] = troubles
        self._daily(now)

    @staticmethod
    def _line(row: SourceReport, now: datetime) -> None:
        counts = [
            f"{thousands(count)} {words}"
            for count, words in (
                (row.new, "bài mới"),
                (row.changed, "bài có sửa đổi"),
                (row.withdrawn, "bài nguồn đã gỡ"),
                (row.attachments, "tệp đính kèm"),
            )
            if count
        ]
        messages().print(f"{now:%H:%M %d/%m} {row.source}: {', '.join(counts) or 'không có bài mới'}.", markup=False)

    def _daily(self, now: datetime) -> None:
        if self._told is None:
            self._told = now.date()
        if now.date() == self._told:
            return
        self._told = now.date()
        if self._quiet:
            visits = sum(self._quiet.values())
            messages().print(
                f"Từ hôm qua: {thousands(visits)} lần thu thập của {len(self._quiet)} nguồn không có bài mới.",
                markup=False,
            )
        self._quiet = {}
