"""What people said a task has produced: confirmed, rejected or added by them, each with who, when and why.

A reprint is its original: what was said of one copy holds for all of its group.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, delete, insert, or_, select

from store.db.database import Database
from store.db.plan_tables import plan_decisions, plan_evidence, plan_files, plan_task_versions
from store.db.rows import clean_text, in_batches
from store.db.schema import articles
from store.plans.items import Decided, Item, Level, Outcome, StoredFile
from store.plans.locks import lock_on

__all__ = ["Decided", "Evidence", "Item", "Level", "Outcome", "StoredEvidence", "StoredFile", "Undone"]

State = Literal["confirmed", "rejected"]


@dataclass(frozen=True, slots=True)
class StoredEvidence:
    """One piece of evidence. ``story`` is the same for an article and its reprints; ``withdrawn`` when its site has
    taken it away (our copy stays).
    """

    id: int
    task_id: int
    state: State
    level: Level
    kind: str
    quantity: float
    unit: str
    channel: str
    area: str | None
    day: date | None
    title: str
    url: str
    note: str
    article_id: str | None
    story: str
    withdrawn: bool
    file_hash: str | None
    file_name: str
    decided_by: str
    decided_at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Undone:
    """A word against a piece of evidence: it was taken back, or rejected."""

    task_id: int
    article_id: str | None
    title: str
    decided_by: str
    decided_at: datetime
    why: str


class Evidence:
    """The evidence of all plans."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def confirm(
        self,
        plan_id: str,
        items: Sequence[Item],
        *,
        by: str,
        why: str = "",
        also: bool = False,
        undecided: bool = False,
        at: datetime | None = None,
    ) -> list[Outcome]:
        """These things count for their tasks, says a person; ``also``: even if they count for another task already;
        ``undecided``: the person saw no decision, so that none is overruled that was made meanwhile. One outcome an
        item, in order; all that can be done is done in one transaction.
        """
        return self._decide(plan_id, items, "confirmed", by, why, also, undecided, at)

    def reject(
        self,
        plan_id: str,
        items: Sequence[Item],
        *,
        by: str,
        why: str = "",
        undecided: bool = False,
        at: datetime | None = None,
    ) -> list[Outcome]:
        """These things do not count for their tasks, nor do their reprints, until a person says otherwise.
        ``undecided`` as in ``confirm``.
        """
        return self._decide(plan_id, items, "rejected", by, why, True, undecided, at)

    def take_back(
        self, plan_id: str, evidence_id: int, *, by: str, why: str = "", at: datetime | None = None
    ) -> int | None:
        """As if nothing had been said of it; the word stays in the history. Gives the task; None when it is not there,
        or locked.
        """
        at = at or self._db.now()
        e = plan_evidence.c
        with self._db.write() as connection:
            row = connection.execute(select(plan_evidence).where(e.id == evidence_id, e.plan_id == plan_id)).first()
            if row is None or (row.state == "confirmed" and lock_on(connection, plan_id, _day(row.day), row.unit)):
                return None
            connection.execute(delete(plan_evidence).where(e.id == evidence_id))
            _log(connection, plan_id, row.task_id, row.article_id, "take_back", row.title, by, at, why)
        return int(row.task_id)

    def of_plan(self, plan_id: str, state: State = "confirmed") -> list[StoredEvidence]:
        """All evidence of a plan in a state, by day and number."""
        e = plan_evidence.c
        return self._load(e.plan_id == plan_id, e.state == state)

    def of_task(self, task_id: int) -> list[StoredEvidence]:
        """All that was decided for a task, by day and number."""
        return self._load(plan_evidence.c.task_id == task_id)

    def used_in(self, article_ids: Iterable[str]) -> dict[str, list[tuple[str, int]]]:
        """Article → plan and task for which it, or another article of its group, counts."""
        a, e = articles.c, plan_evidence.c
        found: dict[str, list[tuple[str, int]]] = {}
        with self._db.read() as connection:
            for batch in in_batches(list(dict.fromkeys(article_ids))):
                rows = connection.execute(select(a.id, a.group_id).where(a.id.in_(batch))).all()
                groups = {row.group_id for row in rows if row.group_id}
                query = (
                    select(e.plan_id, e.task_id, a.id, a.group_id)
                    .join(articles, a.id == e.article_id)
                    .where(e.state == "confirmed", or_(a.id.in_(batch), a.group_id.in_(groups)))
                    .order_by(e.plan_id, e.task_id)
                )
                used = connection.execute(query).all()
                for row in rows:
                    mine = [
                        (one.plan_id, one.task_id)
                        for one in used
                        if one.id == row.id or (row.group_id and one.group_id == row.group_id)
                    ]
                    if mine:
                        found[row.id] = list(dict.fromkeys(mine))
        return found

    def undone(self, plan_id: str) -> list[Undone]:
        """Every word that took something out of a plan's evidence, or said that it does not count, oldest first."""
        d = plan_decisions.c
        query = (
            select(plan_decisions)
            .where(d.plan_id == plan_id, d.action.in_(("take_back", "rejected")), d.task_id.is_not(None))
            .order_by(d.id)
        )
        with self._db.read() as connection:
            return [
                Undone(row.task_id, row.article_id, row.subject, row.decided_by, row.decided_at, row.why)
                for row in connection.execute(query)
            ]

    def learnt_from(self, plan_id: str) -> list[tuple[bool, str]]:
        """Yes or no, and what was weighed, of every decision about a suggestion, oldest first."""
        e = plan_evidence.c
        query = select(e.state, e.weighed).where(e.plan_id == plan_id, e.weighed != "{}").order_by(e.decided_at, e.id)
        with self._db.read() as connection:
            return [(row.state == "confirmed", row.weighed) for row in connection.execute(query)]

    def file(self, file_hash: str) -> StoredFile | None:
        """A file that was handed in."""
        f, e = plan_files.c, plan_evidence.c
        query = (
            select(plan_files, e.file_name)
            .outerjoin(plan_evidence, e.file_hash == f.hash)
            .where(f.hash == file_hash)
            .order_by(e.id)
        )
        with self._db.read() as connection:
            row = connection.execute(query).first()
        return None if row is None else StoredFile(row.file_name or row.hash, row.media_type, row.content)

    def _decide(
        self,
        plan_id: str,
        items: Sequence[Item],
        state: State,
        by: str,
        why: str,
        also: bool,
        undecided: bool,
        at: datetime | None,
    ) -> list[Outcome]:
        at = at or self._db.now()
        outcomes = []
        with self._db.write() as connection:
            paths = _paths(connection, plan_id)
            for item in items:
                outcomes.append(self._one(connection, plan_id, item, state, by, why, also, undecided, at, paths))
        return outcomes

    def _one(
        self,
        connection: Connection,
        plan_id: str,
        item: Item,
        state: State,
        by: str,
        why: str,
        also: bool,
        undecided: bool,
        at: datetime,
        paths: dict[int, str],
    ) -> Outcome:
        said = _said_before(connection, plan_id, item)
        mine = [row for row in said if row.task_id == item.task_id]
        if mine and (undecided or any(row.state == state for row in mine)):
            last = next((row for row in mine if row.state == state), mine[-1])
            decided = Decided.ALREADY if last.state == state else Decided.AGAINST
            return Outcome(item, decided, last.id, said_by=last.decided_by, said_at=last.decided_at)
        if state == "confirmed":
            if item.day is None:
                return Outcome(item, Decided.UNDATED)
            other = tuple(
                dict.fromkeys(
                    paths.get(row.task_id, "") for row in said if row.task_id != item.task_id and row.state == state
                )
            )
            if other and not also:
                return Outcome(item, Decided.ELSEWHERE, other=other)
            if lock := lock_on(connection, plan_id, item.day, item.unit):
                return Outcome(item, Decided.LOCKED, lock=lock)
        for row in mine:  # a new word in place of the old one, which the history keeps
            if row.state == "confirmed" and (lock := lock_on(connection, plan_id, _day(row.day), row.unit)):
                return Outcome(item, Decided.LOCKED, lock=lock)
        evidence_id = self._write(connection, plan_id, item, state, by, why, at, mine)
        _log(connection, plan_id, item.task_id, item.article_id, state, item.title, by, at, why)
        if mine:
            return Outcome(item, Decided.DONE, evidence_id, said_by=mine[-1].decided_by, said_at=mine[-1].decided_at)
        return Outcome(item, Decided.DONE, evidence_id)

    def _write(
        self,
        connection: Connection,
        plan_id: str,
        item: Item,
        state: State,
        by: str,
        why: str,
        at: datetime,
        mine: Sequence[Row[Any]],
    ) -> int:
        if item.file is not None:
            stored = {
                "hash": item.file.hash,
                "media_type": item.file.media_type,
                "size": len(item.file.content),
                "content": item.file.content,
            }
            connection.execute(self._db.insert_new(plan_files, "hash"), stored)
        values = {
            "plan_id": plan_id,
            "task_id": item.task_id,
            "item_key": item.key,
            "article_id": item.article_id,
            "state": state,
            "level": str(item.level),
            "kind": item.kind,
            "quantity": item.quantity,
            "unit": clean_text(item.unit),
            "channel": item.channel,
            "area": item.area,
            "day": item.day.isoformat() if item.day else None,
            "title": clean_text(item.title),
            "url": clean_text(item.url),
            "note": clean_text(item.note),
            "file_hash": item.file.hash if item.file else None,
            "file_name": clean_text(item.file.name) if item.file else "",
            "weighed": item.weighed,
            "decided_by": by,
            "decided_at": at,
            "why": clean_text(why),
        }
        if mine:
            connection.execute(delete(plan_evidence).where(plan_evidence.c.id.in_([row.id for row in mine])))
        return int(connection.execute(insert(plan_evidence).values(values).returning(plan_evidence.c.id)).scalar_one())

    def _load(self, *where: Any) -> list[StoredEvidence]:
        a, e = articles.c, plan_evidence.c
        query = (
            select(plan_evidence, a.group_id, a.withdrawn_at)
            .outerjoin(articles, a.id == e.article_id)
            .where(*where)
            .order_by(e.day, e.id)
        )
        with self._db.read() as connection:
            return [_stored(row) for row in connection.execute(query)]


