"""The mail server of the settings: one connection, and its answers in plain words."""

from __future__ import annotations

import ssl
from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import aiosmtplib

from domain.errors import ConfigError, MailError, UsageError
from domain.mail_addresses import Mailbox, mailbox
from domain.settings_sections import Mail

__all__ = ["NoAnswer", "Refused", "Server", "Unreachable", "Waits", "sender_of"]

T = TypeVar("T")
_LOST = (aiosmtplib.SMTPServerDisconnected, aiosmtplib.SMTPTimeoutError, ConnectionError, TimeoutError, OSError)


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds that the server is given: to be reached, to answer a command, to take a whole mail."""

    connect: float = 20
    command: float = 60
    data: float = 300


class Refused(Exception):
    """The server said no to this mail."""

    def __init__(self, code: int, answer: str) -> None:
        super().__init__(answer)
        self.code, self.answer = code, answer


class NoAnswer(Exception):
    """The text may have gone out; what the server did with it is not known."""


class Unreachable(MailError):
    """The server cannot be spoken to, or does not let us in; no mail is to blame. ``code``: its answer, if any."""

    def __init__(self, message: str, hint: str = "", code: int | None = None) -> None:
        super().__init__(message, hint)
        self.code = code


def sender_of(settings: Mail) -> Mailbox:
    """Who sends. ConfigError where it is not set or no address."""
    if not settings.sender:
        raise ConfigError("Chưa đặt địa chỉ người gửi.", "Hãy đặt mail.sender trong tệp thiết lập.")
    try:
        return mailbox(settings.sender)
    except UsageError as error:
        raise ConfigError(f"mail.sender: {error.message}", error.hint) from error


class Server:
    """A connection to the server of the settings; a context manager. Raises Unreachable where there is none."""

    def __init__(self, settings: Mail, waits: Waits) -> None:
        self._settings, self._waits = settings, waits
        password = settings.password.get_secret_value() if settings.password else None
        self._smtp = aiosmtplib.SMTP(
            hostname=settings.host,
            port=settings.port,
            username=settings.user or None,
            password=password if settings.user else None,
            use_tls=settings.security == "tls",
            start_tls=settings.security == "starttls",
            tls_context=_trust(settings.ca_cert) if settings.security != "none" else None,
            timeout=waits.connect,
        )

    @property
    def _where(self) -> str:
        return f"{self._settings.host}:{self._settings.port}"

    async def __aenter__(self) -> Self:
        try:
            await self._smtp.connect()
        except aiosmtplib.SMTPAuthenticationError as error:
            raise Unreachable(
                f"Máy chủ gửi thư {self._where} không nhận tên đăng nhập hoặc mật khẩu ({_said(error)}).",
                "Hãy kiểm tra mail.user và mail.password.",
                error.code,
            ) from error
        except ssl.SSLError as error:
            raise Unreachable(
                f"Không thiết lập được kết nối bảo mật (TLS) với máy chủ gửi thư {self._where}.",
                "Hãy kiểm tra mail.security, mail.ca_cert và chứng thư của máy chủ.",
            ) from error
        except aiosmtplib.SMTPResponseException as error:
            raise Unreachable(
                f"Máy chủ gửi thư {self._where} từ chối kết nối ({_said(error)}).", "", error.code
            ) from error
        except (aiosmtplib.SMTPException, *_LOST, ValueError) as error:
            tls = "TLS" in str(error) or isinstance(error.__cause__, ssl.SSLError)
            hint = "Hãy kiểm tra mail.security." if tls else "Hãy kiểm tra mail.host, mail.port và mạng."
            raise Unreachable(f"Không kết nối được máy chủ gửi thư {self._where}.", hint) from error
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._smtp.is_connected:
                await self._smtp.quit(timeout=self._waits.connect)
        except (aiosmtplib.SMTPException, *_LOST):
            self._smtp.close()  # it was told all that matters

    async def offer(self, sender: str, recipient: str, size: int) -> None:
        """Say who writes to whom. Raises Refused, or Unreachable where the connection is lost."""
        options = [f"size={size}"] if self._smtp.supports_extension("size") else []
        await self._ask(self._smtp.mail(sender, options=options, timeout=self._waits.command))
        await self._ask(self._smtp.rcpt(recipient, timeout=self._waits.command))

    async def hand_over(self, message: bytes) -> tuple[int, str]:
        """Send the text; code and words of the server's yes. Raises Refused, or NoAnswer."""
        try:
            answer = await self._smtp.data(message, timeout=self._waits.data)
        except aiosmtplib.SMTPResponseException as error:
            raise Refused(error.code, _said(error)) from error
        except (aiosmtplib.SMTPException, *_LOST) as error:
            self._smtp.close()
            raise NoAnswer from error
        return answer.code, answer.message

    async def forget(self) -> None:
        """Drop the mail that was begun. Raises Unreachable where the connection is lost."""
        await self._ask(self._smtp.rset(timeout=self._waits.command))

    async def _ask(self, asked: Awaitable[T]) -> T:
        try:
            return await asked
        except aiosmtplib.SMTPResponseException as error:
            if error.code == 421:  # it is about to hang up, whoever is written to (RFC 5321, 3.8)
                raise Unreachable(f"Máy chủ gửi thư {self._where} ngắt kết nối ({_said(error)}).", "", 421) from error
            raise Refused(error.code, _said(error)) from error
        except (aiosmtplib.SMTPException, *_LOST) as error:
            self._smtp.close()
            raise Unreachable(f"Mất kết nối với máy chủ gửi thư {self._where}.") from error


def _said(error: aiosmtplib.SMTPResponseException) -> str:
    return " ".join(f"{error.code} {error.message}".split())[:500]


def _trust(ca_cert: str) -> ssl.SSLContext:
    if ca_cert and not Path(ca_cert).is_file():
        raise ConfigError(f"mail.ca_cert: không có tệp {ca_cert}.", "Hãy kiểm tra đường dẫn.")
    try:
        return ssl.create_default_context(cafile=ca_cert or None)
    except ssl.SSLError as error:
        raise ConfigError(f"mail.ca_cert: {ca_cert} không phải tệp chứng thư.", "Cần tệp PEM.") from error
