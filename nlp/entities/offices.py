"""Offices and forms of address: the words that stand before or after a person's name."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files

from nlp.entities.phrases import PhraseTable
from nlp.entities.tokens import Tokens

__all__ = ["honorifics", "office_before", "offices", "weak_offices"]


@lru_cache(maxsize=1)
def _data() -> dict[str, list[str]]:
    data: dict[str, list[str]] = json.loads(files("nlp").joinpath("data/offices.json").read_text(encoding="utf-8"))
    return data


@lru_cache(maxsize=1)
def honorifics() -> PhraseTable[str]:
    """Forms of address and degrees → themselves."""
    return PhraseTable((text, text) for text in _data()["honorifics"])


@lru_cache(maxsize=1)
def offices() -> PhraseTable[str]:
    """Offices → themselves."""
    return PhraseTable((text, text) for text in _data()["offices"])


@lru_cache(maxsize=1)
def weak_offices() -> frozenset[str]:
    """Offices and occupations after which a name must have the shape of one: "cán bộ", "công nhân"."""
    return frozenset(_data()["weak"])


def office_before(tokens: Tokens, i: int) -> bool:
    """Whether an office ends right before token ``i`` ("Giám đốc | Sở Y tế"), so that a person may be named after."""
    for length in range(4, 0, -1):
        at = i - length
        if at < 0 or any(tokens.breaks[at + 1 : i + 1]):
            continue
        hit = offices().match(tokens, at)
        if hit is not None and hit[0] == i:
            return True
    # "Trưởng phòng Tổ chức": the office ends inside the body's own head.
    return i > 0 and not tokens.breaks[i] and tokens.lows[i - 1] in {"trưởng", "phó", "chánh"}
