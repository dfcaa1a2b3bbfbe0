"""``diemtin process``: annotate and index all that waits."""

from __future__ import annotations

from cli.options import Data, Json
from cli.output import print_json
from cli.render.process import show_counts, watched
from pipeline.context import open_context
from pipeline.process import process_all

__all__ = ["process"]


def process(data: Data = None, as_json: Json = False) -> None:
    """Đọc hiểu và đưa vào chỉ mục tất cả những gì đang chờ."""
    counts = process_all(open_context(data), watcher=watched)
    if as_json:
        print_json(counts)
    else:
        show_counts(counts)
