"""Where an issue of the digest and a request in it stand, and what people call that."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["REQUEST_NAMES", "STATE_NAMES", "IssueState", "RequestStatus"]


class IssueState(StrEnum):
    """Where an issue stands; the last is a frozen issue that another one has replaced."""

    DRAFT = "ban_nhap"
    REVIEW = "cho_duyet"
    APPROVED = "da_duyet"
    SENT = "da_gui"
    WITHDRAWN = "da_thu_hoi"

    @property
    def closed(self) -> bool:
        """Whether the issue is frozen."""
        return self in {IssueState.APPROVED, IssueState.SENT, IssueState.WITHDRAWN}


STATE_NAMES: dict[IssueState, str] = {
    IssueState.DRAFT: "Bản nháp",
    IssueState.REVIEW: "Chờ duyệt",
    IssueState.APPROVED: "Đã duyệt",
    IssueState.SENT: "Đã gửi",
    IssueState.WITHDRAWN: "Đã thu hồi",
}


class RequestStatus(StrEnum):
    """What became of a request (đề nghị xử lý)."""

    NEW = "chua_giao"
    ASSIGNED = "da_giao"
    ANSWERED = "da_tra_loi"


REQUEST_NAMES: dict[RequestStatus, str] = {
    RequestStatus.NEW: "chưa giao",
    RequestStatus.ASSIGNED: "đã giao",
    RequestStatus.ANSWERED: "đã trả lời",
}
