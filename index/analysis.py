"""Text → tokens, the same for every engine, for documents and for queries.

A token is a run of letters and digits of the normalised text. Numbers are brought to one writing: a full stop that
parts
thousands goes ("1.185" is 1185), a decimal comma stays ("12,85"), and so do not leading zeros ("08 đơn vị" is 8 đơn
vị). An engine never analyses text by itself: it is given these tokens joined by single spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from domain.text import fold_keeping_length, normalise

__all__ = ["BREAK", "Analysed", "Token", "analyse", "fold_text", "folded_pattern", "pairs", "token_spans", "words"]

BREAK = "\u241e"
"""Stands between title, body and attachments, so that no phrase runs across; no text yields it."""

_LONGEST = 80
_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*(?![^\W_])|[^\W_]+")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?\Z")
_ZEROS = re.compile(r"\A0+(?=\d)")


class Token(NamedTuple):
    """A token: ``exact`` keeps the accents, ``folded`` does not; offsets into the normalised text."""

    exact: str
    folded: str
    start: int
    end: int


class Analysed(NamedTuple):
    """The tokens of a text in order, as typed and folded; both have the same length."""

    exact: list[str]
    folded: list[str]


# Syllables written with y or i alike: kỹ/kĩ, lý/lí, mỹ/mĩ, sỹ/sĩ, tỷ/tỉ, hy/hi, quý/quí (Quyết định 240/QĐ, 1984).
_Y_OR_I = re.compile(r"\A(h|k|l|m|s|t|qu)y\Z")
_I_OR_Y = re.compile(r"(?:h|k|l|m|s|t|qu)i")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")


def fold_text(text: str) -> str:
    """A normalised text without accents, raised figures as plain ones (m² as m2); one character for each."""
    return fold_keeping_length(text).translate(_SUPERSCRIPTS)


@lru_cache(maxsize=65536)
def _fold(token: str) -> str:
    return _Y_OR_I.sub(r"\1i", fold_text(token))


def _canonical(token: str) -> str:
    if token[0] > "9":
        return token[:_LONGEST]
    if "." in token and _THOUSANDS.match(token):
        token = token.replace(".", "")
    return _ZEROS.sub("", token)[:_LONGEST]


def _split(token: str) -> Iterable[str]:
    """The tokens of one match: a dotted run that is no number ("1.2.3", "26.9.2022") falls apart."""
    if token[0] > "9" or token.isdigit() or _THOUSANDS.match(token):
        return (token,)
    if "." not in token and token.count(",") == 1:
        return (token,)
    return re.split(r"[.,]", token)


def token_spans(text: str) -> Iterator[Token]:
    """The tokens of a normalised text with their offsets."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a capital whose small form is longer: İ
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    folded = fold_text(lowered)
    for match in _TOKEN.finditer(lowered):
        start = match.start()
        for piece in _split(match.group()):
            end = start + len(piece)
            yield Token(_canonical(piece), _Y_OR_I.sub(r"\1i", _canonical(folded[start:end])), start, end)
            start = end + 1


def analyse(text: str) -> Analysed:
    """The tokens of any text, normalised here."""
    exact: list[str] = []
    for token in _TOKEN.findall(normalise(text).lower()):
        if token[0] <= "9":
            exact.extend(map(_canonical, _split(token)))
        else:
            exact.append(token if len(token) <= _LONGEST else token[:_LONGEST])
    return Analysed(exact, list(map(_fold, exact)))


def words(text: str) -> list[str]:
    """The folded tokens of any text."""
    return analyse(text).folded


def pairs(tokens: Iterable[str]) -> list[str]:
    """Neighbours joined by an underscore: the folded bigrams that carry the ranking."""
    return [f"{first}_{second}" for first, second in pairwise(tokens) if BREAK not in (first, second)]


def folded_pattern(token: str) -> str:
    """A regular expression for the places of a folded text where ``token`` stands, in any writing of a number."""
    if not token[0].isdigit():
        return f"{re.escape(token[:-1])}[iy]" if _I_OR_Y.fullmatch(token) else re.escape(token)
    whole, comma, rest = token.partition(",")
    comma = "[.,]" if comma else ""
    if not whole.isdigit():
        return f"0*{re.escape(token)}"
    groups = [whole[max(0, end - 3) : end] for end in range(len(whole), 0, -3)]
    return "0*" + r"\.?".join(reversed(groups)) + comma + re.escape(rest)
