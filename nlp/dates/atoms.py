"""The pieces that dates and periods are made of, before they are joined and their missing years filled in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nlp.dates.calendar import day_of, month_span, near_year, year_span

__all__ = ["Atom", "resolve"]


@dataclass(slots=True)
class Atom:
    """A piece of a date: ``kind`` is "day", "month" (several in a row by ``last``), "year", "week", "start" or "now".

    ``weak`` pieces count only when joined to a sure one: the "26/9" of "26/9–2/10/2022".
    """

    start: int
    end: int
    kind: str
    year: int | None = None
    month: int = 0
    day: int = 0
    last: int | None = None  # last month of a row, or last year of a stage
    weak: bool = False
    ahead: bool = False
    joinable: bool = True


def resolve(atom: Atom, own: date | None, year: int | None = None) -> tuple[date, date] | None:
    """First and last day; ``year`` stands in for a missing one, else the article's date tells it, else null."""
    if atom.kind == "now":
        return (own, own) if own else None
    chosen = atom.year or year
    if atom.kind == "year":
        return year_span(chosen, atom.last) if chosen else None
    if atom.kind == "start":
        chosen = chosen or (own.year if own else None)
        span = year_span(chosen) if chosen else None
        return (span[0], span[0]) if span else None
    month = atom.last or atom.month
    if chosen is None:
        chosen = near_year(own, month, atom.day or 28, ahead=atom.ahead, turn=atom.kind == "day")
    if chosen is None:
        return None
    if atom.kind == "day":
        found = day_of(chosen, atom.month, atom.day)
        return (found, found) if found else None
    return month_span(chosen, atom.month, atom.last)
