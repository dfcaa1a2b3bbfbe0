"""Addresses of mails, as people type them. No mail leaves to or from what does not pass here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from domain.errors import UsageError

__all__ = ["Mailbox", "mail_address", "mail_addresses", "mailbox", "read_addresses"]

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_LONGEST, _LONGEST_LOCAL = 254, 64  # RFC 5321, 4.5.3.1


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name, which may be empty, and an address."""

    name: str
    address: str


def mail_address(text: str) -> str:
    """The address, its domain in ASCII and lower case. UsageError for anything that is not one plain address."""
    local, at, domain = text.strip().rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        ascii_domain = ""
    labels = ascii_domain.split(".")
    right = (
        at
        and _LOCAL.fullmatch(local)
        and len(local) <= _LONGEST_LOCAL
        and len(local) + 1 + len(ascii_domain) <= _LONGEST
        and all(_LABEL.fullmatch(label) for label in labels)
    )
    if not right:
        shown = " ".join(text.split())[:80]
        raise UsageError(f"“{shown}” không phải địa chỉ thư.", "Hãy viết như vanphong@example.vn.")
    return f"{local}@{ascii_domain}"


def mail_addresses(texts: Iterable[str]) -> tuple[str, ...]:
    """Each address once, in order. UsageError names the first that is none."""
    return tuple(dict.fromkeys(mail_address(text) for text in texts))


def read_addresses(text: str) -> tuple[str, ...]:
    """The addresses of one line or several, parted by commas, semicolons or white space."""
    return mail_addresses(part for part in re.split(r"[,;\s]+", text) if part)


def mailbox(text: str) -> Mailbox:
    """“Điểm Tin <diemtin@example.vn>” or an address alone. UsageError otherwise."""
    if any(ord(letter) < 32 for letter in text):
        raise UsageError("Địa chỉ thư có ký tự điều khiển.", "Hãy viết trên một dòng.")
    # Not by parseaddr: people write names with commas and brackets and do not quote them.
    name, bracket, address = text.strip().removesuffix(">").rpartition("<")
    if not bracket or not text.strip().endswith(">"):
        return Mailbox("", mail_address(text))
    return Mailbox(" ".join(name.split()).strip('"').strip(), mail_address(address))
