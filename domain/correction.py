"""What a person says is right instead of what the machine read."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

__all__ = ["Correction", "CorrectionKind", "Target"]


class CorrectionKind(StrEnum):
    """What a person can say. Renaming, merging and rejecting entities may hold for all articles; every other kind is of
    one article. ``figure_fixed`` and ``document_fixed`` of words that the machine passed by add what they say.
    """

    ENTITY_RENAMED = "entity_renamed"
    ENTITY_MERGED = "entity_merged"
    ENTITY_REJECTED = "entity_rejected"
    ENTITY_ADDED = "entity_added"
    FIGURE_FIXED = "figure_fixed"
    FIGURE_REJECTED = "figure_rejected"
    DOCUMENT_FIXED = "document_fixed"
    DOCUMENT_REJECTED = "document_rejected"
    TOPICS_SET = "topics_set"
    TOPIC_ADDED = "topic_added"
    TOPIC_REMOVED = "topic_removed"
    PROVINCE_SET = "province_set"
    KEPT_SET = "kept_set"
    DATE_SET = "date_set"
    TITLE_SET = "title_set"


class Target(BaseModel):
    """What is corrected. ``text`` as it stands in the article and ``line``, the line round it; or the canonical
    ``names`` of entities (with their ``type``); or a ``topic``. ``occurrence`` counts equal texts in one line from 0,
    ``repeat`` equal lines before this one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = ""
    line: str = ""
    occurrence: int = 0
    repeat: int = 0
    names: tuple[str, ...] = ()
    type: str | None = None
    topic: str | None = None

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Target:
        """The target that is ``text[start:end]``."""
        begin = text.rfind("\n", 0, start) + 1
        stop = text.find("\n", end)
        line = text[begin:] if stop < 0 else text[begin:stop]
        return cls(
            text=text[start:end],
            line=line,
            occurrence=text[begin:start].count(text[start:end]),
            repeat=text[:begin].split("\n").count(line) if begin and "\n" not in text[start:end] else 0,
        )


class Correction(BaseModel):
    """One word of one person. ``value`` holds the fields to set, by kind; ``article_id`` None: for all articles."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    article_id: str | None = None
    kind: CorrectionKind
    target: Target = Target()
    value: dict[str, Any] = {}
    author: str = ""
    note: str = ""
    id: int | None = None
    made_at: datetime | None = None
    revoked_at: datetime | None = None
