"""The progress of a plan as the store has it now."""

from __future__ import annotations

from datetime import date

from domain.periods import Period, official_period
from plan.office import PlanOffice
from plan.progress import Progress, progress_of
from store import Store
from store.plans.repository import StoredPlan

__all__ = ["board_of", "default_period"]


def board_of(store: Store, plan: StoredPlan, period: Period, office: PlanOffice, today: date) -> Progress:
    """Every task of the plan in a period, as of the end of the period or today."""
    return progress_of(
        plan,
        store.plans.tasks(plan.id),
        store.plans.evidence.of_plan(plan.id),
        period,
        today,
        book=office.book(store),
        calendar=office.calendar,
    )


def default_period(plan: StoredPlan, office: PlanOffice, today: date) -> Period:
    """The plan's year."""
    year = plan.year or office.calendar.year_of(today)
    return official_period("year", year, cut_day=office.calendar.cut_day)
