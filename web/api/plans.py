"""Plans, their suggestions and progress, as JSON."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from plan.board import board_of
from plan.evidence import suggestions_of, weigh_plan
from plan.report.content import PlanReport
from web.access import require
from web.plans.office import open_plan
from web.state import Parts, Services

__all__ = ["router"]

router = APIRouter(tags=["plans"], dependencies=[require("xem")])
_AT_ONCE = 400


def _plan(parts: Services, plan_id: str) -> dict[str, Any]:
    opened = open_plan(parts, plan_id)
    plan = opened.plan
    return {
        "id": plan.id,
        "number": plan.number,
        "title": plan.title,
        "issuer": plan.issuer,
        "year": plan.year,
        "versions": [
            {
                "number": one.number,
                "valid_from": one.valid_from.isoformat() if one.valid_from else None,
                "document": one.document,
            }
            for one in plan.versions
        ],
        "closed": [period for period, _, _ in parts.store.plans.periods.closed(plan.id)],
    }


@router.get("/plans", summary="Các kế hoạch tuyên truyền")
def plans(parts: Parts) -> list[dict[str, Any]]:
    """Every plan."""
    return [_plan(parts, plan.id) for plan in parts.store.plans.all()]


@router.get("/plans/{plan_id}", summary="Một kế hoạch và các nhiệm vụ")
def plan(parts: Parts, plan_id: str) -> dict[str, Any]:
    """One plan with the tasks of its newest version."""
    made = _plan(parts, plan_id)
    version = made["versions"][-1]["number"]
    tasks = parts.store.plans.tasks(made["id"], version).get(version, [])
    return made | {"tasks": [one.task.model_dump(mode="json", by_alias=True) for one in tasks]}


@router.get("/plans/{plan_id}/suggestions", summary="Bài gợi ý làm tài liệu kiểm chứng")
def suggestions(parts: Parts, plan_id: str, task: str | None = None) -> list[dict[str, Any]]:
    """Undecided suggestions, best first within each task."""
    opened = open_plan(parts, plan_id)
    weigh_plan(parts.store, opened.plan, opened.office, most=_AT_ONCE)
    return [
        {
            "task": one.task,
            "article_id": one.suggestion.article_id,
            "url": one.suggestion.url,
            "title": one.suggestion.title,
            "score": round(one.probability, 4),
            "reasons": list(one.suggestion.reasons),
        }
        for one in suggestions_of(parts.store, opened.plan)
        if task is None or one.task == task
    ]


@router.get("/plans/{plan_id}/progress", summary="Kết quả thực hiện trong kỳ báo cáo")
def progress(parts: Parts, plan_id: str, period: str = "") -> dict[str, Any]:
    """Each task and target in a period (the running quarter), the counts of groups, and the units that have nothing.
    A closed period as it was frozen.
    """
    opened = open_plan(parts, plan_id, period)
    closing = parts.store.plans.periods.closing(opened.plan.id, opened.code)
    if closing is not None:
        return {"closed_at": closing.closed_at.isoformat()} | PlanReport.model_validate_json(closing.record).model_dump(
            mode="json", include={"period", "rows", "views", "total", "silent", "renamed", "states"}
        )
    board = board_of(parts.store, opened.plan, opened.period, opened.office, opened.day)
    return {
        "period": {
            "code": opened.code,
            "name": board.period.name,
            "first": board.period.first.isoformat(),
            "last": board.period.last.isoformat(),
            "until": board.until.isoformat(),
        },
        "rows": [row.model_dump(mode="json") for row in board.rows],
        "silent": list(board.silent),
        "renamed": list(board.renamed),
        "by_unit": [one.model_dump(mode="json") for one in board.by_unit()],
        "by_channel": [one.model_dump(mode="json") for one in board.by_channel()],
        "by_area": [one.model_dump(mode="json") for one in board.by_area()],
    }
