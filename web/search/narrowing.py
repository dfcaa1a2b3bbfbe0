"""What a view asks for and what could be asked beside: chips of conditions, facets, the way out of an empty answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.days import official_day
from domain.search import DayKind, Facet, SearchResponse
from index import SearchEngine
from index.query.conditions import conditions
from index.query.day_fields import UNDATED
from web.filters import number
from web.search.labels import DAY_KINDS, FACETS, Labels
from web.search.view import View

__all__ = ["Chip", "FacetList", "Way", "chips", "facet_lists", "ways_out"]

_SHOWN, _OPENED = 5, 60
_MOST_CHIPS, _LONGEST_CHIP = 20, 80
_MOST_WAYS = 6


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition, and the view without it."""

    text: str
    without: View
    of_words: bool = False


@dataclass(frozen=True, slots=True)
class FacetList:
    """One list of the filter: rows of (text, count, address, chosen); where there are more, the address of all."""

    parameter: str
    title: str
    rows: tuple[tuple[str, int, str, bool], ...]
    more: str | None
    left: int


@dataclass(frozen=True, slots=True)
class Way:
    """A view that finds something: what is dropped for it, and how many it finds."""

    text: str
    kind: str
    address: str
    count: int


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_CHIP else f"{text[:_LONGEST_CHIP].rstrip()}…"


def _span_text(view: View) -> str:
    first, last = view.days
    if first and last:
        if first == last:
            return f"Đăng ngày {official_day(first)}"
        return f"Ngày đăng từ {official_day(first)} đến {official_day(last)}"
    return f"Ngày đăng từ {official_day(first)}" if first else f"Ngày đăng đến {official_day(last)}" if last else ""


def chips(view: View, labels: Labels) -> list[Chip]:
    """Every condition of a view: those of its words first, then its filters."""
    found = [Chip(_short(one.text), view.to(query=one.without), True) for one in conditions(view.query)[:_MOST_CHIPS]]
    for name, values in view.values.items():
        found += [Chip(_short(labels.chip(name, value)), view.without_value(name, value)) for value in values]
    if span := _span_text(view):
        found.append(Chip(span, view.between(None, None)))
    if view.ids:
        found.append(Chip(f"Đúng {number(len(view.ids))} bài đã chọn", view.to(ids=())))
    return found


def _day_rows(facets: tuple[Facet, ...]) -> list[Facet]:
    """Kinds of day in their own order, with both undated kinds together as well."""
    counts = {one.value: one.count for one in facets}
    undated = counts.get(DayKind.UPDATED, 0) + counts.get(DayKind.FIRST_SEEN, 0)
    counts[UNDATED] = undated
    if not counts.get(DayKind.UPDATED) or not counts.get(DayKind.FIRST_SEEN):
        counts.pop(DayKind.UPDATED, None)
        counts.pop(DayKind.FIRST_SEEN, None)
    return [Facet(value=code, count=counts[code]) for code in DAY_KINDS if counts.get(code)]


def facet_lists(view: View, response: SearchResponse, labels: Labels) -> list[FacetList]:
    """The lists of the filter, the chosen values first; a click adds a value or takes it away."""
    made = []
    for parameter, name, title in FACETS:
        values = response.facets.get(name, ())
        found = _day_rows(values) if parameter == "ngay-dang" else list(values)
        counts = {one.value: one.count for one in found}
        written = {code: way for code, (way, _) in DAY_KINDS.items()} if parameter == "ngay-dang" else {}
        chosen = {labels.of(parameter, value): value for value in view.values.get(parameter, ())}
        rows = []
        for value, count in counts.items():
            shown = labels.of(parameter, value)
            way = written.get(value, value)
            given = chosen.pop(shown, None)
            there = view.without_value(parameter, given) if given is not None else view.with_value(parameter, way)
            rows.append((shown[:1].upper() + shown[1:], count, there.address(), given is not None))
        # What was chosen and is not there still can be taken away.
        rows = [
            (shown, 0, view.without_value(parameter, given).address(), True) for shown, given in chosen.items()
        ] + rows
        rows.sort(key=lambda row: not row[3])
        most = _OPENED if view.opened == parameter else max(_SHOWN, sum(row[3] for row in rows))
        if parameter == "ngay-dang":
            most = len(rows)
        left = len(rows) - most
        more = f"{view.to(opened=parameter, page=view.page).address()}#loc-{parameter}" if left > 0 else None
        if rows:
            made.append(
                FacetList(parameter, title, tuple(rows[:most]), more if most != _OPENED else None, max(0, left))
            )
    if years := _years(view, response):
        made.append(years)
    return made


def _years(view: View, response: SearchResponse) -> FacetList | None:
    """The years of publication, the last one first."""
    rows = []
    for one in reversed(response.facets.get("year", ())):
        first, last = date(int(one.value), 1, 1), date(int(one.value), 12, 31)
        chosen = view.days == (first, last)
        there = view.between(None, None) if chosen else view.between(first, last)
        rows.append((f"Năm {one.value}", one.count, there.address(), chosen))
    most = _OPENED if view.opened == "nam" else _SHOWN
    more = f"{view.to(opened='nam', page=view.page).address()}#loc-nam" if len(rows) > most else None
    return FacetList("nam", "Năm đăng", tuple(rows[:most]), more, max(0, len(rows) - most)) if rows else None


def ways_out(view: View, given: list[Chip], engine: SearchEngine) -> list[Way]:
    """For a view that finds nothing: which condition to drop, with what that would find, the most first."""
    ways = []
    for chip in given[:_MOST_WAYS] if len(given) > 1 else []:
        found = engine.search(chip.without.request(limit=0, facets=False, fold=False)).total
        if found:
            ways.append(Way(chip.text, "words" if chip.of_words else "filter", chip.without.address(), found))
    ways.sort(key=lambda way: -way.count)
    if any(view.days):
        undated = view.between(None, None).to(values={**view.values, "ngay-dang": ("chua-ro",)})
        found = engine.search(undated.request(limit=0, facets=False, fold=False)).total
        if found:
            ways.append(Way("bài chưa rõ ngày đăng", "undated", undated.address(), found))
    return ways
