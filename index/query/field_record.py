"""What there is to say about one field of the query language."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from domain.search import IndexDocument
from domain.text import normalise
from index.clauses import Clause
from index.index_fields import IndexField

__all__ = ["Held", "Option", "QueryField", "Value", "tidy"]


class Value(NamedTuple):
    """What was written after a field, as read: ``keys`` for the clause, ``shown`` for people."""

    keys: tuple[str, ...]
    shown: str


class Held(NamedTuple):
    """A field of the index, and what it holds of a document: tokens or keys, or a number (null: left out)."""

    field: IndexField
    values: Callable[[IndexDocument], Sequence[str] | int | None]


class Option(NamedTuple):
    """The option of ``diemtin search``; ``many``: it may be given several times."""

    flag: str
    metavar: str
    help: str
    many: bool = True


@dataclass(frozen=True, slots=True)
class QueryField:
    """One field of the language.

    ``name`` as people see it; ``spellings`` folded, any blank in them may be left out. ``read`` takes what stands
    behind the colon (null: it cannot be meant, and ``refused`` says so), over at most ``reach`` words without quotes;
    ``takes_numbers``: it may be the number of a document, blanks and all. ``clause`` of the keys of a value;
    ``either``: named twice, one of both suffices. ``filter``: the attribute of ``SearchFilters``, with
    ``filter_clause`` of one of its values. ``said`` and ``said_not`` of a value. ``marks``: rows of tokens that show a
    match in a text.
    """

    name: str
    spellings: tuple[str, ...]
    read: Callable[[str], Value | None]
    clause: Callable[[tuple[str, ...]], Clause]
    held: tuple[Held, ...]
    said: str
    said_not: str
    filter: str
    filter_clause: Callable[[Any], Clause]
    option: Option
    parameter: str
    examples: tuple[str, ...]
    meaning: str
    refused: str = ""
    either: bool = False
    reach: int = 1
    takes_numbers: bool = False
    marks: Callable[[tuple[str, ...]], tuple[tuple[str, ...], ...]] = lambda _: ()

    def __repr__(self) -> str:
        return f"QueryField({self.name!r})"


def tidy(text: str) -> str:
    """A value as it is looked up: normal form, no control characters, no halves of characters."""
    kept = "".join(" " if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} else c for c in normalise(text))
    return " ".join(kept.split())
