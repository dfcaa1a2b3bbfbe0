"""What jobs are called, and how far one is, in words."""

from __future__ import annotations

from store.work.jobs import Job, JobKind, JobState
from web.filters import number

__all__ = ["KINDS", "STATES", "progress_text"]

KINDS = {
    JobKind.CRAWL: "Thu thập ngay",
    JobKind.PROCESS: "Phân tích bài đang chờ",
    JobKind.REBUILD: "Dựng lại dữ liệu tìm kiếm",
}
STATES = {
    JobState.QUEUED: ("Đang chờ", "quiet", "clock"),
    JobState.DOING: ("Đang làm", "accent", "run"),
    JobState.DONE: ("Đã xong", "good", "ok"),
    JobState.FAILED: ("Lỗi", "bad", "stop"),
    JobState.CANCELLED: ("Đã dừng", "quiet", "pause"),
}
"""Word, colour and shape of each state."""


def progress_text(job: Job) -> str:
    """ "Phân tích nội dung: 12 trong 128", or how the job ended."""
    if job.state.over:
        return job.message or STATES[job.state][0]
    if job.state is JobState.QUEUED:
        return "Đang chờ đến lượt."
    stage = job.stage or "Bắt đầu"
    counted = f"{number(job.done)} trong {number(job.total)}" if job.total else (number(job.done) if job.done else "")
    line = f"{stage}: {counted}" if counted else f"{stage} …"
    return f"{line}. Đang dừng theo yêu cầu …" if job.stop_wanted else line
