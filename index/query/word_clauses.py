"""Words → clauses: each in any writing of the field's abbreviations."""

from __future__ import annotations

from index.analysis import pairs
from index.clauses import Clause, Phrase, Term, all_of, either_of
from index.index_fields import Field, IndexField
from index.query.abbreviations import Part, parts

__all__ = ["any_writing", "side_by_side"]


def side_by_side(field: IndexField, tokens: tuple[str, ...]) -> Clause:
    """These tokens next to one another, in this order."""
    return Term(field, tokens[0]) if len(tokens) == 1 else Phrase(field, tokens)


def _other_writing(field: IndexField, tokens: tuple[str, ...]) -> Clause:
    """The full form of an abbreviation, or the abbreviation. All pairs of a full form stand for it: a text that has
    them has the form, and pairs are found without looking at places.
    """
    if len(tokens) == 1:
        return Term(field, tokens[0])
    if field is not Field.TEXT_FOLDED:
        return all_of([Term(field, token) for token in tokens])
    return all_of([Term(Field.TEXT_PAIRS, pair) for pair in pairs(tokens)])


def _part(part: Part | str, field: IndexField) -> Clause:
    if isinstance(part, str):
        return Term(field, part)
    inner = all_of([_part(piece, field) for piece in part.inner])
    return either_of([inner, *(_other_writing(field, other) for other in part.others)])


def any_writing(tokens: tuple[str, ...], field: IndexField) -> Clause:
    """All the folded tokens, each in any writing."""
    return all_of([_part(part, field) for part in parts(tokens)])
