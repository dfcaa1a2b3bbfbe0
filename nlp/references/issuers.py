"""The body that issued a document, read from the words around the reference; null where they do not say."""

from __future__ import annotations

import re

__all__ = ["body_at", "issuer_before"]

_HEADS = (
    "Ủy ban nhân dân|UBND|Uỷ ban nhân dân|Hội đồng nhân dân|HĐND|Ủy ban Thường vụ Quốc hội|UBTVQH|Ủy ban|"
    "Thủ tướng Chính phủ|"
    "Thủ tướng|Văn phòng|Chính phủ|Quốc hội|Bộ trưởng|Bộ Chính trị|Bộ|Sở|Ban Chấp hành|Ban Bí thư|Ban Thường vụ|"
    "Ban Chỉ đạo|Ban Tổ chức|Ban Tuyên giáo|Ban|BCĐ|BCH|BTV|Trung ương|Tỉnh ủy|Thành ủy|Huyện ủy|Quận ủy|Thị ủy|"
    "Đảng ủy|Tổng cục|Chi cục|Cục|Vụ|Thanh tra|Bảo hiểm xã hội|BHXH|Trung tâm|TTYT|CDC|Bệnh viện|BVĐK|BV|Trạm Y tế|"
    "Chủ tịch|Phó Chủ tịch|Giám đốc|Tổng cục trưởng|Cục trưởng|Viện|Trường|Phòng|Liên đoàn|Công đoàn|Hội|Tòa án|"
    "Kiểm toán|Ngân hàng|Mặt trận|Đoàn|Tỉnh đoàn|Liên Bộ|Liên bộ|Liên ngành|Tổ công tác|SYT|BYT|BNV|Hội nghị|"
    "Nhà nước|"
    "Đảng|Thường trực|Công an|Kho bạc|Hội đồng|Học viện|Đài|Quân khu|Đảng bộ|Hiệp hội|Liên minh"
)
# Bodies whose name ends there, whatever follows.
_WHOLE = re.compile(
    r"(?i:Thủ tướng Chính phủ|Phó Thủ tướng|Thủ tướng|Văn phòng Chính phủ|Thanh tra Chính phủ|Chính phủ|Quốc hội|"
    r"Ủy ban Thường vụ Quốc hội|Văn phòng Quốc hội|Bộ Chính trị|Ban Bí thư|Chủ tịch nước|Hội đồng Bộ trưởng|"
    r"Văn phòng Trung ương Đảng|(?:Bộ trưởng\s|Thứ trưởng\s)?Bộ (?:Y tế|Nội vụ|Tài chính|Tư pháp|Công an"
    r"|Quốc phòng|Ngoại giao|"
    r"Xây dựng|Công Thương|Khoa học và Công nghệ|Giáo dục và Đào tạo|Kế hoạch và Đầu tư|Thông tin và Truyền thông|"
    r"Nông nghiệp và Môi trường|Nông nghiệp và Phát triển nông thôn|Tài nguyên và Môi trường|Giao thông vận tải|"
    r"Lao động\s?[,-]\s?Thương binh và Xã hội|Văn hóa,? Thể thao và Du lịch|Dân tộc và Tôn giáo))(?!\w)(?!\svà Bộ)"
)
_HEAD = re.compile(
    rf"(?<!\w)(?:liên\s)?(?:{_HEADS}|{_HEADS.upper()}|(?i:ủy ban nhân dân|bộ y tế|sở y tế|chính phủ|quốc hội))(?!\w)"
)
# Words that are no part of a body's name.
_STOP = re.compile(
    r"(?i)[,;:.()\[\]\"“”|\n!?–]|\s-\s(?!\w*KHHGĐ|Thương|Kế|Xã)"
    r"|\s(?:về|v/v|ban\shành|quy\sđịnh|ngày|đã|sẽ|được|bị|tại|nhằm|để|trong|từ|có|là|vào|theo|với|hoặc|trên|cho|"
    r"phê\sduyệt|"
    r"công\sbố|hướng\sdẫn|sửa\sđổi|giao|yêu\scầu|đề\snghị|đề\sra|thực\shiện|triển\skhai|tổ\schức(?=\s(?:thực|"
    r"triển|hội))|ký|"
    r"phát\sđộng|năm|số|và|thay\sthế|bãi\sbỏ|hết|quy|gửi|cũng|đang|như|nêu|trước|sau|liên\squan|đối|khi|nếu|này|"
    r"nói|kèm|"
    r"thì|mà|do|chỉ\sđạo|cùng|còn|phải|cần|nay|khóa|lần|đến|thông\squa|đặt|kết\sluận|chính\sthức|tiếp\stục|"
    r"xác\sđịnh|nghiêm|"
    r"kiểm\stra(?=\s(?:công|việc))|bằng|đồng\sthời|mở|đẩy|nâng|tăng|góp|tạo|đưa|khẳng\sđịnh|đánh\sgiá"
    r"|nhấn|đặt|cấp(?=\s(?:ngày|phép|cho|đổi|mới|lại)|[,.;)]|$)|bảo\sđảm|đảm\sbảo|chỉ\srõ|lấy|xem|tiến"
    r"|quán\striệt|vừa|mới)(?=\s|$|[,;.])"
)
# "và" inside the names of ministries and services.
_JOINED = re.compile(
    r"(?i)(?:giáo dục|thông tin|khoa học|kế hoạch|nông nghiệp|tài nguyên|thương binh|thể thao|du lịch|dân tộc|"
    r"văn hóa|lao động|"
    r"tiêu chuẩn|đo lường|phục vụ|tiếp nhận|xã hội|thực phẩm|phòng ngừa|nghiên cứu|đào tạo|tổ chức|điều trị)$"
)
_JOINING = re.compile(r"\svà\s(?=[A-ZĐ])")
_VERB = re.compile(
    r"(?i)\s(?:đã\s|vừa\s|mới\s|cũng\s|sẽ\s|tiếp tục\s|kịp thời\s|chủ động\s|tham mưu\s|chính thức\s){0,3}"
    r"(?:ban hành|có|ký ban hành|ký|phê duyệt|xây dựng|phát hành|gửi|công bố|trình|thông qua|ra)"
    r"(?:\s(?:các|những|một số|nhiều))?\s{1,2}$"
)


