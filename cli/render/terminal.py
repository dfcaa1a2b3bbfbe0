"""Text that a page wrote, made harmless for a terminal."""

from __future__ import annotations

import re

__all__ = ["harmless"]

# Control characters of both sets but the line feed, what turns the direction of writing, and what no terminal shows.
_HARMFUL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)


def harmless(text: str) -> str:
    """The text with a blank for every character that could command a terminal or hide what stands there."""
    return _HARMFUL.sub(" ", text)
