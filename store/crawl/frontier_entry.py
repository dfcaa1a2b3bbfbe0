"""An address as the frontier knows it: the records that go in and come out, and the rows between."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import Any

from store.db.rows import from_row, moment_text
from store.db.times import parse_moment

__all__ = ["Entry", "Kind", "NewAddress", "Outcome", "Rank", "entry_of", "row_of"]


class Kind(StrEnum):
    """What lies at an address."""

    FEED = "feed"
    SITEMAP = "sitemap"
    LISTING = "listing"
    ARTICLE = "article"
    ATTACHMENT = "attachment"
    CONTINUATION = "continuation"  # a later page of an article that its site cuts into several


class Outcome(StrEnum):
    """What became of an address at its last completed visit. Each has at most one."""

    OK = "ok"
    UNCHANGED = "unchanged"
    GONE = "gone"
    MOVED = "moved"
    SKIPPED = "skipped"
    BLOCKED_BY_ROBOTS = "blocked_by_robots"
    QUARANTINED = "quarantined"


class Rank(IntEnum):
    """In which order what is due is asked for. What may be new goes before the archive, and in the archive the articles
    of one page of a list before its next page: neither waits for the other to end.
    """

    ENTRY_POINT = 0
    NEWS = 1
    FILES = 2
    ARCHIVE = 3
    ARCHIVE_LISTS = 4


_RANK = {
    Kind.FEED: Rank.ENTRY_POINT,
    Kind.SITEMAP: Rank.ENTRY_POINT,
    Kind.LISTING: Rank.ENTRY_POINT,
    Kind.ARTICLE: Rank.NEWS,
    Kind.ATTACHMENT: Rank.FILES,
    Kind.CONTINUATION: Rank.FILES,
}


@dataclass(frozen=True, slots=True)
class NewAddress:
    """An address that a page, feed or person named. ``hint_*``: what the list said of it. ``next_visit_at`` None: at
    once. ``rank`` None: as its kind has it.
    """

    url: str
    kind: Kind
    source: str
    depth: int = 0
    discovered_from: str | None = None
    hint_title: str | None = None
    hint_date: datetime | date | None = None
    hint_origin: str | None = None
    next_visit_at: datetime | None = None
    rank: Rank | None = None

    @property
    def place(self) -> Rank:
        """Its rank."""
        return _RANK[self.kind] if self.rank is None else self.rank


@dataclass(frozen=True, slots=True)
class Entry:
    """One address with its state: ``waiting`` (a visit is planned), ``in_flight`` or ``settled`` (none planned)."""

    url: str
    source: str
    kind: Kind
    rank: int
    state: str
    outcome: Outcome | None
    reason: str | None
    status: int | None
    etag: str | None
    last_modified: str | None
    content_hash: str | None
    moved_to: str | None
    failures: int
    visits: int
    next_visit_at: datetime | None
    hint_title: str | None
    hint_date: datetime | date | None
    hint_origin: str | None
    depth: int
    discovered_from: str | None
    first_seen_at: datetime
    last_visit_at: datetime | None
    last_ok_at: datetime | None
    claimed_by: str | None


def row_of(found: NewAddress, now: datetime) -> dict[str, Any]:
    """The row of an address that is new."""
    return {
        "url": found.url,
        "source": found.source,
        "kind": str(found.kind),
        "rank": int(found.place),
        "state": "waiting",
        "next_visit_at": found.next_visit_at or now,
        "hint_title": found.hint_title,
        "hint_date": moment_text(found.hint_date),
        "hint_origin": found.hint_origin,
        "depth": found.depth,
        "discovered_from": found.discovered_from,
        "first_seen_at": now,
    }


def entry_of(row: Any, **given: Any) -> Entry:
    """The entry that a row holds; ``given`` wins."""
    values = row._mapping
    given.setdefault("kind", Kind(values["kind"]))
    given.setdefault("outcome", Outcome(values["outcome"]) if values["outcome"] else None)
    given.setdefault("hint_date", parse_moment(values["hint_date"]))
    return from_row(Entry, row, **given)
