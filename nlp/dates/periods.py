"""Months, quarters, halves, years, stages and weeks as pieces of dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from nlp.dates.atoms import Atom

__all__ = ["find_periods"]

_Y = r"(?:19|20)\d\d(?!\d|[.,]\d)"
_OF_YEAR = rf"(?:\s?[/-]\s?|\.|\s(?:của\s)?năm\s|,\snăm\s)(?P<year>{_Y})"
_MONTH_NAMES = {
    "một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mười một": 11, "mười hai": 12,
}  # fmt: skip
_MONTHS = re.compile(
    r"(?i)(?<!\w)(?<!\d\s)(?<!mỗi\s)(?<!hàng\s)(?<!hằng\s)(?<!một\s)(?<!từng\s)tháng\s(?P<first>(?:1[0-2]"
    r"|0?[1-9])(?!\d))"
    r"(?P<more>(?:\s?(?:,|và|-|–|đến(?:\shết)?)\s?(?:tháng\s)?(?:1[0-2]|0?[1-9])(?![\d%]|[/.,-]\d{1,2}(?!\d)|"
    r"\s(?:ngày|năm\s\d{1,2}(?!\d)))){0,5})"
    rf"(?:{_OF_YEAR})?(?!\s(?:tuổi|âm lịch)|%|[\d/])"
)
_MONTH_WORD = re.compile(
    rf"(?i)(?<!\w)(?<!\d\s)tháng\s(?P<name>mười một|mười hai|mười|giêng|hai|ba|tư|sáu|bảy|tám|"
    rf"chín)\s(?:năm\s)(?P<year>{_Y})"
)
_NAMED_MONTH = re.compile(
    r"(?<![\w.,/])(?:(?i:ngày\s)?(?P<day>[0-3]?\d)\s)?(?i:tháng\s)(?P<name>Mười Một|Mười Hai|Mười|Một|Hai|Ba|Tư|Sáu|"
    rf"Bảy|Tám|Chín)(?!\s[A-ZĐ])(?!\w)(?:,?\snăm\s(?P<year>{_Y}))?(?!\s\(?âm lịch)"
)
_DAY_BEFORE = re.compile(
    r"(?i)(?:\d|(?<!\w)(?:một|hai|ba|bốn|năm|sáu|chín|vài|mấy|mỗi|từng)|rằm|mùng \w+|mồng \w+)\s$"
)  # "rằm tháng Bảy" is the moon's
_BARE_MONTH = re.compile(rf"(?<![\w/.,-])(?<!số\s)(?P<month>0?[1-9]|1[0-2])/(?P<year>{_Y})(?![\w/]|[-–][^\W\d])")
_SHORT = re.compile(rf"(?<![\w/.-])(?P<kind>[TQ])(?P<number>1[0-2]|0?[1-9])[/-](?P<year>{_Y})(?![\w/])")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_QUARTER = re.compile(
    r"(?<!\w)(?<!mỗi\s)(?<!hàng\s)(?<!hằng\s)(?<!một\s)(?<!từng\s)(?i:quý)\s(?P<first>(?i:IV|I{1,3})|0?[1-4])(?!\w)"
    r"(?:\s?(?:,|và|-|–|đến)\s?(?:(?i:quý)\s)?(?P<last>(?i:IV|I{1,3})|[1-4])(?![\w]))?"
    rf"(?:{_OF_YEAR})?"
)
_COUNT = {
    "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11,
}  # fmt: skip
_FIRST_MONTHS = re.compile(
    rf"(?i)(?<![\w.,/-])(?P<count>0?[2-9]|1[01]|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười một"
    rf"|mười)\stháng\s(?:(?P<part>đầu|"
    rf"cuối)\s(?:của\s)?năm(?:\s(?P<y1>{_Y}))?"
    rf"|(?:của\s)?năm\s(?P<y2>{_Y})|đầu\s(?P<y3>{_Y}))"
)
_MONTHS_ALONE = re.compile(
    r"(?im)(?:^|(?<=[.;:(]\s)|(?<=\()|(?<=trong\s)|(?<=qua\s)|(?<=sơ kết\s)|(?<=kết quả\s)|(?<=báo cáo\s))"
    r"(?P<count>0?[369])\stháng(?=,)"
)
_HALF = re.compile(rf"(?i)(?<!\w)nửa\s(?P<part>đầu|cuối)\s(?:của\s)?năm(?:\s(?P<year>{_Y}))?")
_STAGE = re.compile(
    r"(?i)(?<![\w/.,-])(?:(?:giai đoạn|nhiệm kỳ|thời kỳ|năm học|các năm|những năm|năm|khóa)\s(?:từ\s)?(?:năm\s)?)?"
    r"(?P<first>(?:19|20)\d\d)\s?[-–—]\s?(?:năm\s)?(?P<last>(?:19|20)\d\d)(?![\w/]|[.,]\d|-\d)"
)
_SCHOOL_YEAR = re.compile(
    rf"(?i)(?<!\w)(?:năm|niên)\s(?:học\s|khóa\s)?(?P<first>(?:19|20)\d\d)/(?P<last>{_Y})(?![\w/])"
)
_YEARS = re.compile(
    rf"(?i)(?<!\w)(?:các\s|những\s|hai\s|ba\s)?năm\s(?:học\s|ngân sách\s|tài chính\s|"
    rf"công tác\s)?(?P<first>{_Y})(?![\w/]|\s?[-–]\s?\d{{4}}(?!\d))"
    rf"(?P<more>(?:\s?(?:,|và)\s?(?:năm\s)?{_Y}(?![\w/-])){{0,5}})"
)
_YEAR_PAIR = re.compile(
    rf"(?i)(?<!\w)(?P<lead>(?:giai đoạn\s)?từ\s(?:năm\s)?)(?P<first>{_Y})\s(?:đến"
    rf"|tới)\s(?:hết\s)?(?:năm\s)?(?P<last>{_Y})(?![\w/-])"
    r"(?!\s(?:hồ sơ|người|lượt|thủ tục|TTHC|đồng|triệu|nghìn|ngàn|tỷ|trường hợp|ca|bệnh nhân|tin|bài"
    r"|đơn vị|cán bộ|hộ|m|kg)(?!\w))"
)
_BARE_YEAR = re.compile(
    rf"(?i)(?P<lead>(?<!\w)(?:từ|đến|tới|hết|trước|sau|tầm nhìn|định hướng|kể từ|cuối|đầu)\s)(?P<year>{_Y})"
    r"(?=\s?[.,;:)\]\n]|\s?$|\s(?:đến|tới)\s(?:nay|năm|(?:19|20)\d\d(?!\d|[.,]\d|\s[a-zđ]))|\s(?:và|là|của|đã|với|"
    r"có|thì|sẽ|trên|tại|cho|trở|phải|đạt|được|toàn|tỉnh|cả|ngành|về)(?!\w))"
)
_START = re.compile(rf"(?i)(?<=từ\s)đầu\snăm(?:\s(?P<year>{_Y}))?(?=\s(?:đến|tới))")
_NOW = re.compile(r"(?i)(?:(?<=đến\s)|(?<=tới\s))(?:nay|thời điểm này|thời điểm hiện tại|hiện nay)(?!\w)")
_WEEK = re.compile(rf"(?i)(?<!\w)tuần\s(?:thứ\s)?(?P<week>[1-5]?\d){_OF_YEAR}")
_LIST_NUMBER = re.compile(r"\d+")
_LIST_YEAR = re.compile(r"\d{4}")
_AHEAD = re.compile(
    r"(?i)(?<!tính\s)(?:trước|chậm nhất|hạn|hoàn thành|dự kiến|sẽ|phấn đấu|đến hết|muộn nhất)[^.;]{0,24}$"
)


def looks_ahead(text: str, position: int) -> bool:
    """Whether the words before ``position`` speak of a term still to come."""
    return _AHEAD.search(text[max(0, position - 40) : position]) is not None


def _months(text: str) -> Iterator[Atom]:
    for match in _MONTHS.finditer(text):
        year = int(match["year"]) if match["year"] else None
        ahead = looks_ahead(text, match.start())
        more = [int(number) for number in _LIST_NUMBER.findall(match["more"])]
        months = [int(match["first"]), *more]
        running = any(sign in match["more"] for sign in "-–") or "đến" in match["more"]
        row = months == list(range(months[0], months[-1] + 1)) or (
            running and len(months) == 2 and months[0] < months[1]
        )
        if row:
            yield Atom(*match.span(), "month", year, months[0], last=months[-1], ahead=ahead)
            continue
        start = match.start()
        marks = list(_LIST_NUMBER.finditer(match["more"]))
        yield Atom(start, match.end("first"), "month", year, months[0], ahead=ahead, joinable=False)
        for at, mark in enumerate(marks):
            end = match.end() if at == len(marks) - 1 else match.start("more") + mark.end()
            yield Atom(
                match.start("more") + mark.start(), end, "month", year, int(mark.group()), ahead=ahead, joinable=False
            )
    for match in _MONTH_WORD.finditer(text):
        yield Atom(*match.span(), "month", int(match["year"]), _MONTH_NAMES[match["name"].lower()])
    for match in _NAMED_MONTH.finditer(text):
        year = int(match["year"]) if match["year"] else None
        month, ahead = _MONTH_NAMES[match["name"].lower()], looks_ahead(text, match.start())
        if match["day"]:
            yield Atom(*match.span(), "day", year, month, int(match["day"]), ahead=ahead)
        elif not _DAY_BEFORE.search(text[max(0, match.start() - 10) : match.start()]):
            yield Atom(*match.span(), "month", year, month, ahead=ahead)
    for match in _SHORT.finditer(text):
        number, year = int(match["number"]), int(match["year"])
        if match["kind"] == "T" and 1 <= number <= 12:
            yield Atom(*match.span(), "month", year, number)
        elif match["kind"] == "Q" and 1 <= number <= 4:
            yield Atom(*match.span(), "month", year, 3 * number - 2, last=3 * number)
    for match in _BARE_MONTH.finditer(text):
        yield Atom(*match.span(), "month", int(match["year"]), int(match["month"]))


def _parts_of_years(text: str, own: date | None) -> Iterator[Atom]:
    for match in _FIRST_MONTHS.finditer(text):
        count = _COUNT.get(match["count"].lower()) or int(match["count"])
        digits = match["y1"] or match["y2"] or match["y3"]
        late = match["part"] is not None and match["part"].lower() == "cuối"
        first, last = (13 - count, 12) if late else (1, count)
        # The second half of a year that is under way is this year's.
        ahead = late and own is not None and own.month >= 3
        yield Atom(*match.span(), "month", int(digits) if digits else None, first, last=last, ahead=ahead)
    for match in _MONTHS_ALONE.finditer(text):
        yield Atom(*match.span(), "month", None, 1, last=int(match["count"]))
    for match in _HALF.finditer(text):
        first, last = (1, 6) if match["part"].lower() == "đầu" else (7, 12)
        yield Atom(*match.span(), "month", int(match["year"]) if match["year"] else None, first, last=last)
    for match in _QUARTER.finditer(text):
        first = _ROMAN[match["first"].lower().lstrip("0")]
        last = _ROMAN[match["last"].lower()] if match["last"] else first
        if first <= last:
            year = int(match["year"]) if match["year"] else None
            ahead = looks_ahead(text, match.start())
            yield Atom(*match.span(), "month", year, 3 * first - 2, last=3 * last, ahead=ahead)


def _years(text: str, own: date | None) -> Iterator[Atom]:
    for match in _START.finditer(text):
        yield Atom(*match.span(), "start", int(match["year"]) if match["year"] else None, weak=True)
    if own is not None:
        for match in _NOW.finditer(text):
            yield Atom(*match.span(), "now", weak=True)
    for match in _YEAR_PAIR.finditer(text):
        first, last = int(match["first"]), int(match["last"])
        if first < last <= first + 60:
            yield Atom(*match.span(), "year", first, last=last)
    for match in _SCHOOL_YEAR.finditer(text):
        first, last = int(match["first"]), int(match["last"])
        if last == first + 1:
            yield Atom(*match.span(), "year", first, last=last)
    for match in _STAGE.finditer(text):
        first, last = int(match["first"]), int(match["last"])
        if first <= last <= first + 60:
            yield Atom(*match.span(), "year", first, last=last)
    for match in _YEARS.finditer(text):
        rest = [int(year) for year in _LIST_YEAR.findall(match["more"])]
        years = [int(match["first"]), *rest]
        if years == list(range(years[0], years[-1] + 1)):
            yield Atom(*match.span(), "year", years[0], last=years[-1])
            continue
        yield Atom(match.start(), match.end("first"), "year", years[0])
        for mark in _LIST_YEAR.finditer(match["more"]):
            at = match.start("more")
            yield Atom(at + mark.start(), at + mark.end(), "year", int(mark.group()))
    for match in _BARE_YEAR.finditer(text):
        yield Atom(match.start("year"), match.end("year"), "year", int(match["year"]))


def _weeks(text: str) -> Iterator[Atom]:
    for match in _WEEK.finditer(text):
        try:
            monday = date.fromisocalendar(int(match["year"]), int(match["week"]), 1)
        except ValueError:
            continue
        yield Atom(*match.span(), "week", monday.year, monday.month, monday.day, joinable=False)


def find_periods(text: str, own: date | None) -> list[Atom]:
    """Pieces longer than a day, in order of preference where they overlap."""
    return [*_parts_of_years(text, own), *_weeks(text), *_months(text), *_years(text, own)]


def week_span(atom: Atom) -> tuple[date, date]:
    """Monday and Sunday of a "week" piece."""
    monday = date(atom.year or 1900, atom.month, atom.day)
    return monday, monday + timedelta(days=6)
