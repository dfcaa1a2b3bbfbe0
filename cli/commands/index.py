"""``diemtin index status | rebuild``."""

from __future__ import annotations

import typer

from cli.help import Command, Group
from cli.options import Data, Json
from cli.output import console, messages, print_json, progress_bar
from cli.render.dates import moment_text
from domain.errors import DiemTinError
from pipeline.context import open_context

__all__ = ["index_app"]

_ENGINES = {"embedded": "có sẵn trong Điểm Tin", "elasticsearch": "Elasticsearch"}

index_app = typer.Typer(cls=Group, no_args_is_help=True, help="Xem và dựng lại chỉ mục tìm kiếm.")


@index_app.command(cls=Command, epilog="Ví dụ: diemtin index status --json")
def status(data: Data = None, as_json: Json = False) -> None:
    """Chỉ mục có bao nhiêu bài, còn gì chờ ghi và chờ từ bao giờ."""
    from dataclasses import asdict

    context = open_context(data)
    with context.store() as store:
        store.outbox.register(context.index_name)
        queue = store.outbox.status(context.index_name)
        quarantined = store.outbox.quarantined(context.index_name)
    engine: dict[str, object]
    try:
        with context.index() as opened:
            engine = asdict(opened.status())
    except DiemTinError as error:
        engine = {"engine": context.settings.index_engine, "healthy": False, "detail": str(error)}
    if as_json:
        rows = [{"article_id": row.article_id, "reason": row.last_error} for row in quarantined]
        print_json(
            {
                "engine": {
                    key: value if value is None or isinstance(value, int | bool) else str(value)
                    for key, value in engine.items()
                },
                "waiting": queue.waiting,
                "oldest_since": queue.oldest_since.isoformat() if queue.oldest_since else None,
                "held_until": queue.held_until.isoformat() if queue.held_until else None,
                "last_error": queue.last_error,
                "quarantined": rows,
            }
        )
        return
    out = console()
    state = "bình thường" if engine.get("healthy") else "cần kiểm tra"
    out.print(f"Công cụ tìm kiếm: {_ENGINES[context.settings.index_engine]} — {state}")
    if engine.get("detail"):
        out.print(f"  {engine['detail']}", markup=False)
    if "documents" in engine:
        out.print(f"Số bài: {engine['documents']}")
    since = f" (từ {moment_text(queue.oldest_since.astimezone(context.settings.zone))})" if queue.oldest_since else ""
    out.print(f"Chờ ghi: {queue.waiting} thay đổi{since}")
    if queue.last_error and queue.waiting:
        out.print(f"  Lần ghi gần nhất bị lỗi: {queue.last_error}", markup=False)
    for row in quarantined:
        out.print(f"Bị từ chối: {row.article_id} — {row.last_error}", markup=False)


@index_app.command(cls=Command, epilog="Ví dụ: diemtin index rebuild")
def rebuild(data: Data = None) -> None:
    """Dựng lại chỉ mục từ kho dữ liệu; trong lúc đó vẫn tìm được trên chỉ mục cũ."""
    from pipeline.feed import feed_index, rebuild_index

    context = open_context(data)
    with context.store() as store, context.index() as engine:
        with progress_bar("Dựng chỉ mục", store.documents.count() or None) as advance:
            written = rebuild_index(store, engine, context.index_name, advance)
        feed_index(store, engine, context.index_name)
    messages().print(f"Đã dựng lại chỉ mục với {written} bài.")
