"""What the model of names sees of a token: its letters, gazetteers, neighbours and the rules' verdict."""

from __future__ import annotations

from collections.abc import Sequence

from domain.people_names import MIDDLE_NAMES, is_strong_surname, is_surname
from nlp.entities.gazetteer import communes, districts, levels, provinces
from nlp.entities.lexicon import continuations, heads
from nlp.entities.offices import honorifics, offices
from nlp.entities.tokens import Tokens

__all__ = ["token_features"]


def token_features(tokens: Tokens, first: int, last: int, rules: Sequence[str]) -> list[list[str]]:
    """The features of tokens ``first:last``; ``rules`` holds the rules' tag of each ("O", "ORG", "PER", "LOC")."""
    shapes = [_shape(tokens, i) for i in range(first, last)]
    known = _gazetteer_tags(tokens, first, last)
    size = last - first
    rows: list[list[str]] = []
    for k in range(size):
        i = first + k
        low = tokens.lows[i]
        row = [
            "w=" + low,
            "s=" + shapes[k],
            "p=" + low[:2],
            "e=" + low[-2:],
            "g=" + known[k],
            "r=" + rules[k],
            "sg=" + shapes[k] + known[k],
        ]
        if tokens.caps[i]:
            row.append("name=" + _name_part(low))
        for step in (-2, -1, 1, 2):
            at = k + step
            if 0 <= at < size:
                row.append(f"{step}s={shapes[at]}")
                row.append(f"{step}w={tokens.lows[first + at]}")
                if abs(step) == 1:
                    row.append(f"{step}g={known[at]}")
                    row.append(f"{step}r={rules[at]}")
            elif abs(step) == 1:
                row.append("first" if step < 0 else "last")
        if k > 0:
            row.append("ss=" + shapes[k - 1] + shapes[k])
        if k + 1 < size:
            row.append("sn=" + shapes[k] + shapes[k + 1])
        rows.append(row)
    return rows


def _shape(tokens: Tokens, i: int) -> str:
    word = tokens.words[i]
    if word.isdigit():
        return "9"
    if not word[0].isalpha():
        return word if word in '.,-–():;“”"/' else "?"
    if word.isupper():
        return "A" if len(word) == 1 else "AA"
    return "Aa" if word[0].isupper() else "a"


def _name_part(low: str) -> str:
    if is_strong_surname(low):
        return "S"
    if is_surname(low):
        return "s"
    return "m" if low in MIDDLE_NAMES else "-"


def _gazetteer_tags(tokens: Tokens, first: int, last: int) -> list[str]:
    """One tag a token: the list that a phrase which holds it stands in."""
    tags = ["-"] * (last - first)
    i = first
    while i < last:
        end, tag = _longest(tokens, i)
        if end <= i or end > last:
            i += 1
            continue
        for k in range(i, end):
            tags[k - first] = tag + ("1" if k == i else "2")
        i = end
    return tags


def _longest(tokens: Tokens, i: int) -> tuple[int, str]:
    low = tokens.lows[i]
    for tag, table, names_only in _TABLES:
        current = table()
        if current.starts_with(low):
            hit = current.match(tokens, i, names_only=names_only)
            if hit is not None:
                return hit[0], tag
    return i, "-"


_TABLES = (
    ("H", heads, False),
    ("F", offices, False),
    ("T", honorifics, False),
    ("L", levels, False),
    ("P", provinces, True),
    ("D", districts, True),
    ("K", continuations, False),
    ("C", communes, True),
)
