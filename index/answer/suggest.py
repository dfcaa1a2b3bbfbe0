"""Typing slips: another writing of a query, made of words that the index holds.

A word is taken for a slip when no article has it, or when it stands beside a neighbour that it stands beside in no
article.
Candidates are one edit away (a letter more, less, other, two exchanged) or the same letters with a space between;
the best row of candidates is the one whose pairs of neighbours occur most, edits costing dearly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log

from domain.abbreviations import expand, shorten
from index.index_fields import Field, IndexField
from index.query.abbreviations import is_abbreviation
from index.query.tree import Every, ParsedQuery, Phrase, Run, Word

__all__ = ["Correction", "Lexicon", "correct", "worth_correcting"]

_LETTERS = "abcdeghiklmnopqrstuvxyfjwz"
_TELEX_DOUBLE = re.compile(r"([aeod])\1")
_TELEX_TONE = re.compile(r"(?<=[aeiouy])[sfrxj]|[fjs]\Z|(?<=[a-z]{3})[rx]\Z")
_DIGITS = re.compile(r"\d+")
_MOST_WORDS = 12
_MOST_CANDIDATES = 12
_SURE = 5
_EDIT_COST = 4.0
_PAIR_WORTH = 2.5

Frequencies = Callable[[IndexField, Sequence[str]], dict[str, int]]


@dataclass(slots=True)
class Lexicon:
    """The words of an index: in how many articles each word, and each pair of neighbours, stands."""

    frequencies: Frequencies
    _known: dict[tuple[IndexField, str], int] = field(default_factory=dict)

    def _counts(self, name: IndexField, values: Iterable[str]) -> dict[str, int]:
        wanted = list(dict.fromkeys(values))
        missing = [value for value in wanted if (name, value) not in self._known]
        if missing:
            counted = self.frequencies(name, missing)
            for value in missing:
                self._known[name, value] = counted.get(value, 0)
        return {value: self._known[name, value] for value in wanted}

    def words(self, values: Iterable[str]) -> dict[str, int]:
        """Articles with each word; an abbreviation is known even where articles write it out."""
        counts = self._counts(Field.TEXT_FOLDED, values)
        return {word: count or int(is_abbreviation(word)) for word, count in counts.items()}

    def pairs(self, values: Iterable[str]) -> dict[str, int]:
        """Articles with each pair ("cai_cach")."""
        return self._counts(Field.TEXT_PAIRS, values)


@dataclass(frozen=True, slots=True)
class Correction:
    """A stretch of a query (``shown``, as the query writes it) and its words with the slips mended."""

    shown: str
    mended: str

    def applied(self, text: str) -> str:
        """The query with the stretch exchanged."""
        return text.replace(self.shown, self.mended, 1)


def _stretch(query: ParsedQuery) -> Run | Phrase | None:
    """The words that can be mended: the one run or phrase of a query, as far as the query writes it in one piece."""
    children = query.root.children if isinstance(query.root, Every) else (query.root,)
    texts = [child for child in children if isinstance(child, Run | Phrase)]
    if len(texts) != 1 or len(texts[0].words) > _MOST_WORDS or texts[0].shown not in query.text:
        return None
    return None if isinstance(texts[0], Phrase) and texts[0].exact_only else texts[0]


def worth_correcting(query: ParsedQuery, total: int, lexicon: Lexicon) -> bool:
    """Whether a slip is likely: nothing found, or words side by side that never stand so."""
    stretch = _stretch(query)
    if stretch is None:
        return False
    if not total:
        return True
    tokens = [word.folded for word in stretch.words]
    plain = [f"{a}_{b}" for a, b in pairwise(tokens) if not is_abbreviation(a) and not is_abbreviation(b)]
    return not all(lexicon.pairs(plain).values())


def _edits(word: str) -> set[str]:
    """All writings one slip away from a folded word."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    fewer = {left + right[1:] for left, right in cuts if right and len(word) > 1}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    other = {left + letter + right[1:] for left, right in cuts if right for letter in _LETTERS}
    more = {left + letter + right for left, right in cuts for letter in _LETTERS}
    return (fewer | swapped | other | more | _typed_without_input_method(word)) - {word, ""}


def _typed_without_input_method(word: str) -> set[str]:
    """The word meant by keys pressed while Telex ("hanhf", "thuwcj") or VNI ("ca3i") was off."""
    telex = _TELEX_TONE.sub("", _TELEX_DOUBLE.sub(r"\1", word.replace("w", "")))
    # What is left of "wifi" or "SARS" is no word that anybody meant.
    return {one for one in (telex, _DIGITS.sub("", word)) if len(one) > 2 or len(word) - len(one) < 2}


