"""``diemtin reprocess``: extraction and annotation once more, from what is archived."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from cli.options import Data, SourceDir
from cli.output import console, messages, progress_bar, tell_fault
from cli.render.process import show_counts, watched
from pipeline.context import Context, open_context
from pipeline.process import process_all

__all__ = ["reprocess"]

_SHOWN = 20


class Stage(StrEnum):
    """From which stage on."""

    EXTRACT = "extract"
    ANNOTATE = "annotate"


def _extract(context: Context, source: str | None) -> None:
    from crawler.workers.reprocess import reprocess as replay
    from pipeline.annotate import workers_of

    out = console()
    with context.store() as store, progress_bar("Trích lại") as advance:
        workers = workers_of(context.settings.extraction_workers)
        report = replay(store, context.sources_by_id(), source=source, workers=workers, advance=advance)
    out.print(
        f"Đọc lại {report.pages} trang đã lưu: {report.articles} bài, {len(report.changes)} bài khác trước, "
        f"{report.new} bài mới nhận ra."
    )
    for url, title, difference in report.changes[:_SHOWN]:
        out.print(f"• {title} — {url}", markup=False)
        for line in difference.splitlines():
            out.print(f"    {line}", markup=False)
    if len(report.changes) > _SHOWN:
        out.print(f"… và {len(report.changes) - _SHOWN} bài khác.")
    for url, reason in report.gone:
        out.print(f"Không còn đọc ra bài, giữ bản cũ: {url} ({reason})", markup=False)


def reprocess(
    source: Annotated[str | None, typer.Option("--source", metavar="MÃ", help="Chỉ nguồn này.")] = None,
    stage: Annotated[Stage, typer.Option("--stage", help="Làm lại từ bước nào.")] = Stage.EXTRACT,
    sources: SourceDir = None,
    data: Data = None,
) -> None:
    """Trích và đọc hiểu lại từ các trang đã lưu, không ghé trang nào; những gì người dùng đã sửa vẫn giữ."""
    context = open_context(data, sources, tell=tell_fault)
    if source is not None:
        context.chosen_sources([source])
    if stage is Stage.EXTRACT:
        _extract(context, source)
    with context.store() as store:
        waiting = store.annotations.reset(source)
    messages().print(f"{waiting} bài được đọc hiểu lại.")
    show_counts(process_all(context, watcher=watched))
