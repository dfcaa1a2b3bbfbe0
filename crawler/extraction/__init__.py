"""A page becomes an article: title, lead, body, author, dates, images, attachments."""

from __future__ import annotations

from crawler.extraction.hint import Hint

__all__ = ["Hint"]
