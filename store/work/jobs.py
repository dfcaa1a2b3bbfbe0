"""Work that people start from the page: it waits its turn, says how far it is, can be stopped, and never stays "doing"
when the process that did it is gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from domain.errors import StoreBusy
from store.db.database import Database
from store.db.job_tables import jobs
from store.db.rows import clean_text, from_row
from store.work.owners import is_dead

__all__ = ["SILENCE", "Job", "JobKind", "JobState", "Jobs"]

SILENCE = timedelta(seconds=60)
"""Without a sign of life for so long, a job counts as cut off."""
_CUT_OFF = "Bị ngắt giữa chừng; chạy lại sẽ làm tiếp phần còn lại."


class JobKind(StrEnum):
    """What can be asked for."""

    CRAWL = "thu-thap"
    PROCESS = "phan-tich"
    REBUILD = "dung-lai"


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    DOING = "doing"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def over(self) -> bool:
        """Whether nothing will become of it any more."""
        return self not in (JobState.QUEUED, JobState.DOING)


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it stands. ``done`` of ``total`` units (null: not known) of the present ``stage``; ``message``: how it
    ended.
    """

    id: int
    kind: JobKind
    sources: tuple[str, ...]
    state: JobState
    wanted_by: str
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    stage: str | None
    done: int
    total: int | None
    message: str | None
    stop_wanted: bool


class Jobs:
    """All jobs."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, kind: JobKind, sources: Sequence[str], wanted_by: str) -> int:
        """Ask for a job; its number. One of the same kind and sources that waits already is not asked for twice."""
        values = {
            "kind": kind.value,
            "sources": " ".join(sources),
            "state": JobState.QUEUED.value,
            "wanted_by": clean_text(wanted_by),
            "created_at": self._db.now(),
        }
        same = (jobs.c.kind == kind.value, jobs.c.sources == values["sources"], jobs.c.state == JobState.QUEUED.value)
        with self._db.write() as connection:
            waiting = connection.execute(select(jobs.c.id).where(*same)).scalar()
            if waiting is not None:
                return int(waiting)
            return int(connection.execute(insert(jobs).values(values).returning(jobs.c.id)).scalar_one())

    def take(self, owner: str) -> Job | None:
        """The next job, now this process's; null when none waits."""
        first = select(func.min(jobs.c.id)).where(jobs.c.state == JobState.QUEUED.value).scalar_subquery()
        now = self._db.now()
        values = {"state": JobState.DOING.value, "owner": owner, "started_at": now, "alive_at": now}
        with self._db.write() as connection:
            row = connection.execute(update(jobs).where(jobs.c.id == first).values(values).returning(jobs)).first()
        return None if row is None else _job(row)

    def handed_to(self, job_id: int, owner: str) -> None:
        """Another process goes on with it."""
        with self._db.write() as connection:
            connection.execute(update(jobs).where(jobs.c.id == job_id).values(owner=owner))

    def alive(self, job_id: int, stage: str | None, done: int, total: int | None) -> bool:
        """A sign of life and of progress; whether the job is to stop."""
        values = {"alive_at": self._db.now(), "stage": stage, "done": done, "total": total}
        mine = (jobs.c.id == job_id, jobs.c.state == JobState.DOING.value)
        with self._db.write() as connection:
            stop = connection.execute(
                update(jobs).where(*mine).values(values).returning(jobs.c.stop_wanted)
            ).scalar_one_or_none()
        return stop is None or bool(stop)

    def end(self, job_id: int, state: JobState, message: str | None = None) -> None:
        """Note how a job ended; one that has ended already stays as it is."""
        values = {"state": state.value, "ended_at": self._db.now(), "message": clean_text(message) if message else None}
        open_ = (jobs.c.id == job_id, jobs.c.state.in_([JobState.QUEUED.value, JobState.DOING.value]))
        with self._db.write() as connection:
            connection.execute(update(jobs).where(*open_).values(values))

    def cancel(self, job_id: int) -> None:
        """Ask a job to stop: one that waits is over at once, one under way ends within seconds."""
        with self._db.write() as connection:
            waiting = (jobs.c.id == job_id, jobs.c.state == JobState.QUEUED.value)
            values = {"state": JobState.CANCELLED.value, "ended_at": self._db.now()}
            connection.execute(update(jobs).where(*waiting).values(values))
            doing = (jobs.c.id == job_id, jobs.c.state == JobState.DOING.value)
            connection.execute(update(jobs).where(*doing).values(stop_wanted=True))

    def bury(self) -> None:
        """Note jobs as failed whose process is gone or has been silent too long; later where others write just now."""
        with self._db.read() as connection:
            if not self._gone(connection):
                return
        with suppress(StoreBusy), self._db.note() as connection:
            if gone := self._gone(connection):
                values = {"state": JobState.FAILED.value, "ended_at": self._db.now(), "message": _CUT_OFF}
                connection.execute(update(jobs).where(jobs.c.id.in_(gone)).values(values))

    def get(self, job_id: int) -> Job | None:
        """One job."""
        with self._db.read() as connection:
            row = connection.execute(select(jobs).where(jobs.c.id == job_id)).first()
        return None if row is None else _job(row)

    def recent(self, limit: int = 20, offset: int = 0) -> list[Job]:
        """Jobs, the newest first."""
        query = select(jobs).order_by(jobs.c.id.desc()).limit(limit).offset(offset)
        with self._db.read() as connection:
            return [_job(row) for row in connection.execute(query)]

    def count(self, state: JobState | None = None) -> int:
        """How many there are."""
        query = select(func.count()).select_from(jobs)
        if state is not None:
            query = query.where(jobs.c.state == state.value)
        with self._db.read() as connection:
            return int(connection.execute(query).scalar_one())

    def _gone(self, connection: Connection) -> list[int]:
        now = self._db.now()
        query = select(jobs.c.id, jobs.c.owner, jobs.c.alive_at).where(jobs.c.state == JobState.DOING.value)
        return [
            row.id
            for row in connection.execute(query).all()
            if row.owner is None or is_dead(row.owner) or row.alive_at is None or row.alive_at < now - SILENCE
        ]


def _job(row: Row[Any]) -> Job:
    return from_row(Job, row, kind=JobKind(row.kind), state=JobState(row.state), sources=tuple(row.sources.split()))
