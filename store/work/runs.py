"""The run log: which command ran when, what it counted, what happened on the way."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, insert, select, update

from domain.errors import StoreError
from store.db.database import Database
from store.db.rows import clean_text, from_row
from store.db.work_tables import run_counters, run_events, runs
from store.work.leases import Leases
from store.work.owners import is_dead

__all__ = ["Event", "Run", "RunRecord", "Runs"]


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A run as noted. ``state``: running, done, failed, stopped (asked to stop) or interrupted (killed)."""

    id: int
    command: str
    args: dict[str, Any]
    owner: str
    state: str
    started_at: datetime
    ended_at: datetime | None
    message: str | None
    counters: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Event:
    """Something worth knowing that happened. ``level``: info, warning or error."""

    id: int
    run_id: int | None
    at: datetime
    level: str
    kind: str | None
    source: str | None
    url: str | None
    message: str


class Run:
    """A run under way; a context manager that notes how it ended."""

    def __init__(self, database: Database, run_id: int) -> None:
        self._db = database
        self.id = run_id
        self._stopped = False

    def stopped(self) -> None:
        """Note that the run was asked to end early: it is so noted when it ends."""
        self._stopped = True

    def count(self, source: str | None, name: str, by: int = 1) -> None:
        """Add to one of the run's counters, of a source or (None) of the whole."""
        values = {"run_id": self.id, "source": source or "", "name": name, "value": by}
        statement = self._db.insert(run_counters).values(values)
        keys = ["run_id", "source", "name"]
        added = {"value": run_counters.c.value + by}
        with self._db.write() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=added))

    def event(
        self, level: str, message: str, source: str | None = None, url: str | None = None, kind: str | None = None
    ) -> None:
        """Note something that happened."""
        values = {
            "run_id": self.id,
            "at": self._db.now(),
            "level": level,
            "kind": kind,
            "source": source,
            "url": url,
            "message": clean_text(message),
        }
        with self._db.write() as connection:
            connection.execute(insert(run_events).values(values))

    def end(self, state: str, message: str | None = None) -> None:
        """Note how the run ended."""
        values = {"state": state, "ended_at": self._db.now(), "message": message}
        with self._db.write() as connection:
            connection.execute(update(runs).where(runs.c.id == self.id).values(values))

    def __enter__(self) -> Run:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.end("stopped" if self._stopped else "done")
            return
        stopped = isinstance(error, KeyboardInterrupt | SystemExit)
        try:
            self.end("stopped" if stopped else "failed", str(error) or type(error).__name__)
        except StoreError:
            return  # the error under way says more; the next start notes the run as interrupted


class Runs:
    """All runs."""

    def __init__(self, database: Database, leases: Leases) -> None:
        self._db = database
        self._owner = leases.new_owner()

    def start(self, command: str, args: Mapping[str, Any] | None = None) -> Run:
        """Note that a command begins. Runs of this machine whose process is gone are noted as interrupted."""
        values = {
            "command": command,
            "args": json.dumps(dict(args or {}), ensure_ascii=False, default=str),
            "owner": self._owner,
            "state": "running",
            "started_at": self._db.now(),
        }
        with self._db.write() as connection:
            self._bury_dead(connection)
            run_id = connection.execute(insert(runs).values(values).returning(runs.c.id)).scalar_one()
        return Run(self._db, int(run_id))

    def recent(self, limit: int = 20) -> list[RunRecord]:
        """The newest runs, newest first, with their counters by source ("" is the whole)."""
        with self._db.read() as connection:
            rows = connection.execute(select(runs).order_by(runs.c.id.desc()).limit(limit)).all()
            counters: dict[int, dict[str, dict[str, int]]] = {}
            query = select(run_counters).where(run_counters.c.run_id.in_([row.id for row in rows]))
            for one in connection.execute(query):
                counters.setdefault(one.run_id, {}).setdefault(one.source, {})[one.name] = one.value
        return [from_row(RunRecord, row, args=json.loads(row.args), counters=counters.get(row.id, {})) for row in rows]

    def first_start(self, command: str) -> datetime | None:
        """When a command was first run, however many runs of others there were since."""
        with self._db.read() as connection:
            query = select(runs.c.started_at).where(runs.c.command == command).order_by(runs.c.id).limit(1)
            return connection.execute(query).scalar()

    def events(self, source: str | None = None, level: str | None = None, limit: int = 100) -> list[Event]:
        """What happened, newest first."""
        where = []
        if source is not None:
            where.append(run_events.c.source == source)
        if level is not None:
            where.append(run_events.c.level == level)
        with self._db.read() as connection:
            rows = connection.execute(select(run_events).where(*where).order_by(run_events.c.id.desc()).limit(limit))
            return [from_row(Event, row) for row in rows]

    def _bury_dead(self, connection: Connection) -> None:
        for row in connection.execute(select(runs.c.id, runs.c.owner).where(runs.c.state == "running")).all():
            if is_dead(row.owner):
                values = {"state": "interrupted", "ended_at": self._db.now()}
                connection.execute(update(runs).where(runs.c.id == row.id).values(values))
