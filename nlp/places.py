"""Provinces that a text names, wherever it does so.

A mention is the name as written ("Kon Tum", "TP.HCM"), also inside the name of a body ("Sở Y tế Kon Tum"). The name of
a smaller place ("xã Thái Bình"), of a street ("đường Hòa Bình") or of a person is none. A city that bears its
province's name ("thành phố Sơn La") counts for the province and is kept as the district; which it is, tells the day.
"""

from __future__ import annotations

from datetime import date

from domain.annotation import Place
from domain.people_names import is_surname
from domain.provinces import Province, find_province
from nlp.entities.gazetteer import (
    PLACE_LEVELS,
    communes,
    districts,
    is_district_city,
    levels,
    provinces,
)
from nlp.entities.phrases import PhraseTable
from nlp.entities.tokens import Tokens, tokens_of
from nlp.text import Layer

__all__ = ["district_province", "find_places", "level_before"]

_SMALLER = {"huyện", "quận", "thị xã", "thị trấn", "xã", "phường", "đặc khu"}
_NEED_LEVEL = {"hồ chí minh"}  # a person's name unless a city is said before it
_OTHER_NAMES = {  # longer names that begin with a province's
    ("điện", "biên", "phủ"),
    ("thái", "bình", "dương"),
    ("hà", "nam", "ninh"),
}
_SMALL_WORDS: PhraseTable[str] = PhraseTable(PLACE_LEVELS.items())


def find_places(layer: Layer) -> list[Place]:
    """The province mentions of the text, in order; sets the mask "place"."""
    tokens = tokens_of(layer.text)
    table = provinces()
    found: list[Place] = []
    spans: list[tuple[int, int]] = []
    i = 0
    while i < len(tokens):
        if not tokens.caps[i] or not table.starts_with(tokens.lows[i]):
            i += 1
            continue
        hit = table.match(tokens, i, names_only=True)
        if hit is None:
            i += 1
            continue
        j, province = hit
        level, _ = level_before(tokens, i)
        start, end = tokens.starts[i], tokens.ends[j - 1]
        if _is_province(tokens, i, j, level) and not layer.covered(start, end, "url"):
            in_it = level == "thành phố" and is_district_city(province, layer.date)
            district = f"{level} {province.name}" if in_it else None
            spans.append((start, end))
            found.append(
                Place(
                    province=layer.text[start:end],
                    province_now=province.now,
                    code=province.now_code,
                    district=district or _district_before(tokens, i, layer.date),
                    method="gazetteer",
                    **layer.locate(start, end),
                )
            )
        i = j
    layer.mask("place", spans)
    return found


def level_before(tokens: Tokens, i: int) -> tuple[str | None, int]:
    """The level word that ends right before token ``i`` ("tỉnh", "TP.", "huyện", "đường") and where it begins."""
    for length in (3, 2, 1):
        at = i - length
        if at < 0:
            continue
        for table in (levels(), _SMALL_WORDS):
            hit = table.match(tokens, at)
            if hit is not None and hit[0] == i and not tokens.breaks[i]:
                return hit[1], at
    return None, i


def _is_province(tokens: Tokens, i: int, j: int, level: str | None) -> bool:
    lows = tokens.lows
    name = " ".join(lows[i:j])
    if level in _SMALLER or (level is not None and level not in {"tỉnh", "thành phố"}):
        return False
    if name in _NEED_LEVEL and level != "thành phố":
        return False
    if tokens.follows(j) and tokens.caps[j]:
        if (*lows[i:j], lows[j]) in _OTHER_NAMES:
            return False
        longer = districts().match(tokens, i, names_only=True) or communes().match(tokens, i, names_only=True)
        if longer is not None and longer[0] > j and not tokens.shouts[i]:
            return False
    # "Nguyễn Thái Bình": a capital right before that is a surname makes it a person's name.
    before = i - 1
    if level is None and before >= 0 and tokens.follows(i) and tokens.caps[before] and not tokens.shouts[i]:
        return not is_surname(tokens.lows[before])
    return True


def _district_before(tokens: Tokens, i: int, day: date | None) -> str | None:
    """ "huyện Mai Sơn, tỉnh Sơn La": the district named right before the province."""
    at = i
    level, begin = level_before(tokens, i)
    if level is not None:
        at = begin
    if at < 2 or tokens.words[at - 1] not in {",", "(", "-", "–"}:
        return None
    for length in (2, 3, 1, 4):
        first = at - 1 - length
        if first < 1:
            break
        smaller, begin = level_before(tokens, first)
        province = provinces().match(tokens, first, names_only=True)
        if smaller == "thành phố" and province is not None and not is_district_city(province[1], day):
            return None  # "TP.HCM, Đắk Lắk" are two provinces
        if smaller in {"huyện", "quận", "thị xã", "thành phố"} and all(tokens.caps[first : at - 1]):
            return tokens.text[tokens.starts[begin] : tokens.ends[at - 2]]
    return None


def district_province(tokens: Tokens, i: int, level: str | None, day: date | None = None) -> Province | None:
    """The province of the district named at token ``i`` after ``level``; null when several have one of that name."""
    hit = districts().match(tokens, i, names_only=True)
    if hit is None:
        return None
    held = [bearer for bearer in hit[1] if bearer.level == level]
    bearers = {b.province for b in held if b.holds(day)} or {b.province for b in held}
    return find_province(next(iter(bearers)) or "") if len(bearers) == 1 else None
