"""The mail that carries an issue: what it says, without who gets it."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

from domain.days import official_day
from domain.digest import Issue, Item
from domain.settings import Settings

__all__ = ["mail_of", "subject_of"]

_NOTHING = "Không có tin mới về cải cách hành chính trong kỳ này."


def subject_of(issue: Issue) -> str:
    """The subject: the title, and that there is nothing new where that is so."""
    return f"{issue.title}: không có tin mới" if issue.empty else issue.title


def mail_of(issue: Issue, _settings: Settings) -> tuple[str, bytes]:
    """Subject and message."""
    message = EmailMessage(policy=SMTP)
    lines = [issue.title, ""]
    if issue.empty:
        lines.append(_NOTHING)
    for headline, n in zip(issue.headlines, issue.headline_sources, strict=True):
        lines.append(f"- {headline} [{n}]")
    for section in issue.sections:
        lines += ["", section.name.upper()]
        for item in section.items:
            lines += _item(item)
    if issue.late:
        lines += ["", "BỔ SUNG TUẦN TRƯỚC"]
        for item in issue.late:
            lines += _item(item)
    if issue.short_hash:
        lines += ["", f"Mã kiểm tra: {issue.short_hash}"]
        if issue.approval is not None and not issue.approval.who:
            lines.append("Tổng hợp tự động, chưa có người duyệt.")
    message.set_content("\n".join(lines) + "\n", cte="base64")
    return subject_of(issue), message.as_bytes()


def _item(item: Item) -> list[str]:
    day = official_day(item.day) if item.day else "chưa rõ ngày đăng"
    lines = ["", f"[{item.n}] {item.title}", f"{item.unit}, {day}"]
    lines += [f"“{one.text}”{' (đã biên tập)' if one.edited else ''}" for one in item.sentences]
    return [*lines, item.url]
