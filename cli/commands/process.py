"""``diemtin process``: annotate and index all that waits."""

from __future__ import annotations

import typer

from cli.options import Data, Json
from cli.output import messages, print_json
from cli.render.process import say_stopped, show_counts, unfinished, watched
from pipeline.context import open_context
from pipeline.process import process_all
from pipeline.stopping import stop_requests

__all__ = ["process"]


def process(data: Data = None, as_json: Json = False) -> None:
    """Lấy nội dung, phân tích và đưa vào dữ liệu tìm kiếm tất cả những gì đang chờ."""
    context = open_context(data)
    with stop_requests(lambda: say_stopped(messages())) as stop:
        counts = process_all(context, watcher=watched, stop=stop)
    if as_json:
        print_json(counts)
    else:
        show_counts(counts)
    if unfinished(counts):
        raise typer.Exit(1)
