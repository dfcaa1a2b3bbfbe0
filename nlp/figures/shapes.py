"""How two numbers belong together: a part of a total, a range, a change from one value to another."""

from __future__ import annotations

import re
from typing import NamedTuple

from domain.numerals import Numeral
from nlp.figures.exclusions import is_rank
from nlp.figures.units import Unit, unit_at

__all__ = ["Shape", "is_denominator", "shape_of"]


class Shape(NamedTuple):
    """One or two numbers read as one figure. ``kind``: "single", "part", "range" or "change"."""

    kind: str
    start: int
    end: int  # of the numbers and their unit, before a rate
    first: Numeral
    second: Numeral | None
    unit: Unit | None


_SLASH = re.compile(r"\s?/\s?")
_OUT_OF = re.compile(r"\s(?:(?:trên|trong)\s(?:tổng số|tổng cộng|tổng|số)|/\s?tổng số)\s(?:\x00+\s)?")
_AMONG = re.compile(r"\s(?:trong|trên)(?:\s(?:số|tổng số))?\s(?:cả nước\s)?")  # "xếp thứ 12 trong 63 tỉnh"
_ON = re.compile(r"\strên\s")
_DASH = re.compile(r"\s?[-–—]\s?")
_TO = re.compile(r"\s(?:đến|tới|cho đến)\s(?:khoảng\s|gần\s|dưới\s|hơn\s|trên\s)?")
_FROM = re.compile(r"(?i)(?<!\w)từ\s(?:khoảng\s|mức\s|gần\s|hơn\s|trên\s|chỉ\s)?$")
_INTO = re.compile(
    r"[^.;:\d\n]{0,48}?(?<!\w)(?P<way>xuống|còn|lên|thành|tăng lên|giảm còn)\s"
    r"(?:(?:chỉ|còn|mức|khoảng|đến|tới|hơn|trên|gần|dưới|thành|tối đa|không quá)\s){0,3}"
)
_SHORTENS = re.compile(r"(?i)(?:rút ngắn|cắt giảm|giảm|tăng|nâng|hạ)(?:\s[^\W\d_]+){0,5}\s$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NO_PART = frozenset({"mmHg"})
_IN = re.compile(r"\strong\s")  # "9 trong 18 đơn vị"; "3 trong 5 ngày" is a term
_TIMES = frozenset("giây phút giờ ngày tuần tháng quý năm buổi".split())
_WORDED_FRACTION = re.compile(r"\sphần\s")
# "2 phút 15 giây" is one duration, told in its smaller unit.
_SMALLER_UNIT = {
    "năm": ("tháng", 12),
    "tuần": ("ngày", 7),
    "ngày": ("giờ", 24),
    "giờ": ("phút", 60),
    "phút": ("giây", 60),
}
_DENOMINATORS = frozenset({1e3, 1e4, 1e5, 1e6})
_PEOPLE = re.compile(r"(?:dân|người|trẻ|phụ nữ|ca đẻ|ca sinh|lượt)(?!\w)")


def _same(left: Unit | None, right: Unit | None) -> bool:
    """Whether the unit of the first number allows the second's: none at all, or the same noun."""
    if left is None:
        return True
    if right is None:
        return False
    return left.name.lower() == right.name.lower() or right.name.lower().startswith(left.name.lower())


def shape_of(text: str, first: Numeral, second: Numeral | None) -> Shape:
    """The figure that begins with ``first``; ``second`` is the next number of the text."""
    unit = unit_at(text, first.end)
    single = Shape("single", first.start, unit.end if unit else first.end, first, None, unit)
    if second is not None and _is_fraction(text, first, second):
        of = unit_at(text, second.end)
        return Shape("part", first.start, of.end if of else second.end, first, second, of)
    if second is None or second.start - first.end > 90 or "\n" in text[first.end : second.start]:
        return single
    after = unit.end if unit and unit.end <= second.start else first.end
    gap = text[after : second.start]
    other = unit_at(text, second.end)
    end = other.end if other else second.end
    duration = _duration(single, gap, second, other)
    if duration is not None:
        return duration
    if first.worded == second.worded:
        part = _part(text, gap, after, single, second, other, end)
        if part is not None:
            return part
        lead = _FROM.search(text[max(0, first.start - 16) : first.start])
        change = _INTO.fullmatch(gap)
        shortens = _SHORTENS.search(text[max(0, first.start - 40) : first.start])
        if change and (lead or shortens) and (_same(unit, other) or (unit is not None and other is None)):
            start = first.start - len(lead.group()) if lead else first.start
            return Shape("change", start, end, first, second, other or unit)
        dash, to = _DASH.fullmatch(gap), _TO.fullmatch(gap)
        if (dash or to) and after == first.end and first.factor == 1.0 != second.factor:
            # "từ 20 đến 30 triệu đồng": the scale word serves both.
            first = first._replace(value=round(first.value * second.factor, 6))
        if (dash or to) and _same(unit if after != first.end else None, other) and first.value < second.value:
            if dash and other is None:
                return single
            start = first.start - len(lead.group()) if lead and to else first.start
            return Shape("range", start, end, first, second, other)
    return single


def _is_fraction(text: str, first: Numeral, second: Numeral) -> bool:
    """ "hai phần ba"."""
    said = first.worded and second.worded and _WORDED_FRACTION.fullmatch(text, first.end, second.start) is not None
    return said and 1 < second.value > first.value


def _duration(single: Shape, gap: str, second: Numeral, other: Unit | None) -> Shape | None:
    """ "2 phút 15 giây" as 135 giây; null where the two are no duration."""
    if single.unit is None or other is None or gap not in {" ", " và "} or single.first.worded or second.worded:
        return None
    smaller, times = _SMALLER_UNIT.get(single.unit.name, ("", 0))
    if other.name != smaller or second.value >= times:
        return None
    whole = single.first._replace(end=second.end, value=single.first.value * times + second.value, bare="")
    return Shape("single", single.start, other.end, whole, None, other)


def is_denominator(number: Numeral, text: str) -> bool:
    """Whether a number behind a stroke is what a rate is told for: "44/100.000 trẻ đẻ sống"."""
    return number.value in _DENOMINATORS and _PEOPLE.match(text, number.end + 1) is not None


def _part(
    text: str, gap: str, after: int, single: Shape, second: Numeral, other: Unit | None, end: int
) -> Shape | None:
    """ "1.687/1.909 hồ sơ", "1.687 hồ sơ trên tổng số 1.909 hồ sơ", "39 trên 168 thủ tục"."""
    first, unit = single.first, single.unit
    slash = _SLASH.fullmatch(gap)
    if slash and ((after != first.end and not _same(unit, other)) or is_denominator(second, text)):
        return None
    among = _AMONG.fullmatch(gap) and is_rank(text[max(0, first.start - 60) : first.start])
    counted = after == first.end and other is not None and first.value <= second.value
    within = counted and other is not None and other.name not in _TIMES and other.counted and _IN.fullmatch(gap)
    plain_on = among or within or (counted and _ON.fullmatch(gap))
    out_of = _OUT_OF.fullmatch(gap) and (other is None or unit is None or _same(unit, other))
    if not (slash or plain_on or out_of) or second.value == 0:
        return None
    if slash and (
        text[second.end : second.end + 1] == "/" or (_YEAR.fullmatch(first.bare) and _YEAR.fullmatch(second.bare))
    ):
        return None
    if other is not None and other.name in _NO_PART:
        return None
    if other is not None and other.name == "%" and not (unit and unit.name == "%"):
        return None
    return Shape("part", first.start, end, first, second, other or unit)
