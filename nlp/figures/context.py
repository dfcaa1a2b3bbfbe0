"""What a sentence says of its figure: what is counted, the period, and whether it grew or shrank."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.annotation import Change, DateSpan
from nlp.figures.shapes import Shape

__all__ = ["change_of", "period_of", "subject_of"]

_GROWS = re.compile(
    r"(?i)(?<!\w)(?P<verb>tăng|giảm|cắt giảm|rút ngắn|tiết kiệm|nâng|hạ|bớt|cao hơn|thấp hơn|tinh giản"
    r"|nhiều hơn|ít hơn)"
    r"(?P<fill>(?:\s(?:thêm|được|hơn|trên|khoảng|gần|tới|đến|bình quân|trung bình|ít nhất|tối thiểu"
    r"|tối đa|không quá|từ|"
    r"lên|xuống|còn|chỉ|thời gian|giải quyết|thực hiện|các|số|tỷ lệ|xuống còn|bớt|\x00+)){0,8})\s$"
)
_THAN = re.compile(r"(?i)[^.;\n]{0,40}?(?:so với|cùng kỳ|năm trước|năm ngoái|kế hoạch|chỉ tiêu|bình quân)")
_UP = frozenset({"tăng", "nâng", "cao hơn", "nhiều hơn"})
_TO_VALUE = re.compile(r"\s(?:lên|xuống|còn)(?!\w)")
_NO_NOUN = (
    "đã|được|bị|đang|trong|tại|của|và|là|so|thì|với|đến|cho|ở|đều|có|theo|từ|do|như|hoặc|nên|mà|này|đó"
    "|để|khi|sẽ|chưa|không|vào|"
    "trên|trở|về|gồm|đạt|qua|nằm|bằng|tăng|giảm|còn|mỗi|một|nhằm|xuống|lên|đưa|lĩnh|phù|xếp|chiếm|ngay"
    "|sau|trước|kể|tính"
)
_AFTER_UNIT = re.compile(rf"\s(?!(?:{_NO_NOUN}|thực)(?!\w))[^\W\d_]+")
_AFTER_SHARE = re.compile(rf"\s(?!(?:{_NO_NOUN})(?!\w))[^\W\d_]+")  # "thời gian thực hiện các TTHC"
_CUE = re.compile(
    r"(?i)\s(?:đạt|là|chiếm|còn|đã|được|lên|xuống|bằng|tăng|giảm|ước|khoảng|trên|hơn|dưới|gần|từ"
    r"|tối thiểu|ít nhất|đều|có|với|ở|"
    r"cho|tới|đến|tối đa|không|vượt|cao|thấp|cắt|tiếp tục|phấn đấu)(?!\w)"
)
# What opens a bracket, and the words of a bound, are no part of the noun before them.
_OPENING = re.compile(
    r"(?i)\s?(?:[(:]\s?)?(?:(?:trên|hơn|dưới|khoảng|gần|từ|đạt|chiếm|là|tối thiểu|tối đa|ít nhất"
    r"|không quá|xấp xỉ|ngót"
    r"|chừng|chưa|đến|rút|dao động|±)\s)*$"
)
_OBJECT = re.compile(
    r"(?i)(?<!\w)(?:cắt giảm|rút ngắn|giảm|tăng|nâng)\s(?P<noun>(?!thêm|được|hơn|trên|khoảng|gần|so"
    r"|bình quân|xuống|lên|còn|từ)"
    r"[^\W\d_]+(?:\s[^\W\d_]+){1,7}?)(?:\s(?:xuống|lên|còn|từ|đạt|tối thiểu|ít nhất|trung bình|bình quân"
    r"|khoảng)){0,3}$"
)
_CLAUSE = re.compile(r"[;:()\n|]|[.,](?!\d)")


def change_of(text: str, shape: Shape) -> Change | None:
    """The change that the figure reports, null when it reports none."""
    if shape.kind == "change" and shape.second is not None:
        before, after = shape.first.value, shape.second.value
        return Change(
            direction="up" if after >= before else "down", before=before, after=after, by=_round(abs(after - before))
        )
    verb = _GROWS.search(text[max(0, shape.start - 60) : shape.start])
    if verb is None or shape.kind == "part":
        return None
    if verb["verb"].lower().endswith("hơn") and not _THAN.match(text, shape.end):
        return None  # "không ít hơn 3 người" bounds, "ít hơn 3 người so với" compares
    direction = "up" if verb["verb"].lower() in _UP else "down"
    if shape.kind == "range":
        return Change(direction=direction)
    if _TO_VALUE.search(verb["fill"]):
        return Change(direction=direction, after=shape.first.value)
    return Change(direction=direction, by=shape.first.value)


def _round(value: float) -> float:
    return round(value, 6)


def subject_of(text: str, shape: Shape, low: int, high: int) -> str | None:
    """What is counted: the noun with what describes it, or for a share what stands before its verb."""
    unit = shape.unit
    position = shape.end
    words = 0
    follows = _AFTER_UNIT if unit is not None and unit.counted else _AFTER_SHARE
    while words < 7 and (word := follows.match(text, position, high)):
        position = word.end()
        words += 1
    if unit is not None and unit.counted:
        return " ".join(text[unit.start : position].split())
    if words:
        return " ".join(text[shape.end : position].split())
    before = _OPENING.sub("", text[max(low, shape.start - 200) : shape.start])
    object_ = _OBJECT.search(before)
    if object_ is not None:
        return " ".join(object_["noun"].split())
    clause = _CLAUSE.split(before)[-1]
    cue = _CUE.search(clause)
    named = " ".join((clause[: cue.start()] if cue else clause).replace("\x00", " ").strip(" -+•*–").split())
    return named if 2 < len(named) <= 100 else None


_COMPARED = re.compile(r"(?i)(?:so với|cùng kỳ)[^,;.]{0,16}$")
_OF_DOCUMENT = re.compile(r"[\s,(]{0,3}(?:ký\s|ban hành\s)?(?:của\s[^,;.]{0,60})?$")


def period_of(
    text: str, start: int, low: int, high: int, dates: Sequence[DateSpan], document_ends: Sequence[int]
) -> DateSpan | None:
    """The period of the sentence that the figure speaks of: the last date before it, else the first after it."""
    free = [d for d in dates if low <= d.start < high and not _COMPARED.search(text[max(low, d.start - 24) : d.start])]
    free = [
        d
        for d in free
        if not any(0 <= d.start - end <= 70 and _OF_DOCUMENT.fullmatch(text[end : d.start]) for end in document_ends)
    ]
    before = [d for d in free if d.end <= start]
    if before:
        return before[-1]
    after = [d for d in free if ";" not in text[start : d.start]]
    return after[0] if after else None
