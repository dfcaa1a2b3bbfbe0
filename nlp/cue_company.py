"""Cues that other trades use as well: a merger, a missed day, the web. They count beside public administration only.

A driver is late, a library is given a book back late, two clubs merge: the same words tell of reform when files,
procedures or public bodies stand near, and of a merger when it is such bodies that are merged.
"""

from __future__ import annotations

import re

__all__ = ["in_company"]

_LATE = frozenset(
    "trễ hẹn|không trễ hẹn|trả muộn|trả sớm|quá hạn|ngày hẹn|đúng ngày hẹn|trả ngay trong ngày|nộp một lần|nộp thêm"
    "|bắt nộp thêm|giải quyết nhanh|giải quyết trong ngày".split("|")
)
_MERGED = frozenset(
    "sáp nhập|hợp nhất|hợp nhất các|sau sáp nhập|hậu sáp nhập|sau hợp nhất|giải thể|gộp các|nhập vào|dồn về một"
    "|sau khi nhập|sau nhập|chia tách".split("|")
)
_ONLINE = frozenset(("môi trường mạng", "trên môi trường mạng"))

_BUSINESS = (
    r"hồ sơ|thủ tục|tthc|giấy tờ|giấy phép|cấp phép|giấy chứng nhận|chứng chỉ|giấy hẹn|văn bản|dịch vụ công"
    r"|một cửa|công dân|người dân|công vụ|hành chính|trả kết quả|kết quả giải quyết|đơn thư|khiếu nại|kiến nghị"
)
_BODIES = (
    r"cơ quan|đơn vị|sở|ubnd|hđnd|ủy ban|bộ y tế|bộ nội vụ|chính phủ|chính quyền|công chức|viên chức|cán bộ|nhà nước"
    r"|chi cục|trung tâm y tế|trạm y tế|ngành y tế|bhxh|bảo hiểm xã hội|công lập|tổng cục"
)
_BESIDE = re.compile(rf"(?<!\w)(?:{_BUSINESS}|{_BODIES})(?!\w)")
# What is merged: units of the administration and public bodies.
_UNITS = (
    r"xã|phường|thôn|xóm|bản|ấp|buôn|tổ dân phố|khu phố|thị trấn|huyện|quận|tỉnh|thành phố|sở|bộ|ban|ngành|cục|chi cục"
    r"|tổng cục|vụ|phòng|khoa|trạm|trung tâm|bệnh viện|viện|trường|cơ sở|cơ quan|đơn vị|đầu mối|tổ chức|bộ máy"
    r"|ubnd|hđnd|ủy ban|ttyt|hội|chính quyền|địa phương|văn phòng|đơn vị sự nghiệp|cấp xã|cấp huyện|cấp tỉnh"
    r"|doanh nghiệp nhà nước"
)
# "câu lạc bộ", "cán bộ", "xã hội" hold the word of a unit and are none.
_UNIT = re.compile(rf"(?<!\w)(?<!lạc )(?<!cán )(?<!toàn )(?<!tiến )(?<!nội )(?<!xã )(?:{_UNITS})(?!\w)(?! hội(?!\w))")
_COUNT = (
    r"(?:(?:các|những|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|toàn bộ|một số|nhiều|hàng loạt|của|thêm|lại|nguyên trạng"
    r"|gần|hơn|trên|số|với|vào|thành|từ|mô hình|\d[\d.,/]*)\s)*"
)
_IS_UNIT = re.compile(rf"\s{_COUNT}(?:{_UNITS})(?!\w)(?! hội(?!\w))")
# Behind a merger that names no object: the end of a clause, or a word that begins what is said of it.
_NO_OBJECT = re.compile(
    r"\s?(?:[^\w\s]|$|\s(?:và|hoặc|hay|với|vào|thành|từ|để|thì|là|có|được|bị|đã|đang|sẽ|phải|chưa|không|còn|cũng|vẫn|sau"
    r"|trước|trong|ngoài|theo|tại|ở|về|do|bởi|nên|nhưng|mà|khi|nếu|xong|hoàn thành|diễn ra|giúp|khiến|làm|bắt đầu|cần"
    r"|này|đó|ngày|tháng|năm|quý|từng|nói|như|cho|đến|tới|trên|dưới|nhằm|lại|nhau|đơn giản|hơn|mới|\d)(?!\w))"
)
# What tells of the administration even where the object is not one that is known.
_OF_THE_STATE = re.compile(
    r"(?<!\w)(?:tinh gọn|bộ máy|biên chế|đầu mối|dôi dư|hành chính|nghị quyết|nghị định|đề án|ubnd|hđnd|ủy ban nhân dân"
    r"|hội đồng nhân dân|sở nội vụ|bộ nội vụ|chính phủ|công lập|công chức|viên chức|cấp xã|cấp huyện|cấp tỉnh"
    r"|trung tâm y tế|trạm y tế|sở y tế)(?!\w)"
)


def in_company(phrase: str, lower: str, end: int, near: str) -> bool:
    """Whether a phrase that ends at ``end`` of the lower-case text is a cue, given the lower-case words ``near`` it.

    True for every phrase that is no one else's word.
    """
    if phrase in _LATE or phrase in _ONLINE:
        return _BESIDE.search(near) is not None
    if phrase not in _MERGED:
        return True
    if _OF_THE_STATE.search(near) is not None:
        return True
    if _IS_UNIT.match(lower, end) is not None or (phrase.endswith(" các") and _UNIT.match(lower, end + 1)):
        return True
    return _NO_OBJECT.match(lower, end) is not None and _UNIT.search(near) is not None
