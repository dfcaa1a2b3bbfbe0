"""What looks like a task and is none: duties to report, coverage goals, money."""

from __future__ import annotations

import re
from typing import Final

from plan.reading.passage import Passage
from plan.reading.targets import find_targets

__all__ = ["why_no_task"]

_REPORT: Final = re.compile(
    r"(?<!\w)(?:báo cáo|kết quả[^.;,]{0,30} gửi(?: về)?|gửi (?:kết quả|số liệu|biểu mẫu)"
    r"|tổng hợp(?:,)? (?:kết quả|số liệu|báo cáo)"
    r"|thông tin,? báo cáo)(?!\w)"
)
_REPORT_HOW: Final = re.compile(
    r"(?<!\w)(?:trước ngày|trước|chậm nhất|định kỳ|hằng|hàng|về (?:sở|văn phòng|phòng|ủy|ubnd|trung tâm|bộ|ban)"
    r"|kết quả|gửi"
    r"|tổng hợp|giám đốc|tiến độ|vào ngày|ủy ban|ubnd|lãnh đạo|theo quy định|đột xuất|tình hình)(?!\w)"
)
_NEWS_ABOUT: Final = re.compile(r"(?<!\w)(?:phóng sự|tin, bài|tin bài|đăng tải|bài viết) [^.;]{0,30}báo cáo")
_SHARE: Final = re.compile(r"(?<![\w,.])\d{1,3}(?:,\d+)?\s?(?:%|phần trăm)")
_GOAL: Final = re.compile(
    r"(?<!\w)(?:phấn đấu|đạt|mục tiêu|trên|ít nhất|tối thiểu|bảo đảm|đảm bảo"
    r"|có)\s[^.;]{0,40}\d{1,3}(?:,\d+)?\s?(?:%|phần trăm)|^\W*(?:trên\s)?\d{1,3}(?:,\d+)?\s?%"
)
_MONEY: Final = re.compile(r"^\W*(?:\d+[.)]\s*)?(?:kinh phí|nguồn kinh phí|dự toán)(?!\w)|kinh phí thực hiện")


def why_no_task(passage: Passage) -> str | None:
    """The reason in words why a sentence is no task; null when it may be one."""
    low = passage.low
    if _SHARE.search(low) and _GOAL.search(low) and not find_targets(passage):
        return "Mục tiêu về tỷ lệ, không phải sản phẩm tuyên truyền."
    if _REPORT.search(low) and _REPORT_HOW.search(low) and not _NEWS_ABOUT.search(low) and not find_targets(passage):
        return "Chế độ báo cáo, không phải sản phẩm tuyên truyền."
    if _MONEY.search(low) and not find_targets(passage):
        return "Kinh phí, không phải sản phẩm tuyên truyền."
    return None
