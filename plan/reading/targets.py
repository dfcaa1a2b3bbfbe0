"""Targets of a text: how many of what, bounded how, in which period, in all or for each of whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from domain.annotation import Bound
from domain.bounds import bound_of
from domain.numerals import find_numerals, find_worded
from domain.plan import ProductBound, ProductKind, ProductPeriod
from domain.text import fold
from plan.reading.kinds import kinds_in, noun_at
from plan.reading.passage import Passage

__all__ = ["Target", "find_targets", "stated_period", "whom"]

_LENGTHS: Final = {
    "tuần": ProductPeriod.TUAN, "tháng": ProductPeriod.THANG, "quý": ProductPeriod.QUY, "năm": ProductPeriod.NAM,
    "06 tháng": ProductPeriod.SAU_THANG, "6 tháng": ProductPeriod.SAU_THANG, "sáu tháng": ProductPeriod.SAU_THANG,
    "03 tháng": ProductPeriod.QUY, "3 tháng": ProductPeriod.QUY,
}  # fmt: skip
_NAMED: Final = r"(?!\s*(?:\d|[ivx]+(?!\w)|đầu|cuối|qua|sau|học|nay|trước))"  # "quý III", "tháng 6" are no lengths
_LAST_LENGTH: Final = re.compile(r"(?:0?[63] tháng|sáu tháng|tuần|tháng|quý|năm)(?=\s*/?$)")
_SLASH_UNIT: Final = re.compile(r"\s*/\s*(?:mỗi\s)?(?P<who>[^\W\d_]+(?:,? [^\W\d_]+){0,2})")
_WHOM: Final = (
    r"cơ quan, đơn vị|đơn vị|cơ quan|khoa, phòng|phòng, khoa|phòng, ban|trạm y tế(?: xã)?|trung tâm y tế|bệnh viện"
    r"|cơ sở y tế|cơ sở|xã, phường(?:, thị trấn)?|xã|phường|thôn|huyện|khoa|phòng|bộ phận|trung tâm|trạm|tổ|chi đoàn"
    r"|cộng tác viên|viên chức|cá nhân"
)
_EACH_WHOM: Final = re.compile(rf"(?<!\w)(?:mỗi|từng)\s(?P<who>{_WHOM})(?!\w)")
_UNITS: Final = re.compile(rf"(?<![\w./])(?P<n>\d{{1,3}})\s(?:{_WHOM})(?!\w)")
_EACH_PIECE: Final = re.compile(
    r"(?<!\w)(?:mỗi|một)\s(?:số|kỳ|chuyên mục|chuyên trang|buổi|lượt|lần|lớp|cuộc|tin|bài|phóng sự|video"
    r"|chương trình|mẫu"
    r"|loại)\s[^;.\n)]*$"
)
_RANGE: Final = re.compile(r"\s*(?:-|–|đến|tới|÷)\s*")
_AGAIN: Final = re.compile(r"\s?\((?P<again>[^()]{1,24})\)")
_NAME_BEFORE: Final = re.compile(
    r"(?<!\w)(?:ngày|mùng|quý|điều|khoản|điểm|mục|phụ lục|mức độ|giai đoạn|thứ|khóa|đề án|nhiệm vụ|số hiệu|cấp độ|năm"
    r"|tháng|tuần)\s$"
)
_YEAR_WORD: Final = re.compile(r"(?<!\w)(?:mỗi|hằng|hàng|trong|cả|một|từng|các|cuối|đầu|của|giữa|\d+)\s$")
_FROM_LENGTH: Final = re.compile(r"(?<!\w)(?:mỗi|hằng|hàng|từng|một|các)\s(?:tuần|tháng|quý|năm)\s$")
_DAILY: Final = re.compile(
    r"\s*(?:/\s*(?:lần|số|kỳ|chuyên mục|buổi|lớp|lượt|cuộc|mẫu|phóng sự|loại)|/\s*(?:01 |1 |một )?ngày|(?:mỗi"
    r"|một) ngày)(?!\w)"
)
_SUM: Final = re.compile(r"(?<!\w)tổng(?: số| cộng)?\s*:?\s*$")
_CLAUSE: Final = re.compile(r"[;\n]|\.(?=\s|$)")
_NOTHING: Final = re.compile(r"\s*(?:$|[,;.)(\n]|(?:/|mỗi |trong |hằng |hàng |một |từng |tại |cho |trở lên|và ))")
_DOCUMENT: Final = re.compile(r"\s*/\s*(?:\d|[a-zđ]{2,}-)")


class _Number(NamedTuple):
    start: int
    end: int
    value: float
    high: float | None


@dataclass(frozen=True)
class Target:
    """A target as a text states it; ``passage`` is its quote. ``period`` is null where the text does not say."""

    kind: ProductKind
    quantity: float
    high: float | None
    bound: ProductBound
    period: ProductPeriod | None
    per: str | None
    units: int | None
    name: str
    passage: Passage
    sure: bool = True


def _length_of(words: str) -> ProductPeriod | None:
    found = _LAST_LENGTH.search(words)
    return _LENGTHS.get(found.group()) if found is not None else None


def stated_period(low: str) -> ProductPeriod | None:
    """The first period that a text states ("hằng quý", "/tháng", "trong năm"); null when none."""
    for match in re.finditer(_PERIOD, low):
        return _period_of(match)
    return None


_LENGTH_SLASH: Final = re.compile(r"(?<![\w/])(?:0?1|một|mỗi)\s(?:tuần|tháng|quý|năm)\s*/\s*$")
_PERIOD: Final = re.compile(
    r"(?<![\w/])(?:0?1|một)\s(?:tuần|tháng|quý|năm)\s*/|"
    r"/\s*(?:0?1\s|một\s)?(?:0?[63] tháng|sáu tháng|tuần|tháng|quý|năm)(?!\w)"
    rf"|(?<!\w)(?:cứ mỗi|cứ|mỗi|hằng|hàng|từng|trong một|trong mỗi|một|các)\s(?:0?6 tháng|sáu tháng|tuần|tháng|quý"
    rf"|năm)(?!\w){_NAMED}"
    rf"|(?<!\w)trong\s(?:tuần|tháng|quý)(?!\w){_NAMED}"
    r"|(?<!\w)(?:trong|cả)\snăm(?!\w)(?!\s(?:đầu|cuối|qua|học))"
)


def _period_of(match: re.Match[str]) -> ProductPeriod | None:
    return _length_of(match.group())


def whom(word: str) -> str:
    """The code of who is each: "khoa, phòng" → khoa_phong, "cơ quan, đơn vị" → don_vi."""
    folded = fold(word).replace(",", "")
    return "don_vi" if folded in {"co quan don vi", "co quan", "don vi"} else folded.replace(" ", "_")


def _numbers(low: str) -> list[_Number]:
    """Numbers in digits and in words, "ba (03)" as one, ranges as one."""
    found: list[tuple[int, int, float]] = [(one.start, one.end, one.value) for one in find_numerals(low)]
    taken = {at for start, end, _ in found for at in range(start, end)}
    for one in find_worded(low):
        word = low[one.start : one.end]
        if word == "năm" and _YEAR_WORD.search(low[max(0, one.start - 8) : one.start]):
            continue
        if one.start in taken or low.startswith(" số ", one.end) or low.startswith(" trong ", one.end):
            continue
        found.append((one.start, one.end, one.value))
    found.sort()
    merged: list[_Number] = []
    at = 0
    while at < len(found):
        start, end, value = found[at]
        high: float | None = None
        following = found[at + 1] if at + 1 < len(found) else None
        if following is not None and following[2] == value and (again := _AGAIN.match(low, end)):
            end, at = again.end(), at + 1
            following = found[at + 1] if at + 1 < len(found) else None
        if following is not None and following[2] > value and _ranges(low, end, following[:2]):
            high, end, at = following[2], following[1], at + 1
            if at + 1 < len(found) and found[at + 1][2] == high and (again := _AGAIN.match(low, end)):
                end, at = again.end(), at + 1
        merged.append(_Number(start, end, value, high))
        at += 1
    return merged


def _ranges(low: str, end: int, following: tuple[int, int]) -> bool:
    """Whether a dash or "đến" ties the number that ends at ``end`` to the following one; not in "12-15/KH"."""
    tie = _RANGE.match(low, end)
    if tie is None or tie.end() != following[0]:
        return False
    return tie.group().strip() != "-" or not _DOCUMENT.match(low, following[1])


def _is_name(low: str, number: _Number, *, counted: bool) -> bool:
    """Whether the number is part of a day, a document's number, a rank …"""
    if _LENGTH_SLASH.search(low[max(0, number.start - 12) : number.start]):
        return False  # "1 tuần/1 bài"
    if low[number.start - 1 : number.start] in {"/", "-"} and low[number.start - 2 : number.start - 1].isalnum():
        return True
    if _DOCUMENT.match(low, number.end) or low[number.end : number.end + 1] == "%":
        return True
    before = low[max(0, number.start - 14) : number.start]
    if _NAME_BEFORE.search(before) is None:
        return False
    return not (counted and (_FROM_LENGTH.search(before) or not before.endswith(("tháng ", "quý ", "tuần ", "năm "))))


