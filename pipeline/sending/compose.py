"""A mail as it goes out to one recipient."""

from __future__ import annotations

import html
import re
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from domain.days import local_time
from domain.errors import UsageError
from domain.mail_addresses import Mailbox, mail_address, mailbox
from publishing.mail_policy import MAIL_POLICY
from store.mails.mail_record import ClaimedMail

__all__ = ["AGAIN", "MARK", "POLICY", "compose", "new_message_id"]

POLICY = MAIL_POLICY
MARK = "[Gửi lại] "
AGAIN = (
    "Thư này được gửi lại vì chưa rõ lần gửi trước đã tới nơi hay chưa. Nếu đã nhận được thư trước, xin bỏ qua thư này."
)
_BODY = re.compile(r"<body\b[^>]*>", re.IGNORECASE)


def new_message_id(sender: Mailbox) -> str:
    """A Message-ID that no other mail bears."""
    return make_msgid("diemtin", domain=sender.address.rpartition("@")[2])


def compose(mail: ClaimedMail, sender: Mailbox, reply_to: str) -> bytes:
    """The whole message. What may have arrived before is marked in the subject, in a header and in the text, under the
    same Message-ID. UsageError for a recipient to whom no mail can be addressed.
    """
    message = message_from_bytes(mail.content, policy=POLICY)
    assert isinstance(message, EmailMessage)
    for name in ("From", "To", "Cc", "Bcc", "Date", "Message-ID", "Subject", "Reply-To"):
        del message[name]
    message["From"] = _address(sender)
    message["To"] = _address(mailbox(mail.recipient))
    if reply_to:
        message["Reply-To"] = _address(Mailbox("", mail_address(reply_to)))
    message["Date"] = format_datetime(local_time(mail.created_at))
    message["Message-ID"] = mail.message_id
    subject = " ".join(mail.subject.split())
    message["Subject"] = MARK + subject if mail.again else subject
    if "Auto-Submitted" not in message:
        message["Auto-Submitted"] = "auto-generated"
    if mail.again:
        message["X-DiemTin-Resent"] = "1"
        _say_again(message)
    return message.as_bytes(policy=POLICY)


def _address(box: Mailbox) -> Address:
    local, _, domain = box.address.rpartition("@")
    try:
        return Address(display_name=box.name, username=local, domain=domain)
    except ValueError as error:
        raise UsageError(f"Không gửi thư được với địa chỉ “{box.address}”.") from error


def _say_again(message: EmailMessage) -> None:
    """Put the line on top of each text that is read, not of files that are attached."""
    for part in message.walk():
        if not isinstance(part, EmailMessage) or part.is_attachment() or part.get_filename():
            continue
        if part.get_content_type() == "text/plain":
            part.set_content(f"{AGAIN}\n\n{part.get_content()}", cte="base64")
        elif part.get_content_type() == "text/html":
            text = part.get_content()
            line = f"<p><strong>{html.escape(AGAIN)}</strong></p>"
            opened = _BODY.search(text)
            at = opened.end() if opened else 0
            part.set_content(text[:at] + line + text[at:], subtype="html", cte="base64")
