"""Abbreviations in a run of words, both ways: CCHC finds "cải cách hành chính", and the words find CCHC."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from domain.abbreviations import abbreviations
from index.analysis import words

__all__ = ["Part", "is_abbreviation", "parts", "variants"]

_Tokens = tuple[str, ...]
_DECIMAL = re.compile(r"(\d+),(\d+)")


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, _Tokens], dict[_Tokens, str], int]:
    long_of: dict[str, _Tokens] = {}
    for short, full in abbreviations().items():
        tokens = words(short)
        if len(tokens) == 1 and len(tokens[0]) > 1:
            long_of.setdefault(tokens[0], tuple(words(full)))
    short_of = {full: short for short, full in long_of.items()}
    return long_of, short_of, max(map(len, short_of), default=0)


def is_abbreviation(token: str) -> bool:
    """Whether a folded token is an abbreviation of the field."""
    return token in _tables()[0]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a run that has other writings: ``inner`` as given (parts or plain tokens), ``others`` as
    sequences.
    """

    inner: tuple[Part | str, ...]
    others: tuple[_Tokens, ...]


def _long(tokens: _Tokens) -> tuple[list[str], list[int]]:
    """The run with every abbreviation written out, and where each of its tokens begins in that."""
    long_of = _tables()[0]
    written: list[str] = []
    begins: list[int] = []
    for token in tokens:
        begins.append(len(written))
        written.extend(long_of.get(token, (token,)))
    begins.append(len(written))
    return written, begins


def _longest(tokens: _Tokens, written: list[str], begins: list[int], first: int, whole: bool) -> int:
    """The end of the longest known full form of two tokens or more that begins at ``first``; ``first`` when none."""
    short_of, most = _tables()[1], _tables()[2]
    for last in range(min(len(tokens), first + most), first + 1, -1):
        if last - first == len(tokens) and not whole:
            continue
        if tuple(written[begins[first] : begins[last]]) in short_of:
            return last
    return first


def _single(token: str) -> Part | str:
    if decimal := _DECIMAL.fullmatch(token):  # a text may write it with a point, which parts tokens
        return Part((token,), ((decimal[1], decimal[2].lstrip("0") or "0"),))
    full = _tables()[0].get(token)
    if full is None:
        return token
    mixed = _shorten(full, whole=False)
    return Part((token,), (full,) if mixed == full else (full, mixed))


def parts(tokens: _Tokens, *, whole: bool = True) -> tuple[Part | str, ...]:
    """The run as plain tokens and stretches with other writings. ``whole``: the run itself may be such a stretch."""
    short_of = _tables()[1]
    written, begins = _long(tokens)
    read: list[Part | str] = []
    at = 0
    while at < len(tokens):
        end = _longest(tokens, written, begins, at, whole)
        if end == at:
            read.append(_single(tokens[at]))
            at += 1
            continue
        short = short_of[tuple(written[begins[at] : begins[end]])]
        read.append(Part(parts(tokens[at:end], whole=False), ((short,),)))
        at = end
    return tuple(read)


def _shorten(tokens: _Tokens, *, whole: bool = True) -> _Tokens:
    short_of = _tables()[1]
    written, begins = list(tokens), list(range(len(tokens) + 1))
    made: list[str] = []
    at = 0
    while at < len(tokens):
        end = _longest(tokens, written, begins, at, whole)
        made.append(tokens[at] if end == at else short_of[tokens[at:end]])
        at = max(end, at + 1)
    return tuple(made)


def variants(tokens: _Tokens) -> tuple[_Tokens, ...]:
    """The run as given, with all abbreviations written out, and with all full forms abbreviated; each once."""
    written = tuple(_long(tokens)[0])
    return tuple(dict.fromkeys([tokens, written, _shorten(written)]))
