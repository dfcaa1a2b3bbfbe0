"""The heads of organisation names and the words that may follow them, from ``data/organisations.json``."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from nlp.entities.phrases import PhraseTable, key_of

__all__ = [
    "Head",
    "businesses",
    "continuations",
    "heads",
    "hospitals",
    "sectors",
    "small_descriptions",
    "small_nouns",
    "words",
]


class Head(NamedTuple):
    """How the name of an organisation begins, and what may stand after.

    ``kind``: "fixed" (whole as it is), "authority" (whole, may take a territory), "sector" (wants one of the closed
    list of sectors), "unit" (wants a description). Flags: ``alone`` stands without a description, ``bare`` may be
    used as a short form of a body named before, ``lower`` may be written small before a proper name, ``person`` may
    bear a person's name, ``scope`` means nothing without a territory.
    """

    text: str
    kind: str
    alone: bool = False
    bare: bool = False
    lower: bool = False
    person: bool = False
    scope: bool = False


_LED_BY_OFFICES = frozenset({"Đảng ủy", "Ban Thường vụ", "Ban Chấp hành"})  # "Bí thư Đảng ủy"
_NEVER_SMALL = frozenset(
    {"Thuế cơ sở", "Thường trực", "Ban Thường vụ", "Ban Chấp hành", "Thanh tra", "Thuế", "Thống kê", "Quân khu"}
)


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(files("nlp").joinpath("data/organisations.json").read_text(encoding="utf-8"))
    return data


@lru_cache(maxsize=1)
def heads() -> PhraseTable[Head]:
    """All heads."""
    data = _data()
    table: PhraseTable[Head] = PhraseTable()
    for text in data["fixed"]:
        table.add(key_of(text), Head(text, "fixed", alone=True))
    required = set(data["scope_required"])
    for text in data["authority"]:
        table.add(
            key_of(text),
            Head(
                text,
                "authority",
                alone=text not in required,
                scope=text in required,
                bare=text in _LED_BY_OFFICES,
                lower=text not in _NEVER_SMALL,
            ),
        )
    for text in data["sector"]:
        table.add(key_of(text), Head(text, "sector", bare=True, lower=True))
    for text, flags in data["unit"].items():
        held = set(flags.split())
        table.add(
            key_of(text),
            Head(
                text,
                "unit",
                alone="alone" in held,
                bare="bare" in held,
                lower="lower" in held,
                person="person" in held,
                scope="scope" in held,
            ),
        )
    return table


@lru_cache(maxsize=1)
def sectors() -> PhraseTable[str]:
    """The closed list of what a Sở or a Bộ is for → the spelling to use."""
    return PhraseTable((text, text) for text in _data()["sectors"])


@lru_cache(maxsize=1)
def small_descriptions() -> PhraseTable[str]:
    """Descriptions that are also written small right after the head: "Trung tâm kiểm soát bệnh tật"."""
    return PhraseTable((text, text) for text in _data()["small"])


@lru_cache(maxsize=1)
def businesses() -> PhraseTable[str]:
    """What companies deal in, as their names tell it in small letters."""
    return PhraseTable((text, text) for text in _data()["businesses"])


@lru_cache(maxsize=1)
def hospitals() -> PhraseTable[str]:
    """Names of well-known hospitals, as they stand in lists without the word."""
    return PhraseTable((text, text) for text in _data()["hospitals"])


@lru_cache(maxsize=1)
def small_nouns() -> PhraseTable[str]:
    """What goes on a description in small letters: "Quản lý | sản phẩm | thực phẩm"."""
    return PhraseTable((text, text) for text in _data()["small_nouns"])


@lru_cache(maxsize=1)
def continuations() -> PhraseTable[str]:
    """Descriptions that stand in names: "Kiểm soát bệnh tật", "Quản lý Khám, chữa bệnh" → the spelling to use."""
    data = _data()
    return PhraseTable((text, text) for text in (*data["continuations"], *data["sectors"]))


def words(listed: str) -> frozenset[str]:
    """A set written as text: its members parted by ";"."""
    return frozenset(part.strip() for part in listed.split(";"))
