"""The progress of a plan as the store has it now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.periods import Period, official_period
from plan.office import PlanOffice
from plan.progress import Progress, progress_of
from store import Store
from store.plans.repository import StoredPlan

__all__ = ["TaskUse", "board_of", "boards_of", "default_period", "used_in"]


@dataclass(frozen=True, slots=True)
class TaskUse:
    """A task for which an article counts."""

    plan_id: str
    number: str
    task: str


def board_of(store: Store, plan: StoredPlan, period: Period, office: PlanOffice, today: date) -> Progress:
    """Every task of the plan in a period, as of the end of the period or today."""
    return boards_of(store, plan, [period], office, today)[0]


def boards_of(
    store: Store, plan: StoredPlan, periods: Sequence[Period], office: PlanOffice, today: date
) -> list[Progress]:
    """``board_of`` for several periods; the store is asked once."""
    tasks, evidence = store.plans.tasks(plan.id), store.plans.evidence.of_plan(plan.id)
    book = office.book(store)
    return [
        progress_of(plan, tasks, evidence, period, today, book=book, calendar=office.calendar) for period in periods
    ]


def used_in(store: Store, article_ids: Sequence[str]) -> dict[str, list[TaskUse]]:
    """Article → the tasks for which it, or a reprint of it, counts."""
    used = store.plans.evidence.used_in(article_ids)
    if not used:
        return {}
    plans = {plan.id: plan for plan in store.plans.all()}
    paths: dict[int, str] = {}
    for plan_id in {plan_id for uses in used.values() for plan_id, _ in uses}:
        for _, tasks in sorted(store.plans.tasks(plan_id).items()):
            paths |= {one.id: one.task.path for one in tasks}
    return {
        article: [TaskUse(plan_id, plans[plan_id].number, paths.get(task_id, "")) for plan_id, task_id in uses]
        for article, uses in used.items()
    }


def default_period(plan: StoredPlan, office: PlanOffice, today: date) -> Period:
    """The plan's year."""
    year = plan.year or office.calendar.year_of(today)
    return official_period("year", year, cut_day=office.calendar.cut_day)
