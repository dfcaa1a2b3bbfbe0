"""What has happened to a closed period since: evidence added, gone or changed, and targets set anew."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from domain.days import local_time, official_day
from plan.board import board_of
from plan.office import PlanOffice
from plan.progress import ProgressRow
from plan.report.content import AnnexItem, LaterChange, PlanReport, counted_of
from plan.wording import amount, kind_name, target_text
from store import Store
from store.plans.evidence import StoredEvidence, Undone
from store.plans.locks import Closing
from store.plans.repository import StoredPlan

__all__ = ["CHANGE_WORDS", "later_changes", "later_text"]

CHANGE_WORDS = {"added": "Ghi thêm", "removed": "Không còn tính", "changed": "Thay đổi", "target": "Đổi chỉ tiêu"}


def later_text(one: LaterChange) -> str:
    """A change in one line, without its period."""
    said = f"Nhiệm vụ {one.task}: {CHANGE_WORDS[one.change].lower()}"
    if one.change == "target":
        return f"{said}: {one.detail}"
    unit = f", {one.unit}" if one.unit else ""
    text = f"{said} “{one.title}” ({amount(one.quantity)} {kind_name(one.kind)}{unit})"
    if one.detail:
        text = f"{text}: {one.detail}"
    if one.decided_by and one.decided_at is not None:
        text = f"{text}; {one.decided_by} quyết định ngày {official_day(local_time(one.decided_at).date())}"
    return text


def later_changes(store: Store, plan: StoredPlan, closing: Closing, office: PlanOffice) -> list[LaterChange]:
    """Everything about a closed period that would stand otherwise, were it reported now."""
    frozen = PlanReport.model_validate_json(closing.record)
    period = office.period(closing.period)
    progress = board_of(store, plan, period, office, period.last)
    paths = {row.task_id: row.task for row in progress.rows}
    evidence = store.plans.evidence.of_plan(plan.id)
    inside = [one for one in evidence if one.day is not None and period.first <= one.day <= period.last]
    counted = {one.id for one in counted_of(inside)}
    days = store.plans.archived.published([item.article_id for item in frozen.annex if item.article_id])
    left = {one.id: one for one in inside}
    undone = store.plans.evidence.undone(plan.id)
    changes = []
    for item in frozen.annex:
        found = left.pop(item.id, None) or _decided_again(item, left, paths)
        if found is None:
            said = [
                word for word in undone if paths.get(word.task_id) == item.task and word.decided_at > closing.closed_at
            ]
            changes.append(_removed(closing.period, item, evidence, said))
        elif detail := _differences(item, found, found.id in counted, days.get(item.article_id or "")):
            changes.append(_of(closing.period, "changed", paths, found, detail))
    changes += [_of(closing.period, "added", paths, one) for one in left.values()]
    return changes + _targets(closing.period, frozen.rows, progress.rows)


def _decided_again(item: AnnexItem, left: dict[int, StoredEvidence], paths: dict[int, str]) -> StoredEvidence | None:
    """The same thing for the same task under a new decision: taken back and confirmed once more."""
    for number, one in left.items():
        same = one.article_id == item.article_id if item.article_id else one.title == item.title
        if same and one.article_id == item.article_id and paths.get(one.task_id) == item.task:
            return left.pop(number)
    return None


def _differences(item: AnnexItem, now: StoredEvidence, counted: bool, published: date | None) -> str:
    told = []
    if now.day != item.day:
        told.append(f"ngày {_day(item.day)} nay là {_day(now.day)}")
    if (now.quantity, now.kind) != (item.quantity, item.kind):
        before = f"{amount(item.quantity)} {kind_name(item.kind)}"
        told.append(f"{before} nay là {amount(now.quantity)} {kind_name(now.kind)}")
    if now.unit != item.unit:
        told.append(f"đơn vị “{item.unit}” nay là “{now.unit}”")
    if item.counted and not counted:
        told.append("nay là bài đăng lại của một bài đã tính, hoặc chưa có tài liệu kiểm chứng, nên không còn tính")
    if counted and not item.counted:
        told.append("nay được tính")
    if item.article_day is not None and published != item.article_day:
        told.append(f"ngày đăng của bài {_day(item.article_day)} nay là {_day(published)}")
    return "; ".join(told)


def _day(day: date | None) -> str:
    return official_day(day) if day else "chưa rõ"


def _removed(period: str, item: AnnexItem, evidence: Iterable[StoredEvidence], undone: Iterable[Undone]) -> LaterChange:
    """``detail`` says where it went, when it is still evidence on another day; else the last word against it says who
    took it out.
    """
    moved = next((one for one in evidence if one.id == item.id), None)
    against = [one for one in undone if (one.article_id, one.title) == (item.article_id, item.title)]
    word = moved or (against[-1] if against else None)
    return LaterChange(
        period=period,
        change="removed",
        task=item.task,
        title=item.title,
        kind=item.kind,
        quantity=item.quantity,
        unit=item.unit,
        day=item.day,
        decided_by=word.decided_by if word else "",
        decided_at=word.decided_at if word else None,
        why=word.why if word else "",
        detail=f"ngày {_day(item.day)} nay là {_day(moved.day)}, ngoài kỳ" if moved else "",
    )


def _of(period: str, change: str, paths: dict[int, str], one: StoredEvidence, detail: str = "") -> LaterChange:
    return LaterChange(
        period=period,
        change=change,
        task=paths.get(one.task_id, ""),
        title=one.title,
        kind=one.kind,
        quantity=one.quantity,
        unit=one.unit,
        day=one.day,
        decided_by=one.decided_by,
        decided_at=one.decided_at,
        why=one.why,
        detail=detail,
    )


def _targets(period: str, before: Iterable[ProgressRow], now: Iterable[ProgressRow]) -> list[LaterChange]:
    """Targets of the period that a version stored since, or another number of units, sets otherwise."""
    old, new = _by_task(before), _by_task(now)
    changes = []
    for task_id in dict.fromkeys([*old, *new]):
        was, is_now = old.get(task_id, []), new.get(task_id, [])
        if [_target(row) for row in was] == [_target(row) for row in is_now]:
            continue
        row = (is_now or was)[0]
        detail = f"{_all(was) or 'chưa có nhiệm vụ này'} nay là {_all(is_now) or 'đã bỏ nhiệm vụ này'}"
        changes.append(
            LaterChange(
                period=period,
                change="target",
                task=row.task,
                title=row.content,
                kind=row.product.kind if row.product else "",
                quantity=row.target or 0,
                unit="",
                day=None,
                decided_by="",
                decided_at=None,
                why="",
                detail=detail,
            )
        )
    return changes


def _by_task(rows: Iterable[ProgressRow]) -> dict[int, list[ProgressRow]]:
    found: dict[int, list[ProgressRow]] = {}
    for row in rows:
        if not row.extra:
            found.setdefault(row.task_id, []).append(row)
    return found


def _target(row: ProgressRow) -> str:
    owed = f" (phải đạt {amount(row.target)})" if row.target is not None else ""
    return f"{target_text(row.product)}{owed}"


def _all(rows: Iterable[ProgressRow]) -> str:
    return " và ".join(_target(row) for row in rows)
