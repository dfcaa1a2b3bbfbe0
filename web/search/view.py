"""A view of the search: all of its state, read from an address and written to one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from domain.days import read_days
from domain.search import SearchFilters, SearchRequest, Sort
from index.query.fields import QUERY_FIELDS
from index.query.parser import parse

__all__ = ["MANY", "ON_A_PAGE", "View", "read_view"]

ON_A_PAGE = 20
_MOST_VALUES, _LONGEST_VALUE, _LONGEST_QUERY = 50, 300, 10_000
_MOST_IDS = 20_000
_DEEPEST = 100_000

MANY = {one.parameter: one for one in QUERY_FIELDS if one.option.many}
"""The parameters that may be given several times, with the field of each; ``tu`` and ``den`` are days."""
_SORTS = {"lien-quan": Sort.RELEVANCE, "moi-nhat": Sort.DATE}
_UNREAD = "Không hiểu ngày “{}”. Viết như 26/9/2022, 9/2022 hoặc 2022-09-26."


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at. ``first``, ``last`` as typed; ``days`` as read, null where there is none or it cannot be read
    (``faults`` then says why, by parameter). ``opened``: the facet of which all values are shown.
    """

    query: str = ""
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    first: str = ""
    last: str = ""
    days: tuple[date | None, date | None] = (None, None)
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    fold: bool = True
    ids: tuple[str, ...] = ()
    opened: str = ""
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def blank(self) -> bool:
        """Whether nothing is asked but to see all there is."""
        return not (self.query or self.filtered)

    @property
    def filtered(self) -> bool:
        """Whether something narrows beside the words."""
        return bool(self.values or self.ids or any(self.days))

    @property
    def by_words(self) -> bool:
        """Whether there are words, so that relevance says something."""
        return bool(self.query) and parse(self.query).root is not None

    @property
    def filters(self) -> SearchFilters:
        """What narrows, as the engine takes it."""
        given: dict[str, Any] = {MANY[name].filter: values for name, values in self.values.items()}
        return SearchFilters.model_validate({**given, "from": self.days[0], "to": self.days[1], "ids": self.ids})

    def request(self, **how: Any) -> SearchRequest:
        """The search of this view; ``how`` sets more of it."""
        asked = SearchRequest(query=self.query, filters=self.filters, sort=self.sort, fold=self.fold)
        return asked.model_copy(update=how)

    @property
    def shown_span(self) -> int | None:
        """How many days lie between both ends; null where one is open."""
        first, last = self.days
        return (last - first).days + 1 if first and last else None

    def query_string(self) -> str:
        """The state as the query of an address."""
        pairs: list[tuple[str, str]] = [("q", self.query)] if self.query else []
        pairs += [(name, value) for name, values in self.values.items() for value in values]
        pairs += [(name, value) for name, value in (("tu", self.first), ("den", self.last)) if value]
        pairs += [("id", one) for one in self.ids]
        if self.sort is not Sort.RELEVANCE:
            pairs.append(("sap-xep", "moi-nhat"))
        if not self.fold:
            pairs.append(("gop", "khong"))
        if self.page > 1:
            pairs.append(("trang", str(self.page)))
        if self.opened:
            pairs.append(("mo", self.opened))
        return urlencode(pairs)

    def address(self, path: str = "/tim-kiem") -> str:
        """The address of this state."""
        query = self.query_string()
        return f"{path}?{query}" if query else path

    # Other states that links lead to; each begins at its first page.

    def to(self, **changes: Any) -> View:
        """This view with other values."""
        values: dict[str, Any] = {"page": 1, "opened": "", "faults": {}} | changes
        return replace(self, **values)

    def with_value(self, name: str, value: str) -> View:
        """With one value more of a parameter."""
        return self.to(values={**self.values, name: (*self.values.get(name, ()), value)})

    def without_value(self, name: str, value: str) -> View:
        """With one value less of a parameter."""
        left = tuple(one for one in self.values.get(name, ()) if one != value)
        others = {key: values for key, values in self.values.items() if key != name}
        return self.to(values={**others, name: left} if left else others)

    def between(self, first: date | None, last: date | None) -> View:
        """Within these days."""
        return self.to(
            first=f"{first:%d/%m/%Y}" if first else "", last=f"{last:%d/%m/%Y}" if last else "", days=(first, last)
        )


def _day(text: str, *, end: bool) -> date | None:
    span = read_days(text)
    return (span[1] if end else span[0]) if span else None


def read_view(pairs: Iterable[tuple[str, str]]) -> View:
    """The view that the query of an address asks for. Nothing is an error: what cannot be meant is left out, and a
    day that cannot be read is a fault beside its field.
    """
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value.strip())

    def one(name: str) -> str:
        return next((value for value in given.get(name, []) if value), "")

    values = {
        name: tuple(dict.fromkeys(value[:_LONGEST_VALUE] for value in given.get(name, []) if value))[:_MOST_VALUES]
        for name in MANY
    }
    first, last = one("tu")[:_LONGEST_VALUE], one("den")[:_LONGEST_VALUE]
    days = (_day(first, end=False), _day(last, end=True))
    faults = {
        name: _UNREAD.format(typed[:40])
        for name, typed, day in (("tu", first, days[0]), ("den", last, days[1]))
        if typed and day is None
    }
    if days[0] and days[1] and days[0] > days[1]:
        faults["den"] = "Ngày kết thúc đứng trước ngày bắt đầu."
        days = (None, None)
    number = one("trang")
    return View(
        query=one("q")[:_LONGEST_QUERY],
        values={name: found for name, found in values.items() if found},
        first=first,
        last=last,
        days=days,
        sort=_SORTS.get(one("sap-xep"), Sort.RELEVANCE),
        page=min(max(int(number), 1), _DEEPEST) if number.isascii() and number.isdigit() and len(number) < 9 else 1,
        fold=one("gop") != "khong",
        ids=tuple(dict.fromkeys(value for value in given.get("id", []) if value))[:_MOST_IDS],
        opened=one("mo") if one("mo") in {*MANY, "nam"} else "",
        faults=faults,
    )
