"""Names of the index's fields and facets; every engine uses these."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["FACETS", "Field", "FieldKind", "kind_of"]


class FieldKind(StrEnum):
    """How a field is indexed."""

    PHRASES = "phrases"  # tokens with frequencies and positions
    TOKENS = "tokens"  # tokens with frequencies
    KEYS = "keys"  # whole values, several a document
    FACET = "facet"  # whole values, several a document, counted
    NUMBER = "number"  # one whole number, sortable


class Field(StrEnum):
    """The fields. ``*_exact`` keep accents, ``*_folded`` do not, ``*_pairs`` are folded bigrams."""

    ID = "id"
    TEXT_FOLDED = "text_folded"
    TEXT_EXACT = "text_exact"
    TEXT_PAIRS = "text_pairs"
    TITLE_FOLDED = "title_folded"
    TITLE_EXACT = "title_exact"
    TITLE_PAIRS = "title_pairs"
    LEAD_PAIRS = "lead_pairs"
    SOURCE_WORDS = "source_words"
    UNIT_WORDS = "unit_words"
    NUMBER_KEYS = "number_keys"
    PROVINCE_KEYS = "province_keys"
    SOURCE_KEYS = "source_keys"
    UNIT_KEYS = "unit_keys"
    SOURCE = "source"
    PROVINCE = "province"
    PROVINCE_NOW = "province_now"
    TOPIC = "topic"
    UNIT = "unit"
    MONTH = "month"
    WEEK = "week"
    VERSION = "version"
    DAY = "day"
    SORT_KEY = "sort_key"


_KINDS = {
    FieldKind.PHRASES: {Field.TEXT_FOLDED, Field.TEXT_EXACT, Field.TITLE_FOLDED, Field.TITLE_EXACT},
    FieldKind.TOKENS: {Field.TEXT_PAIRS, Field.TITLE_PAIRS, Field.LEAD_PAIRS, Field.SOURCE_WORDS, Field.UNIT_WORDS},
    FieldKind.KEYS: {Field.ID, Field.NUMBER_KEYS, Field.PROVINCE_KEYS, Field.SOURCE_KEYS, Field.UNIT_KEYS},
    FieldKind.FACET: {
        Field.SOURCE,
        Field.PROVINCE,
        Field.PROVINCE_NOW,
        Field.TOPIC,
        Field.UNIT,
        Field.MONTH,
        Field.WEEK,
    },
    FieldKind.NUMBER: {Field.VERSION, Field.DAY, Field.SORT_KEY},
}
_KIND_OF = {field: kind for kind, fields in _KINDS.items() for field in fields}


def kind_of(field: Field) -> FieldKind:
    """How ``field`` is indexed."""
    return _KIND_OF[field]


FACETS: dict[Field, int] = {
    Field.SOURCE: 500,
    Field.PROVINCE: 100,
    Field.PROVINCE_NOW: 50,
    Field.TOPIC: 20,
    Field.UNIT: 500,
    Field.MONTH: 1200,
    Field.WEEK: 3000,
}
"""The facets, each with the most values it answers; months and weeks are in order of time, the rest by count."""
