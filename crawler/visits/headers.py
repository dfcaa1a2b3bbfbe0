"""Headers of an answer as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapy.http import Headers

__all__ = ["lies_ahead", "moment_of", "text_of"]

_DAY = timedelta(days=1)


def text_of(headers: Headers | Mapping[bytes, Iterable[bytes]]) -> dict[str, str]:
    """Header names, as sent, with their values. Bytes beyond ASCII are UTF-8 where they are that (redirects of many
    Vietnamese portals), else Latin-1, as of old.
    """
    return {_text(name): ", ".join(_text(value) for value in values) for name, values in headers.items()}


def moment_of(said: str | None) -> datetime | None:
    """An HTTP date; None for what is none."""
    try:
        moment = parsedate_to_datetime(said) if said else None
    except (TypeError, ValueError, IndexError):
        return None
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def lies_ahead(last_modified: str | None, fetched_at: datetime | None) -> bool:
    """Whether a page was said to have changed later than it was fetched; older stores remember such dates."""
    changed = moment_of(last_modified)
    return changed is None or (fetched_at is not None and changed > fetched_at + _DAY)


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
