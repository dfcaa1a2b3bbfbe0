"""How an article cites a document, read from the words before it; null where they say nothing of it."""

from __future__ import annotations

import re

__all__ = ["cited_as", "quote_of", "subject_after"]

_BEFORE = 60
_MOST = 320
_CUES = (
    ("thay_the", r"thay thế|bãi bỏ|hủy bỏ|hết hiệu lực"),
    ("sua_doi", r"sửa đổi(?:, bổ sung)?(?: một số điều(?: của)?)?|bổ sung|đính chính"),
    ("can_cu", r"căn cứ(?: vào)?"),
    ("thuc_hien", r"thực hiện(?: hiệu quả| nghiêm túc| nghiêm| tốt)?|triển khai(?: thực hiện)?|thi hành|cụ thể hóa"),
    ("huong_dan", r"hướng dẫn(?: thi hành| thực hiện)?|quy định chi tiết(?: thi hành)?"),
    ("ban_hanh", r"ban hành|ký ban hành|phê duyệt"),
    ("theo", r"theo(?: tinh thần| chỉ đạo tại| yêu cầu tại| nội dung)?"),
)
_FILL = r"(?:\s(?:các|những|một số|nội dung|tinh thần|chỉ đạo tại|có hiệu quả|tại|của|về))*\s{1,2}$"
_FORMS = tuple((code, re.compile(rf"(?i)(?<!\w)(?:{words}){_FILL}")) for code, words in _CUES)


_SUBJECT = re.compile(
    r"[\s,(]{0,3}(?:ngày\s[\d/.\- ]{6,12}|ngày\s\d{1,2}\stháng\s\d{1,2}\snăm\s\d{4})?[\s,)]{0,3}"
    r"(?:của\s[^.;:\n]{2,80}?)?[\s,]{0,2}"
    r"(?P<subject>(?:về(?: việc)?|v/v|quy định|sửa đổi|phê duyệt|ban hành)\s[^.;:\n“”\"()]{8,220})",
    re.IGNORECASE,
)


def subject_after(text: str, end: int) -> str | None:
    """What a document is about, verbatim from the words behind its number ("về việc …"); null where they do not say."""
    found = _SUBJECT.match(text, end, end + 400)
    if found is None:
        return None
    said = found["subject"]
    cut = said.rfind(",", 40) if len(said) >= 200 else len(said)
    return said[:cut].strip(" ,") if cut > 0 else None


def cited_as(text: str, start: int) -> str | None:
    """The code of the verb that governs the reference at ``start``: thay_the, sua_doi, can_cu, thuc_hien, huong_dan,
    ban_hanh, theo.
    """
    before = text[max(0, start - _BEFORE) : start]
    return next((code for code, form in _FORMS if form.search(before)), None)


def quote_of(text: str, start: int, end: int) -> str:
    """The line round a stretch, verbatim; of a long one the part round the stretch, at whole words."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    if last - first > _MOST:
        room = max(0, _MOST - (end - start)) // 2
        first, last = max(first, start - room), min(last, max(end, end + room))
        if first > 0 and not text[first - 1].isspace():
            first = start if (space := text.find(" ", first, start)) < 0 else space + 1
        if last < len(text) and not text[last].isspace():
            last = end if (space := text.rfind(" ", end, last)) < 0 else space
    return text[first:last].strip()[: 2 * _MOST]
