"""All figures of a text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.annotation import Bound, DateSpan, Figure
from domain.bounds import bound_of
from domain.numerals import Numeral, find_dozens, find_numerals, find_worded
from nlp.figures.acceptance import is_figure
from nlp.figures.context import change_of, period_of, subject_of
from nlp.figures.cues import LABEL, SETTLED
from nlp.figures.exclusions import boilerplate, is_rank, noise
from nlp.figures.shapes import Shape, shape_of
from nlp.figures.tables import Cell, Tables
from nlp.figures.units import Unit, label_unit, rate_at, rate_before, unit_at
from nlp.text import Layer, Stretch

__all__ = ["find_figures"]

# "số ca mắc là 1.024": the noun stands before.
_NUMBER_OF = re.compile(
    r"(?i)(?<!\w)(?P<label>(?:tổng số|số lượng|số)\s[^,;:.\d\n]{2,50}?)"
    r"(?:\s(?:là|đạt|còn|khoảng|hơn|trên|gần|tăng|giảm|lên|xuống|đến|ước)){1,4}\s$"
)
_DEALT_WITH = re.compile(r"(?i)(?<!\w)(?:hồ sơ|TTHC|thủ tục hành chính|thủ tục|phản ánh|kiến nghị|đơn thư)(?!\w)")
_LEVELS = frozenset({"tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "sở"})
_SCORE = re.compile(r"(?i)(?<!\w)(?:mức điểm|số điểm|điểm số|điểm)\s$")
_GLUED = re.compile(r"[^\W\d_]-$")


def _numbers(text: str) -> list[Numeral]:
    digits = [n for n in find_numerals(text) if not _glued(text, n)]
    return sorted([*digits, *find_worded(text), *find_dozens(text)], key=lambda n: n.start)


def _glued(text: str, number: Numeral) -> bool:
    """ "COVID-19", "5S": part of a word."""
    if _GLUED.search(text[max(0, number.start - 2) : number.start]):
        return True
    bare = number.bare
    return len(bare) > 1 and bare.isdigit() and bare[0] == "0" and len(bare) > 2


def _value(number: Numeral, unit: Unit | None) -> float:
    """ "1,185 hồ sơ" can only be 1185: what is counted has no thousandths."""
    whole, dot, fraction = number.bare.partition(".")
    share = unit is not None and (unit.name == "%" or (unit.name == "điểm" and fraction != "000"))
    if dot and share and len(fraction) == 3 and fraction.isdigit() and 10 <= int(whole) <= 100:
        return float(f"{whole}.{fraction}")  # "91.651 điểm", "88.125%": no thousands
    whole, comma, fraction = number.bare.partition(",")
    if (
        comma
        and len(fraction) == 3
        and unit is not None
        and unit.counted
        and number.value == float(f"{whole}.{fraction}")
    ):
        return float(whole + fraction)
    return number.value


def _shapes(text: str, numbers: Sequence[Numeral]) -> Iterator[Shape]:
    end = -1
    for at, number in enumerate(numbers):
        if number.start < end:
            continue
        following = numbers[at + 1] if at + 1 < len(numbers) else None
        shape = shape_of(text, number, following)
        yield shape
        end = shape.second.end if shape.second else shape.end


def _ranked(text: str, shape: Shape) -> Shape:
    """ "đứng thứ 3 | tỉnh Hải Dương": what follows a rank is who holds it, not what is counted."""
    unit = shape.unit
    if shape.kind != "single" or unit is None or unit.name not in _LEVELS:
        return shape
    if not text[unit.end + 1 : unit.end + 2].isupper():
        return shape
    return shape._replace(end=shape.first.end, unit=None)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a shape stands: its sentence (verbatim and as a span), what is before it, its table cell, its period."""

    sentence: str
    span: Stretch
    before: str
    rank: bool
    cell: Cell | None
    period: DateSpan | None


