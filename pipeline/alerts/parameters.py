"""The parameters of the search page's address as a search that can be saved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from domain.areas import find_area
from domain.days import read_days
from domain.search import SearchFilters, Sort
from index.query.fields import QUERY_FIELDS
from index.query.parser import parse
from index.query.understood import understood

__all__ = ["SearchToSave", "search_of_parameters"]

_MOST_VALUES = 50
_LONGEST = 500
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class SearchToSave:
    """What is searched for. ``address``: its parameters, in one order, without page and sort; ``said``: how it is
    read; ``name``: what it may be called.
    """

    query: str
    filters: SearchFilters
    address: str
    said: str
    name: str

    @property
    def empty(self) -> bool:
        """Whether it would find every article there is."""
        return not self.address


def search_of_parameters(parameters: Iterable[tuple[str, str]]) -> SearchToSave:
    """Read the parameters as the search page does; what it does not know, and what is no day or area, is left out."""
    given: dict[str, list[str]] = {}
    for name, value in parameters:
        if value.strip() and len(given.setdefault(name, [])) < _MOST_VALUES:
            given[name].append(value.strip()[:_LONGEST])
    query = (given.get("q") or [""])[0]
    values: dict[str, Any] = {}
    kept: list[tuple[str, str]] = [("q", query)] if query else []
    for field in QUERY_FIELDS:
        mine = given.get(field.parameter, [])
        if not mine:
            continue
        if field.option.many:
            read = (
                [area.code if (area := find_area(one)) else one for one in mine] if field.filter == "topics" else mine
            )
            values[field.filter] = tuple(dict.fromkeys(read))
            kept += [(field.parameter, one) for one in values[field.filter]]
        elif span := read_days(mine[0]):
            values[field.filter] = span[1] if field.filter == "to" else span[0]
            kept.append((field.parameter, values[field.filter].isoformat()))
    filters = SearchFilters.model_validate(values)
    said = understood(parse(query), filters, Sort.DATE)
    return SearchToSave(
        query, filters, urlencode(kept), said, (query or ", ".join(one for _, one in kept))[:_LONGEST_NAME]
    )
