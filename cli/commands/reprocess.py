"""``diemtin reprocess``: extraction and annotation once more, from what is archived."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import Data, SourceDir
from cli.output import console, messages, progress_bar, tell_fault
from cli.render.process import say_stopped, show_counts, unfinished, watched
from domain.errors import UsageError
from pipeline.context import Context, open_context
from pipeline.process import process_all
from pipeline.stopping import stop_requests

if TYPE_CHECKING:
    import threading

    from domain.source import Source

__all__ = ["reprocess"]

_SHOWN = 20


class Stage(StrEnum):
    """From which stage on."""

    EXTRACT = "extract"
    ANNOTATE = "annotate"


def _known(context: Context, given: bool) -> dict[str, Source]:
    """How each source is read now: by its file, else as the store remembers it."""
    from crawler.run import known_sources

    if given:
        context.sources_by_id()  # a folder that was named must be there and in order
    with context.store() as store:
        return known_sources(store, context.settings.sources_dir)


def _extract(context: Context, source: str | None, known: dict[str, Source], stop: threading.Event) -> bool:
    """Extract anew and say what changed; whether all pages could be read."""
    from crawler.workers.reprocess import reprocess as replay
    from crawler.workers.stage import extraction_pool

    out = console()
    with (
        context.store() as store,
        extraction_pool(context.settings) as pool,
        progress_bar("Lấy lại nội dung") as advance,
    ):
        report = replay(store, known, pool, source=source, advance=advance, stop=stop)
    if report.stopped:
        say_stopped(messages())
        return False
    out.print(
        f"Đã đọc lại {report.pages} trang web từ bản lưu: {report.articles} bài, {len(report.changes)} bài khác trước, "
        f"{report.new} bài mới nhận ra."
    )
    for url, title, difference in report.changes[:_SHOWN]:
        out.print(f"• {title} — {url}", markup=False)
        for line in difference.splitlines():
            out.print(f"    {line}", markup=False)
    if len(report.changes) > _SHOWN:
        out.print(f"… và {len(report.changes) - _SHOWN} bài khác.")
    for url, reason in report.gone:
        out.print(f"Không lấy được nội dung bài, giữ phiên bản cũ: {url} ({reason})", markup=False)
    for url, reason in report.unread:
        out.print(f"Không đọc được bản lưu, giữ phiên bản cũ: {url} ({reason})", markup=False)
    return not report.unread


def reprocess(
    source: Annotated[str | None, typer.Option("--source", metavar="MÃ", help="Chỉ nguồn này.")] = None,
    stage: Annotated[Stage, typer.Option("--stage", help="Làm lại từ bước nào.")] = Stage.EXTRACT,
    sources: SourceDir = None,
    data: Data = None,
) -> None:
    """Lấy nội dung và phân tích lại từ bản lưu, không truy cập trang nào; những gì người dùng đã chỉnh sửa vẫn giữ."""
    context = open_context(data, sources, tell=tell_fault)
    known = _known(context, given=sources is not None)
    if source is not None and source not in known:
        raise UsageError(f"Không có nguồn “{source}”.", f"Các nguồn: {', '.join(sorted(known)) or 'chưa có'}.")
    with stop_requests(lambda: say_stopped(messages())) as stop:
        whole = _extract(context, source, known, stop) if stage is Stage.EXTRACT else True
        if stop.is_set():
            return
        with context.store() as store:
            waiting = store.annotations.reset(source)
        messages().print(f"{waiting} bài được phân tích lại.")
        counts = process_all(context, watcher=watched, stop=stop)
    show_counts(counts)
    if unfinished(counts) or not whole:
        raise typer.Exit(1)
