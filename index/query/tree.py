"""The tree of a query. ``shown`` is always the writing that people are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

__all__ = [
    "DateLimit",
    "Every",
    "Exclude",
    "FieldName",
    "FieldValue",
    "Node",
    "Number",
    "OneOf",
    "ParsedQuery",
    "Phrase",
    "Run",
    "Word",
]


class FieldName(StrEnum):
    """The fields of the language, by their Vietnamese names."""

    SOURCE = "nguồn"
    PROVINCE = "tỉnh"
    AREA = "lĩnh vực"
    DOCUMENT = "văn bản"
    UNIT = "đơn vị"
    FROM = "từ"
    TO = "đến"


@dataclass(frozen=True, slots=True)
class Word:
    """One token of a run: as typed (normalised, lower case) and folded."""

    exact: str
    folded: str


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
    """``field:value``. ``values``: what a document must carry one of (keys of the field, or words for source and
    unit).
    """

    field: FieldName
    values: tuple[str, ...]
    shown: str


@dataclass(frozen=True, slots=True)
class DateLimit:
    """``từ:`` (first day) or ``đến:`` (last day), inclusive."""

    field: FieldName
    day: date
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


Node = Run | Phrase | Number | FieldValue | DateLimit | Exclude | OneOf | Every


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query as read. ``root`` is null when there is nothing to search by; ``blank`` when nothing was asked at all;
    ``accented`` when the words carry accents; ``cut`` when the text was longer than is read.
    """

    text: str
    root: Node | None
    blank: bool
    accented: bool
    cut: bool = False
