"""The provinces before and after the mergers of 2025, and every way of writing them.

Source of the 63 → 34 table: Nghị quyết 202/2025/QH15 as carried by the address data of underthesea; codes are those of
the statistics office (GSO).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from domain.text import fold

__all__ = ["Province", "current_provinces", "find_province", "former_provinces", "province_aliases"]

_HEAD = re.compile(r"^(?:tinh|thanh pho|tp|t\.p|thu do)[.\s]+")


@dataclass(frozen=True, slots=True)
class Province:
    """A province as named before the mergers (``name``), and what it belongs to now."""

    name: str
    full_name: str
    code: str
    now: str
    now_full: str
    now_code: str
    aliases: tuple[str, ...]


@lru_cache(maxsize=1)
def former_provinces() -> tuple[Province, ...]:
    """The 63 provinces of before July 2025, in the order of their codes."""
    rows = json.loads(files("domain").joinpath("data/provinces.json").read_text(encoding="utf-8"))
    return tuple(
        Province(
            name=row["old"],
            full_name=row["old_full"],
            code=row["old_gso"],
            now=row["new"],
            now_full=row["new_full"],
            now_code=row["new_gso"],
            aliases=tuple(row["aliases"]),
        )
        for row in rows
    )


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
