"""Names of provinces, districts and communes as tables over tokens.

Units carry the days on which they hold; the data files say where they come from. Provinces come from
``domain.provinces``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from domain.provinces import Province, former_provinces
from domain.text import normalise
from nlp.entities.phrases import PhraseTable, key_of
from nlp.entities.tokens import Tokens

__all__ = [
    "LEVELS",
    "PLACE_LEVELS",
    "Bearer",
    "communes",
    "districts",
    "is_district_city",
    "levels",
    "levels_on",
    "peoples",
    "provinces",
    "unit_name",
]

_LEVEL_PREFIX = re.compile(r"^(?:thành phố|tp\.?|thủ đô)\s*", re.IGNORECASE)

#: Words for a level of administration, as written → one word for the level.
LEVELS: dict[str, str] = {
    "tỉnh": "tỉnh",
    "thành phố": "thành phố",
    "tp": "thành phố",
    "tp.": "thành phố",
    "t.p": "thành phố",
    "thủ đô": "thành phố",
    "thị xã": "thị xã",
    "tx": "thị xã",
    "tx.": "thị xã",
    "huyện": "huyện",
    "h.": "huyện",
    "quận": "quận",
    "q.": "quận",
    "thị trấn": "thị trấn",
    "tt.": "thị trấn",
    "xã": "xã",
    "phường": "phường",
    "p.": "phường",
    "đặc khu": "đặc khu",
}

#: Words that make a name after them a smaller place (or a street), never a province.
PLACE_LEVELS: dict[str, str] = {
    "thôn": "thôn",
    "bản": "bản",
    "ấp": "ấp",
    "khóm": "khóm",
    "buôn": "buôn",
    "làng": "làng",
    "khu phố": "khu phố",
    "tổ dân phố": "tổ dân phố",
    "khu dân cư": "khu dân cư",
    "đường": "đường",
    "phố": "phố",
    "đại lộ": "đại lộ",
    "quốc lộ": "quốc lộ",
    "tỉnh lộ": "tỉnh lộ",
    "cầu": "cầu",
    "sông": "sông",
    "hồ": "hồ",
    "núi": "núi",
    "đảo": "đảo",
    "quần đảo": "quần đảo",
    "cửa khẩu": "cửa khẩu",
    "sân bay": "sân bay",
    "cảng": "cảng",
    "cảng hàng không": "cảng hàng không",
    "cảng hàng không quốc tế": "cảng hàng không",
    "nhà ga": "nhà ga",
    "khu công nghiệp": "khu công nghiệp",
    "khu đô thị": "khu đô thị",
    "khu di tích": "khu di tích",
    "quảng trường": "quảng trường",
    "công viên": "công viên",
    "chợ": "chợ",
    "vịnh": "vịnh",
    "suối": "suối",
    "đỉnh": "đỉnh",
    "xóm": "xóm",
    "phum": "phum",
    "sóc": "sóc",
    "đèo": "đèo",
}


@lru_cache(maxsize=1)
def levels() -> PhraseTable[str]:
    """Words for a level of administration."""
    return PhraseTable(LEVELS.items())


@lru_cache(maxsize=1)
def provinces() -> PhraseTable[Province]:
    """Province names and aliases without a level word before them ("Kon Tum", "Đăk Lăk", "TPHCM", "BR-VT")."""
    table: PhraseTable[Province] = PhraseTable()
    for province in former_provinces():
        for alias in (province.name, *province.aliases):
            if alias.isascii() and alias.islower():
                continue
            bare = _LEVEL_PREFIX.sub("", alias) or alias
            table.add(key_of(bare), province)
            table.add(key_of(bare.replace(" - ", " – ")), province)
            if "HCM" in alias.upper():
                table.add(key_of(alias), province)
    return table


class Bearer(NamedTuple):
    """A unit that bears a name: its level (null when not known), its province, and its first and last day."""

    level: str | None
    province: str | None
    first: date | None = None
    last: date | None = None

    def holds(self, day: date | None) -> bool:
        """Whether it is there on that day; without a day: whether it ever was."""
        if day is None:
            return True
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@lru_cache(maxsize=1)
def districts() -> PhraseTable[tuple[Bearer, ...]]:
    """District names, also of units that are gone, with all who bear or bore them."""
    data = json.loads(files("nlp").joinpath("data/districts.json").read_text(encoding="utf-8"))
    ended = date.fromisoformat(data["ended"])
    bearers: dict[str, list[Bearer]] = {}
    begun = {(row["name"], row["level"], row["province"]): row["from"] for row in data["changes"] if "from" in row}
    for province, by_level in data["provinces"].items():
        for level, names in by_level.items():
            for name in names:
                first = begun.get((name, level, province))
                bearer = Bearer(level, province, date.fromisoformat(first) if first else None, ended)
                bearers.setdefault(name, []).append(bearer)
    for row in data["changes"]:
        if "to" in row:
            bearer = Bearer(row["level"], row["province"], None, date.fromisoformat(row["to"]))
            bearers.setdefault(row["name"], []).append(bearer)
    pairs = [(name, tuple(held)) for name, held in bearers.items()]
    pairs += [(other, tuple(bearers[name])) for other, name in data["spellings"].items()]
    pairs += [("Đăk " + name[4:], tuple(held)) for name, held in bearers.items() if name.startswith("Đắk ")]
    return PhraseTable(pairs)


@lru_cache(maxsize=1)
def communes() -> PhraseTable[tuple[Bearer, ...]]:
    """Names of communes, wards and towns, before and after July 2025, with all who bear or bore them."""
    bearers: dict[tuple[str, ...], list[Bearer]] = {}
    province: str | None = None
    first = last = None
    for line in files("nlp").joinpath("data/communes.txt").read_text(encoding="utf-8").split("\n"):
        if line.startswith("["):
            named, _, days = line.strip("[]").rpartition(" ")
            province = named if named != "*" else None
            first, last = (date.fromisoformat(day) if day else None for day in days.split(".."))
        elif line and not line.startswith("#"):
            level, _, names = line.partition(": ")
            bearer = Bearer(level if level != "?" else None, province, first, last)
            for name in names.split(", "):  # written in the normal form; plain syllables need no tokeniser
                key = tuple(name.lower().replace("-", " - ").replace(" ' ", " ").split())
                bearers.setdefault(key, []).append(bearer)
    table: PhraseTable[tuple[Bearer, ...]] = PhraseTable()
    for key, held in bearers.items():
        table.add(key, tuple(held))
    return table


@lru_cache(maxsize=256)
def is_district_city(province: Province, day: date | None) -> bool:
    """Whether "thành phố" with the province's name means the city in it ("thành phố Sơn La"), not the province."""
    hit = districts().match(Tokens(province.name), 0)
    if hit is None or not any(b.level == "thành phố" and b.province == province.name for b in hit[1]):
        return False
    held = province.name_on(day)
    if held is not None or day is not None:
        return held is None or held.level == "tỉnh"
    return all(name.level == "tỉnh" for name in province.names)


