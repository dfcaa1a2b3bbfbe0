"""Places as entities: "tỉnh Kon Tum", "huyện Mai Sơn", "phường 15", "đường Nguyễn Huệ", "Việt Nam"; kept as written.

The level word is a part of the entity. A place inside the name of a body is none of its own.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from domain.people_names import is_surname
from nlp.entities.gazetteer import PLACE_LEVELS, districts, peoples, provinces
from nlp.entities.lexicon import words
from nlp.entities.phrases import PhraseTable
from nlp.entities.runs import person_begins, place_at, run_end
from nlp.entities.scope import read_level, read_name
from nlp.entities.tokens import Tokens

__all__ = ["LocationMatch", "find_locations"]

_AMBIGUOUS_COUNTRIES = frozenset({"mỹ", "pháp", "đức", "nga", "úc", "lào", "asean"})
_SHORT = frozenset({"h", "q", "p", "tt"})
_LONGEST = 4
_WHOLE_WORDS = words(  # two syllables that are one word: no bridge in "yêu cầu", no hamlet in "biên bản"
    """
    biên bản; văn bản; cơ bản; kịch bản; phiên bản; ấn bản; nguyên bản; xuất bản; tư bản; căn bản; yêu cầu; nhu cầu;
    toàn cầu; địa cầu; điểm cầu; đầu cầu; thỉnh cầu; chăm sóc; con đường; dẫn đường; lên đường; thành phố;
    hải cảng; quần đảo; hội chợ; giang hồ; đồng hồ; tiểu đường; đái đường
    """
)
_PLURALS = frozenset({"các", "hai", "ba", "bốn", "năm"})
_COUNTED_PLACES = frozenset("tổ khóm ấp số khu thôn đội phố phường quận đường ngõ kiệt ngày tháng đến và".split())
_MODIFIERS = frozenset({"biên giới", "vùng cao", "miền núi", "ven biển", "vùng sâu", "vùng biên", "hải đảo"})
_LAST_LEVEL_WORDS = frozenset("xã phường huyện trấn thôn bản ấp buôn làng xóm khóm phum sóc".split())
_NUMBERED = frozenset({"thôn", "bản", "ấp", "khóm", "buôn", "khu phố"})
_DAYS = frozenset({"thầy thuốc", "phụ nữ", "nhà giáo", "gia đình", "doanh nhân", "bà mẹ", "dân số", "cách mạng"})
_PLACE_PREPOSITIONS = frozenset("tại ở từ đến sang với và nước của giữa về".split())


class LocationMatch(NamedTuple):
    """Tokens ``start:end`` and the level word ("huyện"), null for a bare name."""

    start: int
    end: int
    level: str | None
    name_start: int


def find_locations(tokens: Tokens, blocked: bytearray) -> list[LocationMatch]:
    """The places named outside of what is taken already.

    A name that stands after its level word once ("bản Cò Cài") is a place wherever it stands alone; so are the members
    of a list that begins with a level word ("các xã Bờ Y, Sa Loong và Đăk Xú").
    """
    found: list[LocationMatch] = []
    named = _named_after_levels(tokens)
    i = 0
    while i < len(tokens):
        match = None if blocked[i] else _match(tokens, i, blocked) or _named_before(tokens, i, named)
        if match is None and not blocked[i] and tokens.lows[i] in _LAST_LEVEL_WORDS and _is_plural(tokens, i):
            first = _past_modifiers(tokens, i + 1)
            listed = _rest_of_list(tokens, first - 1, blocked, opened=True) if first > i + 1 else []
            found.extend(listed)
            i = listed[-1].end if listed else i
        if match is None or any(blocked[match.start : match.end]):
            i += 1
            continue
        if match.level == "tỉnh" and _is_plural(tokens, match.start):
            match = match._replace(start=match.name_start)  # "hai tỉnh | Thái Nguyên và Bắc Kạn"
        found.append(match)
        i = match.end
        if match.level is not None and _is_plural(tokens, match.start):
            listed = _rest_of_list(tokens, i, blocked)
            found.extend(listed)
            i = listed[-1].end if listed else i
    return found


def _is_plural(tokens: Tokens, i: int) -> bool:
    """ "các | xã", "2 | phường", but not "tổ 2 | phường"."""
    if not i or not tokens.follows(i):
        return False
    before = tokens.lows[i - 1]
    if before in _PLURALS:
        return True
    counted = before.isdigit() and len(before) <= 2 and int(before) >= 2
    return counted and (i < 2 or tokens.lows[i - 2] not in _COUNTED_PLACES)


def _past_modifiers(tokens: Tokens, i: int) -> int:
    """ "các xã | biên giới | Bờ Y": where the names begin; ``i`` when no such words stand there."""
    while tokens.follows(i + 1) and " ".join(tokens.lows[i : i + 2]) in _MODIFIERS:
        i += 2
    return i


def _named_after_levels(tokens: Tokens) -> set[tuple[str, ...]]:
    """Names of two syllables or more that follow a level word anywhere in the text, also inside names of bodies."""
    named: set[tuple[str, ...]] = set()
    for i in range(1, len(tokens)):
        if not tokens.caps[i] or tokens.caps[i - 1] or tokens.lows[i - 1] not in _LAST_LEVEL_WORDS or tokens.shouts[i]:
            continue
        end = run_end(tokens, i, _LONGEST)
        if end - i >= 2 and person_begins(tokens, i, end) == end:
            named.add(tuple(tokens.lows[i:end]))
    return named


def _named_before(tokens: Tokens, i: int, named: set[tuple[str, ...]]) -> LocationMatch | None:
    if not named or not tokens.caps[i]:
        return None
    opens = i > 1 and (tokens.breaks[i - 1] or tokens.words[i - 2] in {".", "!", "?"})  # "Về Mường Lý"
    if i > 0 and tokens.follows(i) and tokens.caps[i - 1] and not opens:
        return None
    end = run_end(tokens, i, _LONGEST)
    return LocationMatch(i, end, None, i) if tuple(tokens.lows[i:end]) in named else None


def _rest_of_list(tokens: Tokens, i: int, blocked: bytearray, *, opened: bool = False) -> list[LocationMatch]:
    """ ", Sa Loong và Đăk Xú" after the first member of a list of places."""
    found: list[LocationMatch] = []
    while tokens.follows(i + 1) and tokens.caps[i + 1] and (opened or tokens.words[i] == "," or tokens.lows[i] == "và"):
        opened = False
        end = run_end(tokens, i + 1, _LONGEST)
        if any(blocked[i + 1 : end]) or end - i > _LONGEST or _match(tokens, i + 1, blocked) is not None:
            break
        found.append(LocationMatch(i + 1, end, None, i + 1))
        i = end
    return found


def _match(tokens: Tokens, i: int, blocked: bytearray) -> LocationMatch | None:
    level = read_level(tokens, i)
    if level is not None and (tokens.lows[i] not in _SHORT or _is_short_level(tokens, i)):
        end, word = level
        name = read_name(tokens, end, word)
        if tokens.lows[i] in _SHORT and place_at(tokens, end, small=True) < name:
            return None  # "H.Đào" is no district
        if name > end and (not blocked[end]):
            return LocationMatch(i, name, word, end)
        if name == end and tokens.follows(end) and tokens.caps[end] and word != "tỉnh" and not tokens.shouts[end]:
            stop = run_end(tokens, end, 4)
            return LocationMatch(i, stop, word, end)
        return None
    small = _small_levels().match(tokens, i)
    if i and small is not None and f"{tokens.lows[i - 1]} {tokens.lows[i]}" in _WHOLE_WORDS:
        small = None
    if small is not None and tokens.follows(small[0]):
        return _small_place(tokens, i, small[0], small[1])
    if not tokens.caps[i]:
        return None
    return _bare(tokens, i)


def _is_short_level(tokens: Tokens, i: int) -> bool:
    """ "P.Hiệp Bình Chánh", "TT. Đất Đỏ": one or two capitals, a stop right after, a name."""
    return (
        tokens.words[i].isupper()
        and i + 2 < len(tokens)
        and tokens.words[i + 1] == "."
        and tokens.starts[i + 1] == tokens.ends[i]
    )


def _small_place(tokens: Tokens, i: int, end: int, word: str) -> LocationMatch | None:
    if word in {"quốc lộ", "tỉnh lộ"} and tokens.words[end].isdigit():
        return LocationMatch(i, end + 1, word, end)
    if word in _NUMBERED and tokens.words[end].isdigit() and len(tokens.words[end]) <= 2:
        return LocationMatch(i, end + 1, word, end)
    if not tokens.caps[end] or tokens.shouts[end]:
        return None
    if tokens.lows[i : i + 3] == ["hồ", "chí", "minh"]:
        return None
    inside_a_run = tokens.caps[i] and not tokens.breaks[i] and i > 0 and tokens.caps[i - 1]
    if inside_a_run and word in {"cầu", "hồ", "bản", "cảng", "làng", "phố", "đường"}:
        return None
    stop = run_end(tokens, end, _LONGEST)
    if stop - end == _LONGEST:  # "phó bản Cò Cài Vi Văn Ngoan"
        stop = min(stop, person_begins(tokens, end, run_end(tokens, end)))
    if " ".join(tokens.lows[end:stop]) in peoples():
        return None  # "già làng Xơ Đăng"
    if any(len(tokens.words[k]) > 1 and tokens.words[k].isupper() for k in range(end, stop)):
        return None
    if word in _NUMBERED and tokens.follows(stop) and tokens.words[stop].isdigit() and len(tokens.words[stop]) <= 2:
        stop += 1
    return LocationMatch(i, stop, word, end)


def _bare(tokens: Tokens, i: int) -> LocationMatch | None:
    hit = provinces().match(tokens, i, names_only=True)
    district = districts().match(tokens, i, names_only=True)
    country = _countries().match(tokens, i)
    end = max((found[0] for found in (hit, district, country) if found is not None), default=i)
    if end == i:
        return None
    if country is not None and end == country[0] and not country[1].islower():
        low = tokens.lows[i]
        if low == "việt" and " ".join(tokens.lows[max(i - 2, 0) : i]) in _DAYS:
            return None  # "Ngày Thầy thuốc Việt Nam"
        if low in _AMBIGUOUS_COUNTRIES and not (
            i > 0 and tokens.follows(i) and tokens.lows[i - 1] in _PLACE_PREPOSITIONS
        ):
            return None
        if tokens.follows(end) and tokens.caps[end] and end - i == 1:
            return None
        return LocationMatch(i, end, None, i)
    if hit is not None and tuple(tokens.lows[i:end]) == ("hồ", "chí", "minh"):
        return None
    before_capital = i > 0 and tokens.follows(i) and tokens.caps[i - 1] and not tokens.shouts[i]
    if before_capital and is_surname(tokens.lows[i - 1]):
        return None
    after_capital = tokens.follows(end) and tokens.caps[end] and not tokens.shouts[i]
    if hit is None and (end - i < 2 or before_capital or after_capital or tokens.shouts[i]):
        return None
    if hit is not None and after_capital and not is_surname(tokens.lows[end]) and end - i < run_end(tokens, i) - i:
        return None
    return LocationMatch(i, end, None, i)


@lru_cache(maxsize=1)
def _small_levels() -> PhraseTable[str]:
    return PhraseTable(PLACE_LEVELS.items())


@lru_cache(maxsize=1)
def _countries() -> PhraseTable[str]:
    data = json.loads(files("nlp").joinpath("data/regions.json").read_text(encoding="utf-8"))
    return PhraseTable((name, name) for name in (*data["countries"], *data["regions"]))
