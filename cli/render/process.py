"""What processing did, and how far it is, for people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cli.output import messages, progress_bar
from pipeline.process import Counts, Stage

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.progress import Advance

__all__ = ["say_stopped", "say_unread", "show_counts", "unfinished", "watched"]

_BARS = {
    Stage.EXTRACT: "Lấy nội dung bài",
    Stage.ANNOTATE: "Phân tích",
    Stage.INDEX: "Cập nhật dữ liệu tìm kiếm",
    Stage.WEIGH: "Đối chiếu với kế hoạch",
}


@contextmanager
def watched(stage: Stage, waiting: int | None) -> Iterator[Advance]:
    """A bar for each stage of ``process_all``."""
    with progress_bar(_BARS[stage], waiting) as advance:
        yield advance


def unfinished(counts: Counts) -> bool:
    """Whether something that should have been done was not: the command ends with 1."""
    return bool(counts["unread"])


def say_stopped(say: Console) -> None:
    """The last line of a command that was asked to end early."""
    say.print("Đã dừng theo yêu cầu; những gì đã ghi vẫn còn, chạy lại để làm tiếp.")


def say_unread(say: Console, count: int, why: str) -> None:
    """Pages that wait because the archive does not give them."""
    say.print(f"Có {count} trang web chưa đọc được từ bản lưu nên vẫn chờ: {why}", markup=False)


def show_counts(counts: Counts) -> None:
    """The counts in a line for people."""
    say = messages()
    extracted = counts["extracted"]  # a visit before has counted its own
    begun = f"Đã lấy {extracted} bài, phân tích" if extracted else "Đã phân tích"
    say.print(
        f"{begun} {counts['annotated']} bài "
        f"({counts['news']} bài về CCHC), cập nhật {counts['indexed']} bài vào dữ liệu tìm kiếm."
    )
    if counts["unread"]:
        say_unread(say, int(counts["unread"]), str(counts["unread_because"]))
    if counts["shortened"]:
        say.print(f"Có {counts['shortened']} bài quá dài, chỉ phân tích phần đầu.")
    if counts["failed"]:
        say.print(f"Có {counts['failed']} bài chưa phân tích được; vẫn giữ trong kho và sẽ thử lại.")
    if counts["lost"]:
        say.print(f"Dữ liệu tìm kiếm đã mất {counts['lost']} bài; đã đưa lại từ kho.")
    if counts["rejected"]:
        say.print(f"Có {counts['rejected']} bài chưa đưa được vào dữ liệu tìm kiếm; xem diemtin index status.")
    if counts["problem"]:
        say.print(f"Dữ liệu tìm kiếm chưa nhận hết: {counts['problem']}", markup=False)
    if counts["waiting"]:
        say.print(f"Còn {counts['waiting']} bài chờ cập nhật vào dữ liệu tìm kiếm, không mất gì.")
    if counts["weigh_problem"]:
        say.print(f"Chưa đối chiếu hết bài mới với kế hoạch: {counts['weigh_problem']}", markup=False)
    if counts["stopped"]:
        say_stopped(say)
