"""What the screens of the digest share: the issues of the app, an issue found by its id, what may be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from digest.draft import numbering_of
from digest.issues import Issues
from digest.window import IssueWindow, last_window, lettered, window_by_id
from domain.days import official_day
from domain.digest import REQUEST_NAMES, STATE_NAMES, Issue, IssueState, RequestStatus
from domain.errors import UsageError
from domain.mail_addresses import mailbox
from store.digests.records import Clash, StoredIssue
from store.mails.mail_record import Mail, MailKind, Tally
from web.errors import not_found
from web.filters import number
from web.state import Services

__all__ = [
    "MOVES",
    "NO_REQUEST",
    "STEPS",
    "Desk",
    "desk_of",
    "issue_now",
    "issues_of",
    "label_of",
    "now",
    "request_words",
    "state_shown",
    "stored_issue",
]

STEPS = [(state, name) for state, name in STATE_NAMES.items() if state is not IssueState.WITHDRAWN]
_SIGNS = {
    IssueState.DRAFT: ("accent", "pen"),
    IssueState.REVIEW: ("warn", "clock"),
    IssueState.APPROVED: ("good", "check"),
    IssueState.SENT: ("good", "ok"),
    IssueState.WITHDRAWN: ("quiet", "undo"),
}
"""State → its colour and icon."""
NO_REQUEST = "chưa có đề nghị"
MOVES = {
    "cho_duyet": "Trình duyệt điểm tin",
    "ban_nhap": "Trả lại điểm tin",
    "da_duyet": "Duyệt điểm tin",
    "gui": "Gửi điểm tin",
    "thu_hoi": "Thu hồi điểm tin",
}
"""The steps of an issue, as the log of decisions names them."""


@dataclass(frozen=True, slots=True)
class Desk:
    """An issue on the desk of an editor."""

    stored: StoredIssue
    issue: Issue
    window: IssueWindow
    clashes: list[Clash]
    mails: list[Mail]


def now() -> datetime:
    """The clock of the page."""
    return datetime.now(UTC)


def issues_of(parts: Services) -> Issues:
    """The issues of this app's office."""
    return Issues(parts.store, parts.settings)


def state_shown(state: str, mails: Tally) -> tuple[str, str, str]:
    """Words, colour and icon of an issue's state. “Đã gửi” only where the server took every mail."""
    if state != IssueState.SENT or mails.sent == mails.total:
        return STATE_NAMES[IssueState(state)], *_SIGNS[IssueState(state)]
    if mails.troubled:
        return f"Gửi lỗi {number(mails.troubled)} trên {number(mails.total)} thư", "bad", "stop"
    return f"Đang gửi, được {number(mails.sent)} trên {number(mails.total)} thư", "accent", "clock"


def stored_issue(parts: Services, issue_id: str) -> StoredIssue:
    """A kept issue by its id; 404 where there is none."""
    found = parts.store.digests.get(issue_id)
    if found is None:
        raise not_found(f"Không có số điểm tin “{issue_id[:40]}”.")
    return found


def desk_of(parts: Services, stored: StoredIssue) -> Desk:
    """All that the editor's page shows of an issue."""
    return Desk(
        stored=stored,
        issue=issues_of(parts).of(stored),
        window=issues_of(parts).window_of(stored),
        clashes=parts.store.digests.clashes(stored.id),
        mails=parts.store.mails.of(MailKind.DIGEST, stored.id),
    )


def issue_now(parts: Services, issue_id: str) -> Issue:
    """The issue of an id as it is now, of a week also where none is kept; 404 for any other id."""
    window = window_or_404(parts, issue_id)
    stored = parts.store.digests.get(issue_id) if issue_id == window.id else stored_issue(parts, issue_id)
    return issues_of(parts).of(stored) if stored else issues_of(parts).preview(window, now())


def window_or_404(parts: Services, issue_id: str) -> IssueWindow:
    """The window of an id; 404 for what is none."""
    try:
        return window_by_id(issue_id, parts.settings)
    except UsageError as error:
        raise not_found(str(error)) from error


def current_window(parts: Services) -> IssueWindow:
    """The window that is under way for the editors: the last one that is over."""
    return last_window(now(), parts.settings)


def label_of(stored: StoredIssue) -> str:
    """ "Tuần 39a/2022", "Tuần 3 - Tháng 9/2026" as the issue was numbered, or the two days."""
    numbering = numbering_of(stored.composed)
    if numbering:
        return lettered(numbering, numbering, stored.id.removeprefix(stored.window_id))
    return f"{stored.first_day:%d/%m/%Y} – {stored.last_day:%d/%m/%Y}"


def shown_recipient(address: str) -> str:
    """The name of a recipient where there is one, else the address."""
    try:
        box = mailbox(address)
    except UsageError:
        return address  # as it was typed: its mail fails and says so
    return box.name or box.address


def request_words(unit: str, due: date | None, status: str) -> str:
    """What is asked of a unit: "Phòng Nghiệp vụ, thời hạn 31/10/2022, đã giao"."""
    parts = [unit, f"thời hạn {official_day(due)}" if due else "", REQUEST_NAMES[RequestStatus(status)]]
    return ", ".join(part for part in parts if part)
