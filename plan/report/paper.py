"""The report as a paper in the form of Nghị định 30: number, day and signature stay blank."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain.days import day_of, official_day
from domain.settings_sections import Office
from plan.channels import channel_name
from plan.progress.records import STATE_WORDS, ProgressRow
from plan.report.content import AnnexItem, LaterChange, PlanReport, View
from plan.report.later import later_text
from plan.wording import LEVEL_WORDS, amount, amounts, kind_name, missing_text, target_text
from publishing.blocks import Appendix, Block, Bullets, Cell, Column, Document, Heading, Paragraph, Table, runs, table
from publishing.docx.writer import write_docx
from publishing.letterhead import Letterhead

__all__ = ["VIEW_TITLES", "annex_place", "report_docx", "report_paper", "result_text"]

VIEW_TITLES = {
    "channel": "Theo kênh thông tin",
    "content": "Theo nội dung, nhiệm vụ",
    "unit": "Theo đơn vị thực hiện",
    "area": "Theo lĩnh vực cải cách hành chính",
}
_UNWRITTEN = "[Người lập báo cáo viết phần này trước khi trình.]"


def result_text(row: ProgressRow) -> str:
    """What was done, in the kind that was asked for; what is only stated stands apart."""
    kind, name = (row.product.kind, row.product.name) if row.product else ("", "")
    if not kind:
        counts: dict[str, float] = {}
        for one in row.evidence:
            if one.counted:
                counts[one.kind] = counts.get(one.kind, 0.0) + one.quantity
        text = amounts(counts)
    else:
        text = f"{amount(row.done)} {kind_name(kind, name)}"
    if row.stated:
        text += f" (ngoài ra {amount(row.stated)} chưa có tài liệu kiểm chứng)"
    return text


def annex_place(item: AnnexItem, base_url: str = "") -> str:
    """Where our copy lies, and of which day it is."""
    if item.archived_on is not None and item.archive_file:
        day = day_of(item.archived_on)
        place = f"{item.archive_file}, vị trí {item.archive_offset}"
        if base_url and item.article_id:
            place = f"{base_url.rstrip('/')}/bai/{item.article_id} ({place})"
        shown = f"Bản lưu ngày {official_day(day)}: {place}" if day else place
        return f"{shown}. Nguồn đã gỡ bài" if item.withdrawn else shown
    if item.file_name:
        return f"Tệp: {item.file_name}"
    return item.note or "Không có bản lưu"


def report_docx(report: PlanReport, office: Office, made_at: datetime, base_url: str = "") -> bytes:
    """The file for Word."""
    return write_docx(report_paper(report, office, made_at, base_url))


def report_paper(report: PlanReport, office: Office, made_at: datetime, base_url: str = "") -> Document:
    """The paper."""
    plan, period = report.plan, report.period
    name = plan.title or "kế hoạch tuyên truyền cải cách hành chính"
    subject = f"Kết quả thực hiện {name[:1].lower()}{name[1:]} ({period.name})"
    blocks: list[Block] = [
        Paragraph(runs(f"Căn cứ {_plan_name(report)}."), "basis"),
        Paragraph(runs(_opening(report))),
        Heading("I. KẾT QUẢ THỰC HIỆN"),
        Heading("1. Theo chỉ tiêu của kế hoạch", 2),
        _results(report.rows),
    ]
    for number, view in enumerate(report.views, start=2):
        blocks += [Heading(f"{number}. {VIEW_TITLES[view.by]}", 2), _view(view)]
    blocks += _units(report)
    blocks += [Heading("II. KHÓ KHĂN, HẠN CHẾ VÀ NGUYÊN NHÂN"), *_written(report.difficulties, report.late)]
    blocks += [Heading("III. PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI"), *_written(report.next_steps, report.late)]
    if report.later:
        blocks += [Heading("IV. PHÁT SINH SAU KHI CHỐT"), _later(report.later)]
    head = Letterhead.of(office, kind="BÁO CÁO", subject=subject, symbol="BC")
    annex = Appendix("DANH MỤC TÀI LIỆU KIỂM CHỨNG", (_annex(report.annex, base_url),), landscape=True)
    return Document(subject, tuple(blocks), made_at, head, (annex,) if report.annex else ())


def _plan_name(report: PlanReport) -> str:
    plan = report.plan
    text = f"Kế hoạch số {plan.number}" if plan.number else "Kế hoạch tuyên truyền"
    if plan.issuer:
        text += f" của {plan.issuer}"
    if plan.document and plan.document != plan.number:
        text += f", sửa đổi tại văn bản số {plan.document}"
    return text


def _opening(report: PlanReport) -> str:
    period = report.period
    states = [f"{count} {STATE_WORDS[state].lower()}" for state, count in report.states.items() if count]
    return (
        f"Số liệu tính từ ngày {official_day(period.first)} đến hết ngày {official_day(period.until)}. "
        f"Kế hoạch có {sum(report.states.values())} nhiệm vụ: {', '.join(states) or 'chưa có nhiệm vụ'}. "
        f"Kết quả có tài liệu kiểm chứng: {amounts(report.total)}."
    )


def _results(rows: Iterable[ProgressRow]) -> Table:
    columns = (
        Column("Nhiệm vụ", 3.4),
        Column("Chỉ tiêu", 2.0),
        Column("Phải đạt", 1.0, "right"),
        Column("Kết quả", 1.7),
        Column("Đánh giá", 1.3),
        Column("Còn thiếu", 2.0),
    )
    lines = []
    for row in rows:
        product = row.product
        lines.append(
            (
                f"{row.task}. {row.content}",
                "Ngoài chỉ tiêu" if row.extra else target_text(product),
                "" if row.target is None else amount(row.target),
                result_text(row),
                STATE_WORDS[row.state],
                missing_text(row.missing, product.kind, product.name) if product else "",
            )
        )
    return table(columns, lines)


def _view(view: View) -> Table:
    kinds = list(view.total)
    columns = (Column("", 3.0), *(Column(kind_name(kind).capitalize(), 1.0, "right") for kind in kinds))
    rows = [(line.name, *(amount(line.counts.get(kind, 0.0)) for kind in kinds)) for line in view.lines]
    made = table(columns, rows)
    total = (
        Cell(runs("Tổng cộng", bold=True)),
        *(Cell(runs(amount(view.total[kind]), bold=True)) for kind in kinds),
    )
    return Table(made.columns, (*made.rows, total))


def _units(report: PlanReport) -> list[Block]:
    blocks: list[Block] = []
    if report.silent:
        blocks.append(Paragraph(runs("Đơn vị chưa có kết quả trong kỳ: " + "; ".join(report.silent) + ".")))
    if report.renamed:
        blocks.append(Paragraph(runs("Thay đổi về đơn vị trong kỳ: " + "; ".join(report.renamed) + ".")))
    return blocks


def _written(text: str, needed: bool) -> list[Block]:
    if not text:
        return [Paragraph(runs(_UNWRITTEN if needed else "Không có.", italic=needed))]
    return [Paragraph(runs(line.strip())) for line in text.splitlines() if line.strip()]


def _later(changes: Iterable[LaterChange]) -> Bullets:
    return Bullets(
        tuple(
            runs(f"Kỳ {one.period}. {later_text(one)}" + (f". Lý do: {one.why}" if one.why else "")) for one in changes
        )
    )


def _annex(items: Iterable[AnnexItem], base_url: str) -> Table:
    columns = (
        Column("TT", 0.5, "right"),
        Column("Nhiệm vụ", 1.1),
        Column("Tên tin, bài, sản phẩm", 3.0),
        Column("Đơn vị", 1.8),
        Column("Kênh", 1.2),
        Column("Ngày", 1.4, "center"),
        Column("Số lượng", 1.1),
        Column("Mức kiểm chứng", 1.1),
        Column("Địa chỉ; bản lưu", 3.2),
    )
    rows = []
    for item in items:
        rows.append(
            (
                str(item.n),
                item.task,
                item.title,
                item.unit,
                channel_name(item.channel),
                official_day(item.day) if item.day else "",
                f"{amount(item.quantity)} {kind_name(item.kind)}" + ("" if item.counted else " (không tính)"),
                LEVEL_WORDS[item.level],
                "; ".join(part for part in (item.url, annex_place(item, base_url)) if part),
            )
        )
    return table(columns, rows)
