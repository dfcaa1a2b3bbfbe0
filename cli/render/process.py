"""What processing did, and how far it is, for people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cli.output import messages, progress_bar
from pipeline.process import Counts, Stage

if TYPE_CHECKING:
    from pipeline.progress import Advance

__all__ = ["show_counts", "watched"]

_BARS = {Stage.EXTRACT: "Trích bài", Stage.ANNOTATE: "Đọc hiểu", Stage.INDEX: "Ghi chỉ mục"}


@contextmanager
def watched(stage: Stage, waiting: int | None) -> Iterator[Advance]:
    """A bar for each stage of ``process_all``."""
    with progress_bar(_BARS[stage], waiting) as advance:
        yield advance


def show_counts(counts: Counts) -> None:
    """The counts in a line for people."""
    say = messages()
    say.print(
        f"Đã trích {counts['extracted']} bài, đọc hiểu {counts['annotated']} bài "
        f"({counts['news']} tin CCHC), ghi chỉ mục {counts['indexed']} bài."
    )
    if counts["failed"]:
        say.print(f"Có {counts['failed']} bài chưa đọc hiểu được; vẫn giữ trong kho và sẽ thử lại.")
    if counts["lost"]:
        say.print(f"Dữ liệu tìm kiếm đã mất {counts['lost']} bài; đã đưa lại từ kho.")
    if counts["rejected"]:
        say.print(f"Chỉ mục từ chối {counts['rejected']} bài; xem diemtin index status.")
    if counts["problem"]:
        say.print(f"Chỉ mục chưa nhận hết: {counts['problem']}", markup=False)
    if counts["waiting"]:
        say.print(f"Còn {counts['waiting']} thay đổi chờ ghi vào chỉ mục, không mất gì.")
