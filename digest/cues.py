"""Words of a sentence that suggest something to its reader. They are shown; what they mean is for people to say."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["asking_words", "deadline_cue", "example_words", "from_above", "tone_words"]

_ASKING: Final = re.compile(
    r"(?i)(?<!\w)(?:phản ánh,? kiến nghị|kiến nghị|phản ánh|đề nghị|góp ý"
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
    rf"|{_PUBLIC}\s+(?:có nhu cầu\s+)?phải(?!\w))"
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
