"""References without letters: "Nghị quyết số 18", "KH số 12", and such as have no number at all."""

from __future__ import annotations

import re
from typing import NamedTuple

from domain.document_words import SHORT_WORDS, TYPE_WORD, official_type
from nlp.references.issuers import body_at

__all__ = ["Plain", "find_bare_numbers", "find_unnumbered"]


class Plain(NamedTuple):
    """A reference by words alone."""

    start: int
    end: int
    number: str | None
    type: str
    issuer: tuple[int, int] | None


_SHORT = "|".join(sorted(SHORT_WORDS, key=len, reverse=True))
_NUMBERED = re.compile(
    rf"(?<!\w)(?P<type>(?i:nghị quyết|nghị định|thông tư|quyết định|chỉ thị|công văn|kế hoạch|thông báo|báo cáo|"
    rf"tờ trình|"
    rf"hướng dẫn|kết luận|công điện|chương trình|đề án|pháp lệnh|luật|lệnh|sắc lệnh)|"
    rf"{_SHORT})\s(?P<so>(?i:số)\s{{0,2}}:?\s{{0,2}})?"
    r"(?P<num>\d{1,5}[a-zđ]?(?:\.\d{1,2})?(?:/(?:19|20)\d\d)?)(?![\w/]|[.,:]\d|\s?[%-]|[–]\d)"
)
# Without "số" only what is quoted by its number in daily speech, and never before something that is counted.
_SHORT_ALONE = frozenset({"QĐ", "NQ", "NĐ", "CV", "KH", "CT", "TB", "KL"})
_PLANS = frozenset({"kế hoạch", "đề án", "công điện", "chương trình"})  # of two digits at least: "Đề án 06"
_BARE = frozenset({"nghị quyết", "nghị định", "thông tư", "chỉ thị", "quyết định", "kết luận", "công văn", "pháp lệnh"})
_MEASURE_NEXT = re.compile(r"\s(?:năm|tháng|ngày|tuần|giờ|quý|tỷ|triệu|nghìn|hồ sơ|người|đồng|trang|điểm)(?!\w)|-")
_COUNTED_NEXT = re.compile(r"\s(?:[a-zà-ỹđ]+|TTHC)")
_IN_YEAR = re.compile(r"\snăm\s(?:19|20)\d\d(?!\d)")  # "Thông tư 01 năm 2018" is as sure as with "số"
# "Kế hoạch 5 năm 2021-2025" says how long it runs, not which one it is.
_SPAN_OF_YEARS = re.compile(r"\snăm\s(?:19|20)\d\d\s?[-–]\s?(?:19|20)?\d\d(?!\d)|\snăm(?=\s\(?(?:giai đoạn|từ))")
_AFTER_BARE = re.compile(
    r"\s(?:của|ngày|về|là|được|đã|và|có|quy|ban hành|cũng|cho|thì|khóa|tại|ra|trong|nêu|yêu cầu|đến|vào|để|do|"
    r"cùng|còn|hay|"
    r"hoặc|với|theo|bổ sung|sửa|thay|hướng|mới|nhằm|từ|công bố"
    r"|chỉ đạo|gửi|đề nghị|triển khai|trả lời|thông báo|phê duyệt)(?!\w)"
)
_PREFACE = frozenset(
    "Kế hoạch|Quyết định|Nghị quyết|Chỉ thị|Công văn|Chương trình|Đề án|Báo cáo|Thông báo|Tờ trình|Nghị định|"
    "Thông tư|"
    "Thông tư liên tịch|Hướng dẫn|Công điện|Kết luận|Quy chế|Quy định|Phương án|Pháp lệnh".split("|")
)
_OF = re.compile(r"\s(?:này\s)?của\s")
_SUBJECT = re.compile(r"\s(?:về việc|v/v)\s")
_DATED = re.compile(r"\sngày\s\d")
_ABOUT = re.compile(
    r"[,\s]{1,2}(?:về(?! việc thực hiện\s(?:kế hoạch|nghị))|v/v|ngày|quy định|ban hành|phê duyệt|công bố|hướng dẫn)\s"
)
_NUMBER_FOLLOWS = re.compile(r"[\s,(]{0,2}(?:số|Số)\s?:?\s?\d")


def _may_stand_alone(text: str, match: re.Match[str]) -> bool:
    """Whether the type needs no "số" before this number: "Nghị quyết 18", "Kế hoạch 1603", "QĐ 1229"."""
    word = match["type"]
    if word not in _SHORT_ALONE:
        if not word[0].isupper() or word.isupper():
            return False
        if word.lower() in _BARE:
            return True
        if word.lower() not in _PLANS:
            return False
    return len(match["num"]) > 1 and _MEASURE_NEXT.match(text, match.end()) is None


def find_bare_numbers(text: str) -> list[Plain]:
    """References by type and running number only."""
    found = []
    for match in _NUMBERED.finditer(text):
        word = match["type"]
        name = SHORT_WORDS.get(word) or word[0].upper() + word[1:].lower()
        if not match["so"] and _SPAN_OF_YEARS.match(text, match.end()):
            continue
        if not match["so"] and not _IN_YEAR.match(text, match.end()):
            if not _may_stand_alone(text, match):
                continue
            if "/" not in match["num"] and re.fullmatch(r"(?:19[5-9]|20[0-4])\d", match["num"]):
                continue  # "Nghị quyết 2023": a year
            if _COUNTED_NEXT.match(text, match.end()) and not _AFTER_BARE.match(text, match.end()):
                continue
        found.append(Plain(match.start(), match.end(), match["num"], name, None))
    return found


def find_unnumbered(text: str) -> list[Plain]:
    """References without a number: "Kế hoạch của UBND tỉnh về việc …", "Quyết định về việc …", "Nghị định ngày …"."""
    found = []
    for match in TYPE_WORD.finditer(text):
        name = official_type(match)
        if match["short"] or name not in _PREFACE or not match.group()[0].isupper():
            continue
        end = match.end()
        of = _OF.match(text, end)
        body = body_at(text, of.end()) if of else None
        if body is not None:
            if _NUMBER_FOLLOWS.match(text, body[1]):
                continue
            if _ABOUT.match(text, body[1]) or not match.group().isupper():
                found.append(Plain(match.start(), body[1], None, name, body))
        elif _SUBJECT.match(text, end) or _DATED.match(text, end):
            found.append(Plain(match.start(), end, None, name, None))
    return found
