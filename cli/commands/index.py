"""``diemtin index status | rebuild``."""

from __future__ import annotations

import typer

from cli.help import Command, Group
from cli.options import Data, Json
from cli.output import console, messages, print_json, progress_bar
from cli.render.dates import moment_text
from cli.render.numbers import number_text
from domain.errors import DiemTinError
from pipeline.context import open_context
from pipeline.lost_index import shortfall

__all__ = ["index_app"]

_ENGINES = {"embedded": "có sẵn (tantivy)", "elasticsearch": "Elasticsearch"}

index_app = typer.Typer(cls=Group, no_args_is_help=True, help="Xem và dựng lại dữ liệu tìm kiếm.")


@index_app.command(cls=Command, epilog="Ví dụ: diemtin index status --json")
def status(data: Data = None, as_json: Json = False) -> None:
    """Dữ liệu tìm kiếm có bao nhiêu bài, còn bài nào chờ cập nhật và chờ từ bao giờ."""
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
            with context.store() as store:
                lost = shortfall(store, opened, context.index_name)
            if lost:
                engine["healthy"] = False
                engine["detail"] = (
                    f"Thiếu {number_text(lost)} bài đang có trong kho. "
                    "Chạy diemtin process hoặc diemtin index rebuild để đưa lại."
                )
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
    kind = _ENGINES.get(str(engine["engine"]), str(engine["engine"]))
    out.print(f"Công cụ tìm kiếm: {kind} — {'bình thường' if engine.get('healthy') else 'cần kiểm tra'}")
    if engine.get("detail"):
        out.print(f"  {engine['detail']}", markup=False)
    if isinstance(count := engine.get("documents"), int):
        out.print(f"Số bài: {number_text(count)}")
    since = f" (từ {moment_text(queue.oldest_since.astimezone(context.settings.zone))})" if queue.oldest_since else ""
    out.print(f"Chờ cập nhật: {number_text(queue.waiting)} bài{since}")
    if queue.last_error and queue.waiting:
        out.print(f"  Lần cập nhật gần nhất bị lỗi: {queue.last_error}", markup=False)
    for row in quarantined:
        out.print(f"Chưa đưa được vào: {row.article_id} — {row.last_error}", markup=False)


@index_app.command(cls=Command, epilog="Ví dụ: diemtin index rebuild")
def rebuild(data: Data = None) -> None:
    """Dựng lại dữ liệu tìm kiếm từ kho; trong lúc đó vẫn tìm được trên dữ liệu cũ."""
    from pipeline.feed import feed_index, rebuild_index

    context = open_context(data)
    with context.store() as store, context.index() as engine:
        with progress_bar("Dựng dữ liệu tìm kiếm", store.documents.count() or None) as advance:
            result = rebuild_index(store, engine, context.index_name, advance)
        feed_index(store, engine, context.index_name)
    say = messages()
    say.print(f"Đã dựng lại dữ liệu tìm kiếm với {number_text(result.written)} bài.")
    if result.rejected:
        say.print(f"Có {number_text(len(result.rejected))} bài chưa đưa được vào; xem diemtin index status.")
