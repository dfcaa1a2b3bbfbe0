"""What every page of a plan begins with: the plan, the office, the day, the period that is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from domain.days import local_time
from domain.errors import UsageError
from domain.periods import Period, official_period
from plan.board import default_period
from plan.office import PlanOffice
from plan.progress.stretches import period_code
from store.plans.repository import StoredPlan
from web.errors import not_found
from web.state import Services

__all__ = ["PlanPage", "open_plan", "period_choices", "periods_of"]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The plan that a page is about. ``code`` names the period in addresses."""

    plan: StoredPlan
    office: PlanOffice
    day: date
    period: Period

    @property
    def code(self) -> str:
        """The period in an address."""
        return period_code(self.period)


def open_plan(parts: Services, plan_id: str, period: str = "") -> PlanPage:
    """The plan of an address; a page that says so where there is none. ``period``: as the address has it, else the
    running quarter.
    """
    plan = parts.store.plans.find(plan_id)
    if plan is None:
        raise not_found("Không có kế hoạch này.")
    office = PlanOffice.of(parts.settings)
    day = local_time(datetime.now(UTC)).date()
    chosen = None
    if period:
        try:
            chosen = office.period(period)
        except UsageError as error:
            raise not_found(str(error)) from error
    return PlanPage(plan, office, day, chosen or _running(plan, office, day))


def periods_of(page: PlanPage) -> dict[str, list[Period]]:
    """The periods of the plan's year that a report can be about, by their kind in words."""
    year, cut = page.plan.year or page.office.calendar.year_of(page.day), page.office.calendar.cut_day
    return {
        "Quý": [official_period("quarter", year, number, cut) for number in range(1, 5)],
        "6 tháng, 9 tháng, năm": [
            official_period("half", year, 1, cut),
            official_period("nine_months", year, 1, cut),
            official_period("half", year, 2, cut),
            official_period("year", year, 1, cut),
        ],
        "Tháng": [official_period("month", year, number, cut) for number in range(1, 13)],
    }


def period_choices(page: PlanPage) -> dict[str, list[tuple[str, str]]]:
    """``periods_of`` as codes and names, to choose from."""
    return {kind: [(period_code(one), one.name) for one in several] for kind, several in periods_of(page).items()}


def _running(plan: StoredPlan, office: PlanOffice, day: date) -> Period:
    """The quarter of today, where it is one of the plan's; else the plan's year."""
    whole = default_period(plan, office, day)
    year = office.calendar.year_of(whole.last)
    quarters = [official_period("quarter", year, number, office.calendar.cut_day) for number in range(1, 5)]
    return next((quarter for quarter in quarters if day in quarter), whole)
