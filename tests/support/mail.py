"""A real mail server on loopback that can be told to misbehave."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

__all__ = ["MailServer", "Received", "free_port", "mail_server", "wait_for"]


@dataclass(frozen=True)
class Received:
    """A mail that the server has whole, whether or not it said so. ``answered``: what it said; null: it hung up."""

    recipient: str
    content: bytes
    answered: str | None

    @property
    def message(self) -> EmailMessage:
        """As a recipient's program reads it."""
        return cast(EmailMessage, message_from_bytes(self.content, policy=POLICY))

    def text(self, kind: str = "plain") -> str:
        """The part that is read."""
        part = self.message.get_body((kind,))
        assert part is not None
        return str(part.get_content()).replace("\r\n", "\n")


@dataclass
class MailServer:
    """``answers``: what to say after the text, one for each mail, then 250; ``drop`` hangs up instead. ``refusals``:
    recipient → what RCPT is answered with. ``slow``: seconds before the answer after the text.
    """

    received: list[Received] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)
    slow: float = 0
    connections: int = 0
    port: int = 0
    arrived: threading.Event = field(default_factory=threading.Event)

    @property
    def accepted(self) -> list[Received]:
        """Those that it said 250 to."""
        return [one for one in self.received if (one.answered or "").startswith("250")]

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's names
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += not session.host_name
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if said := self.refusals.get(address):
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 Message accepted"
        said = None if answer == "drop" else answer
        for recipient in envelope.rcpt_tos:
            self.received.append(Received(recipient, cast(bytes, envelope.content), said))
        self.arrived.set()
        if self.slow:
            await asyncio.sleep(self.slow)
        if said is None:
            cast(asyncio.Transport, server.transport).abort()
            return "421 gone"
        return said


class _Controller(Controller):
    def factory(self) -> SMTP:
        with warnings.catch_warnings():  # it does not see that its socket is TLS already
            warnings.simplefilter("ignore", UserWarning)
            return cast(SMTP, super().factory())


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def mail_server(
    *,
    tls: ssl.SSLContext | None = None,
    starttls: ssl.SSLContext | None = None,
    login: tuple[str, str] | None = None,
    **given: Any,
) -> Iterator[MailServer]:
    """A server that runs as long as the context."""
    handler = MailServer(**given)

    def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        right = isinstance(data, LoginPassword) and login == (data.login.decode(), data.password.decode())
        return AuthResult(success=right, handled=False)

    options: dict[str, Any] = {"tls_context": starttls} if starttls else {}
    if starttls:
        options["require_starttls"] = True
    if login:
        options |= {"authenticator": check, "auth_required": True, "auth_require_tls": bool(starttls)}
    handler.port = handler.port or free_port()
    controller = _Controller(
        handler, hostname="127.0.0.1", port=handler.port, ssl_context=tls, ready_timeout=20, **options
    )
    controller.start()
    try:
        yield handler
    finally:
        controller.stop()


def wait_for(server: MailServer, seconds: float = 20) -> None:
    """Until a text has arrived."""
    assert server.arrived.wait(seconds)
    time.sleep(0.02)
