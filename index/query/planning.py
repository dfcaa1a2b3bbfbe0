"""Tree of a query and filters → plan."""

from __future__ import annotations

from typing import Any

from domain.search import SearchFilters
from index.clauses import Among, Boost, Clause, Constant, Everything, Except, Nothing, Plan, Term, all_of, either_of
from index.index_fields import Field
from index.query.field_record import QueryField, tidy
from index.query.fields import NUMBER_KEYS, QUERY_FIELDS
from index.query.ranking import WEIGHTS, ranking_of
from index.query.tree import Every, Exclude, FieldValue, Node, Number, OneOf, ParsedQuery, Phrase, Run
from index.query.word_clauses import any_writing, side_by_side

__all__ = ["filters_of", "plan_of"]

_MOST_RANKING = 160


def _phrase(phrase: Phrase) -> Clause:
    if phrase.exact_only:
        return side_by_side(Field.TEXT_EXACT, tuple(word.exact for word in phrase.words))
    return Boost(side_by_side(Field.TEXT_FOLDED, tuple(word.folded for word in phrase.words)), WEIGHTS.phrase)


def _number(number: Number) -> Clause:
    """By its key, or by its words: side by side for a full number, anywhere for "kế hoạch 2022", which may be a
    year.
    """
    keys: list[Clause] = [Constant(Term(NUMBER_KEYS, key), 0.0) for key in number.keys]
    tokens = tuple(word.folded for word in number.words)
    if number.full:
        first = next((at for at, token in enumerate(tokens) if token[0].isdigit()), 0)
        return either_of([*keys, side_by_side(Field.TEXT_FOLDED, tokens[first:])])
    return either_of([*keys, Boost(any_writing(tokens, Field.TEXT_FOLDED), WEIGHTS.word)])


def _excluded(node: Node) -> Clause:
    """What ``-x`` and ``-(x OR y)`` leave out. A word typed with accents leaves out only that form."""
    match node:
        case Run(words) if any(word.accented for word in words):
            return all_of(
                [
                    Term(Field.TEXT_EXACT, word.exact)
                    if word.accented
                    else any_writing((word.folded,), Field.TEXT_FOLDED)
                    for word in words
                ]
            )
        case Phrase(words, accented=True):
            return side_by_side(Field.TEXT_EXACT, tuple(word.exact for word in words))
        case OneOf(children):
            return either_of([_excluded(child) for child in children])
        case Every(children):
            return all_of([_excluded(child) for child in children])
        case _:
            return _clause(node)


def _clause(node: Node) -> Clause:
    match node:
        case Run():
            return Boost(any_writing(tuple(word.folded for word in node.words), Field.TEXT_FOLDED), WEIGHTS.word)
        case Phrase():
            return _phrase(node)
        case Number():
            return _number(node)
        case FieldValue(field, keys):
            return Constant(field.clause(keys), 0.0)
        case Exclude(child):
            return Except(_excluded(child))
        case OneOf(children):
            return either_of([_clause(child) for child in children])
        case Every(children):
            return all_of([_clause(child) for child in children])


def _split(root: Node) -> tuple[list[Node], list[Clause]]:
    """What is asked of the words, and what only narrows. Some fields named twice mean either value."""
    children = root.children if isinstance(root, Every) else (root,)
    texts: list[Node] = []
    narrow: list[Clause] = []
    either: dict[str, list[Clause]] = {}
    for child in children:
        match child:
            case FieldValue(field, keys) if field.either:
                either.setdefault(field.name, []).append(field.clause(keys))
            case FieldValue(field, keys):
                narrow.append(field.clause(keys))
            case Exclude(inner):
                narrow.append(Except(_excluded(inner)))
            case OneOf(options) if all(isinstance(option, FieldValue) for option in options):
                narrow.append(either_of([_clause(option) for option in options]))
            case _:
                texts.append(child)
    narrow.extend(either_of(clauses) for clauses in either.values())
    return texts, narrow


def filters_of(filters: SearchFilters) -> list[tuple[QueryField, tuple[Any, ...]]]:
    """The filters that are set: the field with its values, strings tidied."""
    found: list[tuple[QueryField, tuple[Any, ...]]] = []
    for field in QUERY_FIELDS:
        given = getattr(filters, field.filter)
        values = given if isinstance(given, tuple) else (given,) if given is not None else ()
        if values:
            found.append((field, tuple(tidy(one) if isinstance(one, str) else one for one in values)))
    return found


def plan_of(query: ParsedQuery, filters: SearchFilters) -> Plan:
    """The plan of a search: one of the values of each filter, all filters together. A query that asked for something
    and has nothing to search by finds nothing.
    """
    narrow = [either_of([field.filter_clause(value) for value in values]) for field, values in filters_of(filters)]
    if filters.ids:
        narrow.append(Among(Field.ID, tuple(dict.fromkeys(map(tidy, filters.ids)))))
    if query.root is None:
        return Plan(Everything() if query.blank else Nothing(), tuple(narrow))
    texts, narrowing = _split(query.root)
    narrow.extend(narrowing)
    if any(isinstance(clause, Nothing) for clause in narrow):
        return Plan(Nothing())
    match = all_of([_clause(node) for node in texts])
    ranking = [clause for node in texts for clause in ranking_of(node, accented=query.accented)]
    return Plan(match, tuple(dict.fromkeys(narrow)), tuple(dict.fromkeys(ranking))[:_MOST_RANKING])
