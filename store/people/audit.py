"""The log of what people decided: who, when, what, before and after. Rows are added and read, never changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import ColumnElement, func, insert, select

from store.db.database import Database
from store.db.people_tables import audit
from store.db.rows import clean_text, from_row

__all__ = ["Actor", "Audit", "Decision"]

_LONGEST = 20_000


class Actor(Protocol):
    """Who decides: a person of the page, or whoever stands in for one (``domain`` knows no people)."""

    @property
    def id(self) -> int | None: ...

    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Decision:
    """One row. ``object``: the path of what it was about, without its first stroke; ``before`` and ``after``: what was
    noted of it, null where there was nothing.
    """

    id: int
    at: datetime
    actor_id: int | None
    actor: str
    action: str
    object: str
    before: Any
    after: Any


class Audit:
    """All decisions."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def note(
        self, actor: Actor | None, action: str, object_path: str, before: object = None, after: object = None
    ) -> int:
        """Note a decision, in the transaction that carries it out. ``action``: words for people, as "Duyệt điểm tin".
        ``object_path``: as "diem-tin/2022-W39" (what the page shows under that path). ``before``, ``after``: anything
        that JSON can say. ``actor`` null: the command line.
        """
        values = {
            "at": self._db.now(),
            "actor_id": actor.id if actor else None,
            "actor": clean_text(actor.name) if actor else "Dòng lệnh",
            "action": clean_text(action)[:80],
            "object": clean_text(object_path)[:500],
            "before": _json(before),
            "after": _json(after),
        }
        with self._db.write() as connection:
            return int(connection.execute(insert(audit).values(values).returning(audit.c.id)).scalar_one())

    def find(
        self,
        *,
        actor: str = "",
        action: str = "",
        object_path: str = "",
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> tuple[list[Decision], int]:
        """Decisions, newest first, and how many there are in all. ``actor``, ``action``: exactly; ``object_path``: it
        begins so; ``since`` inclusive, ``until`` exclusive.
        """
        where: list[ColumnElement[bool]] = []
        if actor:
            where.append(audit.c.actor == actor)
        if action:
            where.append(audit.c.action == action)
        if object_path:
            where.append(audit.c.object.startswith(object_path, autoescape=True))
        if since is not None:
            where.append(audit.c.at >= since)
        if until is not None:
            where.append(audit.c.at < until)
        query = select(audit).where(*where).order_by(audit.c.id.desc()).limit(limit).offset(offset)
        with self._db.read() as connection:
            total = connection.execute(select(func.count()).select_from(audit).where(*where)).scalar_one()
            rows = connection.execute(query).all()
        return [from_row(Decision, row, before=_read(row.before), after=_read(row.after)) for row in rows], int(total)

    def of(self, object_path: str, limit: int = 20) -> list[Decision]:
        """What was decided about one object, newest first."""
        query = select(audit).where(audit.c.object == object_path).order_by(audit.c.id.desc()).limit(limit)
        with self._db.read() as connection:
            rows = connection.execute(query).all()
        return [from_row(Decision, row, before=_read(row.before), after=_read(row.after)) for row in rows]

    def names(self) -> tuple[Sequence[str], Sequence[str]]:
        """Every actor and every action of the log, for a filter."""
        with self._db.read() as connection:
            actors = connection.execute(select(audit.c.actor).distinct().order_by(audit.c.actor)).scalars().all()
            actions = connection.execute(select(audit.c.action).distinct().order_by(audit.c.action)).scalars().all()
        return actors, actions


def _json(value: object) -> str | None:
    if value is None:
        return None
    text = json.dumps(value, ensure_ascii=False, default=str)
    return clean_text(text if len(text) <= _LONGEST else json.dumps(text[:_LONGEST] + "…", ensure_ascii=False))


def _read(text: str | None) -> Any:
    return None if text is None else json.loads(text)
