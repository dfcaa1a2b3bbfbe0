"""What lifts a hit: neighbours of folded text, the title, the opening, and exact forms where the query has accents.

Folded single syllables say little (nine of ten are ambiguous), so they only decide what is found; the order comes
from pairs of
neighbours and from phrases. Exact forms would hurt a query without accents and count only for one that has them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from index import clauses as plan
from index.analysis import pairs
from index.clauses import Boost, Clause, Constant, Term
from index.index_fields import Field
from index.query.abbreviations import Part, parts, variants
from index.query.fields import NUMBER_KEYS
from index.query.tree import Every, Node, Number, OneOf, Phrase, Run
from index.query.word_clauses import side_by_side

__all__ = ["WEIGHTS", "Weights", "ranking_of"]


@dataclass(frozen=True, slots=True)
class Weights:
    """Factors of BM25 scores; ``number`` is a score by itself, ``as_typed`` one for each word."""

    word: float = 0.15
    phrase: float = 1.0
    text_pair: float = 0.6
    all_pairs: float = 0.6
    lead_pair: float = 0.5
    title_pair: float = 1.2
    title_word: float = 0.4
    title_phrase: float = 1.5
    as_typed: float = 8.0
    exact_word: float = 0.4
    exact_title: float = 0.4
    exact_phrase: float = 0.8
    abbreviation: float = 0.8
    number: float = 12.0
    number_title: float = 2.0


WEIGHTS = Weights()
_MOST_PAIRS = 24
_LONGEST_PHRASE = 8


def _run(run: Run, accented: bool) -> Iterator[Clause]:
    w = WEIGHTS
    tokens = tuple(word.folded for word in run.words)
    for sequence in variants(tokens):
        for pair in pairs(sequence)[:_MOST_PAIRS]:
            yield Boost(Term(Field.TEXT_PAIRS, pair), w.text_pair)
            yield Boost(Term(Field.LEAD_PAIRS, pair), w.lead_pair)
            yield Boost(Term(Field.TITLE_PAIRS, pair), w.title_pair)
        if 3 <= len(sequence) <= _LONGEST_PHRASE:
            every = plan.all_of([Term(Field.TEXT_PAIRS, pair) for pair in pairs(sequence)])
            yield Boost(every, w.all_pairs)
            yield Boost(plan.Phrase(Field.TITLE_FOLDED, sequence), w.title_phrase)
        if len(sequence) == 1 and sequence != tokens:
            yield Boost(Term(Field.TITLE_FOLDED, sequence[0]), w.abbreviation)
    for token in tokens[:_MOST_PAIRS]:
        yield Boost(Term(Field.TITLE_FOLDED, token), w.title_word)
    if accented:
        yield Constant(_as_typed(run), w.as_typed * min(len(tokens), _LONGEST_PHRASE))
        for exact in dict.fromkeys(word.exact for word in run.words[:_MOST_PAIRS]):
            yield Boost(Term(Field.TEXT_EXACT, exact), w.exact_word)
            yield Boost(Term(Field.TITLE_EXACT, exact), w.exact_title)


def _as_typed(run: Run) -> Clause:
    """All words in the very form that was typed; for an abbreviation or a full form the other writing will do."""
    exact = iter(run.words)

    def clause(part: Part | str) -> Clause:
        if isinstance(part, str):
            return Term(Field.TEXT_EXACT, next(exact).exact)
        inner = plan.all_of([clause(piece) for piece in part.inner])
        others = [plan.all_of([Term(Field.TEXT_PAIRS, pair) for pair in pairs(o)]) for o in part.others if len(o) > 1]
        shorter = [Term(Field.TEXT_EXACT, o[0]) for o in part.others if len(o) == 1]
        return plan.either_of([inner, *others, *shorter])

    return plan.all_of([clause(part) for part in parts(tuple(word.folded for word in run.words))])


def _phrase(phrase: Phrase) -> Iterator[Clause]:
    w = WEIGHTS
    if phrase.exact_only:
        yield Boost(side_by_side(Field.TITLE_EXACT, tuple(word.exact for word in phrase.words)), w.exact_title)
        return
    yield Boost(side_by_side(Field.TITLE_FOLDED, tuple(word.folded for word in phrase.words)), w.title_phrase)
    if phrase.accented:
        exact = side_by_side(Field.TEXT_EXACT, tuple(word.exact for word in phrase.words))
        yield Boost(exact, w.exact_phrase)
        yield Constant(exact, w.as_typed * min(len(phrase.words), _LONGEST_PHRASE))


def ranking_of(node: Node | None, *, accented: bool) -> list[Clause]:
    """The clauses that lift hits of a query; none of them decides what is found."""
    match node:
        case Run():
            return list(_run(node, accented))
        case Phrase():
            return list(_phrase(node))
        case Number():
            tokens = tuple(word.folded for word in node.words)
            keys = plan.either_of([Term(NUMBER_KEYS, key) for key in node.keys])
            return [
                Constant(keys, WEIGHTS.number),
                Boost(side_by_side(Field.TITLE_FOLDED, tokens), WEIGHTS.number_title),
            ]
        case Every(children) | OneOf(children):
            return [clause for child in children for clause in ranking_of(child, accented=accented)]
        case _:
            return []
