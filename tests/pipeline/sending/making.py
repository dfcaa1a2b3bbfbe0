"""Mails to send and the settings of a server on loopback."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Any

from domain.settings import Settings, load_settings
from pipeline.sending.compose import POLICY
from pipeline.sending.server import Waits
from store import Store
from store.mails.mail_record import MailKind
from tests.store.making import NOW

__all__ = ["QUICK", "enqueue", "mail_settings"]

QUICK = Waits(connect=10, command=10, data=1)


def mail_settings(port: int, **given: Any) -> Settings:
    values = {
        "host": "127.0.0.1",
        "port": port,
        "security": "none",
        "sender": "Điểm Tin <diemtin@example.vn>",
        "reply_to": "vanphong@example.vn",
    }
    return load_settings(mail={**values, **given})


def enqueue(store: Store, *recipients: str, thing: str = "2026-W26", subject: str = "Điểm tin tuần 26/2026") -> int:
    message = EmailMessage(policy=POLICY)
    message.set_content("Tuần này có 3 tin, bài.\n")
    message.add_alternative("<html><body class='a'><p>Tuần này có 3 tin, bài.</p></body></html>", subtype="html")
    message.add_attachment("một;hai".encode(), maintype="text", subtype="csv", filename="tin.csv")
    content = message.as_bytes()
    return store.mails.enqueue(MailKind.DIGEST, thing, recipients or ("a@example.vn",), subject, content, NOW)
