"""Every decision of a person is noted: who, what, of which thing, before and after. Here stand the words for it."""

from __future__ import annotations

from typing import Final

from web.access import User
from web.state import Services

__all__ = ["ACTIONS", "note"]

ACTIONS: Final = {
    "article.add": ("Thêm vào bài", "bai"),
    "article.correct": ("Chỉnh sửa bài", "bai"),
    "article.link": ("Thêm bài bằng liên kết", "bai"),
    "article.set": ("Ghi dữ kiện của bài", "bai"),
    "article.undo": ("Hoàn tác chỉnh sửa bài", "bai"),
    "source.add": ("Thêm nguồn tin", "nguon"),
    "source.pause": ("Tạm dừng nguồn tin", "nguon"),
    "source.resume": ("Cho nguồn tin chạy lại", "nguon"),
    "source.retry": ("Thử lại nguồn tin", "nguon"),
}
"""What a decision is called, and under which path the thing is that it is about."""


def note(parts: Services, user: User, action: str, what: str, before: object = None, after: object = None) -> None:
    """Note a decision about the thing ``what`` (its id). ``action``: a name of ``ACTIONS``."""
    words, path = ACTIONS[action]
    parts.store.audit.note(user, words, f"{path}/{what}", before, after)
