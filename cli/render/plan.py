"""Plans, progress, suggestions and decisions, as people and as programs read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from cli.output import console
from domain.days import local_time

if TYPE_CHECKING:
    from plan.evidence.stage import Suggested
    from plan.progress import Progress
    from store import Store
    from store.plans.evidence import Outcome
    from store.plans.repository import StoredPlan

__all__ = [
    "list_rows",
    "outcome_line",
    "outcome_row",
    "refused",
    "show_list",
    "show_status",
    "show_suggestions",
    "suggestion_rows",
]

_LOOK = {"dat": "green", "dung_tien_do": "", "co_nguy_co": "yellow", "cham": "yellow", "qua_han": "red"}


def list_rows(store: Store) -> list[dict[str, Any]]:
    """A row a plan."""
    rows = []
    for plan in store.plans.all():
        version = plan.versions[-1].number
        rows.append(
            {
                "id": plan.id,
                "number": plan.number,
                "title": plan.title,
                "issuer": plan.issuer,
                "year": plan.year,
                "versions": len(plan.versions),
                "tasks": len(store.plans.tasks(plan.id, version).get(version, [])),
                "closed": [period for period, _, _ in store.plans.periods.closed(plan.id)],
            }
        )
    return rows


def show_list(rows: Sequence[dict[str, Any]]) -> None:
    """The plans as a table."""
    if not rows:
        console().print("Chưa có kế hoạch nào. Nhập bằng lệnh: diemtin plan import TỆP")
        return
    table = Table("Mã", "Số, ký hiệu", "Năm", "Tên", "Nhiệm vụ", "Phiên bản", "Kỳ đã chốt")
    for row in rows:
        table.add_row(
            Text(row["id"]),
            Text(row["number"]),
            str(row["year"] or ""),
            Text(row["title"]),
            str(row["tasks"]),
            str(row["versions"]),
            ", ".join(row["closed"]),
        )
    console().print(table)


def show_status(plan: StoredPlan, progress: Progress) -> None:
    """Progress as a table, and the units that have nothing."""
    from plan.progress.records import STATE_WORDS
    from plan.report.paper import result_text
    from plan.wording import amount, missing_text, target_text

    out = console()
    out.print(f"{plan.number or plan.id}: {progress.period.label}", markup=False)
    table = Table("Nhiệm vụ", "Chỉ tiêu", "Phải đạt", "Kết quả", "Đánh giá", "Còn thiếu")
    for row in progress.rows:
        product = row.product
        table.add_row(
            Text(f"{row.task} {row.content[:80]}"),
            Text("Ngoài chỉ tiêu" if row.extra else target_text(product)),
            amount(row.target) if row.target is not None else "",
            Text(result_text(row)),
            Text(STATE_WORDS[row.state], style=_LOOK.get(row.state, "")),
            Text(missing_text(row.missing, product.kind, product.name) if product else ""),
        )
    out.print(table)
    if progress.silent:
        out.print(f"Chưa có kết quả trong kỳ: {'; '.join(progress.silent)}.", markup=False)
    for line in progress.renamed:
        out.print(f"{line}.", markup=False)


def suggestion_rows(suggested: Sequence[Suggested]) -> list[dict[str, Any]]:
    """``[]{task,article_id,url,title,score,reasons[]}``."""
    return [
        {
            "task": one.task,
            "article_id": one.suggestion.article_id,
            "url": one.suggestion.url,
            "title": one.suggestion.title,
            "score": round(one.probability, 4),
            "reasons": list(one.suggestion.reasons),
            "kind": one.suggestion.kind,
            "unit": one.suggestion.unit,
            "day": one.suggestion.day.isoformat() if one.suggestion.day else None,
        }
        for one in suggested
    ]


def show_suggestions(suggested: Sequence[Suggested]) -> None:
    """Suggestions under their tasks, with the reasons."""
    out, task = console(), ""
    for one in suggested:
        if one.task != task:
            task = one.task
            out.print(f"\nNhiệm vụ {task}", style="bold", markup=False)
        out.print(f"  {one.suggestion.title}", markup=False)
        for reason in one.suggestion.reasons:
            out.print(f"    - {reason}", markup=False)
        out.print(f"    {one.suggestion.url}", style="dim", markup=False)


def refused(outcome: Outcome) -> bool:
    """Whether the word could not be taken: a lock, another task, no day."""
    return outcome.decided not in ("done", "already")


def outcome_row(outcome: Outcome) -> dict[str, Any]:
    """The outcome of one decision."""
    return {
        "article_id": outcome.item.article_id,
        "title": outcome.item.title,
        "decided": str(outcome.decided),
        "evidence_id": outcome.evidence_id,
        "level": str(outcome.item.level),
        "other_tasks": list(outcome.other),
        "decided_before_by": outcome.said_by or None,
        "decided_before_at": outcome.said_at.isoformat() if outcome.said_at else None,
        "locked_by": outcome.lock.period if outcome.lock else None,
    }


def outcome_line(outcome: Outcome, plan_id: str, *, rejected: bool = False) -> str:
    """What came of one decision, and what to do where it could not be taken."""
    name = f"“{outcome.item.title}”"
    before, now = ("ghi nhận", "loại") if rejected else ("loại", "ghi nhận")
    who = outcome.said_by or "người khác"
    if outcome.said_at is not None:
        who += f" lúc {local_time(outcome.said_at):%H:%M ngày %d/%m/%Y}"
    match str(outcome.decided):
        case "done" if outcome.said_by and outcome.said_at is not None:
            return f"Đã {now} {name}, thay cho quyết định {before} của {who}. Lịch sử giữ cả hai."
        case "done" if rejected:
            return f"Đã loại {name}."
        case "done" if outcome.item.level == "C":
            return f"Đã ghi {name}, mức C: chưa có tài liệu kiểm chứng nên chưa được tính."
        case "done":
            return f"Đã ghi nhận {name}."
        case "already":
            return f"{name} hoặc một bài đăng lại của nó đã được {now} từ trước, do {who}."
        case "against":
            return f"Chưa {now} {name}: {who} đã {before}. Nếu vẫn đổi, hãy thêm --force."
        case "elsewhere":
            return (
                f"{name} đã là tài liệu kiểm chứng của nhiệm vụ {', '.join(outcome.other)}. "
                "Nếu tính cho cả hai, hãy thêm --also."
            )
        case "undated":
            return f"{name} chưa rõ ngày đăng nên chưa thể tính vào kỳ nào. Hãy thêm --day."
    lock = outcome.lock
    assert lock is not None
    closer = f" do {lock.closed_by} chốt" if lock.closed_by else ""
    return (
        f"{name}: kỳ {lock.period} đã chốt ngày {lock.closed_at:%d/%m/%Y}{closer}. Để ghi thêm cho một đơn vị: "
        f"diemtin plan reopen {plan_id} --period {lock.period} --unit “{outcome.item.unit}” --reason …"
    )