def _said_before(connection: Connection, plan_id: str, item: Item) -> Sequence[Row[Any]]:
    """All decisions of the plan about this thing, or about a copy of the article."""
    a, e = articles.c, plan_evidence.c
    if item.article_id is None:
        where = (e.task_id == item.task_id, e.item_key == item.key)
        return connection.execute(select(plan_evidence).where(*where)).all()
    group = select(a.group_id).where(a.id == item.article_id).scalar_subquery()
    same = select(a.id).where(or_(a.id == item.article_id, a.group_id == group))
    return connection.execute(select(plan_evidence).where(e.plan_id == plan_id, e.article_id.in_(same))).all()


def _paths(connection: Connection, plan_id: str) -> dict[int, str]:
    """Task → its path in the newest version that has it."""
    t = plan_task_versions.c
    query = select(t.task_id, t.path).where(t.plan_id == plan_id).order_by(t.version)
    return {row.task_id: row.path for row in connection.execute(query)}


def _stored(row: Row[Any]) -> StoredEvidence:
    return StoredEvidence(
        id=row.id,
        task_id=row.task_id,
        state=row.state,
        level=Level(row.level),
        kind=row.kind,
        quantity=row.quantity,
        unit=row.unit,
        channel=row.channel,
        area=row.area,
        day=_day(row.day),
        title=row.title,
        url=row.url,
        note=row.note,
        article_id=row.article_id,
        story=row.group_id or row.article_id or row.item_key,
        withdrawn=row.withdrawn_at is not None,
        file_hash=row.file_hash,
        file_name=row.file_name,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        why=row.why,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _log(
    connection: Connection,
    plan_id: str,
    task_id: int,
    article_id: str | None,
    action: str,
    subject: str,
    by: str,
    at: datetime,
    why: str,
) -> None:
    values = {
        "plan_id": plan_id,
        "task_id": task_id,
        "article_id": article_id,
        "action": action,
        "subject": clean_text(subject),
        "decided_by": by,
        "decided_at": at,
        "why": clean_text(why),
    }
    connection.execute(insert(plan_decisions).values(values))
