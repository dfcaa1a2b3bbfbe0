"""The channels that plans name, in classes that results can be counted by."""

from __future__ import annotations

import re
from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from domain.text import fold

__all__ = ["CHANNELS", "channel_name", "channel_of_publisher", "channels_of"]

CHANNELS: Final = MappingProxyType(
    {
        "trang_thong_tin": "Trang, Cổng thông tin điện tử",
        "bao": "Báo",
        "truyen_hinh": "Truyền hình",
        "phat_thanh": "Phát thanh",
        "ban_tin": "Bản tin",
        "mang_xa_hoi": "Mạng xã hội",
        "truc_quan": "Trực quan",
        "hoi_nghi": "Hội nghị, sinh hoạt",
    }
)
"""Code → what people call it."""

# In this order: "Trang thông tin điện tử của Báo" is a page, "Đài phát thanh và truyền hình" both.
_WORDS: Final = tuple(
    (code, re.compile(pattern))
    for code, pattern in (
        ("trang_thong_tin", r"\b(?:trang|cong) (?:thong tin|tin|web)|\bwebsite\b|\bchuyen trang\b|\bportal\b"),
        ("mang_xa_hoi", r"\b(?:mang xa hoi|facebook|fanpage|zalo|youtube|tiktok)\b"),
        ("ban_tin", r"\bban tin\b"),
        ("truyen_hinh", r"\btruyen hinh\b|\bpt ?- ?th\b|\bptth\b|\bpttt\b"),
        ("phat_thanh", r"\bphat thanh\b|\bloa\b|\btruyen thanh\b|\bpt ?- ?th\b|\bptth\b"),
        ("truc_quan", r"\b(?:pano|bang ron|to roi|to gap|ap phich|bang dien tu|truc quan|khau hieu|infographic)\b"),
        ("hoi_nghi", r"\b(?:hoi nghi|tap huan|hoi thao|noi chuyen|doi thoai|giao ban|sinh hoat|cuoc thi|hoi thi)\b"),
        ("bao", r"\bbao (?!cao|dam|ve|hiem|gom)|\bbao chi\b|\bbao$|\btap chi\b|\bco quan bao\b"),
    )
)


def channels_of(names: Iterable[str]) -> list[str]:
    """The classes of channels as a plan writes them, each once."""
    return list(dict.fromkeys(code for name in names for code, words in _WORDS if words.search(fold(name))))


def channel_name(code: str) -> str:
    """What people call a class; what has none is said to be unknown."""
    return CHANNELS.get(code, "Chưa rõ kênh")


def channel_of_publisher(name: str) -> str:
    """The class of what the owner of a site publishes on it: newspapers and broadcasters, else an office's page."""
    folded = fold(name)
    if re.match(r"(?:bao|tap chi|thong tan xa)\b(?! cao| hiem)", folded):
        return "bao"
    if re.match(r"dai\b", folded):
        return "truyen_hinh" if "truyen hinh" in folded else "phat_thanh"
    return "trang_thong_tin"
