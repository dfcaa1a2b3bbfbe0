"""Channels that a text names, in their usual names."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["channels_in"]

_CHANNELS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("Trang thông tin điện tử", r"trang (?:thông tin điện tử|ttđt|tin điện tử)|website|trang web|chuyên trang"),
        ("Cổng thông tin điện tử", r"cổng (?:thông tin(?: điện tử)?|ttđt|dịch vụ công)"),
        ("Báo", r"(?<!thông )(?<!quảng cáo )báo (?:in|điện tử|chí|giấy|(?-i:[A-ZĐ]))|(?-i:(?<!\w)Báo (?!cáo)[A-ZĐ])"),
        ("Phát thanh và truyền hình", r"đài (?:phát thanh|pt|ptth|pt-th)|(?:pt-th|ptth)(?!\w)"
            r"|phát thanh và truyền hình"),
        ("Truyền hình", r"truyền hình(?! (?:trực tiếp|hội nghị))"),
        ("Phát thanh", r"phát thanh|truyền thanh|loa(?= (?:tại|phát|truyền|của)|\.|,|$)"),
        ("Bản tin sức khỏe", r"bản tin(?: sức kh[oỏ][eẻ])?(?! tổng)"),
        ("Zalo", r"zalo"),
        ("Facebook", r"facebook|fanpage"),
        ("YouTube", r"youtube"),
        ("TikTok", r"tiktok"),
        ("Mạng xã hội", r"mạng xã hội"),
        ("Pano, băng rôn", r"pano|pa-nô|băng[- ]?rôn|khẩu hiệu|phướn"),
        ("Tờ rơi, tờ gấp", r"tờ rơi|tờ gấp"),
        ("Hội nghị, tập huấn", r"hội nghị|hội thảo|tập huấn|tọa đàm|đối thoại|nói chuyện"),
    )
)  # fmt: skip


def channels_in(text: str) -> tuple[str, ...]:
    """The channels named, in the order of the table."""
    return tuple(
        name for name, pattern in _CHANNELS if re.search(rf"(?<!\w)(?:{pattern.pattern})", text, re.IGNORECASE)
    )
