"""When an article was published, and how well that is known: the fields of days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Final

from domain.article import day_of
from domain.days import official_day, read_days
from domain.search import DayKind, IndexDocument
from domain.text import fold
from index.clauses import Clause, Range, Term, either_of
from index.index_fields import FieldKind, IndexField
from index.query.field_record import Held, Option, QueryField, Value

__all__ = ["DAY_FIELDS", "MONTH", "MONTH_ONLY", "PUBLISHED_DAY", "UNDATED", "day_kind_of", "known_span"]

UNDATED: Final = "undated"
"""Both kinds of day that are none of publication."""

_DAY = IndexField("day", FieldKind.NUMBER)
_LAST_DAY = IndexField("last_day", FieldKind.NUMBER)
MONTH: Final = IndexField("month", FieldKind.FACET, most=1200, by_time=True)
_WEEK = IndexField("week", FieldKind.FACET, most=3000, by_time=True)
MONTH_ONLY: Final = IndexField("month_only", FieldKind.FACET, most=1200, by_time=True)
"""The months of articles of which nothing more is known; ``month`` counts them too."""
PUBLISHED_DAY: Final = IndexField("published_day", FieldKind.FACET, most=400, by_time=True)
"""Counted where a request asks for days."""
_DAY_KIND = IndexField("day_kind", FieldKind.FACET, most=10)


def _published_day(document: IndexDocument) -> date | None:
    return day_of(document.article.published_at)


def known_span(document: IndexDocument) -> tuple[date, date] | None:
    """The first and the last day on which the article can have been published, as far as its site says."""
    if day := _published_day(document):
        return day, day
    if document.published_month is None:
        return None
    year, month = map(int, document.published_month.split("-"))
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def day_kind_of(document: IndexDocument) -> DayKind | None:
    """Which day is shown for an article."""
    if document.article.published_at is not None:
        return DayKind.PUBLISHED
    if document.published_month is not None:
        return DayKind.MONTH
    if document.article.updated_at is not None:
        return DayKind.UPDATED
    return DayKind.FIRST_SEEN if document.first_seen_at is not None else None


def _day_kind(document: IndexDocument) -> list[str]:
    return [day_kind_of(document) or DayKind.FIRST_SEEN]


def _month(document: IndexDocument) -> list[str]:
    span = known_span(document)
    return [f"{span[0].year:04}-{span[0].month:02}"] if span else []


def _month_only(document: IndexDocument) -> list[str]:
    return _month(document) if day_kind_of(document) is DayKind.MONTH else []


def _week(document: IndexDocument) -> list[str]:
    """The ISO week."""
    day = _published_day(document)
    return [f"{day.isocalendar().year:04}-W{day.isocalendar().week:02}"] if day else []


def _read_first(text: str) -> Value | None:
    span = read_days(text)
    return Value((span[0].isoformat(),), official_day(span[0])) if span else None


def _read_last(text: str) -> Value | None:
    span = read_days(text)
    return Value((span[1].isoformat(),), official_day(span[1])) if span else None


_TU = QueryField(
    name="từ",
    spellings=("tu",),
    read=_read_first,
    clause=lambda keys: Range(_DAY, date.fromisoformat(keys[0]).toordinal(), None),
    held=(
        Held(_DAY, lambda document: span[0].toordinal() if (span := known_span(document)) else None),
        Held(MONTH, _month),
        Held(_WEEK, _week),
        Held(MONTH_ONLY, _month_only),
        Held(PUBLISHED_DAY, lambda document: [day.isoformat()] if (day := _published_day(document)) else []),
    ),
    said="đăng từ ngày {}",
    said_not="đăng trước ngày {} (hoặc chưa rõ ngày đăng)",
    filter="from_",
    filter_clause=lambda day: Range(_DAY, day.toordinal(), None),
    option=Option("--from", "NGÀY", "Ngày đăng: từ ngày.", many=False),
    parameter="tu",
    examples=("từ:2022-09-01", "tu:1/9/2022", 'từ:"tháng 9 năm 2022"', "từ:quý 3/2022"),
    meaning="ngày đăng từ ngày ấy (kể cả ngày ấy); tháng, quý, năm là từ ngày đầu",
    refused="không phải ngày, tháng, quý hay năm",
    reach=7,
)
_DEN = QueryField(
    name="đến",
    spellings=("den",),
    read=_read_last,
    clause=lambda keys: Range(_LAST_DAY, None, date.fromisoformat(keys[0]).toordinal()),
    held=(Held(_LAST_DAY, lambda document: span[1].toordinal() if (span := known_span(document)) else None),),
    said="đăng đến ngày {}",
    said_not="đăng sau ngày {} (hoặc chưa rõ ngày đăng)",
    filter="to",
    filter_clause=lambda day: Range(_LAST_DAY, None, day.toordinal()),
    option=Option("--to", "NGÀY", "Ngày đăng: đến hết ngày.", many=False),
    parameter="den",
    examples=("đến:30/9/2022", "den:9/2022", "đến:2021"),
    meaning="ngày đăng đến hết ngày ấy; tháng, quý, năm là đến hết ngày cuối",
    refused="không phải ngày, tháng, quý hay năm",
    reach=7,
)


_KINDS: Final[dict[str, tuple[tuple[str, ...], str, tuple[str, ...]]]] = {
    DayKind.PUBLISHED: ((DayKind.PUBLISHED,), "rõ ngày đăng", ("ro ngay", "ro", "ro ngay dang")),
    DayKind.MONTH: ((DayKind.MONTH,), "chỉ rõ tháng đăng", ("chi ro thang", "ro thang", "chi ro thang dang")),
    DayKind.UPDATED: (
        (DayKind.UPDATED,),
        "chưa rõ ngày đăng, có ngày cập nhật",
        ("co ngay cap nhat", "cap nhat", "ngay cap nhat"),
    ),
    DayKind.FIRST_SEEN: (
        (DayKind.FIRST_SEEN,),
        "chưa rõ ngày đăng, chỉ có ngày ghi nhận",
        ("ngay ghi nhan", "ghi nhan", "ghi nhan lan dau"),
    ),
    UNDATED: (
        (DayKind.UPDATED, DayKind.FIRST_SEEN),
        "chưa rõ ngày đăng",
        ("chua ro", "khong ro", "chua ro ngay dang", "chua ro ngay", "khong ro ngay", "khong ro ngay dang"),
    ),
}
"""Code → the kinds it stands for, what people are told, how they write it."""
_WRITTEN: Final = {one: code for code, (_, _, ways) in _KINDS.items() for one in (*ways, code.replace("_", " "))}


def _read_kind(text: str) -> Value | None:
    code = _WRITTEN.get(" ".join(fold(text).replace("-", " ").replace("_", " ").split()))
    return Value(tuple(_KINDS[code][0]), _KINDS[code][1]) if code else None


def _kinds_clause(keys: tuple[str, ...]) -> Clause:
    return either_of([Term(_DAY_KIND, str(key)) for key in keys])


def _kind_filter(name: str) -> Clause:
    value = _read_kind(name)
    return _kinds_clause(value.keys if value else (name,))


_NGAY_DANG = QueryField(
    name="ngày đăng",
    spellings=("ngay dang",),
    read=_read_kind,
    clause=_kinds_clause,
    held=(Held(_DAY_KIND, _day_kind),),
    said="bài {}",
    said_not="không phải bài {}",
    filter="day_kinds",
    filter_clause=_kind_filter,
    option=Option("--day-kind", "LOẠI", "Chỉ bài rõ ngày đăng, chỉ rõ tháng đăng, hay chưa rõ ngày đăng."),
    parameter="ngay-dang",
    examples=('ngày đăng:"chưa rõ"', "ngay dang:ro-ngay", 'ngày đăng:"chỉ rõ tháng"'),
    meaning="bài rõ ngày đăng, chỉ rõ tháng, hay chưa rõ (chỉ có ngày cập nhật hoặc ngày ghi nhận lần đầu)",
    refused="không phải cách ghi ngày đăng (rõ ngày, chỉ rõ tháng, chưa rõ)",
    either=True,
    reach=4,
)

DAY_FIELDS: Final = (_TU, _DEN, _NGAY_DANG)
