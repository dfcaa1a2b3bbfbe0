"""Runs of capitalised syllables: where they end, and whether a person's name is one or begins in one."""

from __future__ import annotations

from domain.people_names import MIDDLE_NAMES, is_strong_surname, is_surname
from nlp.entities.gazetteer import communes, districts, provinces
from nlp.entities.tokens import Tokens

__all__ = ["looks_like_person", "person_begins", "place_at", "run_end"]

_LONGEST = 7


def run_end(tokens: Tokens, i: int, limit: int = _LONGEST) -> int:
    """The end of the run of capitalised words that begins at ``i``, on one line, at most ``limit`` words."""
    j = i
    while j < len(tokens) and j - i < limit and tokens.caps[j] and tokens.lows[j].replace("'", "").isalpha():
        if j > i and tokens.breaks[j]:
            break
        j += 1
    return j


def place_at(tokens: Tokens, i: int, *, small: bool = False) -> int:
    """The end of a province or district name (with ``small`` also a commune's) at ``i``; ``i`` when there is none."""
    best = i
    for table in (provinces(), districts()):
        hit = table.match(tokens, i, names_only=True)
        if hit is not None:
            best = max(best, hit[0])
    if small:
        commune = communes().match(tokens, i, names_only=True)
        if commune is not None:
            best = max(best, commune[0])
    return best


def looks_like_person(tokens: Tokens, i: int, j: int) -> bool:
    """Whether the run ``i:j`` has the shape of a full Vietnamese name: surname first, two to five syllables."""
    size = j - i
    if not 2 <= size <= 5 or not is_surname(tokens.lows[i]):
        return False
    if place_at(tokens, i) == j:
        return False
    if any(len(tokens.words[k]) > 1 and tokens.words[k].isupper() for k in range(i, j)) and not tokens.shouts[i]:
        return all(tokens.words[k].isupper() for k in range(i, j))
    return is_strong_surname(tokens.lows[i]) or size >= 3 or tokens.lows[i + 1] in MIDDLE_NAMES


def person_begins(tokens: Tokens, i: int, j: int) -> int:
    """Where a person's full name that ends the run ``i:j`` begins; ``j`` when none does.

    "Thái Nguyên Nguyễn Vy Hồng" → the second "Nguyễn"; a run that is wholly a place is none.
    """
    if place_at(tokens, i, small=True) == j:
        return j
    after_place = place_at(tokens, i)
    if i < after_place < j and looks_like_person(tokens, after_place, j):
        return after_place
    best, best_score = j, 0.0
    for k in range(i, j - 1):
        if not looks_like_person(tokens, k, j):
            continue
        score = (
            1.0 + is_strong_surname(tokens.lows[k]) + (j - k == 3) * 0.5 + (tokens.lows[k + 1] in MIDDLE_NAMES) * 0.5
        )
        if k == i:
            score += 0.25
        if score > best_score:
            best, best_score = k, score
    return best