def find_targets(
    passage: Passage,
    *,
    context: tuple[ProductKind, ...] = (),
    bare: bool = False,
    at_least: bool = False,
) -> list[Target]:
    """The targets of a text, in order.

    ``context``: kinds that other cells name, for "04/tháng" or "02 cuộc"; ``bare``: the text is a cell of quantities,
    where a number alone is one; ``at_least``: its column says so.
    """
    low = passage.low
    drafts: list[tuple[Target, int, int, int]] = []  # target, start, end of noun, clause
    previous_end = 0
    bound_before: tuple[int, ProductBound] | None = None
    for number in _numbers(low):
        if number.start < previous_end or not number.value:
            continue
        noun = noun_at(low, number.end)
        if _is_name(low, number, counted=noun is not None):
            continue
        clause = max((match.end() for match in _CLAUSE.finditer(low, 0, number.start)), default=0)
        if _EACH_PIECE.search(low[clause : number.start]):
            continue
        kind, sure = (noun.kind, True) if noun is not None else (None, True)
        if kind is None:
            named = kinds_in(low[clause : number.start]) or context or kinds_in(low[clause:])
            if noun is None and not (bare and _NOTHING.match(low, number.end)):
                continue
            if not named and not bare:
                continue
            kind, sure = (named[0], len(named) == 1) if named else (ProductKind.KHAC, False)
        end = noun.end if noun is not None else number.end
        if noun is not None and _DAILY.match(low, end):
            continue  # "300 cuốn/số" describes a piece; the contract has no target a day
        bound = _bound(low, number, noun.word if noun else None, at_least=at_least)
        joined = bound_before is not None and re.fullmatch(
            r"[^.;:\n]{0,40}?(?:,| và)\s*", low[bound_before[0] : number.start]
        )
        if bound is ProductBound.EXACT and joined and bound_before is not None:
            bound = bound_before[1]
        target = Target(
            kind, number.value, number.high, bound, None, None, None, noun.word if noun else "", passage, sure
        )
        drafts.append((target, number.start, end, clause))
        bound_before = (end, bound if bound is not ProductBound.RANGE else ProductBound.EXACT)
        previous_end = end
    done = [_completed(passage, drafts, at) for at in range(len(drafts))]
    sums = {target.kind for target, start, _, _ in drafts if _SUM.search(low[max(0, start - 14) : start])}
    # "03 mẫu tờ gấp, tổng 9.000 tờ": the sum is the target
    return [
        one
        for one, (target, start, _, _) in zip(done, drafts, strict=True)
        if target.kind not in sums or _SUM.search(low[max(0, start - 14) : start])
    ]


