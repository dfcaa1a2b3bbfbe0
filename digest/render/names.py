"""What the parts of an issue are called: one word for one thing on the terminal, the page, paper and in mails."""

from __future__ import annotations

from typing import Final

__all__ = ["PART_NAMES"]

PART_NAMES: Final = {
    "concerns_us": "Bài về cơ quan, đơn vị trực thuộc",
    "moved": "Số liệu thay đổi",
    "new_documents": "Văn bản mới",
    "asks": "Nội dung có thể cần trả lời",
    "more_asks": "Thời hạn khác",
    "examples": "Cách làm của nơi khác",
    "silent": "Nguồn không có bài mới",
    "late": "Bổ sung tuần trước",
    "requests": "Đề nghị xử lý chưa trả lời",
    "request": "Đề nghị xử lý",
    "note": "Ghi chú của cơ quan",
    "reprints": "Cùng nội dung",
    "sources": "Các bài được trích",
    "undated": "Chưa rõ ngày đăng",
    "empty": "Không có tin mới về cải cách hành chính trong kỳ này.",
}
"""By the field of the issue (of an item: ``request``, ``note``, ``reprints``; ``empty``: a week without news)."""
