"""How many articles a saved search is likely to tell of, by those of the last sixty days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from domain.days import local_time
from domain.search import SearchFilters, SearchRequest

if TYPE_CHECKING:
    from index import SearchEngine

__all__ = ["DAYS", "Estimate", "estimate"]

DAYS = 60


@dataclass(frozen=True, slots=True)
class Estimate:
    """``found``: articles of the last sixty days, reprints counted once; ``undated``: those that fit and whose day of
    publication nobody knows, so that they are not among them; ``judged``: whether anything at all is known of these
    days, without which there is nothing to judge by.
    """

    found: int
    undated: int
    judged: bool

    @property
    def a_week(self) -> float:
        """How many that is a week."""
        return self.found * 7 / DAYS


def estimate(engine: SearchEngine, query: str, filters: SearchFilters, now: datetime) -> Estimate:
    """Ask the index. Days that the filters name are left out: they say what to search, not what will come."""
    today = local_time(now).date()
    first = today - timedelta(days=DAYS - 1)
    window = {"from_": first, "to": today}

    def count(query: str, filters: SearchFilters) -> int:
        request = SearchRequest(query=query, filters=filters, limit=0, facets=False, fold=True)
        answer = engine.search(request)
        return answer.contents if answer.contents is not None else answer.total

    found = count(query, filters.model_copy(update=window))
    undated = {"from_": None, "to": None, "day_kinds": ("undated",)}
    return Estimate(
        found=found,
        undated=count(query, filters.model_copy(update=undated)),
        judged=found > 0 or count("", SearchFilters.model_validate(window)) > 0,
    )
