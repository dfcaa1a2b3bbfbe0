"""The mails that are due, sent one by one over one connection; every step is written down before the next is made."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from domain.errors import ConfigError, UsageError
from domain.mail_addresses import mailbox
from pipeline.sending.compose import compose, new_message_id
from pipeline.sending.server import NoAnswer, Refused, Server, Unreachable, Waits, sender_of
from store.work.owners import new_owner

if TYPE_CHECKING:
    from domain.mail_addresses import Mailbox
    from domain.settings import Settings
    from store import Store
    from store.mails.mail_record import ClaimedMail

__all__ = ["SendReport", "Step", "send_waiting"]

_NOT_OURS = "Không gửi được tới địa chỉ này: địa chỉ không hợp lệ."
_SILENT = "Máy chủ ngắt kết nối sau khi nhận thư mà chưa xác nhận."


class Step(StrEnum):
    """The moments of one mail, in order; each is told when it has been reached."""

    DUE = "due"
    CLAIMED = "claimed"
    OFFERED = "offered"
    BEGUN = "begun"
    ANSWERED = "answered"
    SENT = "sent"


@dataclass(slots=True)
class SendReport:
    """What a run of sending did. ``again``: of those sent, how many were marked as sent again; ``later``: refused for
    now; ``failed``: refused for good; ``doubtful``: no answer came; ``problem``: why the server could not be spoken to.
    """

    sent: int = 0
    again: int = 0
    later: int = 0
    failed: int = 0
    doubtful: int = 0
    problem: str | None = None

    @property
    def settled(self) -> int:
        """How many mails the server had a word for."""
        return self.sent + self.later + self.failed


@dataclass(frozen=True, slots=True)
class _Sender:
    """What one run of sending works with."""

    store: Store
    settings: Settings
    box: Mailbox
    owner: str
    clock: Callable[[], datetime]
    watch: Callable[[Step], None]
    report: SendReport

    def claim(self) -> ClaimedMail | None:
        self.watch(Step.DUE)
        mail = self.store.mails.claim(self.owner, self.clock(), lambda: new_message_id(self.box))
        if mail is not None:
            self.watch(Step.CLAIMED)
        return mail

    async def send(self, server: Server, mail: ClaimedMail) -> None:
        """Send one mail and write down what came of it. Raises Unreachable where the connection cannot serve the next
        one, NoAnswer where it broke off after the text.
        """
        mails, report = self.store.mails, self.report
        try:
            recipient = mailbox(mail.recipient).address
            message = compose(mail, self.box, self.settings.mail.reply_to)
        except UsageError:
            mails.refused(mail.id, self.owner, self.clock(), 550, _NOT_OURS)
            report.failed += 1
            return
        try:
            await server.offer(self.box.address, recipient, len(message))
            self.watch(Step.OFFERED)
            if not mails.begin_data(mail.id, self.owner, self.clock()):
                await server.forget()
                return
            self.watch(Step.BEGUN)
            code, answer = await server.hand_over(message)
        except Refused as refusal:
            again = mails.refused(mail.id, self.owner, self.clock(), refusal.code, refusal.answer)
            report.later += again
            report.failed += not again
            with suppress(Refused):
                await server.forget()
            return
        except NoAnswer:
            mails.doubtful(mail.id, self.owner, self.clock(), _SILENT)
            report.doubtful += 1
            raise
        except Unreachable as error:
            mails.put_back(mail.id, self.owner, self.clock(), error.code, str(error))
            raise
        self.watch(Step.ANSWERED)
        mails.sent(mail.id, self.owner, self.clock(), code, answer)
        report.sent += 1
        report.again += mail.again
        self.watch(Step.SENT)


def send_waiting(
    store: Store,
    settings: Settings,
    now: datetime | None = None,
    *,
    stop: threading.Event | None = None,
    watch: Callable[[Step], None] = lambda _step: None,
    waits: Waits | None = None,
) -> SendReport:
    """Send all that is due. Several processes may do so at once: each mail is claimed by one.

    ``now``: what is due then (default: the clock, read anew for each mail). A server that cannot be spoken to is told
    in ``problem`` and costs no mail an attempt. ConfigError where the settings name no sender.
    """

    def clock() -> datetime:
        return now or datetime.now(UTC)

    mails = store.mails
    mails.recover(clock())
    report = SendReport()
    if not mails.due(clock()):
        return report
    if not settings.mail.host:
        raise ConfigError("Chưa đặt máy chủ gửi thư nên thư đang chờ.", "Hãy đặt mail.host trong tệp thiết lập.")
    run = _Sender(store, settings, sender_of(settings.mail), new_owner(), clock, watch, report)
    asyncio.run(_run(run, stop or threading.Event(), waits or Waits()))
    return report


async def _run(run: _Sender, stop: threading.Event, waits: Waits) -> None:
    """Connect, and send until nothing is due. A server that hangs up after some mails is called again."""
    mails, report = run.store.mails, run.report
    while not stop.is_set() and mails.due(run.clock()):
        before = report.settled
        try:
            async with Server(run.settings.mail, waits) as server:
                while not stop.is_set() and (mail := run.claim()) is not None:
                    await run.send(server, mail)
            return
        except NoAnswer:
            report.problem = _SILENT
            return
        except Unreachable as error:
            if report.settled > before and error.code in (None, 421):
                continue
            report.problem = str(error)
            mails.hold(run.clock(), error.code, str(error))
            return
