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
from cli.render.crawl import crawl_rows, show_crawl
from cli.render.process import show_counts, watched
from pipeline.context import Context, open_context
from pipeline.process import process_all

__all__ = ["crawl", "run"]

Since = Annotated[
    str | None,
    typer.Option("--since", metavar="NGÀY", help="Lần đầu ghé, chỉ lấy tin từ ngày này.", show_default=False),
]
Limit = Annotated[
    int | None, typer.Option("--limit", min=1, metavar="N", help="Số bài tối đa của mỗi nguồn.", show_default=False)
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
    """Ghé các trang nguồn, lưu trang và trích bài."""
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
        if left:
            show_crawl(_visit(context, left, since, limit))
        show_counts(process_all(context, watcher=watched))


def run(
    source: SourceIds = None,
    sources: SourceDir = None,
    watch: Annotated[bool, typer.Option("--watch", help="Chạy mãi, ghé mỗi nguồn theo nhịp của nó.")] = False,
    since: Since = None,
    limit: Limit = None,
    data: Data = None,
) -> None:
    """Ghé các trang nguồn rồi đọc hiểu và ghi chỉ mục; --watch để chạy liên tục."""
    context = open_context(data, sources, tell=tell_fault)
    if not watch:
        _run_once(context, source, since, limit)
        return
    from crawler.run import watch as keep_watch

    chosen = context.chosen_sources(source)

    def after_visit(report: CrawlReport) -> None:
        show_crawl(report)
        show_counts(process_all(context, patient=True, watcher=watched))

    with context.store() as store:
        messages().print(f"Đang theo dõi {len(chosen)} nguồn. Nhấn Ctrl+C để dừng.")
        keep_watch(store, chosen, context.settings, after_visit=after_visit)
    messages().print("Đã dừng; lần sau chạy lại sẽ làm tiếp từ đây.")
