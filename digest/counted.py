"""Which figures a digest tells: all that are written in digits, and of those in words what the office itself counts."""

from __future__ import annotations

import re
from typing import Final

from domain.annotation import Figure

__all__ = ["is_told"]

_DIGIT: Final = re.compile(r"\d")
_LARGE: Final = 100
_OURS: Final = frozenset(
    (
        "hồ sơ, bộ hồ sơ, thủ tục, thủ tục hành chính, tthc, quy trình, dịch vụ công, dịch vụ công trực tuyến, dvc, "
        "dvctt, giấy tờ, ngày, ngày làm việc, giờ, giờ làm việc, phút, tháng, đồng, %, điểm phần trăm, phiếu, lượt"
    ).split(", ")
)


def is_told(figure: Figure) -> bool:
    """ "2 đoàn" and "hai hồ sơ" are; "hai đoàn", "bảy cơ quan" are a way of speaking and no figure to be looked up."""
    if _DIGIT.search(figure.text):
        return True
    return (figure.unit or "").lower() in _OURS or (figure.value or 0) >= _LARGE
