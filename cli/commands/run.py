"""``diemtin crawl`` and ``diemtin run``: visit the sites; with run, understand and index what came."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    import threading

    from crawler.report import CrawlReport
    from domain.errors import StoreUnavailable
    from domain.source import Source

from cli.options import Data, Json, SourceDir, SourceIds, parse_day
from cli.output import messages, print_json, tell_fault
from cli.render.crawl import WatchLines, crawl_rows, show_all_notes, show_crawl
from cli.render.process import say_stopped, show_counts, unfinished, watched
from domain.errors import UsageError
from pipeline.context import Context, open_context
from pipeline.linked_pages import linked_sources
from pipeline.process import process_all
from pipeline.stopping import stop_requests

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


def _visit(
    context: Context, sources: list[Source], since: str | None, limit: int | None, stop: threading.Event
) -> CrawlReport:
    from cli.render.crawl import CrawlProgress
    from crawler.run import crawl as visit

    with context.store() as store, CrawlProgress() as progress:
        return visit(
            store,
            sources,
            context.settings,
            since=parse_day(since, "--since"),
            limit=limit,
            progress=progress,
            stop=stop,
        )


def _leaving() -> None:
    say_stopped(messages())


def crawl(
    source: SourceIds = None,
    sources: SourceDir = None,
    since: Since = None,
    limit: Limit = None,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Thu thập từ các nguồn: lưu trang web và lấy nội dung bài."""
    context = open_context(data, sources, tell=tell_fault)
    chosen = context.chosen_sources(source)
    if not source:
        chosen = _in_the_round(context, chosen)
    with stop_requests(_leaving) as stop:
        report = _visit(context, chosen, since, limit, stop)
    if as_json:
        print_json(crawl_rows(report))
    else:
        show_crawl(report)
    if report.failed or report.total("unread"):
        raise typer.Exit(1)


def _linked(context: Context) -> list[Source]:
    with context.store() as store:
        return linked_sources(store)


def _in_the_round(context: Context, chosen: list[Source]) -> list[Source]:
    """Whom a call without names visits: those that nobody has paused, and the pages that people named."""
    with context.store() as store:
        resting = store.sources.resting()
    if paused := [source.id for source in chosen if source.id in resting]:
        messages().print(f"Đang tạm dừng theo yêu cầu: {', '.join(paused)}.", markup=False)
    return [source for source in (*chosen, *_linked(context)) if source.id not in resting]


def _run_once(
    context: Context, ids: list[str] | None, since: str | None, limit: int | None, stop: threading.Event
) -> bool:
    """Visit and process once; whether any site could be visited and everything be read."""
    from pipeline.resume import left_to_visit, unfinished_since

    chosen = context.chosen_sources(ids)
    if not ids:
        chosen = _in_the_round(context, chosen)
    with context.store() as store, store.runs.start("run", {"sources": [source.id for source in chosen]}) as noted:
        begun = unfinished_since(store, "run", noted.id, datetime.now(UTC))
        left = left_to_visit(store, chosen, begun)
        if begun is not None:
            messages().print("Lần chạy trước bị ngắt giữa chừng; làm tiếp phần còn lại.")
        report = _visit(context, left, since, limit, stop) if left else None
        if report is not None:
            show_crawl(report, notes=False)
        whole = True
        if not stop.is_set():
            counts = process_all(context, watcher=watched, stop=stop)
            show_counts(counts)
            whole = not unfinished(counts) and not (report is not None and report.failed)
        if report is not None:
            show_all_notes(report)  # last, so that nothing scrolls them away
        if stop.is_set():
            noted.stopped()
    return whole


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
    if watch and limit is not None:
        raise UsageError(
            "--limit không dùng cùng --watch.", "Bỏ --limit, hoặc chạy diemtin run một lần không có --watch."
        )
    with stop_requests(_leaving) as stop:
        if watch:
            _watch(context, source, since, stop)
        elif not _run_once(context, source, since, limit, stop):
            raise typer.Exit(1)


def _watch(context: Context, ids: list[str] | None, since: str | None, stop: threading.Event) -> None:
    from crawler.run import watch as keep_watch
    from pipeline.mail_round import keep_mailing

    chosen = context.chosen_sources(ids)
    if not ids:
        chosen += _linked(context)
    lines = WatchLines()

    def after_visit(report: CrawlReport) -> None:
        lines.show(report, datetime.now(context.settings.zone))
        counts = process_all(context, patient=True, watcher=watched, stop=stop)
        if any(counts[name] for name in ("annotated", "failed", "rejected", "unread", "problem")):
            show_counts(counts)

    def waiting(error: StoreUnavailable, seconds: float) -> None:
        messages().print(f"{error.message} Thử lại sau {seconds:.0f} giây.", markup=False)

    day = parse_day(since, "--since")
    with context.store() as store:
        messages().print(f"Đang theo dõi {len(chosen)} nguồn. Nhấn Ctrl+C để dừng.")
        keep_mailing(context, stop)
        keep_watch(store, chosen, context.settings, after_visit=after_visit, since=day, stop=stop, waiting=waiting)
    messages().print("Đã dừng; lần sau chạy lại sẽ làm tiếp từ đây.")
