"""Plans, tasks and evidence for the tests of progress, evidence and report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from domain.periods import Period, parse_period
from domain.plan import Due, PlanFile, PlanHead, PlanProposal, Product, Task
from plan.names import UnitBook
from plan.progress import Progress, ProgressRow, progress_of
from plan.progress.stretches import Calendar
from store.plans.evidence import Level, StoredEvidence
from store.plans.repository import PlanVersion, StoredPlan, StoredTask
from store.plans.units import Unit

AT = datetime(2024, 1, 15, 2, 0, tzinfo=UTC)


def product(kind: str = "tin_bai", quantity: float | None = 1, period: str | None = "quy", **more: Any) -> Product:
    return Product.model_validate({"kind": kind, "quantity": quantity, "period": period, **more})


def task(path: str = "I.1", *products: Product, **more: Any) -> Task:
    values: dict[str, Any] = {
        "path": path,
        "content": f"Tuyên truyền nhiệm vụ {path}",
        "quote": "",
        "products": products,
        "lead": ("Văn phòng Sở",),
    }
    return Task.model_validate(values | more)


def due(text: str, first: str | None, last: str | None, dates: Sequence[str] = ()) -> Due:
    return Due.model_validate({"text": text, "from": first, "to": last, "dates": dates})


def proposal(*tasks: Task, number: str = "88/KH-TTYT", file: str = "1", **head: Any) -> PlanProposal:
    values = {"number": number, "date": date(2024, 1, 10), "issuer": "Trung tâm Y tế Mẫu", "year": 2024} | head
    return PlanProposal(
        plan=PlanHead.model_validate(values),
        tasks=tasks,
        file=PlanFile(name="ke-hoach.docx", kind="docx", sha256=file.rjust(64, "0")),
    )


def stored_plan(*since: str | None, year: int | None = 2024) -> StoredPlan:
    versions = tuple(
        PlanVersion(number, date.fromisoformat(day) if day else None, "", "", AT, "")
        for number, day in enumerate(since or (None,), start=1)
    )
    return StoredPlan("88-kh-ttyt-2024", "88/KH-TTYT", "Kế hoạch", "Trung tâm Y tế Mẫu", year, versions)


def evidence(day: str, *, number: int = 0, task_id: int = 1, **more: Any) -> StoredEvidence:
    values: dict[str, Any] = {
        "id": number,
        "task_id": task_id,
        "state": "confirmed",
        "level": Level.ARCHIVED,
        "kind": "tin_bai",
        "quantity": 1.0,
        "unit": "Văn phòng Sở",
        "channel": "trang_thong_tin",
        "area": None,
        "day": date.fromisoformat(day),
        "title": f"Bài ngày {day}",
        "url": "",
        "note": "",
        "article_id": f"bai-{day}-{number}",
        "story": f"bai-{day}-{number}",
        "withdrawn": False,
        "file_hash": None,
        "file_name": "",
        "decided_by": "Lan",
        "decided_at": AT,
        "why": "",
    }
    return StoredEvidence(**(values | more))


def period_of(text: str) -> Period:
    return parse_period(text)


def progress(
    one: Task | Sequence[Task],
    made: Sequence[StoredEvidence],
    period: str,
    today: str,
    *,
    units: Sequence[Unit] = (),
    office: Sequence[str] = (),
    since: Sequence[str | None] = (None,),
) -> Progress:
    """Progress of a plan with one task, which has a version for each of ``since``."""
    versions = [one] if isinstance(one, Task) else list(one)
    tasks = {number: [StoredTask(1, number, version)] for number, version in enumerate(versions, start=1)}
    return progress_of(
        stored_plan(*since),
        tasks,
        made,
        period_of(period),
        date.fromisoformat(today),
        book=UnitBook(units, office),
        calendar=Calendar(),
    )


def row(
    one: Task | Sequence[Task], made: Sequence[StoredEvidence], period: str, today: str, **more: Any
) -> ProgressRow:
    """The only row of such a plan."""
    (only,) = progress(one, made, period, today, **more).rows
    return only
