"""The list of plans, and one plan: matrix, evidence, deadlines."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from plan.board import boards_of
from plan.channels import CHANNELS, channel_name
from plan.evidence import suggestions_of, weigh_plan
from plan.evidence.decide import find_task
from plan.progress.stretches import period_code
from plan.wording import KIND_WORDS, LEVEL_WORDS, amount, kind_name, missing_text, target_text
from web.access import require
from web.page import page
from web.plans.matrix import LOOKS, deadlines, lines_by_period, lines_by_unit, look_of
from web.plans.office import PlanPage, open_plan, period_choices, periods_of
from web.state import Parts, Services

__all__ = ["WORDS", "router"]

router = APIRouter(dependencies=[require("xem")])
_AT_ONCE = 400
"""So many new articles are weighed while the page is made; more wait for the command or the next page."""
_LOOKED_AT = 500
_SHOWN = 10
WORDS = {
    "amount": amount,
    "kind_name": kind_name,
    "target_text": target_text,
    "missing_text": missing_text,
    "channel_name": channel_name,
    "look_of": look_of,
    "levels": LEVEL_WORDS,
}


@router.get("/ke-hoach")
def plans(request: Request, parts: Parts) -> Response:
    """All plans."""
    rows = []
    for one in parts.store.plans.all():
        version = one.versions[-1].number
        tasks = parts.store.plans.tasks(one.id, version).get(version, [])
        rows.append((one, len(tasks), parts.store.plans.periods.closed(one.id)))
    return page(request, "plans/list.html", plans=rows)


@router.get("/ke-hoach/{plan_id}")
def show(
    request: Request,
    parts: Parts,
    plan_id: str,
    ky: str = "",
    xem: str = "ky",
    nhiem_vu: Annotated[str, Query(alias="nhiem-vu")] = "",
    don_vi: Annotated[str, Query(alias="don-vi")] = "",
) -> Response:
    """One plan. ``xem``: the matrix by period ("ky") or by unit ("don-vi"), the deadlines ("lich"); ``nhiem-vu``: the
    task whose evidence is open.
    """
    opened = open_plan(parts, plan_id, ky)
    quarters = periods_of(opened)["Quý"]
    whole = periods_of(opened)["6 tháng, 9 tháng, năm"][-1]
    boards = boards_of(parts.store, opened.plan, [*quarters, whole, opened.period], opened.office, opened.day)
    chosen = boards[-1]
    units, unit_lines = lines_by_unit(chosen, opened.office.book(parts.store)) if xem == "don-vi" else ([], [])
    closing = parts.store.plans.periods.closing(opened.plan.id, opened.code)
    return page(
        request,
        "plans/plan.html",
        opened=opened,
        view=xem if xem in ("ky", "don-vi", "lich") else "ky",
        columns=[*quarters, whole],
        codes=[period_code(one) for one in (*quarters, whole)],
        lines=lines_by_period(boards[:-1], opened.day),
        units=units,
        unit_lines=unit_lines,
        board=chosen,
        periods=period_choices(opened),
        deadlines=deadlines([chosen, boards[-2]], opened.day),
        looks=list(LOOKS.values()),
        closing=closing,
        drawer=_drawer(parts, opened, nhiem_vu, don_vi, chosen.rows) if nhiem_vu else None,
        words=WORDS,
        kinds=KIND_WORDS,
        channels=CHANNELS,
    )


def _drawer(parts: Services, opened: PlanPage, path: str, unit: str, rows: object) -> dict[str, object] | None:
    """The evidence of one task in the period: what counts, what may."""
    from domain.errors import UsageError
    from plan.names import unit_key
    from plan.progress import ProgressRow

    try:
        task = find_task(parts.store, opened.plan, path)
    except UsageError:
        return None
    weigh_plan(parts.store, opened.plan, opened.office, most=_AT_ONCE)
    assert isinstance(rows, tuple)
    mine = [row for row in rows if isinstance(row, ProgressRow) and row.task_id == task.id]
    suggested = suggestions_of(parts.store, opened.plan, task_id=task.id, each=_LOOKED_AT)
    inside = [one for one in suggested if one.suggestion.day is not None and one.suggestion.day in opened.period]
    if unit:
        inside = [one for one in inside if unit_key(one.suggestion.unit) == unit_key(unit)] or inside
    undecided = {one.suggestion.article_id for one in inside}
    return {
        "task": task.task,
        "task_id": task.id,
        "rows": mine,
        "evidence": list({one.id: one for row in mine for one in row.evidence}.values()),
        "suggested": inside[:_SHOWN],
        "waiting": len(inside),
        "elsewhere": [one for one in suggested if one.suggestion.article_id not in undecided][:5],
        "unit": unit,
        "rejected": [one for one in parts.store.plans.evidence.of_task(task.id) if one.state == "rejected"],
    }
