"""When a task is due and how often it is done: "trước ngày 15/6", "quý II", "tháng 3, 6, 9", "hằng tháng"."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from domain.plan import Due, Frequency
from plan.reading.passage import Passage

__all__ = ["find_due", "find_frequency", "month_days", "quarter_days", "read_due_cell"]

_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR: Final = r"(?:\s*(?:/|-|năm)\s*(?:năm\s*)?(?P<{name}>20\d\d))?"
_ATOM: Final = re.compile(
    r"(?<![\w/.])(?:"
    r"(?:ngày\s*)?(?P<d1>\d{1,2})\s*(?:/|-|\.)\s*(?P<m1>\d{1,2})(?:\s*(?:/|-|\.)\s*(?P<y1>20\d\d))?(?![\d/%])"
    r"|(?:ngày\s*)?(?P<d2>\d{1,2})\s+tháng\s+(?P<m2>\d{1,2})(?:\s*(?:/|,?\s*năm)\s*(?P<y2>20\d\d))?(?!\d)"
    r"|(?:các\s)?(?:(?<!mỗi )(?<!hằng )(?<!hàng )(?<!từng )tháng\s*|(?<!\w)t)"  # "mỗi tháng 01 bài" is no January
    r"(?P<months>(?:0?[1-9]|1[0-2])(?!\d)(?:\s*(?:,|;|\+|&|và|-|–"
    r"|đến)\s*(?:tháng\s*|t)?"
    r"(?:0?[1-9]|1[0-2])(?![\d/]))*)" + _YEAR.format(name="y3") +
    r"|(?:các\s)?quý\s*(?P<quarters>(?:iv|i{1,3}|[1-4])(?!\w)(?:\s*(?:,|;|\+|&|và|-|–|đến)\s*(?:quý\s*)?(?:iv"
    r"|i{1,3}|[1-4])"
    r"(?![\w/]))*)" + _YEAR.format(name="y4") +
    r"|(?:06|6|sáu)\s+tháng\s+(?P<half>đầu|cuối)(?:\s+năm)?" + _YEAR.format(name="y5") +
    r"|(?P<whole>(?:trong|cả|suốt)\s+năm(?:\s+(?P<y6>20\d\d))?|năm\s+(?P<y7>20\d\d)|12 tháng)"
    r")"
)  # fmt: skip
_BEFORE: Final = re.compile(r"(?<!\w)trước(?:\s+ngày)?\s*:?\s*$")
_UNTIL: Final = re.compile(
    r"(?<!\w)(?:chậm nhất|muộn nhất|không quá|đến hết|đến|hết|hạn cuối)(?:\s+(?:là|vào|trong))?(?:\s+ngày)?\s*:?\s*$"
)
_FROM: Final = re.compile(r"(?<!\w)(?:từ|kể từ)(?:\s+ngày)?\s*$")
_TO: Final = re.compile(r"\s*(?:-|–|đến(?:\s+hết)?|tới)\s*(?:ngày\s*)?$")
_LISTED: Final = re.compile(r"\s*(?:,|;|và|\n|/)\s*$")
_OF_DOCUMENT: Final = re.compile(
    r"(?:/[^\s/]{2,20}|số [^\s]{1,20}|văn bản|công văn|kế hoạch|quyết định)[\s,]*(?:ngày\s*)?$"
)
_CUE: Final = re.compile(
    r"(?:trước|chậm nhất|muộn nhất|hoàn thành|xong|trong|đến|hết|vào|dịp|từ|hạn|thời gian|thời hạn)[^.;\n]{0,24}$"
)
_RECURRING: Final = re.compile(r"\s*(?:hằng|hàng|mỗi|của tháng|tháng cuối quý|cuối quý|cuối tháng)")
_FREQUENCIES: Final[tuple[tuple[Frequency, re.Pattern[str]], ...]] = (
    (
        Frequency.HANG_QUY,
        re.compile(r"(?:hằng|hàng|mỗi|từng|các|một) quý(?!\s*(?:[ivx]+|\d)(?!\w))|/\s*quý|quý\s*/\s*lần|cuối quý"
            r"|0?3 tháng\s*/\s*lần"),
    ),
    (
        Frequency.HANG_THANG,
        re.compile(r"(?:hằng|hàng|mỗi|từng|một) tháng(?!\s*\d)|/\s*tháng|(?<!\d )tháng\s*/\s*lần"
            r"|cuối tháng(?!\s*\d)"),
    ),
    (Frequency.HANG_TUAN, re.compile(r"(?:hằng|hàng|mỗi|từng|một) tuần|/\s*tuần|tuần\s*/\s*lần")),
    (Frequency.THUONG_XUYEN, re.compile(r"thường xuyên|liên tục|(?:hằng|hàng) ngày|quanh năm")),
    (
        Frequency.KHI_PHAT_SINH,
        re.compile(r"khi (?:có|phát sinh|cần|xảy ra|được)|có phát sinh|đột xuất|theo (?:sự kiện|phát sinh|yêu cầu)"),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class _Atom:
    start: int
    end: int
    spans: tuple[tuple[date, date], ...]
    whole: bool = False


def month_days(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def quarter_days(year: int, quarter: int) -> tuple[date, date]:
    """First and last day of a quarter of the calendar."""
    return date(year, 3 * quarter - 2, 1), month_days(year, 3 * quarter)[1]


def _several(text: str, numbers: dict[str, int] | None) -> list[tuple[int, int]]:
    """ "3, 6 và 9" → (3, 3), (6, 6), (9, 9); "3 - 5" → (3, 5)."""
    result: list[tuple[int, int]] = []
    for match in re.finditer(r"(?P<before>[^\divx]*)(?P<n>\d{1,2}|iv|i{1,3})(?!\w)", text):
        value = numbers[match["n"]] if numbers is not None else int(match["n"])
        if result and result[-1][0] < value and re.match(r"\s*(?:-|–|đến)", match["before"]):
            result[-1] = (result[-1][0], value)
        else:
            result.append((value, value))
    return result


def _atom(match: re.Match[str], year: int | None) -> _Atom | None:
    named = next((int(match[f"y{n}"]) for n in range(1, 8) if match[f"y{n}"]), None)
    in_year = named or year
    if in_year is None:
        return None
    try:
        if match["d1"] or match["d2"]:
            day = date(in_year, int(match["m1"] or match["m2"]), int(match["d1"] or match["d2"]))
            spans = [(day, day)]
        elif match["months"]:
            spans = [
                (month_days(in_year, first)[0], month_days(in_year, last)[1])
                for first, last in _several(match["months"], None)
            ]
        elif match["quarters"]:
            spans = [
                (quarter_days(in_year, first)[0], quarter_days(in_year, last)[1])
                for first, last in _several(match["quarters"], _ROMAN)
            ]
        elif match["half"]:
            early = match["half"] == "đầu"
            spans = [(date(in_year, 1 if early else 7, 1), date(in_year, 6, 30) if early else date(in_year, 12, 31))]
        else:
            spans = [(date(in_year, 1, 1), date(in_year, 12, 31))]
    except (ValueError, KeyError):
        return None
    return _Atom(match.start(), match.end(), tuple(spans), bool(match["whole"]))


def _atoms(low: str, year: int | None) -> list[_Atom]:
    return [atom for match in _ATOM.finditer(low) if (atom := _atom(match, year)) is not None]


def find_frequency(low: str) -> Frequency | None:
    """How often, where a text says it."""
    for frequency, pattern in _FREQUENCIES:
        if pattern.search(low):
            return frequency
    return None


def read_due_cell(passage: Passage, year: int | None) -> tuple[Due | None, Frequency | None]:
    """What a cell of a column of times says: a deadline, a frequency, or a deadline that only its words tell."""
    low = passage.low
    atoms = [atom for atom in _atoms(low, year) if not _RECURRING.match(low, atom.end)]
    frequency = find_frequency(low)
    if atoms:
        return _due(passage, atoms), frequency
    if frequency is not None or not passage or re.fullmatch(r"[\W\d]*(?:0?6 tháng|lần|đợt)?\W*", low):
        return None, frequency
    return Due(text=passage.quote, place=passage.place), None


def find_due(passage: Passage, year: int | None) -> Due | None:
    """The deadline that running text names. Days of documents and the plan's own year are none."""
    low = passage.low
    atoms: list[_Atom] = []
    for atom in _atoms(low, year):
        before = low[max(0, atom.start - 48) : atom.start]
        if atom.whole or _OF_DOCUMENT.search(before) or _RECURRING.match(low, atom.end):
            continue
        if _CUE.search(before) or low[atom.start : atom.start + 3] in {"quý", "thá", "các"} or atoms:
            atoms.append(atom)
    if not atoms:
        return None
    run = [atoms[0]]
    for atom in atoms[1:]:
        between = low[run[-1].end : atom.start]
        if not (_LISTED.fullmatch(between) or _TO.fullmatch(between)):
            break
        run.append(atom)
    return _due(passage, run)


def _due(passage: Passage, atoms: list[_Atom]) -> Due:
    low = passage.low
    start = atoms[0].start
    before = low[:start]
    lead = next((found for cue in (_BEFORE, _UNTIL, _FROM) if (found := cue.search(before))), None)
    quoted = passage.part(lead.start() if lead is not None else start, atoms[-1].end)
    spans: list[tuple[date | None, date]] = []
    for at, atom in enumerate(atoms):
        first, last = atom.spans[0][0], atom.spans[-1][1]
        gap = low[atoms[at - 1].end : atom.start] if at else ""
        if at and spans and _TO.fullmatch(gap):
            spans[-1] = (spans[-1][0], last)
            continue
        head = low[: atom.start]
        if _BEFORE.search(head):
            spans.append((None, first - timedelta(days=1)))
        elif _UNTIL.search(head):
            spans.append((None, last))
        else:
            spans.extend(atom.spans)
    firsts = [first for first, _ in spans if first is not None]
    dates = tuple(sorted({last for _, last in spans}))
    return Due.model_validate(
        {
            "text": quoted.quote,
            "from": min(firsts) if len(firsts) == len(spans) else None,
            "to": max(dates),
            "dates": dates if len(dates) > 1 else (),
            "place": quoted.place,
        }
    )
