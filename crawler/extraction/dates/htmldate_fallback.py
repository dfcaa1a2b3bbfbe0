"""The last resort where the date lines of a page say nothing certain: htmldate, believed only on a day readers see.

htmldate knows the markup of many themes. Alone it also takes licences, clocks and cited documents for the date; so
its extensive search stays off, footers and sidebars are cut away, and its answer must stand in a short line of its own.
"""

from __future__ import annotations

import copy
import logging
from datetime import date

from htmldate import find_date
from lxml.html import HtmlElement

from crawler.extraction.dates.labels import Label, label_of, remainder
from crawler.extraction.dates.parsing import find_moments, parse_machine
from crawler.extraction.dates.visible import beside_tag, date_lines
from crawler.extraction.layout import Layout, Place

__all__ = ["fallback_day"]

_SHORT = 100
_log = logging.getLogger(__name__)


def fallback_day(layout: Layout, *, pure: bool) -> date | None:
    """The day that htmldate finds if a short line outside menus and lists shows it; ``pure``: one of nothing else."""
    days = _visible_days(layout, pure)
    if not days:
        return None
    try:
        found = find_date(_without_margins(layout.page.tree), extensive_search=False, original_date=True)
    except Exception:  # whatever it stumbles over, the page then simply has no date
        _log.info("htmldate failed", exc_info=True)
        return None
    day = parse_machine(found)
    return day if isinstance(day, date) and day in days else None


def _visible_days(layout: Layout, pure: bool) -> set[date]:
    days: set[date] = set()
    for element, line, stamp in date_lines(layout):
        if len(line) > _SHORT or layout.place(element) is Place.OUTSIDE or layout.in_list(element):
            continue
        if layout.repeats(element):
            continue
        if stamp is not None:
            if not beside_tag(element, line, Place.BELOW):
                days.add(_day(stamp))
            continue
        for found in find_moments(line):
            if label_of(line[: found.start]) in (Label.OTHER, Label.WHEN, Label.UPDATED):
                continue
            if not pure or not remainder(line[: found.start] + " " + line[found.end :]):
                days.add(_day(found.value))
    return days


def _day(value: date) -> date:
    return date(value.year, value.month, value.day)


def _without_margins(tree: HtmlElement) -> HtmlElement:
    """A copy of the page without footers, sidebars and menus; text after them stays."""
    tree = copy.deepcopy(tree)
    for element in list(tree.iter("footer", "aside", "nav")):
        if element.getparent() is not None:
            element.drop_tree()
    return tree
