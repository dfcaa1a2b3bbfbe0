"""``diemtin crawl`` and ``diemtin run``: visit the sites; with run, understand and index what came."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from crawler.report import CrawlReport
    from domain.source import Source

from cli.options import Data, Json, SourceDir, SourceIds, parse_day
from cli.output import messages, print_json, tell_fault
from cli.render.crawl import WatchLines, crawl_rows, show_all_notes, show_crawl
from cli.render.process import show_counts, watched
from domain.errors import UsageError
from pipeline.context import Context, open_context
from pipeline.process import process_all

__all__ = ["crawl", "run"]

Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="NGÀY",
        help="Lấy bài đăng từ ngày này, đọc lùi danh sách đến ngày đó (qua nhiều lần chạy nếu cần).",
        show_default=False,
    ),
]
Limit = Annotated[
    int | None,
    typer.Option(
        "--limit", min=1, metavar="N", help="Số bài tối đa của mỗi nguồn trong lần chạy này.", show_default=False
    ),
]


def _visit(context: Context, sources: list[Source], since: str | None, limit: int | None) -> CrawlReport:
    from cli.render.crawl import CrawlProgress
    from crawler.run import crawl as visit

    with context.store() as store, CrawlProgress() as progress:
        return visit(
            store, sources, context.settings, since=parse_day(since, "--since"), limit=limit, progress=progress
        )


def crawl(
    source: SourceIds = None,
    sources: SourceDir = None,
    since: Since = None,
    limit: Limit = None,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Thu thập từ các nguồn, lưu trang và lấy nội dung bài."""
    context = open_context(data, sources, tell=tell_fault)
    report = _visit(context, context.chosen_sources(source), since, limit)
    if as_json:
        print_json(crawl_rows(report))
    else:
        show_crawl(report)


def _run_once(context: Context, ids: list[str] | None, since: str | None, limit: int | None) -> None:
    from pipeline.resume import left_to_visit, unfinished_since

    chosen = context.chosen_sources(ids)
    with context.store() as store, store.runs.start("run", {"sources": [source.id for source in chosen]}) as noted:
        begun = unfinished_since(store, "run", noted.id, datetime.now(UTC))
        left = left_to_visit(store, chosen, begun)
        if begun is not None:
            messages().print("Lần chạy trước bị ngắt giữa chừng; làm tiếp phần còn lại.")
        report = _visit(context, left, since, limit) if left else None
        if report is not None:
            show_crawl(report, notes=False)
        show_counts(process_all(context, watcher=watched))
        if report is not None:
            show_all_notes(report)  # last, so that nothing scrolls them away


def run(
    source: SourceIds = None,
    sources: SourceDir = None,
    watch: Annotated[bool, typer.Option("--watch", help="Chạy liên tục, thu thập từng nguồn theo lịch.")] = False,
    since: Since = None,
    limit: Limit = None,
    data: Data = None,
) -> None:
    """Thu thập từ các nguồn, phân tích và cập nhật dữ liệu tìm kiếm; --watch để chạy liên tục."""
    context = open_context(data, sources, tell=tell_fault)
    if not watch:
        _run_once(context, source, since, limit)
        return
    from crawler.run import watch as keep_watch

    chosen = context.chosen_sources(source)

    if limit is not None:
        raise UsageError(
            "--limit không dùng cùng --watch.", "Bỏ --limit, hoặc chạy diemtin run một lần không có --watch."
        )
    lines = WatchLines()

    def after_visit(report: CrawlReport) -> None:
        lines.show(report, datetime.now(context.settings.zone))
        counts = process_all(context, patient=True, watcher=watched)
        if any(counts[name] for name in ("annotated", "failed", "rejected", "problem")):
            show_counts(counts)

    with context.store() as store:
        messages().print(f"Đang theo dõi {len(chosen)} nguồn. Nhấn Ctrl+C để dừng.")
        day = parse_day(since, "--since")
        keep_watch(store, chosen, context.settings, after_visit=after_visit, since=day)
    messages().print("Đã dừng; lần sau chạy lại sẽ làm tiếp từ đây.")
