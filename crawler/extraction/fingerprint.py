"""A hash over what matters of an article: it changes when the article does, not when a counter ticks."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from domain.text import normalise

__all__ = ["content_hash"]


def content_hash(
    title: str, lead: str | None, body: str, published: datetime | date | None, updated: datetime | date | None
) -> str:
    """SHA-256 (64 hex digits) over title, lead, body and dates; white space and tone placement do not count."""
    parts = [" ".join(normalise(text).split()) for text in (title, lead or "", body)]
    parts += [moment.isoformat() if moment else "" for moment in (published, updated)]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
