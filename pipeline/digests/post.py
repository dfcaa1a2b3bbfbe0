"""An issue goes out: frozen, its mails written down for each recipient, in one transaction. Sending them is the work of
the outbox, which never sends one twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from digest.issues import Issues
from digest.window import IssueWindow
from domain.digest import Issue, IssueState
from domain.errors import ConfigError, StateError
from store.mails.mail_record import MailKind

__all__ = ["Posted", "Unapproved", "post"]

MailOf = Callable[[Issue], tuple[str, bytes]]
"""Subject and MIME message (without To, Date, Message-ID) of an issue."""


class Unapproved(StateError):
    """People are at work on the issue and have not approved it."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What was written down: the issue as it is now, and how many mails are new."""

    issue: Issue
    new: int


def post(issues: Issues, window: IssueWindow, now: datetime, mail_of: MailOf, *, author: str = "") -> Posted:
    """Write down the mails of a window's newest issue. One that nobody has touched is frozen as the machine made it,
    and says in its footer that nobody approved it; one that people are working on waits for their approval (raises
    Unapproved), and so does every one where the settings ask for approval. ConfigError where nobody is to receive it.
    """
    recipients = issues.settings.digest.recipients
    if not recipients:
        raise ConfigError(
            "Chưa đặt người nhận điểm tin nên chưa gửi.", "Hãy đặt recipients trong mục [digest] của tệp thiết lập."
        )
    with issues.store.transaction():
        stored = issues.newest(window.id) or issues.open(window, now)
        if stored.frozen is None:
            approval_needed = issues.settings.digest.approval or issues.touched(stored.id)
            if approval_needed:
                raise Unapproved(
                    f"Điểm tin {stored.id} chưa được duyệt nên chưa gửi.",
                    "Hãy duyệt trên trang Điểm tin (diemtin serve) rồi gửi lại.",
                )
            stored = issues.refresh(stored.id, now)
            issues.approve(stored.id, "", now)
        issue = issues.view(stored.id, now)
        if issue.state is IssueState.WITHDRAWN:
            raise StateError(f"Điểm tin {stored.id} đã thu hồi.", "Hãy duyệt số thay thế rồi gửi.")
        subject, content = mail_of(issue)
        new = issues.store.mails.enqueue(MailKind.DIGEST, stored.id, recipients, subject, content, now)
        issues.mark_sent(stored.id, author)
    return Posted(issues.view(stored.id, now), new)
