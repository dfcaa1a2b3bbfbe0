"""What people decide about: one thing for one task, and what came of the decision."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from store.plans.locks import Closing

__all__ = ["Decided", "Item", "Level", "Outcome", "StoredFile"]


class Level(StrEnum):
    """How well a piece of evidence is proved: archived by us, given by a person (file, photo, link, text), or only
    stated.
    """

    ARCHIVED = "A"
    GIVEN = "B"
    STATED = "C"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that proves something, as it was handed in."""

    name: str
    media_type: str
    content: bytes

    @property
    def hash(self) -> str:
        """The name under which it is kept."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to decide about. ``article_id`` is null for what is not on the web. ``weighed``: the features and the
    title that a suggestion showed, as JSON, for learning.
    """

    task_id: int
    kind: str
    article_id: str | None = None
    quantity: float = 1.0
    unit: str = ""
    channel: str = ""
    area: str | None = None
    day: date | None = None
    title: str = ""
    url: str = ""
    note: str = ""
    file: StoredFile | None = None
    level: Level = Level.ARCHIVED
    weighed: str = "{}"

    @property
    def key(self) -> str:
        """Two people who say the same of a task name the same thing."""
        if self.article_id is not None:
            return f"a:{self.article_id}"
        told = (self.kind, f"{self.quantity:g}", self.unit, str(self.day), self.title, self.url, self.note)
        text = json.dumps([*told, self.file.hash if self.file else ""], ensure_ascii=False)
        return "b:" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:40]


class Decided(StrEnum):
    """What came of one decision. Nothing but ``DONE`` has changed anything."""

    DONE = "done"
    ALREADY = "already"  # somebody has said so before, of it or of a reprint of it
    ELSEWHERE = "elsewhere"  # it counts for another task: only a person's word makes it count for both
    LOCKED = "locked"  # its day lies in a closed period
    AGAINST = "against"  # somebody has just said the opposite, which whoever decides now had not seen
    UNDATED = "undated"  # nobody knows its day, so no period can hold it


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome for one item. ``other``: paths of the tasks it counts for; ``lock``: the closed period;
    ``said_by`` and ``said_at``: who had decided before, and when.
    """

    item: Item
    decided: Decided
    evidence_id: int | None = None
    other: tuple[str, ...] = ()
    lock: Closing | None = None
    said_by: str = ""
    said_at: datetime | None = None
