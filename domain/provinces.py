"""The provinces before and after the mergers of 2025, every way of writing them, and their levels through time.

Names and levels carry the days on which they hold: Huế is a city from 2025, Đồng Nai, Quảng Ninh and Bắc Ninh in the
course of 2026. ``data/provinces.json`` says where each datum comes from and the day of its state.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from domain.text import fold

__all__ = ["Province", "UnitName", "current_provinces", "find_province", "former_provinces", "province_aliases"]

_HEAD = re.compile(r"^(?:tinh|thanh pho|tp|t\.p|thu do)[.\s]+")


@dataclass(frozen=True, slots=True)
class UnitName:
    """A name with its level ("Thành phố Huế"), the first and last day on which it holds (null: open), and the law."""

    full_name: str
    first: date | None = None
    last: date | None = None
    law: str | None = None

    @property
    def level(self) -> str:
        """ "tỉnh" or "thành phố"."""
        return "thành phố" if self.full_name.startswith("Thành phố ") else "tỉnh"

    @property
    def name(self) -> str:
        """The name without its level."""
        return self.full_name.removeprefix("Thành phố ").removeprefix("Tỉnh ")

    def holds(self, day: date) -> bool:
        """Whether it is the name on that day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Province:
    """A province as named before the mergers (``name``), and what it belongs to now.

    ``full_name`` is that of June 2025, ``now_full`` that of the state of the table; ``names`` are those it has had and,
    where it went on under its name, has.
    """

    name: str
    full_name: str
    code: str
    now: str
    now_full: str
    now_code: str
    aliases: tuple[str, ...]
    names: tuple[UnitName, ...] = ()

    def name_on(self, day: date | None) -> UnitName | None:
        """The name and level of a day; null where the unit is no more, or where without a day several are meant."""
        if day is not None:
            return next((name for name in self.names if name.holds(day)), None)
        return self.names[-1] if len({name.full_name for name in self.names}) == 1 else None

    def named(self, written: str) -> tuple[UnitName, ...]:
        """The names that ``written`` may stand for: those of the same letters, else (a short form) all."""
        same = tuple(name for name in self.names if _key(name.name) == _key(written))
        return same or self.names

    def level_of(self, written: str, day: date | None) -> str | None:
        """The level of the province as ``written``: on the day, else the last it had; null where that is open."""
        names = self.named(written)
        if day is None:
            return names[-1].level if len({name.level for name in names}) == 1 else None
        past = [name for name in names if name.first is None or name.first <= day]
        return past[-1].level if past else None


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(files("domain").joinpath("data/provinces.json").read_text(encoding="utf-8"))
    return data


def _names(rows: list[dict[str, str]]) -> tuple[UnitName, ...]:
    def day(row: dict[str, str], key: str) -> date | None:
        return date.fromisoformat(row[key]) if key in row else None

    return tuple(UnitName(row["full"], day(row, "from"), day(row, "to"), row.get("law")) for row in rows)


@lru_cache(maxsize=1)
def former_provinces() -> tuple[Province, ...]:
    """The 63 provinces of before July 2025, in the order of their codes."""
    current = {row["name"]: row for row in _data()["current"]}
    found = []
    for row in _data()["provinces"]:
        own, now = _names(row["names"]), current[row["now"]]
        later = _names(now["names"])
        found.append(
            Province(
                name=row["name"],
                full_name=own[-1].full_name,
                code=row["code"],
                now=row["now"],
                now_full=later[-1].full_name,
                now_code=now["code"],
                aliases=tuple(row["aliases"]),
                names=(*own, *later) if row["name"] == row["now"] else own,
            )
        )
    return tuple(found)


@lru_cache(maxsize=1)
def current_provinces() -> tuple[str, ...]:
    """The 34 names of today."""
    return tuple(sorted({province.now for province in former_provinces()}))


def _key(name: str) -> str:
    folded = re.sub(r"\s*-\s*", "-", fold(name).replace("–", "-"))
    return _HEAD.sub("", folded)


@lru_cache(maxsize=1)
def _by_key() -> dict[str, Province]:
    table: dict[str, Province] = {}
    for province in former_provinces():
        for written in (province.name, province.full_name, *province.aliases):
            table.setdefault(_key(written), province)
            table.setdefault(_key(written).replace("-", " "), province)
            table.setdefault(re.sub(r"[^a-z]", "", _key(written)), province)
    return table


@lru_cache(maxsize=1024)
def find_province(name: str) -> Province | None:
    """The province meant by a name as people type it: with or without accents, "tỉnh", "TP."; null when unknown."""
    return _by_key().get(_key(name))


@lru_cache(maxsize=1)
def province_aliases() -> tuple[tuple[str, Province], ...]:
    """Every way of writing a province with its province, longest first: what a matcher over running text needs."""
    pairs = {
        (written, province)
        for province in former_provinces()
        for written in (province.name, *province.aliases)
        if not (written.isascii() and written.islower())
    }
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))
