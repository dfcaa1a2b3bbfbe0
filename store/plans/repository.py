"""Plans as people confirmed them: each with its versions, and its tasks, which live on through them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, func, insert, select

from domain.errors import ConfigError
from domain.plan import PlanProposal, Task
from domain.text import fold
from store.db.database import Database
from store.db.plan_tables import plan_task_versions, plan_tasks, plan_versions, plans
from store.db.rows import record_json
from store.plans.amending import amended, fingerprint, same_tasks
from store.plans.identity import plan_id_of

__all__ = ["PlanVersion", "Plans", "SavedPlan", "StoredPlan", "StoredTask"]


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """One version. ``valid_from``: the first day on which its targets hold; None: from the plan's beginning."""

    number: int
    valid_from: date | None
    document: str
    file_name: str
    stored_at: datetime
    stored_by: str


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A plan with its versions, oldest first."""

    id: str
    number: str
    title: str
    issuer: str
    year: int | None
    versions: tuple[PlanVersion, ...]

    def version_on(self, day: date) -> int:
        """The number of the version whose targets hold on a day: of those valid by then, the one valid from the
        latest day; of equals, the one stored last. Before all of them, the first.
        """
        known = [one for one in self.versions if one.valid_from is None or one.valid_from <= day]
        best = max(known, key=lambda one: (one.valid_from or date.min, one.number), default=self.versions[0])
        return best.number


@dataclass(frozen=True, slots=True)
class StoredTask:
    """A task as one version has it. ``id`` is the task's own through all versions."""

    id: int
    version: int
    task: Task


@dataclass(frozen=True, slots=True)
class SavedPlan:
    """The outcome of storing a proposal."""

    id: str
    version: int
    change: Literal["new", "new_version", "unchanged"]


class Plans:
    """All plans."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def save(
        self,
        proposal: PlanProposal,
        *,
        by: str = "",
        valid_from: date | None = None,
        edited: bool = False,
        at: datetime | None = None,
    ) -> SavedPlan:
        """Store what a person confirmed, in one transaction. The same file again changes nothing; another file of the
        same plan, or an amendment of it, is a new version, and so is the same file ``edited`` by a person; their
        words stay when that file comes again as it was read.
        ``valid_from``: from when its targets hold, where the file does not say. Raises ConfigError for an amendment of
        a plan that is not there.
        """
        at = at or self._db.now()
        with self._db.write() as connection:
            plan_id, version, tasks = self._next(connection, proposal)
            mark = fingerprint(proposal, edited=edited)
            if (known := _version_of_file(connection, plan_id, mark, proposal, edited=edited)) is not None:
                return SavedPlan(plan_id, known, "unchanged")
            if version == 1:
                connection.execute(insert(plans).values(_plan_row(plan_id, proposal, at)))
            head = proposal.plan
            since = valid_from or head.effective or (head.date if version > 1 else None)
            values = {
                "plan_id": plan_id,
                "number": version,
                "valid_from": since.isoformat() if since else None,
                "document": head.number or "",
                "file_name": proposal.file.name if proposal.file else "",
                "file_hash": mark,
                "record": record_json(proposal),
                "stored_at": at,
                "stored_by": by,
            }
            connection.execute(insert(plan_versions).values(values))
            self._write_tasks(connection, plan_id, version, tasks)
        return SavedPlan(plan_id, version, "new" if version == 1 else "new_version")

    def all(self) -> list[StoredPlan]:
        """Every plan, the latest year first."""
        with self._db.read() as connection:
            rows = connection.execute(select(plans).order_by(plans.c.year.desc(), plans.c.id)).all()
            versions = _versions(connection)
        return [_stored(row, versions.get(row.id, ())) for row in rows]

    def find(self, name: str) -> StoredPlan | None:
        """The plan of an id or a number ("88/KH-TTYT", also "88/KH-TTYT/2024"); of several years, the latest."""
        wanted = fold(name).strip()
        known = self.all()
        exact = [plan for plan in known if plan.id == wanted]
        numbered = [
            plan for plan in known if fold(plan.number) == wanted or f"{fold(plan.number)}/{plan.year}" == wanted
        ]
        return next(iter(exact or numbered), None)

    def tasks(self, plan_id: str, version: int | None = None) -> dict[int, list[StoredTask]]:
        """Version → its tasks in order; one version only where it is named."""
        t = plan_task_versions.c
        query = select(t.task_id, t.version, t.record).where(t.plan_id == plan_id)
        if version is not None:
            query = query.where(t.version == version)
        found: dict[int, list[StoredTask]] = {}
        with self._db.read() as connection:
            for row in connection.execute(query.order_by(t.version, t.position)):
                task = Task.model_validate_json(row.record)
                found.setdefault(row.version, []).append(StoredTask(row.task_id, row.version, task))
        return found

    def proposal(self, plan_id: str, version: int) -> PlanProposal | None:
        """What was confirmed as this version, with the text it was read from."""
        v = plan_versions.c
        query = select(v.record).where(v.plan_id == plan_id, v.number == version)
        with self._db.read() as connection:
            record = connection.execute(query).scalar()
        return None if record is None else PlanProposal.model_validate_json(record)

    def _next(self, connection: Connection, proposal: PlanProposal) -> tuple[str, int, list[tuple[int | None, Task]]]:
        """The plan, the number of its new version, and that version's tasks with the identity each already has."""
        head = proposal.plan
        if head.amends:
            plan = self.find(head.amends)
            if plan is None:
                raise ConfigError(
                    f"Văn bản này sửa đổi kế hoạch {head.amends}, nhưng chưa có kế hoạch đó trong kho.",
                    "Hãy nhập kế hoạch gốc trước.",
                )
            before = self.tasks(plan.id, plan.versions[-1].number)[plan.versions[-1].number]
            return plan.id, len(plan.versions) + 1, amended([(one.id, one.task) for one in before], proposal.tasks)
        plan_id = plan_id_of(head, {one.id: (one.issuer, one.year) for one in self.all()})
        count = connection.execute(
            select(func.count()).select_from(plan_versions).where(plan_versions.c.plan_id == plan_id)
        ).scalar_one()
        if not count:
            return plan_id, 1, [(None, task) for task in proposal.tasks]
        known = [(one.id, one.task) for one in self.tasks(plan_id, count)[count]] if proposal.tasks else []
        return plan_id, count + 1, same_tasks(known, proposal.tasks)

    def _write_tasks(
        self, connection: Connection, plan_id: str, version: int, tasks: Sequence[tuple[int | None, Task]]
    ) -> None:
        for position, (known, task) in enumerate(tasks):
            task_id = known
            if task_id is None:
                new = insert(plan_tasks).values(plan_id=plan_id).returning(plan_tasks.c.id)
                task_id = connection.execute(new).scalar_one()
            values: Mapping[str, Any] = {
                "task_id": task_id,
                "version": version,
                "plan_id": plan_id,
                "position": position,
                "path": task.path,
                "record": record_json(task),
            }
            connection.execute(insert(plan_task_versions).values(values))


