"""What the commands of a plan share: their options, who is speaking, and which day it is."""

from __future__ import annotations

import getpass
import os
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from domain.days import day_of
from domain.errors import UsageError

if TYPE_CHECKING:
    from domain import periods
    from plan.office import PlanOffice
    from store import Store
    from store.plans.repository import StoredPlan

__all__ = ["By", "Period", "PlanName", "Reason", "Task", "given_period", "period_or_year", "person", "today"]

PlanName = Annotated[str, typer.Argument(metavar="KẾ_HOẠCH", help="Mã hoặc số, ký hiệu của kế hoạch.")]
Period = Annotated[
    str | None,
    typer.Option(
        "--period", metavar="KỲ", help="Kỳ báo cáo: 2024-Q3, 2024-09, 2024-H1, 2024-9M, 2024.", show_default=False
    ),
]
Task = Annotated[
    str | None, typer.Option("--task", metavar="NHIỆM_VỤ", help="Số của một nhiệm vụ, như II.3.", show_default=False)
]
By = Annotated[str | None, typer.Option("--by", metavar="TÊN", help="Người quyết định (mặc định: người dùng của máy).")]
Reason = Annotated[str, typer.Option("--reason", metavar="LÝ_DO", help="Lý do, được ghi lại.", show_default=False)]


def person(by: str | None) -> str:
    """Who decides: as given, or the user of this machine."""
    if by and by.strip():
        return by.strip()
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return os.environ.get("USER", "không rõ")


def today(store: Store) -> date:
    """The day in Vietnam."""
    day = day_of(store.database.now())
    assert day is not None
    return day


def period_or_year(plan: StoredPlan, office: PlanOffice, text: str | None, day: date) -> periods.Period:
    """The period asked for, or the plan's year."""
    from plan.board import default_period

    return office.period(text) if text else default_period(plan, office, day)


def given_period(office: PlanOffice, text: str | None) -> periods.Period:
    """The period that has to be named. UsageError otherwise."""
    if not text:
        raise UsageError("Thiếu --period.", "Hãy ghi kỳ, ví dụ --period 2024-Q3.")
    return office.period(text)
