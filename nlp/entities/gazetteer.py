"""Names of provinces, districts and communes as tables over tokens.

District and commune names are those before and after July 2025, as carried by the address data of underthesea
(Apache-2.0); provinces come from ``domain.provinces``.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib.resources import files

from domain.provinces import Province, former_provinces
from domain.text import normalise
from nlp.entities.phrases import PhraseTable, key_of

__all__ = ["LEVELS", "PLACE_LEVELS", "communes", "districts", "levels", "peoples", "provinces"]

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


@lru_cache(maxsize=1)
def districts() -> PhraseTable[tuple[tuple[str, str], ...]]:
    """District names of before July 2025 with the (level, province) pairs that bear the name."""
    rows: dict[str, list[list[str]]] = json.loads(
        files("nlp").joinpath("data/districts.json").read_text(encoding="utf-8")
    )
    pairs: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    for name, bearers in rows.items():
        value = tuple((level, province) for level, province in bearers)
        pairs.append((name, value))
        if name.startswith("Đắk "):
            pairs.append(("Đăk " + name[4:], value))
    return PhraseTable(pairs)


@lru_cache(maxsize=1)
def communes() -> PhraseTable[bool]:
    """Names of communes, wards and towns, before and after July 2025."""
    names = files("nlp").joinpath("data/communes.txt").read_text(encoding="utf-8").split("\n")
    table: PhraseTable[bool] = PhraseTable()
    for name in names:  # 7,500 names of plain syllables need no tokeniser
        table.add(tuple(normalise(name).lower().replace("-", " - ").split()), True)
    return table


@lru_cache(maxsize=1)
def peoples() -> frozenset[str]:
    """Lower-case names of the peoples of Vietnam and of their languages: like names of persons and places, but none."""
    data = json.loads(files("nlp").joinpath("data/regions.json").read_text(encoding="utf-8"))
    return frozenset(normalise(name).lower() for name in data["peoples"])
