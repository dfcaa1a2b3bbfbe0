"""Cues that a list of phrases cannot hold: numbers of bodies, files, days, people, and words with others between."""

from __future__ import annotations

import re

__all__ = ["WITHOUT", "WITH_FIGURES"]

# (name, area, weight, how it is said in lower-case text), with figures or without.
_BODIES = (
    r"(?:thôn|xóm|bản|ấp|xã|phường|phòng|khoa|đơn vị|đầu mối|trạm|trung tâm|chi cục|sở|cơ quan|tổ dân phố|tổ chức"
    r"|trường|cơ sở giáo dục|cơ sở|cấp phó|biên chế|phó giám đốc|phó phòng|trưởng phòng|phó trưởng phòng)"
)
_DOWN_TO = r"(?:xuống còn|còn|xuống)"
_SOME = r"(?:hơn |gần |trên )?"
WITH_FIGURES: tuple[tuple[str, str, float, re.Pattern[str]], ...] = (
    (
        "{from so many bodies to so many}",
        "bo_may",
        2.6,
        re.compile(rf"\btừ \d{{1,4}} {_BODIES}[^.;\n]{{0,30}} {_DOWN_TO} \d{{1,4}}\b"),
    ),
    (
        "{from so many days to so many}",
        "tthc",
        1.6,
        re.compile(rf"\btừ \d{{1,3}} (?:ngày|giờ|phút)(?: làm việc)? {_DOWN_TO} \d{{1,3}}\b"),
    ),
    (
        "{files settled}",
        "tthc",
        1.6,
        re.compile(
            r"\b(?:tiếp nhận|giải quyết|xử lý|trả)(?: và (?:giải quyết|xử lý|trả))?(?: xong| được)?"
            rf" {_SOME}\d[\d./]{{0,16}} (?:lượt )?(?:hồ sơ|thủ tục)\b"
        ),
    ),
    (
        "{so many people asked}",
        "hai_long",
        2.0,
        re.compile(rf"\b(?:hỏi|khảo sát) {_SOME}\d[\d.]{{0,12}} (?:người|hộ|phiếu|lượt)\b"),
    ),
    (
        "{a share of the people asked}",
        "hai_long",
        2.2,
        re.compile(
            r"\b\d[\d,.]{0,6} ?% (?:số )?(?:người dân|người bệnh|người được|ý kiến|phiếu|doanh nghiệp|hộ dân)"
            r"[^.;\n]{0,60}\b(?:hài lòng|cho biết|cho rằng|đánh giá|trả lời|chê|phàn nàn)\b"
        ),
    ),
)
WITHOUT: tuple[tuple[str, str, float, re.Pattern[str]], ...] = (
    (
        "{fewer procedures}",
        "tthc",
        2.2,
        re.compile(
            r"\b(?:cắt giảm|giảm|bãi bỏ|cắt bỏ|bỏ bớt|bỏ|đơn giản hóa|rút gọn)"
            r"(?: được| bớt| hơn| gần| trên| ít nhất){0,2}"
            r" (?:\d[\d.,/]{0,6} ?%? ?|một nửa |nửa |nhiều |hàng loạt |các |số )"
            r"(?:số )?(?:loại )?(?:thủ tục|giấy tờ)\b"
        ),
    ),
    (
        "{procedures built anew}",
        "tthc",
        1.8,
        re.compile(r"\btái cấu trúc(?: [^\s.,;]{1,12}){0,3} (?:quy trình|thủ tục|tthc)\b"),
    ),
    (
        "{papers no longer asked for}",
        "tthc",
        1.8,
        re.compile(
            r"\b(?:không (?:còn )?(?:phải|cần)|khỏi phải|miễn)(?: mang| đem| đi)?"
            r" (?:xuất trình|nộp|kê khai|bổ sung|công chứng)"
            r"(?: [^\s.,;]{1,12}){0,2} (?:giấy tờ|hồ sơ|bản sao|giấy xác nhận)\b"
        ),
    ),
    (
        "{fewer bodies}",
        "bo_may",
        2.2,
        re.compile(
            r"\b(?:giảm|bớt|tinh giản)(?: được)? (?:\d[\d./]{0,8}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"
            rf" {_BODIES}\b"
        ),
    ),
    (
        "{bodies put together}",
        "bo_may",
        2.2,
        re.compile(
            r"\b(?:gộp|nhập|hợp nhất|sáp nhập|dồn)(?: [^\s.,;]{1,12})? (?:\d{1,4}|hai|ba|bốn|năm|sáu|bảy|tám)"
            rf" (?:[^\s.,;]{{1,12}} )?{_BODIES}\b"
        ),
    ),
    (
        "{too many deputies}",
        "bo_may",
        2.4,
        re.compile(
            r"\b(?:thừa|dôi|vượt|có tới|có đến)(?: [^\s.,;]{1,12}){1,2}"
            r" (?:phó giám đốc|cấp phó|phó phòng|phó trưởng phòng)\b"
        ),
    ),
    (
        "{documents amended}",
        "the_che",
        2.2,
        re.compile(
            r"\b(?:bãi bỏ|sửa đổi|thay thế|hủy bỏ)(?: [^\s.,;]{1,12}){1,2}"
            r" (?:nghị quyết|nghị định|thông tư|văn bản quy phạm|văn bản pháp luật)\b"
        ),
    ),
    (
        "{what people met}",
        "hai_long",
        2.0,
        re.compile(
            rf"\b(?:trải nghiệm|ý kiến|cảm nhận) (?:của )?{_SOME}(?:\d[\d.]{{0,12}} )?(?:lượt )?"
            r"(?:người bệnh|người dân|bệnh nhân)\b"
        ),
    ),
)
