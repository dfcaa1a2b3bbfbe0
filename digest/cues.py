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
    """Words that ask for an answer or a deed."""
    return _each(_ASKING, sentence)


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