def _bound(low: str, number: _Number, unit: str | None, *, at_least: bool) -> ProductBound:
    if number.high is not None:
        return ProductBound.RANGE
    found = bound_of(low, number.start, number.end, unit)
    if found in {Bound.AT_LEAST, Bound.MORE_THAN} or at_least:
        return ProductBound.AT_LEAST
    return ProductBound.EXACT


def _split(low: str, start: int, end: int) -> int:
    """Where the words between two targets part: at the last comma, semicolon or "và"."""
    places = [match.start() for match in re.finditer(r"[,;\n(+]|\svà\s|\.\s", low[start:end])]
    return start + places[-1] if places else end


def _completed(passage: Passage, drafts: list[tuple[Target, int, int, int]], at: int) -> Target:
    """The target with what the words around it say: period, for each of whom, its quote."""
    low = passage.low
    target, start, end, clause = drafts[at]
    left = clause if at == 0 or drafts[at - 1][3] != clause else _split(low, drafts[at - 1][2], start)
    stop = next((match.start() for match in _CLAUSE.finditer(low, end)), len(low))
    right = stop if at + 1 == len(drafts) or drafts[at + 1][3] != clause else _split(low, end, drafts[at + 1][1])
    left, right = min(left, start), max(right, end)
    after = _first(low, end, right)
    period_match = after or _last(low, left, start)
    if period_match is None and at and drafts[at - 1][3] == clause:
        period_match = _last(low, clause, drafts[0][1])  # "mỗi quý 02 tin và 01 bài"
    if period_match is None and at + 1 < len(drafts) and drafts[at + 1][3] == clause:
        between = low[end : drafts[at + 1][1]]
        if re.fullmatch(r"\s*(?:,|và)\s*(?:ít nhất |tối thiểu )?", between):
            period_match = _first(low, drafts[at + 1][2], stop)  # "03 tin và 01 bài trong năm"
    period = _period_of(period_match) if period_match is not None else None
    each = next(_EACH_WHOM.finditer(low, clause, right), None)
    who = whom(each["who"]) if each is not None else None
    tail = end
    for place in (end, after.end() if after is not None and after.start() == end else end):  # "/tháng/trạm" too
        if (slash := _SLASH_UNIT.match(low, place)) and (found := re.match(_WHOM, slash["who"])):
            who, tail = whom(found.group()), slash.start("who") + found.end()
    counted = _UNITS.search(low, clause, stop) if who is not None else None
    quote_from = min(start, period_match.start() if period_match else start, each.start() if each else start)
    quote_to = max(tail, period_match.end() if period_match else end, each.end() if each else end)
    if counted is not None:
        quote_from, quote_to = min(quote_from, counted.start()), max(quote_to, counted.end())
    quote_from = _with_bound(low, quote_from, clause)
    if target.name == "" or target.name in {"lần", "lượt", "số", "kỳ"}:
        # "Bản tin: 04 số/năm", "Tin, bài 1 lần/quý": the noun stands before the number.
        named = re.search(r"[^.;,:\n]{1,40}[:\s]\s*$", low[clause:quote_from])
        quote_from = clause + named.start() if named and kinds_in(named.group()) else quote_from
    return replace(
        target,
        period=period,
        per=who,
        units=int(counted["n"]) if counted is not None else None,
        passage=passage.part(quote_from, quote_to),
    )


def _with_bound(low: str, start: int, clause: int) -> int:
    found = re.search(
        r"(?:ít nhất|tối thiểu|không (?:được )?(?:dưới|ít hơn|thấp hơn)|≥|>=|trên|hơn|từ|khoảng|đạt)\s*(?:là\s*)?$",
        low[clause:start],
    )
    return clause + found.start() if found is not None else start


def _matches(low: str, start: int, end: int) -> Iterator[re.Match[str]]:
    yield from _PERIOD.finditer(low, start, end)


def _first(low: str, start: int, end: int) -> re.Match[str] | None:
    return next(_matches(low, start, end), None)


def _last(low: str, start: int, end: int) -> re.Match[str] | None:
    found = list(_matches(low, start, end))
    return found[-1] if found else None
