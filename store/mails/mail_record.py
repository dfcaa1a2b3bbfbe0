"""A mail as the store keeps it, and what becomes of it by what is heard from the server. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

__all__ = [
    "MAX_DOUBTS",
    "RETRY_AFTER",
    "ClaimedMail",
    "Mail",
    "MailKind",
    "MailState",
    "Tally",
    "after_doubt",
    "after_refusal",
]

RETRY_AFTER = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=6))
"""How long to wait after the first, second … answer of 4xx; after the last one a person has to look."""
MAX_DOUBTS = 2
"""Of so many sendings without an answer none is made by itself any more: a recipient gets at most one mail twice."""


class MailKind(StrEnum):
    """What a mail is about."""

    DIGEST = "digest"
    ALERT = "alert"
    NOTICE = "notice"


class MailState(StrEnum):
    """Where a mail stands. ``DOUBTFUL``: it may have arrived; with a next try it is sent again, marked as such, without
    one a person decides. ``SENT`` only after the server has said 250.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    DOUBTFUL = "doubtful"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one recipient. ``last_answer``: what the server said last, or why it was not heard;
    ``doubts``: how many times it may have arrived.
    """

    id: int
    kind: str
    object_id: str
    recipient: str
    subject: str
    state: str
    message_id: str | None
    attempts: int
    doubts: int
    next_try_at: datetime | None
    last_code: int | None
    last_answer: str | None
    created_at: datetime
    claimed_at: datetime | None
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the mails of one thing: how many there are, how many the server took, how many need a person."""

    total: int = 0
    sent: int = 0
    troubled: int = 0

    def plus(self, state: str, ended: bool, count: int) -> Tally:
        """With ``count`` more in that state; ``ended``: not tried again by itself. One that is cancelled is none."""
        if state == MailState.CANCELLED:
            return self
        return Tally(
            self.total + count,
            self.sent + count * (state == MailState.SENT),
            self.troubled + count * (ended and state in (MailState.FAILED, MailState.DOUBTFUL)),
        )


@dataclass(frozen=True, slots=True)
class ClaimedMail:
    """A mail that is the claimer's to send now. ``again``: it may have arrived before, so it is to be marked."""

    id: int
    recipient: str
    subject: str
    message_id: str
    content: bytes
    created_at: datetime
    again: bool


def after_refusal(attempts: int, doubts: int, code: int, now: datetime) -> dict[str, Any]:
    """The columns of a mail that the server answered with 4xx or 5xx; ``attempts``: those before this one."""
    attempts += 1
    wait = RETRY_AFTER[attempts - 1] if 400 <= code < 500 and attempts <= len(RETRY_AFTER) else None
    certain = MailState.WAITING if wait is not None else MailState.FAILED
    return {
        "state": str(MailState.DOUBTFUL if doubts else certain),
        "attempts": attempts,
        "next_try_at": now + wait if wait is not None else None,
    }


def after_doubt(attempts: int, doubts: int, now: datetime, wait: timedelta) -> dict[str, Any]:
    """The columns of a mail of which the server may have all, though it did not say so."""
    doubts += 1
    return {
        "state": str(MailState.DOUBTFUL),
        "attempts": attempts + 1,
        "doubts": doubts,
        "next_try_at": now + wait if doubts < MAX_DOUBTS else None,
    }
