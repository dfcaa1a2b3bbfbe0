"""What a proposal changes of the plan that is stored: tasks added, changed and removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.plan import PlanProposal, Task
from store.plans.amending import amended, same_tasks

__all__ = ["PlanChanges", "TaskDifference", "compare"]


@dataclass(frozen=True, slots=True)
class TaskDifference:
    """One task before and after; ``fields``: the names of ``Task``'s fields that differ."""

    before: Task
    after: Task
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """All that a proposal would change; ``kept`` tasks stay as they are."""

    added: tuple[Task, ...] = ()
    changed: tuple[TaskDifference, ...] = ()
    removed: tuple[Task, ...] = ()
    kept: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def _substance(task: Task) -> Mapping[str, Any]:
    """What makes a task: not where it was quoted, nor how sure the reading was."""
    products = sorted(
        str((one.kind, one.quantity, one.high, one.bound, one.period, one.per, one.annual)) for one in task.products
    )
    due = task.due
    return {
        "path": task.path,
        "content": " ".join(task.content.split()),
        "products": products,
        "lead": set(task.lead),
        "support": set(task.support),
        "channels": set(task.channels),
        "due": (due.from_, due.to, due.dates) if due is not None else None,
        "frequency": task.frequency,
    }


def compare(known: Sequence[tuple[int, Task]], proposal: PlanProposal) -> PlanChanges:
    """The difference between the stored tasks (id, task) and a new version, or an amendment, of their plan."""
    before = dict(known)
    after = (amended if proposal.plan.amends else same_tasks)(known, proposal.tasks)
    added: list[Task] = []
    changed: list[TaskDifference] = []
    kept = 0
    for task_id, task in after:
        if task_id is None:
            added.append(task)
            continue
        old, new = _substance(before[task_id]), _substance(task)
        fields = tuple(name for name in old if old[name] != new[name])
        if fields:
            changed.append(TaskDifference(before[task_id], task, fields))
        else:
            kept += 1
    left = {task_id for task_id, _ in after}
    removed = tuple(task for task_id, task in known if task_id not in left)
    return PlanChanges(tuple(added), tuple(changed), removed, kept)
