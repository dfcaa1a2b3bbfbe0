"""The reform areas: six of the programme 2021–2030 (Nghị quyết 76/NQ-CP of 15/7/2021) and two that cut across.

Before 2021 the areas went by the names of Nghị quyết 30c/NQ-CP (8/11/2011); both are kept.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from domain.text import fold

__all__ = ["ReformArea", "area_name", "area_short_name", "find_area", "reform_areas"]


@dataclass(frozen=True, slots=True)
class ReformArea:
    """One area: its code, its name now (in full and in few words) and in 2011–2020, and the words for it in news."""

    code: str
    name: str
    short_name: str
    name_2011_2020: str | None
    anchors: tuple[str, ...]


@lru_cache(maxsize=1)
def reform_areas() -> tuple[ReformArea, ...]:
    """The eight areas in official order."""
    rows = json.loads(files("domain").joinpath("data/reform_areas.json").read_text(encoding="utf-8"))
    return tuple(
        ReformArea(row["topic"], row["name"], row["short_name"], row.get("name_2011_2020"), tuple(row["anchors"]))
        for row in rows
    )


def area_name(code: str) -> str:
    """The Vietnamese name of a code; the code itself when unknown."""
    return next((area.name for area in reform_areas() if area.code == code), code)


def area_short_name(code: str) -> str:
    """A name of few words for tables and charts; the code itself when unknown."""
    return next((area.short_name for area in reform_areas() if area.code == code), code)


def find_area(text: str) -> ReformArea | None:
    """The area meant by a code, a name or one of its anchor words, with or without accents; null when none."""
    wanted = fold(text)
    for area in reform_areas():
        if wanted in {
            area.code,
            area.code.replace("_", " "),
            fold(area.name),
            fold(area.short_name),
            fold(area.name_2011_2020 or area.name),
        }:
            return area
    for area in reform_areas():
        if wanted in {fold(anchor) for anchor in area.anchors}:
            return area
    short = [area for area in reform_areas() if wanted and wanted in fold(area.name)]
    return short[0] if len(short) == 1 else None
