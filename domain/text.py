"""Vietnamese text: one normal form, folding without accents, and the way back to the offsets of the given text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache

__all__ = ["Normalised", "fold", "fold_keeping_length", "has_accents", "normalise", "normalise_with_map"]

_SPACES = dict.fromkeys(
    map(ord, "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"), " "
)
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_ANY_INVISIBLE = re.compile(f"[{''.join(map(chr, _INVISIBLE))}]")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2015\u2212"), "-")
_ETH = {ord("Ð"): "Đ", ord("ð"): "đ", ord("Ɖ"): "Đ"}
_TABLE: dict[int, str | None] = {**_SPACES, **_INVISIBLE, **_DASHES, **_ETH}
# Most texts have none of these, and looking is ten times as fast as translating.
_ODD = re.compile(f"[{''.join(map(chr, _TABLE))}]")

# Tone placement: the old style writes hoà, thuý, khoẻ; the new one hòa, thúy, khỏe (open syllables in oa, oe, uy).
_OPEN_PAIR = re.compile(r"(?i)(?:[oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|[uU][ỳýỷỹỵỲÝỶỸỴ])(?![^\W\d_])")
_BASE_TONE = {
    composed: (unicodedata.normalize("NFD", composed)[0], unicodedata.normalize("NFD", composed)[1])
    for composed in "àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ"
}


def _move_tone(match: re.Match[str]) -> str:
    pair = match.group()
    base, tone = _BASE_TONE[pair[1]]
    return unicodedata.normalize("NFC", pair[0] + tone) + base


def _place_tones(text: str) -> str:
    """hoà → hòa, khoẻ → khỏe, thuý → thúy; length is kept. "quý" keeps its tone: there u belongs to the q."""

    def change(match: re.Match[str]) -> str:
        start = match.start()
        if match.group()[0] in "uU" and start and text[start - 1] in "qQ":
            return match.group()
        return _move_tone(match)

    return _OPEN_PAIR.sub(change, text)


# Putting marks in order takes quadratic time on one letter with very many of them, so longer runs are composed in
# parts (Unicode's "stream-safe" text cuts at the same length). Marks are no word characters.
_MARKS_TOGETHER = 30
_LONG_RUN = re.compile(rf"[^\w\s!-~]{{{_MARKS_TOGETHER + 1},}}")


def _compose(text: str) -> str:
    if text.isascii():
        return text
    parts: list[str] = []
    done = 0
    for run in _LONG_RUN.finditer(text):
        cuts = [*range(run.start() + _MARKS_TOGETHER, run.end(), _MARKS_TOGETHER), run.end()]
        for cut in cuts:
            parts.append(unicodedata.normalize("NFC", text[done:cut]))
            done = cut
    if not parts:
        return unicodedata.normalize("NFC", text)
    parts.append(unicodedata.normalize("NFC", text[done:]))
    return "".join(parts)


def normalise(text: str) -> str:
    """NFC, plain spaces and dashes, Eth as Đ, modern tone placement, no invisible characters. Newlines stay."""
    return _place_tones(_compose(text.translate(_TABLE)))


class Normalised:
    """A normalised text with the exact way back to the given one.

    ``given_span(start, end)`` turns offsets of ``text`` into offsets of ``given``.
    """

    __slots__ = ("_given_at", "_same", "given", "text")

    def __init__(self, given: str) -> None:
        self.given = given
        self.text = normalise(given)
        self._given_at: list[int] = []
        self._same = self.text == given
        if not self._same and len(self.text) == len(given) and _compose(given) == given:
            # Only characters were exchanged for others, one for one.
            self._same = not _ANY_INVISIBLE.search(given)
        if not self._same:
            self._align()

    def _align(self) -> None:
        """Walk the given text in pieces that compose on their own: a starter with the marks after it."""
        given, starts, pieces = self.given, [], []
        n, i = len(given), 0
        while i < n:
            j = i + 1
            far = i + 1 + _MARKS_TOGETHER
            while j < n and j < far and (unicodedata.combining(given[j]) or ord(given[j]) in _INVISIBLE):
                j += 1
            piece = unicodedata.normalize("NFC", given[i:j].translate(_TABLE))
            pieces.append(piece)
            starts.extend([i] * len(piece))
            i = j
        whole = "".join(pieces)
        # Hangul jamo compose across starters; such a text stays as its pieces are, so that offsets hold.
        self.text = _place_tones(whole)
        self._given_at = [*starts, n]

    def given_span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the given text of ``text[start:end]``."""
        if self._same:
            return start, end
        if start >= end:
            at = self._given_at[start]
            return at, at
        first = self._given_at[start]
        last = self._given_at[end - 1]
        after = bisect_right(self._given_at, last)
        stop = self._given_at[after] if after < len(self._given_at) else len(self.given)
        # Invisible characters at the end of the last piece are no part of the span.
        while stop > first + 1 and ord(self.given[stop - 1]) in _INVISIBLE:
            stop -= 1
        return first, stop


def normalise_with_map(given: str) -> Normalised:
    """The normalised text and the way back to the offsets of ``given``."""
    return Normalised(given)


@lru_cache(maxsize=8192)
def _fold_char(char: str) -> str:
    lowered = char.lower()
    if len(lowered) != 1:
        lowered = char
    if lowered in "đð":
        return "d"
    base = unicodedata.normalize("NFD", lowered)[0]
    return base if not unicodedata.combining(base) else lowered


class _FoldTable(dict[int, str]):
    def __missing__(self, key: int) -> str:
        folded = _fold_char(chr(key))
        self[key] = folded
        return folded


_FOLD = _FoldTable()


def fold_keeping_length(text: str) -> str:
    """Lower case without accents, đ as d; one character out for each character in, so offsets stay. Wants NFC."""
    return text.translate(_FOLD)


def fold(text: str) -> str:
    """Lower case without accents for matching and keys: normalised, đ as d, white space single."""
    return " ".join(fold_keeping_length(normalise(text)).split())


def has_accents(text: str) -> bool:
    """Whether the text carries a Vietnamese letter that folding would change."""
    return any(_fold_char(c) != c.lower() for c in unicodedata.normalize("NFC", text))
