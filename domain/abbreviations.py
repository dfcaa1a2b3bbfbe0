"""Abbreviations of the field, in both directions: CCHC ⇄ cải cách hành chính."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files

from domain.text import fold

__all__ = ["abbreviations", "expand", "shorten"]


@lru_cache(maxsize=1)
def abbreviations() -> dict[str, str]:
    """Short form → full form in lower case, as people write them."""
    table: dict[str, str] = json.loads(files("domain").joinpath("data/abbreviations.json").read_text(encoding="utf-8"))
    return table


def _letters(short: str) -> str:
    """ "KT-XH" and "THTK,CLP" are looked up by their letters alone."""
    return "".join(char for char in fold(short) if char.isalnum())


@lru_cache(maxsize=1)
def _folded() -> tuple[dict[str, str], dict[str, str]]:
    forward = {_letters(short): full for short, full in abbreviations().items()}
    backward: dict[str, str] = {}
    for short, full in abbreviations().items():
        backward.setdefault(fold(full).replace(",", ""), short)  # "CDC" before "TTKSBT"
    return forward, backward


def expand(short: str) -> str | None:
    """The full form of an abbreviation typed in any case, with or without accents; null when unknown."""
    return _folded()[0].get(_letters(short))


def shorten(full: str) -> str | None:
    """The abbreviation of a full form; null when there is none."""
    return _folded()[1].get(fold(full).replace(",", ""))
