"""Whether two articles are one text, printed twice: sentence by sentence, where the store compares whole sketches.

Reprints cut, move, reopen and comment a text; they keep what its sentences say. The notice of another month, the plan
of the next year or the same template of another office keeps the sentences and changes what they say: their numbers, or
the names of who and where. So sentences are paired by their words, numbers left out, and then asked what they say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import pairwise
from typing import Final

from domain.abbreviations import expand
from domain.text import fold_keeping_length, normalise

__all__ = ["Likeness", "Text", "is_part_of", "likely_pairs", "likeness"]

_SENTENCE: Final = re.compile(r"(?:(?<=[^\W\d])[.!?…]+[”\"’)\]]*|;|:)\s+(?=\S)|\n+")
_DAY: Final = re.compile(r"(?<!\d)(\d{1,2})\s?[-/.]\s?(\d{1,2})(?:\s?[-/.]\s?(\d{4}))?(?![\d.,]*\d)")
_THOUSANDS: Final = re.compile(r"(?<=\d)[.  ](?=\d{3}(?!\d))")
_HOUR: Final = re.compile(r"(?<=\d)\s?h(?:(?=\s?\d\d)|(?!\w))")
_SHORT: Final = re.compile(r"(?<!\w)[A-ZĐ][A-ZĐ&-]{1,7}(?![\w/-])")
_TOKEN: Final = re.compile(r"\d[\d.,/-]*\d|\d|[^\W\d_]+")

_FEWEST: Final = 30
_SHORTEST: Final = 4
_PAIRED: Final = 0.55
_COVERED: Final = 0.6
_EXCERPT: Final = 0.9
_CUT: Final = 0.4
_SMALLEST: Final = 0.2
_OTHERWISE: Final = 0.12
_COMMON: Final = 24
_SHARED: Final = 5
_SHARED_PART: Final = 0.35
_NO_NAMES: Final = frozenset({"ubnd", "hdnd"})


@dataclass(frozen=True, slots=True)
class _Sentence:
    words: tuple[str, ...]
    pairs: frozenset[tuple[str, str]]
    numbers: frozenset[str]
    names: frozenset[str]


class Text:
    """The body of an article, made ready to be compared."""

    def __init__(self, body: str) -> None:
        self._body = body

    @cached_property
    def sentences(self) -> tuple[_Sentence, ...]:
        """Those with enough words to mean anything."""
        plain = _SHORT.sub(lambda short: expand(short.group()) or short.group(), normalise(self._body))
        plain = _HOUR.sub(" giờ ", _THOUSANDS.sub("", plain))
        plain = _DAY.sub(lambda day: "/".join(str(int(part)) for part in day.groups() if part), plain)
        folded = fold_keeping_length(plain)
        ends = [*(match.start() for match in _SENTENCE.finditer(plain)), len(plain)]
        made, begin = [], 0
        for end in ends:
            if (one := _sentence(plain, folded, begin, end)) is not None:
                made.append(one)
            begin = end
        return tuple(made)

    @cached_property
    def size(self) -> int:
        """Words in all."""
        return sum(len(one.words) for one in self.sentences)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of it."""
        return frozenset(word for one in self.sentences for word in one.words)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Every number of it."""
        return frozenset(number for one in self.sentences for number in one.numbers)

    @cached_property
    def by_pair(self) -> dict[tuple[str, str], list[int]]:
        """Pair of neighbouring words → the sentences that have it."""
        table: dict[tuple[str, str], list[int]] = {}
        for at, one in enumerate(self.sentences):
            for pair in one.pairs:
                table.setdefault(pair, []).append(at)
        return table


def _sentence(plain: str, folded: str, begin: int, end: int) -> _Sentence | None:
    spans = [token.span() for token in _TOKEN.finditer(plain, begin, end)]
    if len(spans) < _SHORTEST:
        return None
    masked, numbers, named = [], set(), set()
    for at, (start, stop) in enumerate(spans):
        first, word = plain[start], folded[start:stop]
        if first.isdigit():
            numbers.add(word.rstrip(".,/-"))
            word = "0"
        elif at and first.isupper() and word not in _NO_NAMES:
            named.add(word)
        masked.append(word)
    return _Sentence(tuple(masked), frozenset(pairwise(masked)), frozenset(numbers), frozenset(named))


class Likeness(Enum):
    """What a comparison says. ``OTHERWISE``: the sentences of one in great part, but they say something else."""

    SAME = "same"
    OTHERWISE = "otherwise"
    APART = "apart"


def likeness(one: Text, other: Text) -> Likeness:
    """Whether the two are one text, whole, cut or with words of the printer's own between."""
    smaller, larger = sorted((one, other), key=lambda text: text.size)
    if smaller.size < _FEWEST:
        return Likeness.APART
    covered, otherwise, renamed = _compared(smaller, larger)
    if renamed or otherwise > _OTHERWISE * (covered + otherwise):
        return Likeness.OTHERWISE
    needed = _COVERED if smaller.size >= _CUT * larger.size else _EXCERPT
    if smaller.size >= _SMALLEST * larger.size and covered >= needed * smaller.size:
        return Likeness.SAME
    return Likeness.APART


