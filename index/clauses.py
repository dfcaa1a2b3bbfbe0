"""What a backend is asked: a tree of a few kinds of clauses. A backend translates these and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from index.index_fields import IndexField

__all__ = [
    "All",
    "Among",
    "Boost",
    "Clause",
    "Constant",
    "Either",
    "Everything",
    "Except",
    "Nothing",
    "Phrase",
    "Plan",
    "Range",
    "Term",
    "all_of",
    "either_of",
]


@dataclass(frozen=True, slots=True)
class Term:
    """Documents whose field holds this token or key; scored by BM25."""

    field: IndexField
    value: str


@dataclass(frozen=True, slots=True)
class Among:
    """Documents whose field holds one of these keys, however many; no score."""

    field: IndexField
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Documents whose field holds these tokens side by side; two at least; scored by BM25."""

    field: IndexField
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """Documents whose number lies within, ends included; null leaves an end open. Documents without the number
    never.
    """

    field: IndexField
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class All:
    """Every one; scores add."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One at least; scores add."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Except:
    """All documents but these; no score."""

    clause: Clause


@dataclass(frozen=True, slots=True)
class Everything:
    """All documents; no score."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No document."""


@dataclass(frozen=True, slots=True)
class Boost:
    """The clause with its score multiplied."""

    clause: Clause
    factor: float


@dataclass(frozen=True, slots=True)
class Constant:
    """The clause with this score instead of its own."""

    clause: Clause
    score: float


Clause = Term | Among | Phrase | Range | All | Either | Except | Everything | Nothing | Boost | Constant


@dataclass(frozen=True, slots=True)
class Plan:
    """A search: documents matching ``match`` (scored) and all of ``narrow`` (not scored); ``ranking`` adds to the score
    and leaves nothing out. Without anything scored, hits are in order of date.
    """

    match: Clause
    narrow: tuple[Clause, ...] = ()
    ranking: tuple[Clause, ...] = ()

    @property
    def scored(self) -> bool:
        """Whether relevance says anything."""
        return not isinstance(self.match, Everything)

    @property
    def hopeless(self) -> bool:
        """Whether nothing can be found, so that no engine need be asked."""
        return isinstance(self.match, Nothing)


def all_of(clauses: list[Clause]) -> Clause:
    """All of these, without needless nesting."""
    if any(isinstance(clause, Nothing) for clause in clauses):
        return Nothing()
    kept = list(dict.fromkeys(clause for clause in clauses if not isinstance(clause, Everything)))
    if not kept:
        return Everything()
    return kept[0] if len(kept) == 1 else All(tuple(kept))


def either_of(clauses: list[Clause]) -> Clause:
    """One of these, without needless nesting."""
    kept = list(dict.fromkeys(clause for clause in clauses if not isinstance(clause, Nothing)))
    if not kept:
        return Nothing()
    return kept[0] if len(kept) == 1 else Either(tuple(kept))
