"""Mails as the terminal shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from domain.days import local_time

if TYPE_CHECKING:
    from pipeline.mail_round import MailReport
    from store.mails.mail_record import Mail

__all__ = ["KINDS", "STATES", "mail_rows", "show_mails", "show_round"]

KINDS = {"digest": "điểm tin", "alert": "cảnh báo", "notice": "thông báo"}
STATES = {
    "waiting": "đang chờ",
    "sending": "đang gửi",
    "sent": "đã gửi",
    "failed": "chưa gửi được",
    "doubtful": "không rõ đã tới nơi chưa",
    "cancelled": "đã hủy",
}


def mail_rows(mails: Sequence[Mail]) -> list[dict[str, Any]]:
    """Mails as JSON rows; times in ISO 8601."""
    names = ("id", "kind", "object_id", "recipient", "subject", "state", "attempts", "last_code", "last_answer")
    times = ("created_at", "next_try_at", "sent_at")
    return [
        {name: getattr(mail, name) for name in names}
        | {name: at.isoformat() if (at := getattr(mail, name)) else None for name in times}
        for mail in mails
    ]


def show_mails(mails: Sequence[Mail], counts: Mapping[Any, int], out: Console) -> None:
    """A table, and how many mails are in each state."""
    if not mails:
        out.print("Chưa có thư nào.")
        return
    table = Table(box=None, pad_edge=False)
    for name in ("Số", "Loại", "Người nhận", "Trạng thái", "Thử lại lúc", "Máy chủ trả lời"):
        table.add_column(name, justify="right" if name == "Số" else "left", overflow="fold")
    for mail in mails:
        later = f"{local_time(mail.next_try_at):%H:%M %d/%m/%Y}" if mail.next_try_at else ""
        table.add_row(
            str(mail.id),
            KINDS.get(mail.kind, mail.kind),
            Text(mail.recipient),
            STATES[mail.state],
            later,
            Text(mail.last_answer or ""),
        )
    out.print(table)
    out.print("Tất cả: " + ", ".join(f"{STATES[str(state)]} {count}" for state, count in counts.items()) + ".")


def show_round(report: MailReport, out: Console) -> None:
    """One line a part."""
    if report.alerts is not None:
        out.print(
            f"Cảnh báo: xét {report.alerts.searches} tìm kiếm đã lưu, soạn {report.alerts.mails} thư "
            f"({report.alerts.hits} bài mới)."
        )
    if report.notices:
        out.print(f"Thông báo về nguồn tin: {report.notices}.")
    if report.sent is not None:
        sent = report.sent
        line = f"Đã gửi {sent.sent} thư"
        parts = [
            f"{sent.again} thư ghi là gửi lại" if sent.again else "",
            f"{sent.later} thư chờ thử lại" if sent.later else "",
            f"{sent.failed} thư không gửi được" if sent.failed else "",
            f"{sent.doubtful} thư không rõ đã tới nơi chưa" if sent.doubtful else "",
        ]
        out.print("; ".join([line, *filter(None, parts)]) + ".")
