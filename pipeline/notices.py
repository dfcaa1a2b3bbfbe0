"""One mail to administrators when a source breaks (after three failed visits) and one when it is well again.

A visit that failed while our own network was down says nothing of the source. How that is told: some other source was
reached about the same time, or none was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import TYPE_CHECKING

from domain.days import local_time, official_day
from domain.mail_addresses import mail_addresses
from pipeline.sending.compose import POLICY
from store.mails.mail_record import MailKind
from store.mails.source_notices import SourceNotice

if TYPE_CHECKING:
    from domain.settings import Settings
    from store import Store
    from store.crawl.source_states import SourceState

__all__ = ["VISITS", "note_sources"]

VISITS = 3
"""Failed visits in a row after which people are told."""
_SAME_TIME = timedelta(hours=1)
_SAME_DAY = timedelta(hours=24)


def network_was_up(state: SourceState, others: Sequence[SourceState]) -> bool:
    """Whether the failed visit of a source tells of that source: true where another one was reached within an hour of
    it, or where nobody else was visited that day; false where the nearest visits of others failed too.
    """
    at = state.last_visit_at
    assert at is not None
    visited = [one for one in others if one.id != state.id and one.last_visit_at is not None]
    if any(one.last_ok_at is not None and abs(one.last_ok_at - at) <= _SAME_TIME for one in visited):
        return True
    gaps = [(abs(one.last_visit_at - at), one.failures) for one in visited if one.last_visit_at is not None]
    near = [(gap, failures) for gap, failures in gaps if gap <= _SAME_DAY]
    return not near or min(near)[1] == 0


def note_sources(store: Store, settings: Settings, now: datetime) -> int:
    """Look at every source that was visited since the last look; how many notices were noted. Nobody is told where the
    settings name nobody.
    """
    recipients = mail_addresses(settings.mail.notices_to)
    known, states, count = store.source_notices.all(), store.sources.all(), 0
    for state in states:
        was = known.get(state.id)
        before = was or SourceNotice(state.id)
        if state.last_visit_at is None or state.last_visit_at == before.seen_visit_at:
            continue
        seen = replace(before, seen_visit_at=state.last_visit_at)
        told: tuple[str, str] | None = None
        if not state.failures:
            if before.told_at is not None:
                told = _well(state, before)
            after = replace(seen, failures=0, failing_since=None, told_at=None)
        elif not network_was_up(state, states):
            after = seen
        else:
            after = replace(
                seen, failures=before.failures + 1, failing_since=before.failing_since or state.last_visit_at
            )
            if after.failures >= VISITS and before.told_at is None:
                told = _broken(state, after)
                after = replace(after, told_at=now)
        if told is not None:
            after = replace(after, told=before.told + 1)
        with store.transaction():
            if store.source_notices.write(after, was) and told is not None and recipients:
                subject, text = told
                thing = f"{state.id}:{after.told}"[:120]
                store.mails.enqueue(MailKind.NOTICE, thing, recipients, subject, _message(text), now)
                count += 1
    return count


def _moment(at: datetime | None) -> str:
    if at is None:
        return "chưa rõ lúc nào"
    local = local_time(at)
    return f"{local:%H:%M} ngày {official_day(local.date())}"


def _broken(state: SourceState, notice: SourceNotice) -> tuple[str, str]:
    name = state.name or state.id
    return (
        f"[Điểm Tin] Nguồn tin cần kiểm tra: {name}",
        f"{name} ({state.id}): {notice.failures} lần thu thập gần nhất đều lỗi, từ {_moment(notice.failing_since)}.\n"
        f"Lý do: {state.last_error or 'không rõ'}\n"
        f"Lần thu thập tốt gần nhất: {_moment(state.last_ok_at)}.\n\n"
        "Hãy mở trang Nguồn tin để xem và thử lại. Sẽ có một thông báo khi nguồn hoạt động trở lại.\n",
    )


def _well(state: SourceState, notice: SourceNotice) -> tuple[str, str]:
    name = state.name or state.id
    return (
        f"[Điểm Tin] Nguồn tin hoạt động trở lại: {name}",
        f"{name} ({state.id}) đã thu thập được lúc {_moment(state.last_ok_at)}.\n"
        f"Nguồn này lỗi từ {_moment(notice.failing_since)}.\n",
    )


def _message(text: str) -> bytes:
    message = EmailMessage(policy=POLICY)
    message.set_content(text, cte="base64")
    return message.as_bytes()