def find_figures(layer: Layer, dates: Sequence[DateSpan]) -> list[Figure]:
    """Figures in order; spans and dates are of the normalised text, ``sentence`` is verbatim from the given one."""
    layer.mask("noise", list(noise(layer.masked("url", "document", "date", "undated"))))
    text = layer.masked("url", "document", "date", "undated", "noise")
    starts = [d.start for d in dates]
    ends = [d.end for d in layer.masks.get("document", ())]
    tables = Tables(layer.text)
    found: list[Figure] = []
    latest, written = Stretch(-1, -1), ""
    for shape in _shapes(text, _numbers(text)):
        span = layer.sentence_at(shape.start)
        before = text[max(span.start, shape.start - 60) : shape.start]
        rank = shape.kind in {"single", "part"} and is_rank(before)
        rank = rank or (shape.kind == "part" and before.lower().endswith(("hạng ", "vị trí ")))
        if shape.first.worded and before.endswith("(") and found and shape.start - found[-1].end <= 3:
            continue  # "250 triệu đồng (Hai trăm năm mươi triệu đồng)"
        if rank:
            shape = _ranked(text, shape)
        cell = tables.cell(shape.start, shape.end)
        if not is_figure(text, shape, before, rank, cell):
            continue
        if span != latest:
            # One string for all figures of a sentence: a list of a thousand must not hold it a thousand times.
            latest, written = span, layer.verbatim(span)
        if len(written) < 400 and boilerplate(written):
            continue
        near = dates[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        cited = ends[bisect_left(ends, span.start) : bisect_left(ends, span.end + 1)]
        period = period_of(text, shape.start, span.start, span.end, near, cited)
        found.append(_figure(text, shape, _Place(written, span, before, rank, cell, period)))
    return found


def _figure(text: str, shape: Shape, place: _Place) -> Figure:
    unit, cell = shape.unit, place.cell
    name = unit.name if unit else None
    if unit is None and not place.rank:
        label = LABEL.search(place.before)
        name = label_unit(label["label"]) if label else (cell.unit if cell else None)
        counted = _NUMBER_OF.search(place.before) if name is None else None
        if counted is not None:
            name = label_unit(counted["label"], strict=True)
        if name is None and SETTLED.search(place.before):
            nouns = _DEALT_WITH.findall(text[place.span.start : shape.start])
            name = (nouns[-1] if nouns[-1].isupper() else nouns[-1].lower()) if nouns else None
        if name is None and "," in shape.first.bare and _SCORE.search(place.before):
            name = "điểm"  # "mức điểm 46,0415"
        if name is None and shape.first.factor >= 1e9:
            name = "đồng"  # "trên 200 tỷ": nothing else is counted in such numbers here
        if name is None and text[shape.end : shape.end + 1] == ")":
            behind = unit_at(text, shape.end + 1)  # "100% (168/168) TTHC"
            name = behind.name if behind and behind.known else None
    first = _value(shape.first, unit)
    second = _value(shape.second, unit) if shape.second else None
    rate = rate_at(text, shape.end) if unit is not None or shape.first.factor > 1 or not shape.second else None
    end = rate[0] if rate else shape.end
    ranged, part = shape.kind == "range", shape.kind == "part"
    exact = place.rank or (part and place.before.endswith("vượt "))
    bound = Bound.EXACT if exact else bound_of(text, shape.start, end, name)
    subject = cell.label if cell else subject_of(text, shape, place.span.start, place.span.end)
    return Figure(
        text="",  # set with the offsets of the given text
        start=shape.start,
        end=end,
        method="words" if shape.first.worded else shape.kind,
        confidence=_confidence(shape, place.rank),
        value=None if ranged else (second if shape.kind == "change" else first),
        low=first if ranged else None,
        high=second if ranged else None,
        total=second if part else None,
        ratio=round(first / second, 4) if part and second and not place.rank else None,
        unit=name,
        bound=Bound.RANGE if ranged else bound,
        sentence=place.sentence,
        subject=None if place.rank else subject,
        rank=place.rank,
        per=rate[1] if rate else rate_before(place.before),
        change=change_of(text, shape),
        period_from=place.period.from_ if place.period else None,
        period_to=place.period.to if place.period else None,
    )


def _confidence(shape: Shape, rank: bool) -> float:
    if shape.unit is None:
        return 0.9 if rank else 0.65
    known = 0.98 if shape.unit.known else 0.75
    return min(known, 0.85) if shape.first.worded else known
