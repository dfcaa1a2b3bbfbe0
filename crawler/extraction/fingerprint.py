"""A hash over what an article says: it changes when the article does, not with a counter or the layout."""

from __future__ import annotations

import hashlib

from domain.text import normalise

__all__ = ["content_hash"]


def content_hash(title: str, body: str) -> str:
    """SHA-256 (64 hex digits) over title and body, which holds the lead; white space and tone placement do not count.

    What is only read off the layout (which paragraph is the lead, how exactly a date is shown) is left out: after a
    redesign every article would seem edited.
    """
    parts = [" ".join(normalise(text).split()) for text in (title, body)]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
