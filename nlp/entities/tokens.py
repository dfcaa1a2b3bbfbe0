"""The tokens that names are read from: syllables, numbers and signs, with what their letters tell."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

__all__ = ["Tokens", "tokens_of"]

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+|[^\w\s]")


class Tokens:
    """Parallel lists over the tokens of one text.

    ``words`` as written, ``lows`` lower case, ``starts``/``ends`` offsets, ``caps`` whether the first letter is a
    capital, ``breaks`` whether a new line begins at the token, ``shouts`` whether its whole line is in capitals.
    """

    __slots__ = ("breaks", "caps", "ends", "lows", "shouts", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for match in _TOKEN.finditer(text):
            self.words.append(match.group())
            self.starts.append(match.start())
            self.ends.append(match.end())
        self.lows = [word.lower() for word in self.words]
        self.caps = [word[0].isupper() for word in self.words]
        self._read_lines()

    def _read_lines(self) -> None:
        """Mark where lines begin, and the lines that are written in capitals throughout."""
        self.breaks = [False] * len(self.words)
        self.shouts = [False] * len(self.words)
        at, first = 0, 0
        for line in self.text.split("\n"):
            end = at + len(line)
            last = bisect_left(self.starts, end, first)
            if last > first:
                self.breaks[first] = True
                if line.isupper() and last - first > 2:
                    self.shouts[first:last] = [True] * (last - first)
            first, at = last, end + 1

    def __len__(self) -> int:
        return len(self.words)

    def index_at(self, offset: int) -> int:
        """The first token that begins at or after ``offset``."""
        return bisect_left(self.starts, offset)

    def follows(self, i: int) -> bool:
        """Whether token ``i`` exists and stands on the same line as the one before."""
        return 0 < i < len(self.words) and not self.breaks[i]


@lru_cache(maxsize=4)
def tokens_of(text: str) -> Tokens:
    """The tokens of a text; kept for the finders that read the same text one after another."""
    return Tokens(text)
