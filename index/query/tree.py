"""The tree of a query. ``shown`` is always the writing that people are told."""

from __future__ import annotations

from dataclasses import dataclass

from domain.text import has_accents
from index.query.field_record import QueryField

__all__ = [
    "Every",
    "Exclude",
    "FieldValue",
    "Node",
    "Number",
    "OneOf",
    "ParsedQuery",
    "Phrase",
    "Run",
    "Word",
]


@dataclass(frozen=True, slots=True)
class Word:
    """One token of a run: as typed (normalised, lower case) and folded."""

    exact: str
    folded: str

    @property
    def accented(self) -> bool:
        """Whether it carries accents (``folded`` differs for other reasons too: kỹ and kĩ are one)."""
        return has_accents(self.exact)


@dataclass(frozen=True, slots=True)
class Run:
    """Words side by side, all required; abbreviations in it are expanded."""

    words: tuple[Word, ...]
    shown: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand in this order; ``exact_only`` (``=từ``, ``="…"``) only as typed."""

    words: tuple[Word, ...]
    shown: str
    exact_only: bool = False
    accented: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A document that the query names; ``words`` are the same as plain words, for texts that write it otherwise."""

    keys: tuple[str, ...]
    words: tuple[Word, ...]
    shown: str
    full: bool


@dataclass(frozen=True, slots=True)
class FieldValue:
    """``field:value``; ``keys`` as the field reads the value."""

    field: QueryField
    keys: tuple[str, ...]
    shown: str


@dataclass(frozen=True, slots=True)
class Exclude:
    """What must not be there."""

    child: Node


@dataclass(frozen=True, slots=True)
class OneOf:
    """``a OR b``."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Every:
    """All of these."""

    children: tuple[Node, ...]


Node = Run | Phrase | Number | FieldValue | Exclude | OneOf | Every


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query as read. ``root`` is null when there is nothing to search by; ``blank`` when nothing was asked at all;
    ``accented`` when the words carry accents; ``cut`` when the text was longer than is read;
    ``notes``: clauses on what could not be read as it was meant.
    """

    text: str
    root: Node | None
    blank: bool
    accented: bool
    cut: bool = False
    notes: tuple[str, ...] = ()
