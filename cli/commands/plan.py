"""``diemtin plan``: plans, their progress, evidence and reports."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.commands import plan_decide, plan_import, plan_report
from cli.help import Command, Group
from cli.options import Data, Json
from cli.output import messages, print_json, progress_bar
from cli.plan_options import Period, PlanName, Task, period_or_year, today
from cli.render.plan import list_rows, show_list, show_status, show_suggestions, suggestion_rows
from pipeline.context import open_context

__all__ = ["plan_app"]

plan_app = typer.Typer(
    cls=Group, no_args_is_help=True, help="Kế hoạch tuyên truyền: nhiệm vụ, kết quả thực hiện, báo cáo."
)


@plan_app.command("list", cls=Command, epilog="Ví dụ: diemtin plan list")
def list_plans(as_json: Json = False, data: Data = None) -> None:
    """Các kế hoạch đã nhập."""
    with open_context(data).store() as store:
        rows = list_rows(store)
    if as_json:
        print_json(rows)
    else:
        show_list(rows)


@plan_app.command(cls=Command, epilog="Ví dụ: diemtin plan status 88/KH-TTYT --period 2024-Q3")
def status(plan: PlanName, period: Period = None, as_json: Json = False, data: Data = None) -> None:
    """Kết quả thực hiện từng nhiệm vụ, chỉ tiêu trong kỳ."""
    from plan.board import board_of
    from plan.evidence.decide import find_plan
    from plan.office import PlanOffice

    context = open_context(data)
    office = PlanOffice.of(context.settings)
    with context.store() as store:
        found = find_plan(store, plan)
        day = today(store)
        progress = board_of(store, found, period_or_year(found, office, period, day), office, day)
    if as_json:
        print_json([row.model_dump(mode="json") for row in progress.rows])
    else:
        show_status(found, progress)


@plan_app.command(cls=Command, epilog="Ví dụ: diemtin plan suggest 88/KH-TTYT --task II.3")
def suggest(
    plan: PlanName,
    task: Task = None,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="Số bài gợi ý cho mỗi nhiệm vụ.")] = 10,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Gợi ý tài liệu kiểm chứng cho các nhiệm vụ, kèm lý do."""
    from plan.evidence import suggestions_of, weigh_plan
    from plan.evidence.decide import find_plan, find_task
    from plan.office import PlanOffice

    context = open_context(data)
    office = PlanOffice.of(context.settings)
    with context.store() as store:
        found = find_plan(store, plan)
        chosen = find_task(store, found, task).id if task else None
        with progress_bar("Đối chiếu bài với nhiệm vụ") as advance:
            weigh_plan(store, found, office, advance)
        suggested = suggestions_of(store, found, task_id=chosen, each=limit)
    if as_json:
        print_json(suggestion_rows(suggested))
    elif suggested:
        show_suggestions(suggested)
    else:
        messages().print("Chưa có gợi ý nào. Hãy chạy diemtin run để thu thập bài mới.")


plan_import.register(plan_app)
plan_decide.register(plan_app)
plan_report.register(plan_app)
