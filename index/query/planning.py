"""Tree of a query and filters → plan."""

from __future__ import annotations

from datetime import date

from domain.areas import find_area
from domain.search import SearchFilters
from domain.text import fold
from index import clauses as plan
from index.analysis import pairs
from index.clauses import Boost, Clause, Constant, Everything, Except, Nothing, Plan, Range, Term, all_of, either_of
from index.document_numbers import read_number_value
from index.index_fields import Field
from index.query.abbreviations import Part, parts
from index.query.ranking import WEIGHTS, ranking_of
from index.query.tree import (
    DateLimit,
    Every,
    Exclude,
    FieldName,
    FieldValue,
    Node,
    Number,
    OneOf,
    ParsedQuery,
    Phrase,
    Run,
)
from index.query.values import read_province

__all__ = ["plan_of"]

_MOST_RANKING = 160
_ONE_A_DOCUMENT = frozenset({FieldName.SOURCE, FieldName.PROVINCE, FieldName.UNIT})
_WORD_FIELDS = {FieldName.SOURCE: Field.SOURCE_WORDS, FieldName.UNIT: Field.UNIT_WORDS}


def _sequence(field: Field, tokens: tuple[str, ...]) -> Clause:
    if len(tokens) == 1:
        return Term(field, tokens[0])
    return plan.Phrase(field, tokens)


def _other_writing(field: Field, tokens: tuple[str, ...]) -> Clause:
    """The full form of an abbreviation, or the abbreviation. All pairs of a full form stand for it: a text that has
    them has the form, and pairs are found without looking at places.
    """
    if len(tokens) == 1:
        return Term(field, tokens[0])
    if field in _WORD_FIELDS.values():
        return all_of([Term(field, token) for token in tokens])
    return all_of([Term(Field.TEXT_PAIRS, pair) for pair in pairs(tokens)])


def _part(part: Part | str, field: Field) -> Clause:
    if isinstance(part, str):
        return Term(field, part)
    inner = all_of([_part(piece, field) for piece in part.inner])
    return either_of([inner, *(_other_writing(field, other) for other in part.others)])


def _words(tokens: tuple[str, ...], field: Field) -> Clause:
    """All the words, each in any writing."""
    return all_of([_part(part, field) for part in parts(tokens)])


def _phrase(phrase: Phrase) -> Clause:
    if phrase.exact_only:
        return _sequence(Field.TEXT_EXACT, tuple(word.exact for word in phrase.words))
    return Boost(_sequence(Field.TEXT_FOLDED, tuple(word.folded for word in phrase.words)), WEIGHTS.phrase)


def _number(number: Number) -> Clause:
    """By its key, or by its words: side by side for a full number, anywhere for "kế hoạch 2022", which may be a
    year.
    """
    keys: list[Clause] = [Constant(Term(Field.NUMBER_KEYS, key), 0.0) for key in number.keys]
    tokens = tuple(word.folded for word in number.words)
    if number.full:
        return either_of([*keys, *(_sequence(Field.TEXT_FOLDED, key) for key in number_sequences(number))])
    return either_of([*keys, Boost(_words(tokens, Field.TEXT_FOLDED), WEIGHTS.word)])


def number_sequences(number: Number) -> list[tuple[str, ...]]:
    """The tokens of a full number as texts write it, without the type before it."""
    tokens = tuple(word.folded for word in number.words)
    first = next((at for at, token in enumerate(tokens) if token[0].isdigit()), 0)
    return [tokens[first:]]


def _excluded(node: Node) -> Clause:
    """What ``-x`` leaves out. A word typed with accents leaves out only that form."""
    if isinstance(node, Run) and any(word.exact != word.folded for word in node.words):
        return all_of([Term(Field.TEXT_EXACT, word.exact) for word in node.words])
    if isinstance(node, Phrase) and node.accented:
        return _sequence(Field.TEXT_EXACT, tuple(word.exact for word in node.words))
    return _clause(node)


