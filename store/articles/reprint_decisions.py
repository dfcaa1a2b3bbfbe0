"""What people say of reprints: these two are one text, these two are not. Kept as pairs, apart from the groups that
likeness makes, and heeded whenever groups are made anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, or_, select, update

from store.db.reprint_tables import reprint_decisions
from store.db.rows import from_row, in_batches

__all__ = [
    "JOINED",
    "PARTED",
    "ReprintDecision",
    "Said",
    "hand_over",
    "of_articles",
    "restore",
    "revoke",
    "said_of",
    "say",
]

JOINED, PARTED = "joined", "parted"
_d = reprint_decisions.c


@dataclass(frozen=True, slots=True)
class Said:
    """A pair of articles: one text (``joined``), or not."""

    article_id: str
    other_id: str
    joined: bool


@dataclass(frozen=True, slots=True)
class ReprintDecision:
    """One word of one person on a pair of articles. ``kind``: "joined" or "parted"."""

    id: int
    article_id: str
    other_id: str
    kind: str
    author: str
    note: str
    made_at: datetime
    revoked_at: datetime | None
    revoked_by: str | None


def said_of(connection: Connection, ids: Iterable[str]) -> list[Said]:
    """What is in force for these articles, in the order it was said."""
    found = [one for one in of_articles(connection, ids) if one.revoked_at is None]
    return [Said(one.article_id, one.other_id, one.kind == JOINED) for one in found]


def of_articles(connection: Connection, ids: Iterable[str]) -> list[ReprintDecision]:
    """All that was said of these articles, also what was taken back, in the order it was said."""
    found: dict[int, ReprintDecision] = {}
    for batch in in_batches(sorted(ids)):
        query = select(reprint_decisions).where(or_(_d.article_id.in_(batch), _d.other_id.in_(batch)))
        found |= {row.id: from_row(ReprintDecision, row) for row in connection.execute(query)}
    return [found[one] for one in sorted(found)]


def say(
    connection: Connection,
    pairs: Iterable[tuple[str, str]],
    kind: str,
    author: str,
    note: str,
    now: datetime,
    instead: Iterable[ReprintDecision] = (),
) -> list[int]:
    """Keep a word on each of these pairs, in the place of earlier ones; the rows that were made."""
    taken_back = [one.id for one in instead if one.revoked_at is None and one.kind != kind]
    revoke(connection, taken_back, author, now)
    made = []
    for one, other in pairs:
        values = {"article_id": one, "other_id": other, "kind": kind, "author": author, "note": note, "made_at": now}
        made.append(connection.execute(insert(reprint_decisions).values(values).returning(_d.id)).scalar_one())
    return made


def revoke(connection: Connection, ids: Iterable[int], author: str, now: datetime) -> None:
    """Take words back; they stay on record."""
    for batch in in_batches(list(ids)):
        values = {"revoked_at": now, "revoked_by": author}
        connection.execute(update(reprint_decisions).where(_d.id.in_(batch)).values(values))


def restore(connection: Connection, at: datetime, ids: Iterable[str]) -> None:
    """Put words of these articles into force again that were taken back at a moment, by a word that went since."""
    for batch in in_batches(sorted(ids)):
        where = (_d.revoked_at == at, or_(_d.article_id.in_(batch), _d.other_id.in_(batch)))
        connection.execute(update(reprint_decisions).where(*where).values(revoked_at=None, revoked_by=None))


def hand_over(connection: Connection, keep: str, drop: str) -> None:
    """``keep`` has absorbed ``drop`` (its own column has moved already): it takes its place beside others too."""
    connection.execute(update(reprint_decisions).where(_d.other_id == drop).values(other_id=keep))
    connection.execute(delete(reprint_decisions).where(_d.article_id == _d.other_id))
