"""All dates and periods of a text: pieces are found, joined to ranges, and their missing years filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from domain.annotation import DateSpan
from nlp.dates.atoms import Atom, resolve
from nlp.dates.calendar import full_year
from nlp.dates.days import DAY
from nlp.dates.periods import find_periods, looks_ahead, week_span
from nlp.text import Layer

__all__ = ["find_dates"]

_DAY = re.compile(rf"(?i){DAY}")
_TAIL = (
    r"(?P<last>[0-3]?\d)(?:\s?[/–-]\s?(?P<month>[01]?\d)(?!\d|[.,]\d)(?:\s?[/–-]\s?(?P<y1>(?:19|20)\d\d)(?![\d])|"
    r",?\snăm\s(?P<y2>(?:19|20)\d\d)(?!\d)|(?![/]))"
    r"|\stháng\s(?P<m2>[01]?\d)(?!\d)(?:(?:,?\snăm\s|\s?[/-]\s?)(?P<y3>(?:19|20)\d\d)(?!\d))?)"
)
# Days that share a month: "26 và 27/9", "từ 26 đến 28/9/2022", "ngày 5, 12 và 20/9", "26-28/9".
_SHARED = re.compile(
    r"(?i)(?<![\w/.,-])(?P<lead>(?:từ\s)?(?:ngày|sáng|chiều|tối)\s|"
    r"từ\s)?(?P<first>[0-3]?\d)(?P<more>(?:\s?,\s?(?:ngày\s)?[0-3]?\d(?!\d|\s?[/-]\s?\d)){0,6})"
    r"(?P<join>\s?[-–]\s?|\s(?:đến|tới)(?:\shết)?\s(?:ngày\s)?|,?\s(?:và|hoặc)\s(?:ngày\s)?|,\s?(?:ngày\s)?)" + _TAIL
)
_LED = re.compile(
    r"(?i)(?:(?<!\w)(?:ngày|sáng|chiều|tối|trưa|đêm|hôm|mùng|mồng|lễ|dịp|rạng sáng)|"
    r"(?<!\w)(?:từ|đến|tới|trước|sau|hết|vào|nay|qua|mai|hạn|hạn cuối|hạn chót|cập nhật|đăng)"
    r"|(?:thứ\s(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|CN),?|"
    r"(?<!\w)(?:hôm|sáng|trưa|chiều|tối|đêm)\s(?:nay|qua),|"
    r"\d{1,2}(?::|h|g)\d{2},?|\d{1,2}\s?(?:h|giờ)(?:\s\d{2}(?:\sphút)?)?,?)\s{1,2}$"
)
_FEAST = re.compile(r"(?:[Nn]gày|[Ll]ễ|[Tt]ết)\s[A-ZĐ][^\d.,;:()\n]{2,40}\s$")
# "từ 3-4 lần", "sau 5-7 ngày": numbers, not days, when something that is counted follows.
_LED_WEAKLY = re.compile(r"(?i)(?<!\w)(?:từ|đến|tới|trước|sau|hết|vào|qua)\s{1,2}$")
_NOUN_NEXT = re.compile(
    r"\s(?!(?:đến|tới|tại|và|đã|của|năm|là|thì|có|sẽ|cho|với|để|ở|do|được|các|toàn|hằng|hàng|này|vừa|trên"
    r"|trong)(?!\w))"
    r"[a-zà-ỹđ]|\s?%"
)
# A part of the day settles it: "Sáng 25-7 bệnh nhân được xuất viện" tells a day, no 7 patients.
_PART_OF_DAY = re.compile(r"(?i)(?<!\w)(?:rạng sáng|sáng|trưa|chiều|tối|đêm|hôm)(?:\s(?:nay|qua),?)?\s{1,2}$")
# The second of two days, no number of what follows: "từ 12-5 đến 14-5 nghỉ".
_AFTER_A_DAY = re.compile(r"(?<![\d.,/–-])[0-3]?\d\s?[–-]\s?[01]?\d,?\s(?:đến|tới|và)\s(?:hết\s)?$")
_NAMED = re.compile(r"(?i)(?:(?<!\w)ngày\s{0,2}|(?:mùng|mồng)\s{1,2})$")
_PREFIX = re.compile(r"(?i)(?<!\w)ngày\s{0,2}(?:mùng\s|mồng\s)?$")
_TIME_WORD = re.compile(r"(?i)(?:nay|mai|qua|thứ\s\w+|chủ nhật|việt nam|tới|trước|sau|vừa rồi)\s?$")
_FRACTION_NEXT = re.compile(
    r"\s(?:số|tổng|dân|diện|thời gian|quân|chặng|nhân|học sinh|đơn vị|xã|tỉnh|phường|cơ quan|hồ sơ|trường|trạm|"
    r"thủ tục|tiêu chí|"
    r"chỉ tiêu|bệnh|lượt|người|nội dung|huyện|quận|thành viên|TTHC|nhiệm vụ|đại biểu|khoa|phòng|cán bộ|hộ|trẻ)(?!\w)"
)
_RANGE_FRACTION = re.compile(r"\s(?:đến|tới|xuống|lên|còn)\s\d{1,2}/\d{1,2}(?=\s)")
_SAID_YEAR = re.compile(r"(?i)(?:\scủa)?\snăm\s(?P<way>sau|tới|nay|ngoái|trước)(?!\w)")  # "tháng 3 năm sau"
_STEP = {"sau": 1, "tới": 1, "nay": 0, "ngoái": -1, "trước": -1}
_DASH = re.compile(r"\s?[-–—]\s?")
_UNTIL = re.compile(
    r"(?i)\s(?:đến|tới|đến hết|tới hết|cho đến|đến trước)\s"
    r"(?:\d{1,2}\s?(?:giờ|h)(?:\s?\d{2})?(?:\sphút)?,?\s)?(?:hết\s)?(?:ngày\s)?"
)
# Pieces of one list share what the last of them says: "cuối tháng 8, đầu tháng 9/2022".
_LISTED = re.compile(r"(?i)\s?(?:,|và|-|–|hoặc)\s?(?:(?:và|đầu|cuối|giữa|sáng|chiều|ngày|các ngày)\s){0,2}")
_FROM = re.compile(r"(?i)(?<!\w)(?:kể\s)?từ\s(?:hết\s)?$")
_RUNNING = re.compile(r"(?i)\s(?:đến|tới)\s")
_NUMBER = re.compile(r"\d+")


def _shared_days(text: str) -> Iterator[Atom]:
    for match in _SHARED.finditer(text):
        digits = match["y1"] or match["y2"] or match["y3"]
        year = full_year(digits) if digits else None
        month = int(match["month"] or match["m2"])
        days = [int(match["first"]), *(int(n) for n in _NUMBER.findall(match["more"])), int(match["last"])]
        if not (1 <= month <= 12 and all(1 <= day <= 31 for day in days) and days == sorted(set(days))):
            continue
        led = match["lead"] is not None or _LED.search(text[max(0, match.start() - 16) : match.start()])
        joined = match["join"].strip().lower()
        if not led and (year is None or joined in {",", "và"}):
            continue
        ahead = looks_ahead(text, match.start())
        running = joined[:1] in {"-", "–"} or joined.startswith(("đến", "tới"))
        if running and match["more"]:
            continue
        if running or days == list(range(days[0], days[-1] + 1)):
            yield Atom(*match.span(), "day", year, month, days[0], last=days[-1], ahead=ahead, joinable=False)
            continue
        yield Atom(match.start(), match.end("first"), "day", year, month, days[0], ahead=ahead, joinable=False)
        for mark in _NUMBER.finditer(match["more"]):
            at = match.start("more")
            yield Atom(
                at + mark.start(), at + mark.end(), "day", year, month, int(mark.group()), ahead=ahead, joinable=False
            )
        yield Atom(match.start("last"), match.end(), "day", year, month, days[-1], ahead=ahead, joinable=False)


def _days(text: str) -> Iterator[Atom]:
    for match in _DAY.finditer(text):
        start, end = match.span()
        before = text[max(0, start - 16) : start]
        if match["iso"]:
            year, month, day = (int(part) for part in match["iso"].split("-"))
            yield Atom(start, end, "day", year, month, day)
            continue
        form = next(form for form in "12345" if match[f"d{form}"] is not None)
        digits = match[f"y{form}"]
        written = full_year(digits) if digits else None
        if digits and written is None:
            continue
        sure = _NAMED.search(before) is not None or _PART_OF_DAY.search(before) is not None
        led = sure or _LED.search(before) is not None or _FEAST.search(text[max(0, start - 48) : start]) is not None
        weak = False
        if written is None or len(digits) == 2:
            if form == "4" and not _NAMED.search(before):
                continue
            weak = not led and not _bracketed(text, start, end, int(match[f"d{form}"]), int(match[f"m{form}"]))
            second = _AFTER_A_DAY.search(before) is not None and int(match[f"d{form}"]) > int(match[f"m{form}"])
            unsure = (weak or _LED_WEAKLY.search(before)) and not second
            if form == "5" and unsure and _NOUN_NEXT.match(text, end):
                continue
            if not sure:
                onward = _RANGE_FRACTION.match(text, end)
                if _FRACTION_NEXT.match(text, onward.end() if onward else end):
                    continue
        prefix = _PREFIX.search(before)
        ahead = looks_ahead(text, start)
        begin = start - len(prefix.group()) if prefix else start
        yield Atom(begin, end, "day", written, int(match[f"m{form}"]), int(match[f"d{form}"]), weak=weak, ahead=ahead)


_OF_THE_MOON = re.compile(r"(?i),?\s?\(?(?:theo\s)?(?:âm lịch|ÂL(?!\w))")  # "10/3 âm lịch"
_NTH_WEEK = re.compile(r"(?i)(?<!\w)(?:tuần|thứ|lần|đợt)\s(?:thứ\s)?$")


def _bracketed(text: str, start: int, end: int, day: int, month: int) -> bool:
    """ "(26/9)": a date when a word of time stands before it, or when it can be no fraction."""
    if text[start - 1 : start] != "(" or text[end : end + 1] != ")":
        return False
    return day > month or _TIME_WORD.search(text[max(0, start - 16) : start - 1]) is not None


def _without_overlaps(atoms: list[Atom], length: int) -> list[Atom]:
    """Earlier groups win; inside the result pieces are in order."""
    kept: list[Atom] = []
    taken = bytearray(length)
    for atom in atoms:
        if any(taken[atom.start : atom.end]):
            continue
        taken[atom.start : atom.end] = b"\x01" * (atom.end - atom.start)
        kept.append(atom)
    return sorted(kept, key=lambda atom: atom.start)


def _span_of(atom: Atom, own: date | None, year: int | None = None) -> tuple[date, date] | None:
    if atom.kind == "week":
        return week_span(atom)
    if atom.kind == "day" and atom.last is not None:
        first = resolve(Atom(0, 0, "day", atom.year, atom.month, atom.day, ahead=atom.ahead), own, year)
        last = resolve(Atom(0, 0, "day", atom.year, atom.month, atom.last, ahead=atom.ahead), own, year)
        return (first[0], last[1]) if first and last and first[0] <= last[1] else None
    return resolve(atom, own, year)


def _range(left: Atom, right: Atom, own: date | None) -> tuple[date, date] | None:
    """From the first day of ``left`` to the last of ``right``; a year that only one of them has serves both."""
    end = _span_of(right, own, left.year if right.kind != "year" and right.year is None else None)
    if end is None:
        return None
    begin = _span_of(left, own, end[1].year)
    if begin and begin[0] > end[1] and left.year is None:
        begin = _span_of(left, own, end[1].year - 1)
    if begin and begin[0] > end[1] and right.year is None and left.year is not None:
        end = _span_of(right, own, left.year + 1)
    if begin is None or end is None or begin[0] > end[1]:
        return None
    return begin[0], end[1]


def _joins(text: str, left: Atom, right: Atom) -> bool:
    if not (left.joinable and right.joinable) or (left.weak and right.weak and left.kind == right.kind == "day"):
        return False
    gap = text[left.end : right.start]
    if len(gap) > 24:
        return False
    if _DASH.fullmatch(gap):
        return left.kind == right.kind
    return _UNTIL.fullmatch(gap) is not None


def _shares_year(text: str, atom: Atom, following: Atom) -> bool:
    """Whether a piece without a year stands in a list with one that has it."""
    if following.year is None or atom.kind != following.kind or atom.kind not in {"day", "month"}:
        return False
    return _LISTED.fullmatch(text, atom.end, following.start) is not None


def find_dates(layer: Layer) -> list[DateSpan]:
    """Dates and periods in order, spans of the normalised text.

    Those whose year nobody tells are left out, but masked as "undated", so that no finder takes 5/9 for a figure.
    """
    text, own = layer.masked("url"), layer.date
    days = [*_shared_days(text), *_days(text)]
    of_the_moon = [atom for atom in days if _OF_THE_MOON.match(text, atom.end)]
    shared = [atom for atom in days if not _OF_THE_MOON.match(text, atom.end) and not _counts_weeks(text, atom)]
    pieces = [*shared, *find_periods(text, own)]
    atoms = _without_overlaps([a for a in pieces if not layer.covered(a.start, a.end, "number")], len(text))
    found: list[DateSpan] = []
    undated = [(atom.start, atom.end) for atom in of_the_moon]
    listed_from: int | None = None  # where the last sure day ended
    at = 0
    while at < len(atoms):
        atom = atoms[at]
        following = atoms[at + 1] if at + 1 < len(atoms) else None
        joined = _joined(text, atom, following, own)
        if joined is not None:
            found.append(joined)
            at += 2
            continue
        at += 1
        _fill_year(text, atom, following, own)
        if atom.weak and atom.kind == "day" and listed_from is not None:
            atom.weak = _LISTED.fullmatch(text, listed_from, atom.start) is None
        listed_from = atom.end if atom.kind == "day" and not atom.weak else None
        if atom.kind in {"day", "month"} and not (atom.weak and atom.year is None) and _span_of(atom, own) is None:
            undated.append((atom.start, atom.end))
        alone = _alone(text, atom, own)
        if alone is not None:
            found.append(alone)
    layer.mask("undated", undated)
    return found


def _joined(text: str, atom: Atom, following: Atom | None, own: date | None) -> DateSpan | None:
    """The range that two pieces make; null where they make none."""
    if following is None or not _joins(text, atom, following):
        return None
    span = _range(atom, following, own)
    if span is None:
        return None
    lead = _FROM.search(text[max(0, atom.start - 10) : atom.start])
    start = atom.start - len(lead.group()) if lead else atom.start
    return _record(text, start, following.end, span, "range", 0.95)


def _fill_year(text: str, atom: Atom, following: Atom | None, own: date | None) -> None:
    """Give a piece without a year the one that "năm ngoái" or the next member of its list tells."""
    if atom.year is not None:
        return
    said = _SAID_YEAR.match(text, atom.end) if own is not None else None
    if said is not None and own is not None:
        atom.year = own.year + _STEP[said["way"].lower()]
    elif following is not None and _shares_year(text, atom, following):
        atom.year = following.year
        if resolve(atom, own) and following.month < atom.month:
            atom.year = (following.year or 0) - 1


def _alone(text: str, atom: Atom, own: date | None) -> DateSpan | None:
    """The record of a piece by itself; null where it tells no day."""
    if atom.kind == "start" and atom.year is not None:
        span = _span_of(Atom(0, 0, "year", atom.year), own)
        return _record(text, atom.start + len("đầu "), atom.end, span, "year", 0.9) if span else None
    if atom.weak or atom.kind in {"start", "now"}:
        return None
    span = _span_of(atom, own)
    if span is None:
        return None
    running = _RUNNING.search(text, atom.start, atom.end) is not None
    lead = _FROM.search(text[max(0, atom.start - 10) : atom.start]) if running else None
    start = atom.start - len(lead.group()) if lead else atom.start
    return _record(text, start, atom.end, span, atom.kind, 0.98 if atom.year else 0.85)


def _counts_weeks(text: str, atom: Atom) -> bool:
    """ "tuần thứ | 3 tháng 9": the number is the week's, not a day."""
    in_words = "tháng" in text[atom.start : atom.end] and text[atom.start].isdigit()
    return in_words and _NTH_WEEK.search(text[max(0, atom.start - 12) : atom.start]) is not None


def _record(text: str, start: int, end: int, span: tuple[date, date], method: str, confidence: float) -> DateSpan:
    return DateSpan.model_validate(
        {
            "text": text[start:end],
            "start": start,
            "end": end,
            "from": span[0],
            "to": span[1],
            "method": method,
            "confidence": confidence,
        }
    )
