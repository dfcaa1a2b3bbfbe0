"""Plain records of what is kept of an issue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

__all__ = ["Clash", "Edit", "Event", "NewEdit", "PairRow", "RequestRow", "StoredIssue", "Use"]


@dataclass(frozen=True, slots=True)
class StoredIssue:
    """One issue. ``composed`` and ``frozen`` are JSON; ``revision`` grows with each edit."""

    id: str
    window_id: str
    first_day: date
    last_day: date
    state: str
    revision: int
    composed: str
    composed_at: datetime
    frozen: str | None
    hash: str | None
    replaces: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class NewEdit:
    """One field as a person wants it. ``value`` is anything JSON can hold; null takes the person's word back."""

    field: str
    value: Any
    article_id: str | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit as it was kept."""

    id: int
    field: str
    article_id: str | None
    value: Any
    revision: int
    author: str
    made_at: datetime
    held: bool


@dataclass(frozen=True, slots=True)
class Clash:
    """Two people's texts of one field: ``theirs`` is in force, ``mine`` is kept beside it until somebody chooses.
    ``before``: what both of them started from; null where that was the machine's.
    """

    field: str
    article_id: str | None
    before: Any
    mine: Edit
    theirs: Edit


@dataclass(frozen=True, slots=True)
class Event:
    """A change of state."""

    state: str
    author: str
    note: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Use:
    """What an issue does with an article: ``item``, ``reprint``, ``late`` or ``dropped``; its number where it has
    one.
    """

    issue_id: str
    article_id: str
    role: str
    number: int | None
    state: str


@dataclass(frozen=True, slots=True)
class RequestRow:
    """What is asked of a unit about an article. ``issue_id``: where it was first written."""

    id: int
    article_id: str
    issue_id: str
    unit: str
    due: date | None
    status: str
    note: str
    author: str
    made_at: datetime
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class PairRow:
    """A person's word on whether two articles are one text."""

    article_id: str
    other_id: str
    together: bool
