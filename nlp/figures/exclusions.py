"""Numbers that are no figures: list markers, articles of law, names, telephones, times of day, counters of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["HOUSE", "boilerplate", "is_age", "is_name", "is_rank", "noise"]

# Whole stretches in which no figure can be.
_NOISE = re.compile(
    r"(?<![\w.,])(?:\+84|0)\d?(?:[ .-]?\d){8,10}(?!\d)"  # telephones
    r"|(?<!\w)\(0\d{1,4}\)[ .-]?\d[\d .-]{4,10}\d"
    r"|(?<!\w)1[89]00[ .-]?\d{2,4}(?:[ .-]?\d{2,4})?(?!\w)"
    r"|(?<!\w)(?:ISO|TCVN|QCVN|ISO/IEC)(?:[ -]\w{1,4})?[ -]?\d{1,3}(?:[\d -]{0,6}\d)?(?::\d{4})?(?:/\w{2,8})?"
    r"|(?<![\w.,/])(?:[01]?\d|2[0-4])\s?(?::|[hg](?=\d))\s?[0-5]\d(?::[0-5]\d)?(?![\d%])(?:\s?'|phút)?"  # 15:44, 8h30
    r"|(?<![\w.,/])(?:[01]?\d|2[0-4])h(?!\w)"
    r"|(?i:(?<!\w)(?:lúc|vào lúc|hồi|vào hồi)\s)\d{1,2}\s(?i:giờ)(?:\s\d{1,2}(?:\s(?i:phút))?)?"
    r"|(?<![\w.,/])\d{1,2}\sgiờ\s\d{1,2}\sphút(?=,?\s(?:sáng|chiều|tối|ngày))"
    r"|(?i:(?<!\w)(?:từ|đến|khoảng|trước|sau|lúc|vào)\s)\d{1,2}\sgiờ\s\d{1,2}(?:\sphút)?(?=[,.;)]"
    r"|\s(?:đến|hằng|hàng|mỗi|các|cùng|hôm))"
    r"|(?i:(?<!\w)trước\s)(?:\d|1[013-9]|2[0-3])\sgiờ(?!\s(?:làm|đồng))"
    r"|(?<![\w.,/])\d{1,2}\sgiờ(?:\s\d{1,2})?(?=,?\s(?:sáng|chiều|tối|trưa|đêm|ngày \x00|\x00|hàng ngày|hằng ngày))"
    r"|(?<![\w.,/])\d{1,2}\sgiờ(?:\s\d{1,2})?\sđến\s\d{1,2}\sgiờ(?:\s\d{1,2})?"
    r"|(?<![\d.,/])24\s?[hg]?/(?:7|24\s?[hg]?)(?![\d.,]*\d)(?:\sgiờ)?|(?<![\d.,/])7/7(?=\sngày)"
    r"|(?<!\w)(?:công nghiệp|y tế|công nghệ|phiên bản|version|web|windows"
    r"|lần thứ tư)\s(?:lần thứ tư\s)?\(?\d{1,2}(?:\.\d{1,2}){1,3}\)?"
    r"|(?<!\w)4\.0(?!\d)|(?<![\w.,])\d{2,3}/\d{2,3}\s?mmHg"
    r"|(?i:(?<!\w)(?:covid|sars-cov|h))[ -]?\d{1,2}(?:n\d)?(?!\w)"
    r"|\b\d{2}[A-Z]\d?[- ]\d{3}\.?\d{2}\b"  # vehicle plates
    r"|\([^\S\n]?\d{1,2}[^\S\n]?\)(?=\s?[^\W\d_])|(?<![\w(/.,])\d{1,2}\)(?=\s)"  # "(1) …", "2) …"
    r"|(?<![\w.,/])(?!\d{1,3}(?:\.\d{3}){2,6}(?![\d.]\d))\d+(?:\.\d+){2,8}(?!\d)"  # 1.2.3, addresses of machines
)
# "đến 11 giờ" is a time of day unless hours are what is told: "giảm từ 48 giờ xuống, chờ đến 11 giờ".
_UNTIL_HOUR = re.compile(r"(?i)(?<!\w)(?:đến|tới)\s(?P<hour>\d{1,2})\sgiờ(?!\w|\slàm|\sđồng)")
_SPAN_OF_HOURS = re.compile(r"(?i)(?:giảm|rút|xuống|còn|tăng|kéo dài|tối đa|lên|chờ|mất|trễ|chậm|từ \d)[^.;\n]{0,30}$")
# "trẻ dưới 1 tuổi": an age that says who, no figure.
_AGE = re.compile(r"(?i)(?<!\w)(?:trẻ|trẻ em|trẻ nhỏ|bé|em bé)\s(?:dưới|trên|từ|đủ|hơn|khoảng|đến|gần)\s$")
_DUPLICATE = re.compile(r"(?i)(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mươi|lăm|mốt|trăm|nghìn)\s$")
_MARKER = re.compile(
    r"(?m)^[^\S\n]*(?:[-+•*–]\s?)?(?:\(?\d{1,2}(?:\.\d{1,2}){0,4}[.)/:](?=\s|[^\W\d_])"
    r"|\d{1,2}(?:\.\d{1,2}){1,4}\s(?=[^\W\d_])"
    r"|\d{1,2}\s?[-–]\s(?=[A-ZĐ]))"
)
_AFTER_STOP = re.compile(r"(?<=[.;:!?]\s)\d{1,2}[.)](?=\s[^\W\d_])")
# Always a name or a place in a law, whatever follows.
_HARD = re.compile(
    r"(?i)(?<!\w)(?:điều|chương|phụ lục|mẫu(?: số)?|biểu(?: mẫu)?(?: số)?|mức độ|cấp độ|lần thứ|khóa"
    r"|kỳ họp(?: thứ)?|(?<!mỗi )(?<!hàng )(?<!hằng )(?<!một )tuần(?: thứ)?|"
    r"tiết|quốc lộ|tỉnh lộ|đề án|quân khu|tổng đài|hotline|đường dây nóng|điện thoại|đt|sđt|tel|fax|số máy|mã số|mã|"
    r"nghị quyết(?: số)?|nghị định(?: số)?|quyết định số|chỉ thị(?: số)?|kết luận số|thông tư(?: số)?"
    r"|luật số|công văn số|"
    r"kế hoạch số|bộ chỉ số|phường|quận|định danh(?: điện tử)? mức(?: độ)?|ql|tl|covid|phiên bản|windows"
    r"|office|iso|tcvn|qcvn|"
    r"hình|bảng|câu|bước|phòng số|nhà số|số nhà|ngõ|ngách|hẻm|kiệt|tầng|trung đoàn|sư đoàn|lữ đoàn"
    r"|binh đoàn|tiểu đoàn|"
    r"tuýp|týp|type|typ|vitamin|điểm cầu số|bài số|kỳ thứ|đoàn kiểm tra số|đoàn số|tổ số|zalo|cmnd|cccd"
    r"|stk|số tài khoản|mst|"
    r"nhóm máu|phòng họp|hội trường|giảng đường|lầu|dãy|khu nhà|giảng đường|lô|ô số|bàn số|mũi|liều thứ"
    r"|quyển số|điểm b|pm|thế hệ|trang số|đội số|lô số|ngày thứ|người thứ|năm thứ|tháng thứ"
    r"|thế kỷ|tiêu mục)\s?:?\s$"
)
# "Trung tâm 115 phối hợp …": a house known by its number.
HOUSE = re.compile(
    r"(?:[Bb]ệnh viện|[Tt]rung tâm|[Tt]rường|[Tt]rạm|[Cc]ông ty|[Đđ]ồn|[Vv]iện|[Xx]í nghiệp|[Nn]hà máy"
    r"|[Kk]ho|[Pp]hân trại)"
    r"(?:\s[A-ZĐ][^\W\d_]*){0,4}\s$"
)
_KHOAN = re.compile(r"(?i)(?<!\w)(?:khoản|điểm|mục|phần|tiểu mục|tập|trang|mức)\s$")
# A name unless something that is counted follows.
_SOFT = re.compile(
    r"(?i)(?<!\w)(?:số|cấp|hạng|loại|nhóm|đợt|vòng|lớp|khối|bài|kỳ|tổ|khu phố|khu|ấp|thôn|xóm|đội|bản"
    r"|buôn|làng|xã|bệnh viện|viện|"
    r"trạm|phòng|quý|thứ|dự án|chương trình|quyết định|tiêu chí|top|đường|cấp cứu|giai đoạn|khoản|điểm"
    r"|phần|tập|trang|mục|mức)\s$"
)
_RANKED = re.compile(
    r"(?i)(?<!\w)(?:xếp|đứng|giữ|vươn lên|về|đạt|ở|lên|xuống|tụt xuống|tăng lên)(?:\sở)?"
    r"(?:\s(?:vị trí|thứ hạng|hạng|vị thứ|thứ|số))*\s$"
)
_BOILERPLATE = re.compile(
    r"(?i)(?:lượt truy cập|đã truy cập|lượt tải|lượt thích|người đang truy cập|đang truy cập|đang online"
    r"|đang trực tuyến|khách trực tuyến"
    r"|lượt xem|lượt đọc|số lượt|"
    r"thời gian chờ|duy trì trạng thái đăng nhập|tổng truy cập|truy cập hôm nay|hôm nay|hôm qua|tuần này"
    r"|tháng này|tất cả|"
    r"trực tuyến|thành viên online|views?|bình luận)\s?:\s?\d"
)


def noise(text: str) -> Iterator[tuple[int, int]]:
    """Stretches without figures."""
    for match in _NOISE.finditer(text):
        if match.group().startswith("(") and _DUPLICATE.search(text[max(0, match.start() - 8) : match.start()]):
            continue
        yield match.span()
    for match in _UNTIL_HOUR.finditer(text):
        if int(match["hour"]) <= 24 and not _SPAN_OF_HOURS.search(text[max(0, match.start() - 40) : match.start()]):
            yield match.span()
    for pattern in (_MARKER, _AFTER_STOP):
        for match in pattern.finditer(text):
            yield match.span()


def boilerplate(sentence: str) -> bool:
    """Whether a line is a counter or a notice of the page: "Tổng số lượt truy cập: 44541247"."""
    return _BOILERPLATE.search(sentence) is not None


def _last_word(before: str) -> str:
    """The word right before a number, in small letters; "" where none is, so that most numbers need no search."""
    tail = before[-16:].rstrip(" :\xa0")
    word = tail[max(tail.rfind(" "), tail.rfind("\n"), tail.rfind("(")) + 1 :].lower()
    return "" if word.isdigit() else word


_RANK_WORDS = frozenset({"thứ", "hạng", "trí", "xếp", "số"})


def is_rank(before: str) -> bool:
    """Whether the words before a number put it in an order: "xếp thứ", "đứng vị trí thứ"."""
    if _last_word(before) not in _RANK_WORDS:
        return False
    found = _RANKED.search(before)
    return found is not None and re.search(r"(?i)(?:thứ|hạng|vị trí|vị thứ|xếp|số)\s$", found.group()) is not None


def is_name(before: str, *, counted: bool, emergency: bool = False) -> bool:
    """Whether the words before make the number a name ("Điều 5", "Bệnh viện 71"); ``counted``: a unit follows it.

    ``emergency``: the number is one that people dial, so "cấp cứu 115" is a name and "cấp cứu 24 …" none.
    """
    if not _last_word(before):
        return False
    near = before[-28:]
    if near.lower().endswith("cấp cứu ") and not counted:
        return emergency
    if _HARD.search(near):
        return True
    if counted:
        return False
    return _SOFT.search(near) is not None or _KHOAN.search(near) is not None


def is_age(before: str, unit: str | None) -> bool:
    """Whether a number of years only says whom the sentence speaks of: "trẻ dưới 1 tuổi"."""
    return unit in {"tuổi", "tháng tuổi"} and _AGE.search(before) is not None
