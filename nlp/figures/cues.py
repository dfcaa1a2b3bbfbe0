"""The words before a number that say it is a figure, though no noun follows."""

from __future__ import annotations

import re

__all__ = ["CUE", "LABEL", "SETTLED"]

CUE = re.compile(
    r"(?i)(?<!\w)(?:đạt|đạt được|là|bằng|còn|lên|xuống|tăng|giảm|được|tổng số|tổng cộng|cộng|chiếm|ước"
    r"|điểm số|chấm|đến)"
    r"(?:\s(?:thêm|được|còn|lên|mức|khoảng|trên|hơn|dưới|gần|từ|tới|đến|chỉ|là|có|đạt|tối thiểu|ít nhất"
    r"|tối đa|xấp xỉ)){0,3}\s$"
)
# "tiếp nhận 350, đúng hạn 345": the noun stood before and is left out.
SETTLED = re.compile(
    r"(?i)(?:(?:đúng|trước|quá|trễ|sớm)\shạn|trễ hẹn|tiếp nhận|giải quyết|đang xử lý|đã xử lý|hoàn thành"
    r"|tồn|đã trả|trực tuyến|trực tiếp)"
    r"(?:\s(?:được|là|có|còn|xong|khoảng|hơn|gần|trên|dưới)){0,2}\s$"
)
LABEL = re.compile(r"(?:^|[\n.;|•+-])\s*(?P<label>[^\n.;|:\d]{3,90}?)\s?:\s{0,2}(?:(?:trên|hơn|khoảng|gần|dưới)\s)?$")