def _version_of_file(
    connection: Connection, plan_id: str, mark: str, proposal: PlanProposal, *, edited: bool
) -> int | None:
    """The version that came of this file: as it was read, or as a person edited it then (their words stay)."""
    v = plan_versions.c
    query = select(v.number, v.file_hash, v.record).where(v.plan_id == plan_id).order_by(v.number.desc())
    for row in connection.execute(query):
        if row.file_hash == mark:
            return int(row.number)
        if not edited and proposal.file is not None:
            file = PlanProposal.model_validate_json(row.record).file
            if file is not None and file.sha256 == proposal.file.sha256:
                return int(row.number)
    return None


def _plan_row(plan_id: str, proposal: PlanProposal, at: datetime) -> dict[str, Any]:
    head = proposal.plan
    return {
        "id": plan_id,
        "number": head.number or "",
        "title": head.title or "",
        "issuer": head.issuer or "",
        "year": head.year or (head.date.year if head.date else None),
        "stored_at": at,
    }


def _versions(connection: Connection) -> dict[str, tuple[PlanVersion, ...]]:
    v = plan_versions.c
    columns = (v.plan_id, v.number, v.valid_from, v.document, v.file_name, v.stored_at, v.stored_by)
    found: dict[str, tuple[PlanVersion, ...]] = {}
    for row in connection.execute(select(*columns).order_by(v.plan_id, v.number)):
        since = date.fromisoformat(row.valid_from) if row.valid_from else None
        one = PlanVersion(row.number, since, row.document, row.file_name, row.stored_at, row.stored_by)
        found[row.plan_id] = (*found.get(row.plan_id, ()), one)
    return found


def _stored(row: Any, versions: tuple[PlanVersion, ...]) -> StoredPlan:
    return StoredPlan(row.id, row.number, row.title, row.issuer, row.year, versions)
