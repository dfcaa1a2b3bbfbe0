"""A plan's proposal as people see it in a terminal."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from cli.output import console, messages
from cli.render.dates import day_text
from cli.render.numbers import thousands
from cli.render.terminal import harmless
from domain.areas import area_short_name
from domain.plan import Due, Frequency, PlanProposal, Product, ProductBound, ProductKind, ProductPeriod, Task
from plan.reading.compare import PlanChanges

__all__ = ["show_changes", "show_proposal", "target_text"]

_KINDS = {
    ProductKind.TIN: "tin", ProductKind.BAI: "bài", ProductKind.TIN_BAI: "tin, bài", ProductKind.PHONG_SU: "phóng sự",
    ProductKind.CHUYEN_MUC: "chuyên mục", ProductKind.KY: "kỳ", ProductKind.VIDEO: "video",
    ProductKind.INFOGRAPHIC: "infographic", ProductKind.PANO: "pano", ProductKind.BANG_RON: "băng rôn",
    ProductKind.TO_ROI: "tờ rơi", ProductKind.TO_GAP: "tờ gấp", ProductKind.HOI_NGHI: "hội nghị",
    ProductKind.TAP_HUAN: "lớp tập huấn", ProductKind.NOI_CHUYEN: "buổi nói chuyện",
    ProductKind.DOI_THOAI: "cuộc đối thoại", ProductKind.CUOC_THI: "cuộc thi",
    ProductKind.LAN_PHAT_THANH: "lần phát thanh", ProductKind.KHAC: "sản phẩm khác",
}  # fmt: skip
_PERIODS = {
    ProductPeriod.TUAN: "/tuần", ProductPeriod.THANG: "/tháng", ProductPeriod.QUY: "/quý",
    ProductPeriod.SAU_THANG: "/6 tháng", ProductPeriod.NAM: "/năm", ProductPeriod.MOT_LAN: "",
}  # fmt: skip
_FREQUENCIES = {
    Frequency.THUONG_XUYEN: "thường xuyên", Frequency.HANG_TUAN: "hằng tuần", Frequency.HANG_THANG: "hằng tháng",
    Frequency.HANG_QUY: "hằng quý", Frequency.KHI_PHAT_SINH: "khi phát sinh",
}  # fmt: skip
_FIELDS = {
    "path": "số thứ tự", "content": "nội dung", "products": "chỉ tiêu", "lead": "chủ trì", "support": "phối hợp",
    "channels": "kênh", "due": "thời hạn", "frequency": "tần suất",
}  # fmt: skip
_EACH = {"don_vi": "mỗi đơn vị", "khoa_phong": "mỗi khoa, phòng", "xa": "mỗi xã", "tram_y_te": "mỗi trạm y tế"}


def target_text(product: Product) -> str:
    """ "≥ 2 tin, bài/tháng, mỗi đơn vị (cả năm chưa xác định được)"."""
    if product.quantity is None:
        return f"{_KINDS[product.kind]}: chưa có chỉ tiêu"
    number = f"{product.quantity:n}" if not float(product.quantity).is_integer() else thousands(int(product.quantity))
    if product.high is not None:
        number = f"{number}–{thousands(int(product.high))}"
    sign = "≥ " if product.bound is ProductBound.AT_LEAST else ""
    each = f", {_EACH.get(product.per, 'mỗi ' + product.per.replace('_', ' '))}" if product.per else ""
    period = _PERIODS[product.period] if product.period is not None else ""
    year = ""
    if product.annual is None:
        year = " (cả năm chưa xác định được)"
    elif product.annual != product.quantity:
        year = f" (cả năm {thousands(int(product.annual))})"
    return f"{sign}{number} {_KINDS[product.kind]}{period}{each}{year}"


def _time(due: Due | None, frequency: Frequency | None) -> str:
    parts = [due.text] if due is not None else []
    if due is not None and due.to is not None:
        days = due.dates or (due.to,)
        parts.append("→ " + ", ".join(day_text(day) for day in days))
    if frequency is not None:
        parts.append(_FREQUENCIES[frequency])
    return "; ".join(parts)


def _cell(text: str) -> Text:
    return Text(harmless(text))


def show_proposal(proposal: PlanProposal) -> None:
    """The head, the tasks, what is no task, and the notes."""
    head, out = proposal.plan, console()
    name = f"{head.title or 'Kế hoạch chưa rõ tên'}"
    number = f"số {head.number}" if head.number else "chưa rõ số"
    day = f"ngày {day_text(head.date)}" if head.date is not None else "chưa rõ ngày"
    out.print(_cell(f"{name}\n{number}, {day}; cơ quan ban hành: {head.issuer or 'chưa rõ'}"))
    if head.parents:
        out.print(_cell("Căn cứ: " + ", ".join(parent.number or "" for parent in head.parents)))
    if head.amends:
        out.print(_cell(f"Sửa đổi, bổ sung: {head.amends}"))
    table = Table(show_lines=True, title=f"{len(proposal.tasks)} nhiệm vụ đọc được")
    for title in ("Số", "Nhiệm vụ", "Chỉ tiêu", "Chủ trì / Phối hợp", "Thời hạn", "Độ tin cậy"):
        table.add_column(title)
    for task in proposal.tasks:
        table.add_row(*map(_cell, _row(task)))
    out.print(table)
    for one in proposal.not_tasks:
        out.print(_cell(f"Không phải nhiệm vụ: “{one.text}” – {one.why}"))
    for note in proposal.notes:
        messages().print(_cell(note))


def _row(task: Task) -> tuple[str, ...]:
    targets = "\n".join(map(target_text, task.products)) or "chưa có chỉ tiêu"
    who = " / ".join(part for part in ("; ".join(task.lead), "; ".join(task.support)) if part)
    area = f"\n[{area_short_name(task.reform_area)}]" if task.reform_area else ""
    sure = "\n".join((task.confidence_text, *task.doubts))
    return task.path, task.content + area, targets, who or "chưa rõ", _time(task.due, task.frequency), sure


def show_changes(changes: PlanChanges) -> None:
    """Added, changed and removed against what is stored."""
    out = console()
    if not changes:
        out.print("So với bản đã lưu: không có thay đổi.")
        return
    out.print(
        f"So với bản đã lưu: thêm {len(changes.added)}, sửa {len(changes.changed)}, bỏ {len(changes.removed)}, "
        f"giữ nguyên {changes.kept} nhiệm vụ."
    )
    for task in changes.added:
        out.print(_cell(f"+ {task.path} {task.content}"))
    for one in changes.changed:
        fields = ", ".join(_FIELDS[name] for name in one.fields)
        out.print(_cell(f"~ {one.after.path} {one.after.content} ({fields})"))
    for task in changes.removed:
        out.print(_cell(f"- {task.path} {task.content}"))
