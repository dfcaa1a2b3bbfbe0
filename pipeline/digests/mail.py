"""The mail that carries an issue: what it says, without who gets it."""

from __future__ import annotations

from datetime import UTC, datetime

from digest.render.email import issue_email
from domain.digest import Issue
from domain.settings import Settings

__all__ = ["mail_of", "subject_of"]

_BY_THE_OUTBOX = ("To", "Date", "Message-ID")
_NOBODY = "<diem-tin@diemtin.invalid>"


def subject_of(issue: Issue) -> str:
    """The subject: the title, and that there is nothing new where that is so."""
    return f"{issue.title}: không có tin mới" if issue.empty else issue.title


def mail_of(issue: Issue, settings: Settings) -> tuple[str, bytes]:
    """Subject and message."""
    message = issue_email(issue, settings, to="", message_id=_NOBODY, now=datetime.now(UTC))
    for name in _BY_THE_OUTBOX:
        del message[name]
    return subject_of(issue), message.as_bytes()
