"""Closing a period: its report is frozen with its files, and what comes after is told apart."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Literal

from domain.days import day_of, local_time
from domain.errors import UsageError
from domain.periods import Period
from domain.settings_sections import Office
from plan.office import PlanOffice
from plan.progress.stretches import period_code
from plan.report.content import LaterChange, PlanReport, make_report
from plan.report.forms import report_xlsx
from plan.report.later import later_changes
from plan.report.paper import report_docx
from store import Store
from store.plans.repository import StoredPlan

__all__ = ["Format", "close_period", "current_report", "report_file"]

Format = Literal["docx", "xlsx", "json"]


def _json(report: PlanReport) -> str:
    return json.dumps(report.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"


def current_report(store: Store, plan: StoredPlan, period: Period, office: PlanOffice, today: date) -> PlanReport:
    """The report as it stands now, with what has happened to the closed periods before it."""
    later: list[LaterChange] = []
    for code, _, _ in store.plans.periods.closed(plan.id):
        closing = store.plans.periods.closing(plan.id, code)
        if closing is not None and code != period_code(period) and closing.last_day <= period.last.isoformat():
            later += later_changes(store, plan, closing, office)
    return make_report(store, plan, period, office, today, later)


def report_file(
    store: Store,
    plan: StoredPlan,
    period: Period,
    office: PlanOffice,
    letterhead: Office,
    form: Format,
    now: datetime,
    base_url: str = "",
) -> bytes:
    """The file of a period's report: of a closed period the same bytes for ever, else made now."""
    closing = store.plans.periods.closing(plan.id, period_code(period))
    if closing is not None:
        return {"docx": closing.docx, "xlsx": closing.xlsx, "json": closing.record.encode()}[form]
    report = current_report(store, plan, period, office, day_of(now) or now.date())
    if form == "json":
        return _json(report).encode()
    return report_docx(report, letterhead, now, base_url) if form == "docx" else report_xlsx(report, now, base_url)


def close_period(
    store: Store,
    plan: StoredPlan,
    period: Period,
    office: PlanOffice,
    letterhead: Office,
    now: datetime,
    *,
    by: str,
    base_url: str = "",
) -> PlanReport:
    """Freeze a period with its report. Raises UsageError while it still runs, when it is closed already, or where
    something is late and nobody has written why and what next.
    """
    code = period_code(period)
    if local_time(now).date() <= period.last:
        raise UsageError(
            f"{period.name} đến hết ngày {period.last:%d/%m/%Y} mới kết thúc.", "Hãy chốt sau ngày chốt số liệu."
        )
    report = current_report(store, plan, period, office, local_time(now).date())
    if report.lacks_texts:
        raise UsageError(
            f"{period.name} có nhiệm vụ chậm hoặc quá hạn nhưng chưa có phần khó khăn, nguyên nhân và phương hướng.",
            f"Hãy viết bằng: diemtin plan note {plan.id} --period {code} --difficulties … --next-steps …",
        )
    closed = store.plans.periods.close(
        plan.id,
        code,
        (period.first, period.last),
        _json(report),
        docx=report_docx(report, letterhead, now, base_url),
        xlsx=report_xlsx(report, now, base_url),
        by=by,
        at=now,
    )
    if not closed:
        raise UsageError(f"{period.name} đã được chốt trước đó.", "Hãy tải báo cáo đã chốt, hoặc mở khóa kỳ này.")
    return report
