"""Word and Excel files that are HTML inside: offices save a page as ``.doc`` and publish it."""

from __future__ import annotations

import re

__all__ = ["is_office_html"]

_MARKS = re.compile(
    rb"urn:schemas-microsoft-com:office:(?:word|excel)|name\s{0,3}=\s{0,3}[\"']?(?:progid|generator)[\"']?\s{1,3}content"
    rb"\s{0,3}=\s{0,3}[\"']?(?:word\.document|excel\.sheet|microsoft (?:word|excel))",
    re.I,
)


def is_office_html(content: bytes) -> bool:
    """Whether the head of an HTML file says that Word or Excel wrote it."""
    return _MARKS.search(content[:20_000]) is not None
