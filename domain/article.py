"""An article as a site published it: the record that extraction makes and every later stage reads."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainSerializer

from domain.days import day_of

__all__ = ["Article", "Attachment", "DateOrigin", "Image", "Moment", "day_of"]


def _moment_json(value: date | datetime) -> str:
    return value.isoformat()


Moment = Annotated[datetime | date, PlainSerializer(_moment_json, return_type=str, when_used="json")]
"""A time with offset where the page gives one, a bare date where it gives only a day."""


class DateOrigin(StrEnum):
    """Where on the site the publication date was read."""

    SELECTOR = "selector"
    JSONLD = "jsonld"
    META = "meta"
    FEED = "feed"
    LISTING = "listing"
    URL = "url"
    TEXT = "text"
    PERSON = "person"  # a correction; no extraction gives it


class Image(BaseModel):
    """A picture of the article. ``caption`` is null where the page has none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str
    caption: str | None = None


class Attachment(BaseModel):
    """A file that the article announces. ``media_type`` is null where neither name nor page says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str
    name: str
    media_type: str | None = None


class Article(BaseModel):
    """One article. ``body`` is plain NFC text: paragraphs parted by a blank line, a table row a line with cells
    parted by `` | ``. ``lead`` (sapo) is the opening paragraph where the page sets one apart; it also opens ``body``.
    ``author`` is a person as written, ``office`` the body that signs the text ("TTYT thị xã Sông Cầu"), as written: one
    never stands for the other. ``published_at`` and ``date_origin`` are null together where the site does not say.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str
    canonical_url: str
    source: str | None = None
    title: str
    lead: str | None = None
    body: str
    author: str | None = None
    office: str | None = None
    published_at: Moment | None = None
    updated_at: Moment | None = None
    date_origin: DateOrigin | None = None
    images: tuple[Image, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    language: str | None = None
    fetched_at: datetime | None = None
    content_hash: str
