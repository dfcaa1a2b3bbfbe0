"""Kế hoạch: what the propaganda plan asks, what proves it, how far it is, and its reports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from fastapi import APIRouter

from domain.days import official_day
from plan.board import board_of, default_period
from plan.board import used_in as tasks_of
from plan.evidence.learning import LEAST_SCORE
from plan.office import PlanOffice
from web.access import require
from web.features import Nav
from web.filters import number
from web.plans import deciding, importing, reporting, showing
from web.plans.matrix import deadlines
from web.state import Services
from web.uses import Use
from web.waiting import Coming, Waiting

__all__ = ["coming", "nav", "router", "used_in", "waiting"]

router = APIRouter(dependencies=[require("xem")])
# Fixed paths before those with a plan's id.
router.include_router(importing.router)
router.include_router(deciding.router)
router.include_router(reporting.router)
router.include_router(showing.router)
nav = Nav("/ke-hoach", "Kế hoạch", 70, "target", tab=True)


def used_in(parts: Services, ids: Sequence[str]) -> dict[str, list[Use]]:
    """Article → the tasks for which it is recorded."""
    return {
        article_id: [
            Use(
                f"Tài liệu kiểm chứng nhiệm vụ {one.task}",
                f"/ke-hoach/{one.plan_id}?nhiem-vu={one.task}#bang-chung",
                "plan",
            )
            for one in uses
        ]
        for article_id, uses in tasks_of(parts.store, ids).items()
    }


def waiting(parts: Services) -> list[Waiting]:
    """Suggestions of evidence that nobody has decided about, for Hôm nay; nothing is weighed for it."""
    found = []
    counts = parts.store.plans.suggestions.waiting(LEAST_SCORE)
    for plan in parts.store.plans.all():
        count, tasks = counts.get(plan.id, (0, 0))
        if count:
            title = f"{number(count)} gợi ý tài liệu kiểm chứng cho {number(tasks)} nhiệm vụ"
            text = f"Kế hoạch {plan.number or plan.title}"
            found.append(Waiting(50, "target", title, f"/ke-hoach/{plan.id}", "Xem", text))
    return found


def coming(parts: Services, day: date) -> list[Coming]:
    """The nearest deadlines of the plans of this year."""
    office = PlanOffice.of(parts.settings)
    found = []
    for plan in parts.store.plans.all():
        if plan.year != office.calendar.year_of(day):
            continue
        board = board_of(parts.store, plan, default_period(plan, office, day), office, day)
        for one in deadlines([board], day)[:4]:
            href = f"/ke-hoach/{plan.id}?nhiem-vu={one.task}#bang-chung" if one.task else f"/ke-hoach/{plan.id}"
            found.append(Coming(one.day, one.title[:90], href, one.text or f"hạn {official_day(one.day)}"))
    return found
