"""Passwords: what is asked of one, and its argon2 hash."""

from __future__ import annotations

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from domain.errors import UsageError

__all__ = ["LONGEST", "SHORTEST", "check_password", "hash_password", "matches"]

SHORTEST, LONGEST = 10, 200

_hasher = PasswordHasher()


def _text(password: str) -> str:
    """One form for what two keyboards write differently."""
    return unicodedata.normalize("NFC", password)


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody's")


def check_password(password: str) -> None:
    """UsageError for a password that is too short or too long. No other rule: length is what counts."""
    if len(_text(password)) < SHORTEST:
        raise UsageError(f"Mật khẩu phải có ít nhất {SHORTEST} ký tự.")
    if len(_text(password)) > LONGEST:
        raise UsageError(f"Mật khẩu không quá {LONGEST} ký tự.")


def hash_password(password: str) -> str:
    """The hash to keep of a password that passes ``check_password``."""
    check_password(password)
    return _hasher.hash(_text(password))


def matches(password: str, kept: str | None) -> bool:
    """Whether it is the password. Takes as long where none is kept: the time tells nobody who has an account."""
    try:
        _hasher.verify(kept or _nobodys(), _text(password[: 4 * LONGEST]))
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None