def unit_name(level: str | None, name: str) -> str:
    """Level and name with the capitals of Nghị định 30/2020/NĐ-CP, Phụ lục II: "tỉnh Sơn La", "Phường 15".

    The noun has a capital before a number, the name of a person or an event, and in "Thành phố Hồ Chí Minh".
    """
    if level is None:
        return name
    if name[:1].isdigit() or name in _named_after_people():
        return f"{level[0].upper()}{level[1:]} {name}"
    return f"{level} {name}"


@lru_cache(maxsize=1)
def _named_after_people() -> frozenset[str]:
    data = json.loads(files("nlp").joinpath("data/regions.json").read_text(encoding="utf-8"))
    return frozenset({"Hồ Chí Minh", *data["namesakes"]})


def levels_on(bearers: Iterable[Bearer], day: date | None, province: str | None) -> set[str]:
    """The levels of those that are there on a day: in the province when one is told and some are, else anywhere."""
    there = [bearer for bearer in bearers if bearer.level is not None and bearer.holds(day)]
    own = [bearer for bearer in there if bearer.province == province]
    return {bearer.level for bearer in own or there if bearer.level is not None}


@lru_cache(maxsize=1)
def peoples() -> frozenset[str]:
    """Lower-case names of the peoples of Vietnam and of their languages: like names of persons and places, but none."""
    data = json.loads(files("nlp").joinpath("data/regions.json").read_text(encoding="utf-8"))
    return frozenset(normalise(name).lower() for name in data["peoples"])