def _field(value: FieldValue) -> Clause:
    match value.field:
        case FieldName.PROVINCE:
            return either_of([Term(Field.PROVINCE_KEYS, key) for key in value.values])
        case FieldName.AREA:
            return either_of([Term(Field.TOPIC, code) for code in value.values])
        case FieldName.DOCUMENT:
            return either_of([Term(Field.NUMBER_KEYS, key) for key in value.values])
        case _:
            return _words(value.values, _WORD_FIELDS[value.field])


def _limit(limit: DateLimit) -> Clause:
    day = limit.day.toordinal()
    return Range(Field.DAY, day, None) if limit.field is FieldName.FROM else Range(Field.DAY, None, day)


def _clause(node: Node) -> Clause:
    match node:
        case Run():
            return Boost(_words(tuple(word.folded for word in node.words), Field.TEXT_FOLDED), WEIGHTS.word)
        case Phrase():
            return _phrase(node)
        case Number():
            return _number(node)
        case FieldValue():
            return Constant(_field(node), 0.0)
        case DateLimit():
            return Constant(_limit(node), 0.0)
        case Exclude(child):
            return Except(_excluded(child))
        case OneOf(children):
            return either_of([_clause(child) for child in children])
        case Every(children):
            return all_of([_clause(child) for child in children])


def _split(root: Node) -> tuple[list[Node], list[Clause]]:
    """What is asked of the words, and what only narrows. One field named twice means either value."""
    children = root.children if isinstance(root, Every) else (root,)
    texts: list[Node] = []
    narrow: list[Clause] = []
    fields: dict[FieldName, list[Clause]] = {}
    for child in children:
        match child:
            case FieldValue() if child.field in _ONE_A_DOCUMENT:
                fields.setdefault(child.field, []).append(_field(child))
            case FieldValue():
                narrow.append(_field(child))
            case DateLimit():
                narrow.append(_limit(child))
            case Exclude(inner):
                narrow.append(Except(_excluded(inner)))
            case OneOf(options) if all(isinstance(option, FieldValue | DateLimit) for option in options):
                narrow.append(either_of([_clause(option) for option in options]))
            case _:
                texts.append(child)
    narrow.extend(either_of(clauses) for clauses in fields.values())
    return texts, narrow


def _days(first: date | None, last: date | None) -> list[Clause]:
    if first is None and last is None:
        return []
    return [Range(Field.DAY, first.toordinal() if first else None, last.toordinal() if last else None)]


def _province(name: str) -> str:
    known = read_province(name)
    return known[0] if known else fold(name)


def _area(name: str) -> str:
    area = find_area(name)
    return area.code if area else name


def filter_clauses(filters: SearchFilters) -> list[Clause]:
    """What the filters narrow to: one of the values of each kind, all kinds together."""
    kinds: list[list[Clause]] = [
        [Term(Field.SOURCE_KEYS, fold(value)) for value in filters.sources],
        [Term(Field.PROVINCE_KEYS, _province(value)) for value in filters.provinces],
        [Term(Field.TOPIC, _area(value)) for value in filters.topics],
        [Term(Field.NUMBER_KEYS, key) for value in filters.documents for key in read_number_value(value)],
        [Term(Field.UNIT_KEYS, fold(value)) for value in filters.units],
    ]
    asked = [bool(filters.sources), bool(filters.provinces), bool(filters.topics), bool(filters.documents)]
    asked.append(bool(filters.units))
    narrow = [either_of(kind) for kind, given in zip(kinds, asked, strict=True) if given]
    return narrow + _days(filters.from_, filters.to)


def plan_of(query: ParsedQuery, filters: SearchFilters) -> Plan:
    """The plan of a search. A query that asked for something and has nothing to search by finds nothing."""
    narrow = filter_clauses(filters)
    if query.root is None:
        return Plan(Everything() if query.blank else Nothing(), tuple(narrow))
    texts, narrowing = _split(query.root)
    narrow.extend(narrowing)
    if any(isinstance(clause, Nothing) for clause in narrow):
        return Plan(Nothing())
    match = all_of([_clause(node) for node in texts])
    ranking = [clause for node in texts for clause in ranking_of(node, accented=query.accented)]
    return Plan(match, tuple(dict.fromkeys(narrow)), tuple(dict.fromkeys(ranking))[:_MOST_RANKING])
