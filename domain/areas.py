"""The reform areas: six of the programme 2021–2030 (Nghị quyết 76/NQ-CP of 15/7/2021) and two that cut across.

Before 2021 the areas went by the names of Nghị quyết 30c/NQ-CP (8/11/2011); both are kept. Their order is the one of
PAR INDEX (876/QĐ-BNV of 10/11/2022): steering first; satisfaction is no area there but a part of what the reform brings
about, and is shown apart. A new area is one more row of ``data/reform_areas.json``.
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
    """One area: its code, its name now (in full and in few words) and in 2011–2020, and the words that look it up.

    ``name_local`` is the name that a province uses where the programme speaks of the government; ``apart`` marks what
    is measured beside the areas.
    """

    code: str
    name: str
    short_name: str
    name_2011_2020: str | None
    anchors: tuple[str, ...]
    name_local: str
    apart: bool = False


@lru_cache(maxsize=1)
def reform_areas() -> tuple[ReformArea, ...]:
    """The eight areas in official order."""
    rows = json.loads(files("domain").joinpath("data/reform_areas.json").read_text(encoding="utf-8"))
    return tuple(
        ReformArea(
            row["topic"],
            row["name"],
            row["short_name"],
            row.get("name_2011_2020"),
            tuple(row["anchors"]),
            row.get("name_local", row["name"]),
            row.get("apart", False),
        )
        for row in rows
    )


def area_name(code: str, *, local: bool = True) -> str:
    """The Vietnamese name of a code as a province writes it (``local``), else the programme's; the code if unknown."""
    area = next((area for area in reform_areas() if area.code == code), None)
    if area is None:
        return code
    return area.name_local if local else area.name


def area_short_name(code: str) -> str:
    """A name of few words for tables and charts; the code itself when unknown."""
    return next((area.short_name for area in reform_areas() if area.code == code), code)


def _key(text: str) -> str:
    """Folded, and without what people leave out: commas, and "cải cách" or "công tác" in front."""
    words = fold(text.replace(",", " ").replace("_", " "))
    for lead in ("cai cach ", "cong tac ", "linh vuc "):
        words = words.removeprefix(lead)
    return words


@lru_cache(maxsize=1)
def _by_key() -> dict[str, ReformArea]:
    table: dict[str, ReformArea] = {}
    for area in reform_areas():
        for name in (area.code, area.name, area.name_local, area.short_name, area.name_2011_2020 or area.name):
            table.setdefault(_key(name), area)
    for area in reform_areas():
        for anchor in area.anchors:
            table.setdefault(_key(anchor), area)
    return table


def find_area(text: str) -> ReformArea | None:
    """The area meant by a code, a name, a part of one name or a word for it, with or without accents; else null."""
    wanted = _key(text)
    if not wanted:
        return None
    known = _by_key().get(wanted)
    if known is not None:
        return known
    parts = [area for area in reform_areas() if wanted in _key(area.name) or wanted in _key(area.name_local)]
    return parts[0] if len(parts) == 1 else None
