"""What the office's settings mean for a plan: its units, province and how it cuts periods."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from domain.days import official_day
from domain.periods import Period, parse_period
from domain.settings import Settings
from plan.names import UnitBook
from plan.progress.stretches import Calendar
from store import Store

__all__ = ["PlanOffice"]


@dataclass(frozen=True, slots=True)
class PlanOffice:
    """Who runs the program, as far as plans ask."""

    name: str = ""
    province: str = ""
    units: tuple[str, ...] = ()
    calendar: Calendar = field(default_factory=Calendar)

    @classmethod
    def of(cls, settings: Settings) -> PlanOffice:
        """The office of the settings."""
        calendar = Calendar(settings.period_cut_day, settings.week_start)
        return cls(settings.office.name, settings.office.province, settings.office.units, calendar)

    def book(self, store: Store) -> UnitBook:
        """All units, with their history."""
        return UnitBook(store.plans.units.all(), self.units)

    def period(self, text: str) -> Period:
        """Read a period as people write it, cut as this office cuts. UsageError says what a period looks like."""
        return parse_period(text, self.calendar.week_start, self.calendar.cut_day)

    def outside_year(self, year: int | None, day: date | None) -> str:
        """Where a day lies in no period of a plan's year: a line that says so, so that nobody waits for it to count.
        Else empty.
        """
        if year is None or day is None or day in (whole := self.calendar.year(year)):
            return ""
        return (
            f"Ngày {official_day(day)} nằm ngoài năm của kế hoạch ({official_day(whole.first)} đến "
            f"{official_day(whole.last)}) nên không vào báo cáo nào của kế hoạch này."
        )
