"""The report as a workbook: results, the four views, the evidence."""

from __future__ import annotations

from datetime import datetime

from domain.days import day_of, official_day
from plan.channels import channel_name
from plan.progress.records import STATE_WORDS
from plan.report.content import PlanReport, View
from plan.report.later import CHANGE_WORDS
from plan.report.paper import VIEW_TITLES, annex_place
from plan.wording import LEVEL_WORDS, kind_name, missing_text, target_text
from publishing.xlsx import Field, Sheet, write_xlsx

__all__ = ["report_xlsx"]


def report_xlsx(report: PlanReport, made_at: datetime, base_url: str = "") -> bytes:
    """The file for Excel."""
    period = report.period
    title = f"Kết quả thực hiện kế hoạch {report.plan.number} ({period.name})"
    note = f"Số liệu từ ngày {official_day(period.first)} đến hết ngày {official_day(period.until)}"
    sheets = [
        _results(report, title, note),
        _by_unit(report),
        *(_view(view) for view in report.views),
        _annex(report, base_url),
    ]
    if report.later:
        sheets.append(_later(report))
    return write_xlsx(sheets, made_at, title)


def _results(report: PlanReport, title: str, note: str) -> Sheet:
    fields = (
        Field("Nhiệm vụ", 10),
        Field("Nội dung", 60),
        Field("Chủ trì", 30),
        Field("Chỉ tiêu", 30),
        Field("Phải đạt", 10, "decimal"),
        Field("Kết quả", 10, "decimal"),
        Field("Đơn vị tính", 14),
        Field("Tỷ lệ", 10, "percent"),
        Field("Đánh giá", 16),
        Field("Còn thiếu", 40),
        Field("Chưa có tài liệu kiểm chứng", 14, "decimal"),
    )
    rows = []
    for row in report.rows:
        product = row.product
        rows.append(
            (
                row.task,
                row.content,
                "; ".join(row.lead),
                "Ngoài chỉ tiêu" if row.extra else target_text(product),
                row.target,
                row.done,
                kind_name(product.kind, product.name) if product else "",
                row.share,
                STATE_WORDS[row.state],
                missing_text(row.missing, product.kind, product.name) if product else "",
                row.stated or None,
            )
        )
    return Sheet("Chỉ tiêu", fields, rows, title, note)


def _by_unit(report: PlanReport) -> Sheet:
    fields = (
        Field("Nhiệm vụ", 10),
        Field("Đơn vị", 46),
        Field("Phải đạt", 10, "decimal"),
        Field("Kết quả", 10, "decimal"),
        Field("Đánh giá", 16),
        Field("Ghi chú", 40),
    )
    rows = [
        (row.task, unit.unit, unit.target, unit.done, STATE_WORDS[unit.state], unit.note)
        for row in report.rows
        for unit in row.units
    ]
    silent = "Chưa có kết quả trong kỳ: " + "; ".join(report.silent) if report.silent else ""
    return Sheet("Từng đơn vị", fields, rows, "Chỉ tiêu giao từng đơn vị", silent)


def _view(view: View) -> Sheet:
    kinds = list(view.total)
    names = {"channel": "Kênh", "content": "Nội dung", "unit": "Đơn vị", "area": "Lĩnh vực"}
    fields = (Field(names[view.by], 60), *(Field(kind_name(kind).capitalize(), 12, "decimal") for kind in kinds))
    rows: list[tuple[str | float, ...]] = [
        (line.name, *(line.counts.get(kind, 0.0) for kind in kinds)) for line in view.lines
    ]
    rows.append(("Tổng cộng", *(view.total[kind] for kind in kinds)))
    return Sheet(f"Theo {names[view.by].lower()}", fields, rows, VIEW_TITLES[view.by])


def _annex(report: PlanReport, base_url: str) -> Sheet:
    fields = (
        Field("TT", 6, "number"),
        Field("Nhiệm vụ", 10),
        Field("Tên tin, bài, sản phẩm", 60),
        Field("Đơn vị", 36),
        Field("Kênh", 24),
        Field("Ngày", 12, "day"),
        Field("Số lượng", 10, "decimal"),
        Field("Đơn vị tính", 14),
        Field("Được tính", 10),
        Field("Mức kiểm chứng", 22),
        Field("Địa chỉ", 50),
        Field("Ngày lưu", 12, "day"),
        Field("Bản lưu", 50),
        Field("Người xác nhận", 20),
    )
    rows = [
        (
            item.n,
            item.task,
            item.title,
            item.unit,
            channel_name(item.channel),
            item.day,
            item.quantity,
            kind_name(item.kind),
            "có" if item.counted else "không",
            LEVEL_WORDS[item.level],
            item.url,
            day_of(item.archived_on),
            annex_place(item, base_url),
            item.decided_by,
        )
        for item in report.annex
    ]
    return Sheet("Tài liệu kiểm chứng", fields, rows, "Danh mục tài liệu kiểm chứng")


def _later(report: PlanReport) -> Sheet:
    fields = (
        Field("Kỳ đã chốt", 12),
        Field("Thay đổi", 16),
        Field("Nhiệm vụ", 10),
        Field("Tên tin, bài, sản phẩm", 60),
        Field("Đơn vị", 36),
        Field("Số lượng", 10, "decimal"),
        Field("Nội dung thay đổi", 50),
        Field("Lý do", 40),
        Field("Người quyết định", 24),
        Field("Ngày quyết định", 16, "day"),
    )
    rows = [
        (
            x.period,
            CHANGE_WORDS[x.change],
            x.task,
            x.title,
            x.unit,
            x.quantity,
            x.detail,
            x.why,
            x.decided_by,
            day_of(x.decided_at),
        )
        for x in report.later
    ]
    return Sheet("Phát sinh sau khi chốt", fields, rows, "Phát sinh sau khi chốt")
