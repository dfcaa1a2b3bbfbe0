"""What a field of the index is, and the fields that hold the text itself.

The fields that a query names (source, province …) stand beside their query field in ``index.query.fields``, which also
lists all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

__all__ = ["TEXT_FIELDS", "Field", "FieldKind", "IndexField"]


class FieldKind(StrEnum):
    """How a field is indexed."""

    PHRASES = "phrases"  # tokens with frequencies and positions
    TOKENS = "tokens"  # tokens with frequencies
    KEYS = "keys"  # whole values, several a document
    FACET = "facet"  # whole values, several a document, counted
    NUMBER = "number"  # one whole number, sortable


@dataclass(frozen=True, slots=True)
class IndexField:
    """A field. ``most``: of a facet, the most values that it answers; ``by_time``: they are shown in order of time
    rather than by count.
    """

    name: str
    kind: FieldKind
    most: int = 0
    by_time: bool = False


class Field:
    """The fields of the text itself. ``*_EXACT`` keep accents, ``*_FOLDED`` do not, ``*_PAIRS`` are folded bigrams."""

    ID: Final = IndexField("id", FieldKind.KEYS)
    TEXT_FOLDED: Final = IndexField("text_folded", FieldKind.PHRASES)
    TEXT_EXACT: Final = IndexField("text_exact", FieldKind.PHRASES)
    TEXT_PAIRS: Final = IndexField("text_pairs", FieldKind.TOKENS)
    TITLE_FOLDED: Final = IndexField("title_folded", FieldKind.PHRASES)
    TITLE_EXACT: Final = IndexField("title_exact", FieldKind.PHRASES)
    TITLE_PAIRS: Final = IndexField("title_pairs", FieldKind.TOKENS)
    LEAD_PAIRS: Final = IndexField("lead_pairs", FieldKind.TOKENS)
    VERSION: Final = IndexField("version", FieldKind.NUMBER)
    SORT_KEY: Final = IndexField("sort_key", FieldKind.NUMBER)
    GROUP: Final = IndexField("group_name", FieldKind.KEYS)
    CONTENT: Final = IndexField("content", FieldKind.KEYS)  # the group, or the article itself where it stands alone
    GROUP_KEY: Final = IndexField("group_key", FieldKind.NUMBER)  # stands for the group; only where there is one


TEXT_FIELDS: Final = tuple(field for field in vars(Field).values() if isinstance(field, IndexField))
