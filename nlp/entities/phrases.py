"""Longest match of many known phrases over tokens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from domain.text import normalise
from nlp.entities.tokens import Tokens

__all__ = ["PhraseTable", "key_of"]

T = TypeVar("T")


def key_of(phrase: str) -> tuple[str, ...]:
    """A phrase as the lower-case tokens that a text would have for it."""
    return tuple(Tokens(normalise(phrase)).lows)


class PhraseTable(Generic[T]):
    """Phrases with a value each; ``match`` finds the longest that begins at a token."""

    def __init__(self, pairs: Iterable[tuple[str, T]] = ()) -> None:
        self._values: dict[tuple[str, ...], T] = {}
        self._lengths: dict[str, list[int]] = {}
        for phrase, value in pairs:
            self.add(key_of(phrase), value)

    def add(self, key: tuple[str, ...], value: T) -> None:
        """Add a phrase given as lower-case tokens; the first value of a phrase stays."""
        if not key or key in self._values:
            return
        self._values[key] = value
        lengths = self._lengths.setdefault(key[0], [])
        if len(key) not in lengths:
            lengths.append(len(key))
            lengths.sort(reverse=True)

    def match(self, tokens: Tokens, i: int, *, names_only: bool = False) -> tuple[int, T] | None:
        """The end (exclusive token index) and value of the longest phrase at ``i``, all on one line; else null.

        With ``names_only`` every word of it must be written with a capital.
        """
        lows = tokens.lows
        if i >= len(lows):
            return None
        for length in self._lengths.get(lows[i], ()):
            j = i + length
            if j > len(lows):
                continue
            value = self._values.get(tuple(lows[i:j]))
            if value is None or (length > 1 and any(tokens.breaks[i + 1 : j])):
                continue
            if names_only and not all(tokens.caps[k] or not tokens.lows[k].isalpha() for k in range(i, j)):
                continue
            return j, value
        return None

    def starts_with(self, word: str) -> bool:
        """Whether a phrase begins with this lower-case word."""
        return word in self._lengths