_NAME = re.compile(r"(?:\s[A-ZÀ-ỸĐ][^\W\d_]*){2,5}")


def _end_of_body(text: str, start: int, limit: int) -> int:
    position = start
    while True:
        stop = _STOP.search(text, position, limit)
        if stop is None:
            return limit
        joined = _JOINING.match(text, stop.start()) if stop.group().strip() == "và" else None
        comma = stop.group() == "," and text[stop.end() : stop.end() + 2].strip().isupper()
        before = text[max(start, stop.start() - 14) : stop.start()]
        if (joined or comma) and _JOINED.search(before):
            position = stop.end()
            continue
        if comma and re.search(r"(?:Lao động|Văn hóa|Thể thao)$", before):
            position = stop.end()
            continue
        return stop.start()


def body_at(text: str, position: int) -> tuple[int, int] | None:
    """Span of the body named at ``position`` (at most 110 characters); null where none begins."""
    whole = _WHOLE.match(text, position)
    if whole is not None and (whole.group()[0].isupper()):
        return whole.span()
    head = _HEAD.match(text, position)
    if head is None:
        return None
    end = _end_of_body(text, head.end(), min(len(text), position + 110))
    while end > head.end() and text[end - 1].isspace():
        end -= 1
    return position, end


def issuer_before(text: str, low: int, position: int) -> tuple[int, int] | None:
    """Span of the body that does the issuing right before ``position``: "Sở Y tế đã ban hành Kế hoạch …"."""
    low = max(low, position - 160)
    verb = _VERB.search(text[low:position])
    if verb is None:
        return None
    until = low + verb.start()
    best: tuple[int, int] | None = None
    for head in _HEAD.finditer(text, low, until):
        if best is not None and head.start() < best[1]:
            continue
        span = body_at(text, head.start())
        if span is None or span[0] >= until:
            continue
        if span[1] >= until:
            best = (span[0], until)
        elif _NAME.fullmatch(text, span[1], until):
            best = span  # "Bộ trưởng Bộ Y tế Đào Hồng Lan ký ban hành"
    return best
