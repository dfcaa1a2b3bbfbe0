"""Secrets that we give out (of a session, a token, a one-time link): only their hash is kept."""

from __future__ import annotations

import hashlib
import secrets

__all__ = ["hash_of", "new_secret"]


def new_secret(prefix: str = "") -> str:
    """256 random bits as text; ``prefix`` says what it is when it turns up somewhere."""
    return prefix + secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """What the store keeps. A secret of 256 random bits needs no slow hash."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
