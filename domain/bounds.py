"""How the words around bound a figure: "trên 80%", "tối đa 5 ngày", "từ 90% trở lên"."""

from __future__ import annotations

import re

from domain.annotation import Bound

__all__ = ["bound_of"]

# Little words that may stand between the cue and the number.
_FILL = (
    r"(?:\s(?:là|đạt|đạt được|có|được|từ|khoảng|chỉ|còn|trong|cũng|lên|tới|đến|mức|ở mức|hơn|mỗi\s\w+|"
    r"hàng\s\w+|hằng\s\w+|bằng|thời gian|tổng số|số lượng|phải|một\stháng|một\snăm|trong vòng|thời hạn))"
)
_LEFT: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    (
        Bound.AT_MOST,
        re.compile(
            rf"(?:tối đa(?: không quá)?|không (?:được )?(?:vượt )?quá|không vượt|không (?:cao|lớn"
            rf"|nhiều) hơn|không hơn|nhiều nhất|"
            rf"chậm nhất|muộn nhất){_FILL}{{0,2}}\s?:?\s?$|(?:≤|<=)\s?$"
        ),
    ),
    (
        Bound.AT_LEAST,
        re.compile(
            rf"(?:ít nhất|tối thiểu|không (?:được )?(?:dưới|ít hơn|thấp hơn|nhỏ hơn)"
            rf"|không kém){_FILL}{{0,2}}\s?:?\s?$"
            r"|(?:≥|>=)\s?$|(?<!\w)đạt(?: tỷ lệ| tỉ lệ| mức)? từ\s$"
        ),
    ),
    (
        Bound.LESS_THAN,
        re.compile(
            r"(?<!\w)(?:dưới|ít hơn|nhỏ hơn|thấp hơn|kém hơn|chưa đến|chưa tới|chưa đầy|chưa được"
            r"|chưa quá|không đến|không tới|"
            r"không đầy)(?: mức)?\s$|(?<!<)<\s?$"
        ),
    ),
    (
        Bound.MORE_THAN,
        re.compile(
            r"(?<!\w)(?:trên|hơn|vượt|quá|vượt quá|vượt mức|vượt trên|lớn hơn|cao hơn|nhiều hơn"
            r"|ngoài)(?: mức| con số)?\s$|(?<!>)>\s?$"
        ),
    ),
    (
        Bound.ABOUT,
        re.compile(
            r"(?<!\w)(?:khoảng|gần|ước|ước đạt|ước tính|ước khoảng|ước có|xấp xỉ|chừng|tầm|ngót|cỡ"
            r"|vào khoảng|khoảng chừng|"
            r"ước chừng|suýt soát|độ khoảng)(?: đạt| là| có| tới| đến)?\s$|[~≈]\s?$"
        ),
    ),
)
_UPWARD = re.compile(r"(?i)[^.;,:()\d\n]{0,30}?\strở lên(?!\w)")
_DOWNWARD = re.compile(r"(?i)[^.;,:()\d\n]{0,30}?\strở (?:xuống|lại)(?!\w)")
# "trên 6 lĩnh vực" says where, not how many; so does "triển khai trên 5 xã" after such verbs.
_WHERE_UNIT = frozenset(
    {"lĩnh vực", "phương diện", "mặt", "khía cạnh", "nền tảng", "kênh", "trụ cột", "nội dung", "mảng"}
)
# "5,6 ca trên 100.000 dân": a rate.
_PEOPLE = frozenset({"dân", "vạn dân", "người", "người dân", "trẻ", "trẻ em", "phụ nữ", "hồ sơ", "thủ tục", "TTHC"})
_PER_SO_MANY = re.compile(r"\d\s?(?:%|[^\W\d_]+(?:\s[^\W\d_]+)?)\strên\s$")
_WHERE_VERB = re.compile(r"(?:dựa|tính|căn cứ|áp dụng|trải đều|đồng loạt|đánh giá|chấm điểm)\strên\s$")
# "cao hơn 5% so với": by how much, not a bound; "vượt 12% kế hoạch" likewise.
_COMPARED = re.compile(r"(?:cao|thấp|nhiều|ít|lớn|nhỏ|kém)\shơn\s$|(?<!\w)vượt\s$|(?<!\w)kém\s$")
_AGAINST = re.compile(r"(?i)[^.;\n]{0,40}?(?:so với|kế hoạch|chỉ tiêu|dự toán|cùng kỳ|mục tiêu|bình quân)")


def _upward(text: str, start: int, end: int) -> bool:
    """Whether it is bound: "90% trở lên", "từ 95% người bệnh trở lên"; not "85% có trình độ đại học trở lên"."""
    found = _UPWARD.match(text, end)
    if found is None:
        return False
    return len(found.group()) <= len(" trở lên") + 1 or text[max(0, start - 5) : start].lower().endswith(("từ ", "là "))


def bound_of(text: str, start: int, end: int, unit: str | None) -> Bound:
    """The bound of the figure ``text[start:end]`` that the words before and after it tell."""
    if _upward(text, start, end):
        return Bound.AT_LEAST
    if _DOWNWARD.match(text, end):
        return Bound.AT_MOST
    if text[start : start + 5].lower() == "hàng ":
        return Bound.AT_LEAST  # "hàng chục"
    low = max(0, start - 48)
    before = text[low:start].lower()
    if len(before) != start - low:
        return Bound.EXACT
    for bound, cue in _LEFT:
        found = cue.search(before)
        if found is None:
            continue
        if bound is Bound.MORE_THAN and found.group().startswith("trên"):
            tail = before[: found.end()]
            if unit in _WHERE_UNIT and not tail.rstrip().endswith(("đạt trên", "có trên", "hơn trên")):
                return Bound.EXACT
            if _WHERE_VERB.search(tail) or (unit in _PEOPLE and _PER_SO_MANY.search(tail)):
                return Bound.EXACT
        if bound in {Bound.MORE_THAN, Bound.LESS_THAN} and _COMPARED.search(before) and _AGAINST.match(text, end):
            return Bound.EXACT
        return bound
    return Bound.EXACT
