"""The territory at the end of a name: "tỉnh Kon Tum", "huyện", "xã Đăk Hà", "phường 15", "Việt Nam", "cấp tỉnh"."""

from __future__ import annotations

import re
from typing import NamedTuple

from nlp.entities.gazetteer import communes, districts, levels, provinces
from nlp.entities.runs import looks_like_person, person_begins, run_end
from nlp.entities.tokens import Tokens

__all__ = ["Scope", "read_level", "read_name", "read_scope"]

_NOT_AFTER = {"này", "khác", "ta", "nhà", "đó", "mình", "lân", "bạn", "nào", "trực"}
_NEEDS_NAME = {"q", "p", "h", "tt", "tx", "thủ"}
_ROMAN = {"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"}
_ROMAN_NUMBER = re.compile(r"[IVX]{1,6}")
_KNOWN_ONLY = frozenset({"tỉnh", "thành phố"})  # every one of them is in the lists
_COUNTRY = {("việt", "nam")}
_CITY_NAMES_OF_TWO = 4


class Scope(NamedTuple):
    """Tokens ``start:end`` of the territory, its level when a word says it, and whether it is named."""

    start: int
    end: int
    level: str | None
    named: bool


def read_level(tokens: Tokens, i: int) -> tuple[int, str] | None:
    """A level word at ``i``: its end and the level."""
    hit = levels().match(tokens, i)
    if hit is None:
        return None
    end, level = hit
    if end < len(tokens) and tokens.lows[end] in {"ủy", "uỷ", "đoàn", "hội"} and not tokens.breaks[end]:
        return None  # "Tỉnh ủy", "Huyện đoàn", "xã hội"
    if end < len(tokens) and tokens.words[end] == "." and tokens.lows[end - 1] in {"tp", "tx", "tt"}:
        end += 1
    return end, level


def read_name(tokens: Tokens, i: int, level: str | None, *, after_office: bool = False) -> int:
    """The end of the proper name of a territory at ``i``; ``i`` when there is none."""
    if not tokens.follows(i):
        return i
    if tokens.words[i].isdigit():
        return i + 1 if level in {"quận", "phường"} and len(tokens.words[i]) <= 2 else i
    if not tokens.caps[i]:
        return i
    hit = provinces().match(tokens, i, names_only=True)
    district = districts().match(tokens, i, names_only=True) if level != "tỉnh" else None
    commune = communes().match(tokens, i, names_only=True) if level in {"xã", "phường", "thị trấn", "đặc khu"} else None
    ends = [found[0] for found in (hit, district, commune) if found is not None]
    if ends:
        return max(ends)
    if level is None or level in _KNOWN_ONLY or tokens.shouts[i]:
        return i
    end = run_end(tokens, i, _CITY_NAMES_OF_TWO)
    if level in {"quận", "phường"} and tokens.lows[i] in _ROMAN:
        return i + 1
    full = run_end(tokens, i)
    if after_office:
        begins = person_begins(tokens, i, full)
        if begins < full:
            return begins
    elif end - i >= 3 and looks_like_person(tokens, i, end) and level not in {"xã", "phường", "thị trấn"}:
        return i
    return end


def _numbered_region(tokens: Tokens, i: int) -> int:
    """ "khu vực XV", "khu vực 2 - Sơn La": the end of a region with a number, as bodies have them since 2025."""
    if tokens.lows[i : i + 2] != ["khu", "vực"] or not tokens.follows(i + 2):
        return i
    number = tokens.words[i + 2]
    if not (number.isdigit() and len(number) <= 2) and not _ROMAN_NUMBER.fullmatch(number):
        return i
    dash = i + 3
    if tokens.follows(dash + 1) and tokens.words[dash] in {"-", "–"} and tokens.caps[dash + 1]:
        hit = provinces().match(tokens, dash + 1, names_only=True)
        return hit[0] if hit is not None else dash
    return dash


def read_scope(tokens: Tokens, i: int, *, after_office: bool = False) -> Scope | None:
    """The territory at ``i``, or null."""
    if not tokens.follows(i):
        return None
    lows = tokens.lows
    if tuple(lows[i : i + 2]) in _COUNTRY and tokens.caps[i]:
        return Scope(i, i + 2, None, True)
    numbered = _numbered_region(tokens, i)
    if numbered > i:
        return Scope(i, numbered, None, True)
    begin = i + 1 if lows[i] == "cấp" else i
    level = read_level(tokens, begin)
    if level is None:
        end = read_name(tokens, i, None, after_office=after_office)
        return Scope(i, end, None, True) if end > i else None
    end, word = level
    named = read_name(tokens, end, word, after_office=after_office)
    if named > end:
        further = read_level(tokens, named) if tokens.follows(named) else None
        if further is not None:  # "xã A huyện B" without a comma
            name = read_name(tokens, further[0], further[1], after_office=after_office)
            if name > further[0]:
                return Scope(i, name, word, True)
        return Scope(i, named, word, True)
    if lows[begin] in _NEEDS_NAME and end - begin <= 2:
        return None
    if tokens.follows(end) and lows[end] in _NOT_AFTER:
        return None
    if tokens.words[end - 1] == ".":
        end -= 1  # "UBND TP. Mới đây": without a name the stop ends the sentence
    return Scope(i, end, word, False)