def _splits(word: str) -> set[tuple[str, str]]:
    return {(word[:at], word[at:]) for at in range(1, len(word))} if len(word) > 3 else set()


@dataclass(frozen=True, slots=True)
class _Candidate:
    tokens: tuple[str, ...]
    edits: float
    guessed: bool = False
    """Whether another letter was put in, rather than the keys of an input method taken out or a blank put in."""


def _candidates(tokens: Sequence[str], lexicon: Lexicon) -> list[list[_Candidate]]:
    edits = {token: _edits(token) if not token[0].isdigit() and len(token) <= 20 else set() for token in set(tokens)}
    splits = {token: _splits(token) for token in set(tokens)}
    lexicon.words(
        {*tokens}
        | {edit for found in edits.values() for edit in found}
        | {half for found in splits.values() for pair in found for half in pair}
    )
    options: list[list[_Candidate]] = []
    for token in tokens:
        counts = lexicon.words([token, *edits[token]])
        kept = [_Candidate((token,), 0.0)] if counts[token] else []
        near = sorted((edit for edit in edits[token] if counts[edit]), key=lambda edit: (-counts[edit], edit))
        typed = _typed_without_input_method(token)
        kept += [_Candidate((edit,), 1.0, guessed=edit not in typed) for edit in near[:_MOST_CANDIDATES]]
        halves = lexicon.words([half for pair in splits[token] for half in pair])
        kept += [_Candidate(pair, 1.0) for pair in sorted(splits[token]) if all(halves[half] for half in pair)]
        options.append(kept or [_Candidate((token,), 0.0)])
    return options


def _worth(candidate: _Candidate, lexicon: Lexicon) -> float:
    """How likely a candidate is by itself."""
    counts = lexicon.words(candidate.tokens)
    inner = lexicon.pairs(f"{a}_{b}" for a, b in pairwise(candidate.tokens))
    worth = sum(log(1 + counts[token]) for token in candidate.tokens) / len(candidate.tokens) * 0.3
    worth += sum(_PAIR_WORTH * log(1 + count) - (0.0 if count else 8.0) for count in inner.values())
    return worth - _EDIT_COST * candidate.edits - (0.0 if all(counts.values()) else 20.0)


def _best(options: list[list[_Candidate]], lexicon: Lexicon) -> list[_Candidate]:
    """The best row of candidates (Viterbi over pairs of neighbours)."""
    lexicon.pairs({f"{a.tokens[-1]}_{b.tokens[0]}" for left, right in pairwise(options) for a in left for b in right})
    rows: list[tuple[float, list[_Candidate]]] = [(_worth(first, lexicon), [first]) for first in options[0]]
    for step in options[1:]:
        reached: list[tuple[float, list[_Candidate]]] = []
        for candidate in step:
            own = _worth(candidate, lexicon)

            def joined(row: tuple[float, list[_Candidate]], candidate: _Candidate = candidate) -> float:
                pair = f"{row[1][-1].tokens[-1]}_{candidate.tokens[0]}"
                return row[0] + _PAIR_WORTH * log(1 + lexicon.pairs([pair])[pair])

            score, row = max(((joined(row), row[1]) for row in rows), key=lambda pair: pair[0])
            reached.append((score + own, [*row, candidate]))
        rows = reached
    return max(rows, key=lambda row: row[0])[1]


def correct(query: ParsedQuery, total: int, lexicon: Lexicon) -> Correction | None:
    """The slips of a query mended; null when there is nothing better. Words that are right keep their accents."""
    stretch = _stretch(query)
    if stretch is None:
        return None
    tokens = [word.folded for word in stretch.words]
    chosen = _best(_candidates(tokens, lexicon), lexicon)
    if all(not candidate.edits for candidate in chosen):
        return None
    # Where the query finds something, or more of it is guessed than typed, only well-known neighbours are better.
    if total or (len(tokens) > 1 and 2 * sum(candidate.guessed for candidate in chosen) > len(tokens)):
        mended = [token for candidate in chosen for token in candidate.tokens]
        if min(lexicon.pairs(f"{a}_{b}" for a, b in pairwise(mended)).values(), default=0) < _SURE:
            return None
    written = (_written(word, candidate) for word, candidate in zip(stretch.words, chosen, strict=True))
    return Correction(stretch.shown, " ".join(written))


def _written(word: Word, candidate: _Candidate) -> str:
    if candidate.edits:
        return " ".join(candidate.tokens)
    full = expand(word.folded)
    return (shorten(full) if full else None) or word.exact
