"""Which task of a new version is which of the version before, and what an amendment makes of a plan."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from rapidfuzz import fuzz

from domain.plan import PlanProposal, Task, TaskChange
from domain.text import fold

__all__ = ["amended", "fingerprint", "same_tasks"]

Known = Sequence[tuple[int, Task]]
Next = list[tuple[int | None, Task]]

_SAME_PLACE = 55.0
_SAME_WORDS = 85.0
"""How alike two tasks read (0–100) to be one: with the same number, and with another."""


def fingerprint(proposal: PlanProposal, *, edited: bool = False) -> str:
    """What tells one stored version from another: the file's hash; for what has none, or was edited by a person since
    it was stored, a hash of the content.
    """
    if proposal.file is not None and not edited:
        return proposal.file.sha256
    left = proposal.model_dump(mode="json", by_alias=True, include={"plan", "tasks", "not_tasks"})
    text = json.dumps(left, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _alike(one: Task, other: Task) -> float:
    return float(fuzz.token_sort_ratio(fold(one.content), fold(other.content)))


def same_tasks(known: Known, tasks: Sequence[Task]) -> Next:
    """Each task with the id of the known one that it continues: the same number and much the same words, or another
    number and the same words.
    """
    left = dict(known)
    by_path = {task.path: task_id for task_id, task in known}
    found: dict[int, int] = {}
    for number, task in enumerate(tasks):
        task_id = by_path.get(task.path)
        if task_id in left and _alike(left[task_id], task) >= _SAME_PLACE:
            found[number] = task_id
            del left[task_id]
    for number, task in enumerate(tasks):
        if number in found:
            continue
        best = max(left, key=lambda one: (_alike(left[one], task), -one), default=None)
        if best is not None and _alike(left[best], task) >= _SAME_WORDS:
            found[number] = best
            del left[best]
    return [(found.get(number), task) for number, task in enumerate(tasks)]


def amended(known: Known, changes: Sequence[Task]) -> Next:
    """The tasks of a plan after an amendment: replaced where they stood, removed, added at the end of their parent."""
    tasks: Next = list(known)
    for change in changes:
        place = _place(tasks, change)
        if change.change is TaskChange.REMOVES:
            if place is not None:
                del tasks[place]
        elif place is None or change.change is TaskChange.ADDS:
            added = _numbered(change)
            tasks.insert(_end_of_parent(tasks, added), (None, added))
        else:
            tasks[place] = (tasks[place][0], _merged(tasks[place][1], change))
    return tasks


def _numbered(change: Task) -> Task:
    """An added task under the number that the amendment gives it in the plan; that in its own list is another."""
    if not change.amends_path:
        return change
    parent = change.amends_path.rpartition(".")[0]
    return change.model_copy(update={"path": change.amends_path, "parent": parent or None})


def _place(tasks: Next, change: Task) -> int | None:
    wanted = change.amends_path or change.path
    return next((number for number, (_, task) in enumerate(tasks) if task.path == wanted), None)


def _end_of_parent(tasks: Next, change: Task) -> int:
    siblings = [number for number, (_, task) in enumerate(tasks) if change.parent and task.parent == change.parent]
    return siblings[-1] + 1 if siblings else len(tasks)


def _merged(before: Task, change: Task) -> Task:
    """The changed task; what the amendment does not speak of stays as it was."""
    kept = {
        name: getattr(before, name)
        for name in ("products", "channels", "lead", "support", "due", "frequency", "reform_area", "group", "documents")
        if not getattr(change, name)
    }
    return change.model_copy(update={**kept, "path": before.path, "parent": before.parent})
