"""Words of a sentence that suggest something to its reader. They are shown; what they mean is for people to say."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["asking_words", "deadline_cue", "example_words", "from_above", "tone_words"]

_OFFICE: Final = (
    r"(?:(?:các|những|lãnh đạo|ngành)\s+)*(?:sở|ubnd|[uủ][ỷy] ban|hđnd|hội đồng|bộ|chính phủ|quốc hội|phòng"
    r"|trung tâm|ttyt|tyt|bệnh viện|bv|trạm|cơ quan|đơn vị|chi cục|khoa|bảo hiểm xã hội|bhxh|tỉnh|thành phố|huyện|xã"
    r"|phường|cấp|nhà nước|ban giám đốc|y tế)(?!\w)"
)
"""Whom a request is made to."""
_WISH: Final = (
    r"(?:sớm|xem xét|bổ sung|sửa|điều chỉnh|quan tâm|hỗ trợ|cho phép|kéo dài giờ|rút ngắn|bố trí|đầu tư|mở|làm rõ"
    r"|chỉ đạo|kiểm tra|chấn chỉnh|đẩy nhanh|tiếp tục|ban hành|bãi bỏ)(?!\w)"
)
"""What follows a wish that is uttered, and not one that is counted."""
_TOWARDS: Final = r"\s+(?:gửi\s+)?(?:với|tới|đến|lên)\s+"
_ASKING: Final = re.compile(
    # "phản ánh, kiến nghị" and "góp ý" also name what is received and counted: they ask where they are addressed.
    rf"(?i)(?<!\w)(?:(?:phản ánh,? )?kiến nghị(?=\s+(?:{_OFFICE}|{_WISH})|{_TOWARDS}{_OFFICE})"
    rf"|phản ánh(?=(?:,? kiến nghị)?{_TOWARDS}{_OFFICE})"
    r"|(?<!hồ sơ )(?<!đơn )(?<!giấy )(?<!phiếu )(?<!theo )(?<!tờ khai )(?<!được )đề nghị(?!\s+của(?!\w))"
    rf"|góp ý(?=\s+(?:(?:vào|cho|về|đối với)\s+)?(?:(?:các|những|nội dung)\s+)*dự thảo|{_TOWARDS}{_OFFICE})"
    r"|(?<=gửi )góp ý|(?<=tham gia )góp ý|(?<=xin )góp ý|(?<=đề nghị )góp ý"
    r"|lấy ý kiến(?!\s+(?:của\s+)?(?:các\s+)?(?:người|nhân|bệnh|khách|hộ)(?!\w))"
    r"|trả lời bằng văn bản"
    r"|(?:yêu cầu|giao|phải)(?=[^.;]{1,160}?(?:báo cáo|trả lời|giải trình|khắc phục|hoàn thành|gửi)(?!\w))"
    r"|chậm nhất|trước ngày)(?!\w)"
)
_PUBLIC: Final = (
    r"(?:(?:các|mọi|những|toàn thể|tất cả(?: các)?|quý)\s+)?(?:người dân|nhân dân|công dân|bà con|cá nhân|người bệnh"
    r"|bệnh nhân|người nhà|thân nhân|khách hàng|quý (?:khách|vị|bạn)|bạn đọc|cộng đồng|hộ gia đình|hộ kinh doanh"
    r"|doanh nghiệp|cư dân|(?<=các )tổ chức|(?<=mọi )tổ chức|(?<=những )tổ chức"
    r"|tổ chức(?=\s*(?:,|và|hoặc|/)\s*(?:các\s+)?(?:cá nhân|công dân|doanh nghiệp)))(?!\w)"
)
"""The public: “tổ chức” only where it is no verb ("đề nghị tổ chức hội nghị")."""
_TO_THE_PUBLIC: Final = re.compile(
    rf"(?i)(?<!\w)(?:(?:đề nghị|yêu cầu|kính mời|mời|mong|khuyến cáo|kêu gọi)\s+{_PUBLIC}"
    rf"(?:(?:\s*,|\s*/|\s+(?:và|hoặc|cùng))\s*{_PUBLIC})*+"
    r"(?!(?:\s*,|\s+(?:và|hoặc|cùng))\s*(?:các\s+)?"
    r"(?:cơ quan|đơn vị|sở|phòng|trung tâm|bệnh viện|trạm|ubnd|khoa)(?!\w))"
    r"|đề nghị\s+(?:liên hệ|tra cứu|truy cập|tham khảo|xem)(?!\w)"
    rf"|{_PUBLIC}\s+(?:có nhu cầu\s+)?(?:phải|có thể)(?!\w))"
)
_CLAUSE: Final = re.compile(r"[^;]+")
_DEADLINE: Final = re.compile(
    r"(?i)(?:trước(?: ngày)?|chậm nhất(?: (?:là|vào|đến|ngày))*|đến hết(?: ngày)?|hoàn thành (?:trước|trong|vào)"
    r"|thời hạn|hạn (?:chót|cuối)|hết ngày|muộn nhất)[\s,:(]*(?:ngày\s*)?$"
)
_EXAMPLE: Final = re.compile(
    r"(?i)(?<!\w)(?:mô hình|sáng kiến|cách làm(?: hay| mới)?|lần đầu(?: tiên)?|thí điểm|điển hình|giải pháp"
    r"|rút ngắn|cắt giảm|không giấy|một lần|liên thông)(?!\w)"
)
_FROM_ABOVE: Final = re.compile(
    r"(?i)(?:đối với (?:các )?địa phương|chính phủ|thủ tướng|quốc hội|bộ (?:y tế|nội vụ)|nghị quyết|nghị định|thông tư)"
)
_TONE: Final = re.compile(
    r"(?i)(?<!\w)(?:phản ánh|kiến nghị|bức xúc|phiền hà|sách nhiễu|chậm trễ|quá hạn|trễ hạn|vi phạm|kỷ luật|xin lỗi"
    r"|khiếu nại|tố cáo|tồn tại|hạn chế|biểu dương|khen thưởng|khen ngợi|đánh giá cao|hài lòng)(?!\w)"
)


def _each(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match.group().lower() for match in pattern.finditer(text)))


def asking_words(sentence: str) -> tuple[str, ...]:
    """Words that ask for an answer or a deed of an office; what is asked of the public needs no answer of anybody's."""
    clauses = [one for one in _CLAUSE.findall(sentence) if _TO_THE_PUBLIC.search(one) is None]
    return tuple(dict.fromkeys(word for one in clauses for word in _each(_ASKING, one)))


def example_words(sentence: str) -> tuple[str, ...]:
    """Words that speak of a way of doing things that could be copied."""
    return _each(_EXAMPLE, sentence)


def from_above(sentence: str) -> bool:
    """Whether a sentence says what a higher body asks of all: no way of doing things of anybody's."""
    return _FROM_ABOVE.match(sentence) is not None


def tone_words(text: str) -> tuple[str, ...]:
    """Words that suggest a tone."""
    return _each(_TONE, text)


def deadline_cue(before: str) -> bool:
    """Whether a date that stands right after this text is one by which something is due."""
    return _DEADLINE.search(before[-60:]) is not None
