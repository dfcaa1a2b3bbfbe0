"""Thư gửi đi: what went out by mail, and what needs a person before it does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from domain.roles import Role
from store.mails.mail_record import MailState
from web.access import User, require
from web.errors import not_found
from web.features import Nav
from web.filters import number
from web.flash import back_to
from web.page import page
from web.state import Parts, Services
from web.waiting import Waiting

__all__ = ["nav", "router", "waiting"]

router = APIRouter(dependencies=[require("bien_tap")])
nav = Nav("/thu-gui-di", "Thư gửi đi", 66, "mail", place="more", role=Role.EDITOR)
_SHOWN = 100
_HELD = timedelta(hours=1)
"""A mail that waits longer is told on Hôm nay."""
KINDS = {"digest": "Điểm tin", "alert": "Cảnh báo", "notice": "Thông báo"}
STATES = {
    MailState.WAITING: ("Đang chờ", "quiet", "clock"),
    MailState.SENDING: ("Đang gửi", "accent", "run"),
    MailState.SENT: ("Đã gửi", "good", "ok"),
    MailState.FAILED: ("Chưa gửi được", "bad", "stop"),
    MailState.DOUBTFUL: ("Không rõ đã tới nơi chưa", "warn", "warn"),
    MailState.CANCELLED: ("Đã hủy", "quiet", "dash"),
}


def waiting(parts: Services) -> list[Waiting]:
    """Failed sendings, for Hôm nay."""
    found = []
    if count := parts.store.mails.troubled_count():
        text = "Máy chủ từ chối, hoặc không rõ thư đã tới nơi chưa."
        found.append(
            Waiting(20, "mail", f"{number(count)} thư chưa gửi được", "/thu-gui-di", "Xem", text, colour="bad")
        )
    if held := parts.store.mails.held_count(datetime.now(UTC) - _HELD):
        text = "Máy chủ gửi thư chưa nhận hoặc không kết nối được; thư vẫn được thử lại."
        found.append(Waiting(19, "mail", f"{number(held)} thư chờ đã lâu", "/thu-gui-di", "Xem", text, colour="warn"))
    return found


@router.get("/thu-gui-di")
def mails(request: Request, parts: Parts) -> Response:
    """Those that need a person first, then the newest."""
    store = parts.store.mails
    return page(
        request,
        "mails/list.html",
        troubled=store.troubled(_SHOWN),
        newest=store.listed(limit=_SHOWN),
        counts=store.counts(),
        states={str(state): words for state, words in STATES.items()},
        kinds=KINDS,
        mailing=bool(parts.settings.mail.host),
    )


@router.post("/thu-gui-di/{mail_id:int}/gui-lai")
def again(request: Request, parts: Parts, user: Annotated[User, require("bien_tap")], mail_id: int) -> Response:
    """Send once more what failed; what may have arrived is marked as sent again."""
    mail = parts.store.mails.get(mail_id)
    if mail is None:
        raise not_found("Không có thư này.")
    sent = parts.store.mails.send_again(mail_id, datetime.now(UTC))
    parts.store.audit.note(user, "Gửi lại thư", f"thu-gui-di/{mail_id}", mail.state, None)
    told = (
        f"Thư tới {mail.recipient} sẽ được gửi lại trong ít phút."
        if sent
        else "Thư này đã gửi, đang chờ gửi hoặc đã hủy; không gửi thêm."
    )
    return back_to(request, "/thu-gui-di", told)
