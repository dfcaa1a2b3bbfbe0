"""When two ways of writing a unit are one unit, and which words mean all units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from domain.abbreviations import expand
from domain.text import fold
from store.plans.units import Unit

__all__ = ["UnitBook", "is_all_units", "same_unit", "unit_key"]

_ALL = re.compile(
    r"\b(?:cac|moi|tung|tat ca)\b.*\b(?:don vi|co quan|phong|khoa|trung tam y te|benh vien|tram y te)\b"
    r"|\bdon vi truc thuoc\b"
)
_PLACE = re.compile(r" (?:tinh|thanh pho|tp) ")
_LEVELS = re.compile(r"\b(?:huyen|thi xa|quan|khu vuc|xa|phuong|thi tran)\b")


@lru_cache(maxsize=4096)
def unit_key(name: str) -> str:
    """A unit's name without accents, marks and abbreviations: "TTYT H. Sông Cầu" and its full form have one key."""
    words = []
    for word in re.findall(r"[^\W_]+", name):
        full = expand(word) if word.isupper() and len(word) > 1 else None
        words.append(fold(full) if full else fold(word))
    text = re.sub(r"[^a-z0-9]+", " ", " ".join(words)).strip()
    return re.sub(r"\b(?:h|tx)\b(?= )", lambda match: {"h": "huyen", "tx": "thi xa"}[match.group()], text)


def same_unit(one: str, other: str) -> bool:
    """Whether two names mean one unit: alike, or one says the province besides."""
    a, b = unit_key(one), unit_key(other)
    if not a or not b:
        return False
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    if not long.startswith(short + " "):
        return False
    rest = long[len(short) :] + " "
    return bool(_PLACE.match(rest)) and not _LEVELS.search(rest)


def is_all_units(name: str) -> bool:
    """Whether the words mean all units and none by name ("các đơn vị trực thuộc")."""
    return _ALL.search(fold(name)) is not None


class UnitBook:
    """All units with their history; ``office_units`` are known by their names alone."""

    def __init__(self, units: Sequence[Unit], office_units: Iterable[str] = ()) -> None:
        known = list(units)
        for name in office_units:
            if not any(same_unit(name, unit.name) for unit in known):
                known.append(Unit(name))
        self.units = tuple(known)
        self._found: dict[str, Unit | None] = {}

    def find(self, name: str) -> Unit | None:
        """The unit of a name; one written exactly so comes first."""
        if name not in self._found:
            key = unit_key(name)
            exact = next((unit for unit in self.units if unit_key(unit.name) == key), None)
            alike = (unit for unit in self.units if same_unit(unit.name, name))
            self._found[name] = exact or next(alike, None)
        return self._found[name]

    def on(self, day: date) -> list[Unit]:
        """The units that stand on a day."""
        return [unit for unit in self.units if unit.exists_on(day)]

    def line(self, name: str) -> set[str]:
        """Keys of a unit and of all that went into it."""
        keys = {unit_key(name)}
        unit = self.find(name)
        if unit is not None:
            keys.add(unit_key(unit.name))
        more = True
        while more:
            before = {unit_key(one.name) for one in self.units if one.successor and unit_key(one.successor) in keys}
            more = not before <= keys
            keys |= before
        return keys

    def now(self, name: str, day: date) -> str:
        """The name under which a unit goes on a day: its own, or that of the unit that it became by then."""
        unit, steps = self.find(name), 0
        while unit is not None and unit.last_day is not None and unit.last_day < day and unit.successor and steps < 20:
            unit, steps = self.find(unit.successor), steps + 1
        return unit.name if unit is not None else name

    def owing(self, names: Sequence[str], day: date) -> list[str] | None:
        """Who owes what these names are given, as they are called on a day; null where nobody can know."""
        named = [name for name in names if not is_all_units(name)]
        if named:
            return list(dict.fromkeys(self.now(name, day) for name in named))
        return [unit.name for unit in self.on(day)] or None
