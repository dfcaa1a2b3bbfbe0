"""``diemtin plan report | note | close | reopen``: the account of a period."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from cli.files import written_beside
from cli.help import Command
from cli.options import Data
from cli.output import messages
from cli.plan_options import By, Period, PlanName, Reason, given_period, period_or_year, person, today
from domain.errors import UsageError
from pipeline.context import open_context

__all__ = ["register"]


def report(
    plan: PlanName,
    period: Period = None,
    form: Annotated[
        Literal["docx", "xlsx", "json"], typer.Option("--format", help="Dạng tệp: docx, xlsx hoặc json.")
    ] = "docx",
    out: Annotated[Path | None, typer.Option("-o", "--output", metavar="TỆP", help="Tệp ghi ra.")] = None,
    data: Data = None,
) -> None:
    """Lập báo cáo kết quả thực hiện kế hoạch trong kỳ. Kỳ đã chốt luôn cho đúng tệp đã chốt."""
    from plan.evidence.decide import find_plan
    from plan.office import PlanOffice
    from plan.report import report_file

    if out is None and form != "json":
        raise UsageError("Thiếu -o.", f"Hãy ghi tên tệp, ví dụ -o bao-cao.{form}.")
    context = open_context(data)
    office, settings = PlanOffice.of(context.settings), context.settings
    with context.store() as store:
        found = find_plan(store, plan)
        chosen = period_or_year(found, office, period, today(store))
        made = report_file(
            store, found, chosen, office, settings.office, form, store.database.now(), settings.web.base_url
        )
    if out is None:
        sys.stdout.write(made.decode())
        return
    with written_beside(out) as beside:
        beside.write_bytes(made)
    messages().print(f"Đã ghi {out}. Số, ngày và chữ ký do văn thư, lãnh đạo hoàn thiện.", markup=False)


def note(
    plan: PlanName,
    period: Period = None,
    difficulties: Annotated[
        str | None, typer.Option("--difficulties", metavar="VĂN_BẢN", help="Khó khăn, hạn chế và nguyên nhân.")
    ] = None,
    next_steps: Annotated[
        str | None, typer.Option("--next-steps", metavar="VĂN_BẢN", help="Phương hướng, nhiệm vụ thời gian tới.")
    ] = None,
    by: By = None,
    data: Data = None,
) -> None:
    """Viết phần khó khăn, nguyên nhân và phương hướng của báo cáo."""
    from plan.evidence.decide import find_plan
    from plan.office import PlanOffice
    from plan.progress.stretches import period_code

    if difficulties is None and next_steps is None:
        raise UsageError("Chưa có gì để ghi.", "Hãy dùng --difficulties hoặc --next-steps.")
    context = open_context(data)
    office = PlanOffice.of(context.settings)
    code = period_code(given_period(office, period))
    with context.store() as store:
        found = find_plan(store, plan)
        if difficulties is not None:
            store.plans.periods.write_text(found.id, code, "difficulties", difficulties, by=person(by))
        if next_steps is not None:
            store.plans.periods.write_text(found.id, code, "next_steps", next_steps, by=person(by))
    messages().print("Đã ghi.")


def close(plan: PlanName, period: Period = None, by: By = None, data: Data = None) -> None:
    """Chốt kỳ báo cáo: từ đó báo cáo của kỳ giữ nguyên, thay đổi về sau được liệt kê riêng."""
    from plan.evidence.decide import find_plan
    from plan.office import PlanOffice
    from plan.report import close_period

    context = open_context(data)
    office, settings = PlanOffice.of(context.settings), context.settings
    chosen = given_period(office, period)
    with context.store() as store:
        found = find_plan(store, plan)
        close_period(
            store,
            found,
            chosen,
            office,
            settings.office,
            store.database.now(),
            by=person(by),
            base_url=settings.web.base_url,
        )
    messages().print(f"Đã chốt {chosen.label}.", markup=False)


def reopen(
    plan: PlanName,
    period: Period = None,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="ĐƠN_VỊ", help="Chỉ mở cho một đơn vị; báo cáo đã chốt giữ nguyên.")
    ] = None,
    reason: Reason = "",
    by: By = None,
    data: Data = None,
) -> None:
    """Mở khóa kỳ đã chốt, cho mọi đơn vị hoặc chỉ một đơn vị, kèm lý do."""
    from plan.evidence.decide import find_plan
    from plan.office import PlanOffice
    from plan.progress.stretches import period_code

    context = open_context(data)
    chosen = given_period(PlanOffice.of(context.settings), period)
    code = period_code(chosen)
    with context.store() as store:
        found = find_plan(store, plan)
        if unit is not None:
            store.plans.periods.exempt(found.id, code, unit, reason, by=person(by))
            told = f"Đã mở {chosen.name} cho {unit}; báo cáo đã chốt giữ nguyên."
        elif store.plans.periods.reopen(found.id, code, reason, by=person(by)):
            told = f"Đã mở khóa {chosen.name}."
        else:
            raise UsageError(f"{chosen.name} chưa chốt.", "Không cần mở khóa.")
    messages().print(told, markup=False)


def register(app: typer.Typer) -> None:
    """Add these commands to ``diemtin plan``."""
    epilog = "Ví dụ: diemtin plan report 88/KH-TTYT --period 2024-Q3 --format docx -o bao-cao.docx"
    app.command(cls=Command, epilog=epilog)(report)
    app.command(cls=Command, epilog="Ví dụ: diemtin plan note 88/KH-TTYT --period 2024-Q3 --next-steps '…'")(note)
    app.command(cls=Command, epilog="Ví dụ: diemtin plan close 88/KH-TTYT --period 2024-Q3")(close)
    app.command(
        cls=Command, epilog="Ví dụ: diemtin plan reopen 88/KH-TTYT --period 2024-Q3 --unit 'TTYT A' --reason 'gửi muộn'"
    )(reopen)
