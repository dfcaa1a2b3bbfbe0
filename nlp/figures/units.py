"""What is counted: the noun after a number, "%" or a measure, and the period of a rate."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

__all__ = ["Unit", "label_unit", "rate_at", "rate_before", "unit_at"]


class Unit(NamedTuple):
    """A unit after a number: where it ends, its normal form, and how it was known."""

    start: int
    end: int
    name: str
    counted: bool  # comes in whole numbers
    known: bool


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, tuple[str, bool]], re.Pattern[str]]:
    names: dict[str, tuple[str, bool]] = {}
    counted = False
    for line in files("nlp").joinpath("data/units.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            counted = line == "[counted]"
        elif line and not line.startswith("#"):
            name, *others = (part.strip() for part in line.split(" = "))
            for written in (name, *others):
                names[written.lower()] = (name, counted)
    ordered = sorted(names, key=len, reverse=True)
    words = "|".join(re.escape(word).replace(r"\ ", r"\s{1,4}") for word in ordered)
    return names, re.compile(rf"(?i)(?:{words})(?![\w²³])")


_GAP = re.compile(
    r"[^\S\n]{0,8}(?:\((?:\d{1,4}|[^\W\d_][^()\d\n]{1,23}|"
    r"(?i:(?:một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|tám|chín|mười|mươi|trăm|linh|lẻ|nghìn|ngàn|triệu|tỷ)\s?){3,20})"
    r"\)[^\S\n])?"
)  # "08 (tám) đơn vị"
_NUMBERED = re.compile(r"(?:Điều|Chương|Phần|Mục|Khoản|Kỳ|Bài|Bước|Tổ|Phòng|Số|Khóa|Đợt)\s(?:\d|[IVX]+(?!\w))")
_NO_MONEY = re.compile(r"\s(?:hành|bào|bộ|đội|môn|phục|lòng|thuận|thời|loạt|tâm)(?!\w)")
_LAW_PART = re.compile(r"(?i)(?:điều|chương|khoản|mục|phần|tầng|khu|lô|số|cửa|nhà|dãy)\s\d")  # "khoản 1 điều 13"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+){0,3}")
# Words that are no noun after a number.
_NO_UNIT = frozenset(
    """
    hằng hàng rạng
    ba bao bình bảy bằng bị bốn cao chiếm cho chín chính chưa chỉ cuối các còn có cùng cũng cả của cửa do dám
    dưới giảm giữa gần gồm hai hay hiện hoặc hơn hết khai khi khoảng không kia kém kể liên luôn là lên lúc lại
    mà mười mỗi một mới nay ngay ngoài như nhưng nhất nhằm những này nên năm nằm nếu nữa phát qua ra rõ rất sau
    so song sáu sạch sẽ số theo thuộc thêm thì thông thấp thứ thực tiếp toàn triển trong trung trên trước trở
    trực tuy tám tính tăng tương tại tỉ tốt tổ tổng tới từ tỷ v việc và vào vì vẫn về với x xin xuống xếp đang
    đây đã đó được đạt đầu đến đều để đối đồng đứng ở
    """.split()
)
_ABBREVIATION = re.compile(r"[A-ZĐ]{2,8}(?![\w/-])")
_CLASSIFIERS = frozenset(
    "cái con chiếc cuộc bộ tờ bài ca lượt nhóm đoàn lớp buổi ngôi tấm căn bức gói kiện thửa".split()
)
_PER_WORD = (
    r"người bệnh|người dân|lượt khám|cơ sở|bệnh án|tháng|năm|quý|tuần|ngày|giờ|phút|giây|lượt|người"
    r"|đơn vị|hồ sơ|chuyên mục|xã|huyện|tỉnh|giường bệnh"
    r"|giường|lần|lớp|buổi|"
    r"kỳ|ca|hộ|học sinh|bệnh nhân|trường hợp|vụ|trạm|km|ha|m2|thủ tục|TTHC|số|vạn dân|nghìn dân|trẻ"
    r"|cán bộ|bác sĩ|khoa|phòng|đợt"
)
_RATE = re.compile(rf"(?i)\s?/\s?(?:1\s|01\s)?(?P<per>(?:{_PER_WORD})(?:\s?/\s?(?:{_PER_WORD}))*)(?!\w)")
_OF_MANY = re.compile(
    r"(?i)\s?/\s?(?P<per>(?:1\.000\.000|1\.000|10\.000|100\.000|1000000|1000|10000|100000|vạn|nghìn|triệu)\s"
    r"(?:trẻ đẻ sống|trẻ em|trẻ sơ sinh sống|trẻ|dân số|người dân|người|dân|phụ nữ|ca đẻ|ca sinh|lượt))(?!\w)"
)
_SLASHED = re.compile(r"/(?P<per>[a-zà-ỹđ]{2,12}(?:/[a-zà-ỹđ]{2,12})?)(?![\w/])")  # "đồng/lượng"
_EVERY = re.compile(
    r"(?i)\s(?:mỗi|một|hàng|hằng|trên một|trên mỗi|/\s?1)\s(?P<per>tháng|năm|quý|tuần|ngày|giờ|lượt|người"
    r"|đơn vị)(?!\w)"
)
_BODIES = frozenset(
    "sở|bệnh viện|BV|trung tâm|trung tâm y tế|TTYT|trạm|trạm y tế|TYT|phòng|khoa|chi cục|cục|vụ|ban"
    "|huyện|xã|tỉnh|thành phố|"
    "quận|phường|thị xã|thị trấn|trường|bộ|phòng khám|đơn vị|cơ quan|năm|tháng|quý|ngày|tuần|nội dung"
    "|chỉ tiêu|tiêu chí|số|loại|nhóm|lĩnh vực".split("|")
)
_NOUN_OF_LABEL = re.compile(r"(?i)(?:tổng số|số lượng|số)\s")


def unit_at(text: str, end: int) -> Unit | None:
    """The unit written after the number that ends at ``end``; null where none follows."""
    gap = _GAP.match(text, end)
    start = gap.end() if gap else end
    names, pattern = _table()
    known = pattern.match(text, start)
    if known is not None and not _NUMBERED.match(text, start) and not _LAW_PART.match(text, start):
        if known.group().lower() == "số" and (inner := pattern.match(text, known.end() + 1)) is not None:
            known = inner  # "2/3 số đơn vị"
        name, counted = names[" ".join(known.group().lower().split())]
        written = known.group()
        if name == "đồng" and _NO_MONEY.match(text, known.end()):
            return None
        if not counted and len(name) <= 2 >= len(written) and written.isalpha() and written != name:
            return None  # "1,2M" is no metre
        attached = start == end and known.group()[0].isalpha()
        if not attached or not counted:
            return Unit(start, known.end(), name, counted, True)
    if start == end:
        return None
    short = _ABBREVIATION.match(text, start)
    if short is not None:
        return Unit(start, short.end(), short.group(), True, False)
    word = _WORD.match(text, start)
    if word is None or not word.group().islower() or word.group() in _NO_UNIT:
        return None
    stop = word.end()
    second = _WORD.match(text, stop + 1) if text[stop : stop + 1] == " " else None
    if word.group() not in _CLASSIFIERS and second and second.group().islower() and second.group() not in _NO_UNIT:
        stop = second.end()
    return Unit(start, stop, text[start:stop], True, False)


def rate_at(text: str, end: int) -> tuple[int, str] | None:
    """End and period of a rate after a unit: "/tháng", "mỗi tháng"; null where none follows."""
    rate = _OF_MANY.match(text, end) or _RATE.match(text, end) or _EVERY.match(text, end)
    if rate is None and text[end : end + 1] == "/":
        known = _table()[1].match(text, end + 1)
        if known is not None:
            return known.end(), known.group().lower()
        rate = _SLASHED.match(text, end)
    if rate is None:
        return None
    return rate.end(), re.sub(r"\s*/\s*", "/", rate["per"].lower() if rate["per"].islower() else rate["per"])


_LEADING = re.compile(
    r"(?i)(?<!\w)(?:mỗi|hàng|hằng)\s(?P<per>tháng|năm|quý|tuần|ngày|giờ|ca|lượt|người)"
    r"(?:\s(?:có|được|đạt|khoảng|hơn|trên|gần|ít nhất|tối thiểu|tối đa|không quá|từ|bình quân|trung bình)){0,3}\s$"
)


def rate_before(before: str) -> str | None:
    """The period of a rate named before the number: "mỗi ngày 120 lượt"; null when none is."""
    rate = _LEADING.search(before)
    return rate["per"].lower() if rate else None


def label_unit(label: str, *, strict: bool = False) -> str | None:
    """The unit that a label tells: "Tổng số hồ sơ tiếp nhận" → "hồ sơ"; null when it tells none.

    ``strict``: only after "số" or in brackets; the names of table rows are often no units.
    """
    names, pattern = _table()
    noun = _NOUN_OF_LABEL.search(label)
    found = pattern.match(label, noun.end()) if noun else None
    bracket = label.find("(")
    if found is None and bracket >= 0:
        found = pattern.match(label, bracket + 1)  # "Tiếp nhận (hồ sơ)"
    if found is not None:
        return names[" ".join(found.group().lower().split())][0]
    if strict:
        return None
    found = pattern.match(label.lstrip("-+•* "))
    name = names[" ".join(found.group().lower().split())][0] if found else None
    # A row named for a body ("Sở Y tế", "TTYT huyện") counts something else.
    return None if name in _BODIES else name