def is_part_of(part: Text, whole: Text) -> bool:
    """Whether most of ``part`` stands in ``whole``: two releases in one have each as a part."""
    if part.size < _FEWEST or part.size > whole.size:
        return False
    covered, otherwise, renamed = _compared(part, whole)
    return not renamed and otherwise <= _OTHERWISE * (covered + otherwise) and covered >= 0.7 * part.size


def _compared(smaller: Text, larger: Text) -> tuple[int, int, bool]:
    """Words of the smaller text in sentences that the larger has and that say the same there; in those that say
    otherwise; and whether the names of who or where were exchanged for others.
    """
    covered = otherwise = 0
    renamed = False
    for sentence in smaller.sentences:
        found = _counterpart(sentence, larger)
        if found is None:
            continue
        ours, theirs = sentence.numbers - larger.numbers, found.numbers - smaller.numbers
        if ours and theirs:
            otherwise += len(sentence.words)
        else:
            covered += len(sentence.words)
        if (sentence.names - larger.vocabulary) and (found.names - smaller.vocabulary):
            renamed = True
    return covered, otherwise, renamed


def _counterpart(sentence: _Sentence, text: Text) -> _Sentence | None:
    shared = Counter(at for pair in sentence.pairs for at in text.by_pair.get(pair, ()))
    best, most = None, 0.0
    for at, count in shared.most_common(3):
        other = text.sentences[at]
        fewest = min(len(sentence.pairs), len(other.pairs))
        likeness = count / (len(sentence.pairs) + len(other.pairs) - count)
        if fewest >= 8 and count >= 0.85 * fewest:  # one is a piece of the other
            likeness = max(likeness, _PAIRED)
        if likeness > most:
            best, most = other, likeness
    return best if most >= _PAIRED else None


def likely_pairs(texts: Iterable[tuple[str, Text]]) -> set[tuple[str, str]]:
    """Ids of texts that share several rare runs of words, each pair once and in order: those worth comparing."""
    places: dict[tuple[str, ...], list[str]] = {}
    sizes: dict[str, int] = {}
    for name, text in texts:
        runs = {one.words[at : at + 5] for one in text.sentences for at in range(len(one.words) - 4)}
        sizes[name] = len(runs)
        for run in runs:
            places.setdefault(run, []).append(name)
    shared: Counter[tuple[str, str]] = Counter()
    for names in places.values():
        if 2 <= len(names) <= _COMMON:
            ordered = sorted(names)
            shared.update((a, b) for at, a in enumerate(ordered) for b in ordered[at + 1 :])
    return {(a, b) for (a, b), count in shared.items() if count >= max(_SHARED, _SHARED_PART * min(sizes[a], sizes[b]))}
