"""What the API gives out of figures, documents and bodies: the field names of the annotation's contract."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from pydantic import BaseModel

from store.annotations.mentions.documents import CitedDocument, Citing, DocumentLink
from store.annotations.mentions.figures import FigureRow
from store.annotations.mentions.organisations import Naming, Organisation
from store.annotations.mentions.pages import Page, Reprint

__all__ = [
    "BodyRecord",
    "CitingRecord",
    "DocumentRecord",
    "FigureRecord",
    "LinkRecord",
    "PageOf",
    "body_record",
    "citing_record",
    "document_record",
    "figure_record",
    "link_record",
    "page_of",
]


class PageOf(BaseModel):
    """Where a page stands. ``total_exact`` false: there are more than ``total``, which were not counted."""

    total: int
    total_exact: bool
    page: int
    size: int
    more: bool


class FigureRecord(BaseModel):
    """A figure and where it stands. ``position``: its place in the annotation's figures; ``copies``: sources that
    print the text.
    """

    article_id: str
    position: int
    value: float | None
    low: float | None
    high: float | None
    total: float | None
    ratio: float | None
    unit: str | None
    bound: str
    sentence: str
    text: str
    start: int
    end: int
    subject: str | None
    per: str | None
    rank: bool
    period_from: str | None
    period_to: str | None
    organisation: str | None
    organisation_key: str | None
    province: str | None
    source: str | None
    published_at: str | None
    title: str
    url: str
    copies: int
    state: str


class DocumentRecord(BaseModel):
    """A document as news tell of it; what they leave open is null."""

    key: str
    number: str
    type: str | None
    issuer: str | None
    date: str | None
    year: int | None
    subject: str | None
    articles: int
    first_seen: str | None
    last_seen: str | None


class CitingRecord(BaseModel):
    """An article that cites a document or names a body, with its reprints' ids."""

    article_id: str
    title: str
    url: str
    source: str | None
    published_at: str | None
    quote: str | None
    cited_as: str | None
    copies: int
    reprints: list[str]


class LinkRecord(BaseModel):
    """A document that carries another out, and the sentence that says so."""

    key: str
    document: DocumentRecord | None
    quote: str
    article_id: str
    articles: int


class BodyRecord(BaseModel):
    """A body that news name."""

    key: str
    name: str
    articles: int
    first_seen: str | None
    last_seen: str | None


def page_of(found: Page[Any]) -> PageOf:
    """Where a page stands."""
    return PageOf(
        total=found.total.value, total_exact=found.total.exact, page=found.number, size=found.size, more=found.more
    )


def figure_record(row: FigureRow) -> FigureRecord:
    """A row as the API gives it."""
    values = {name: value for name, value in asdict(row).items() if name in FigureRecord.model_fields}
    for name in ("organisation_key", "province", "source"):
        values[name] = values[name] or None
    return FigureRecord(**values | {"published_at": row.day or None, "state": str(row.state)})


def document_record(one: CitedDocument) -> DocumentRecord:
    """A document as the API gives it."""
    return DocumentRecord(
        key=one.key,
        number=one.number,
        type=one.type,
        issuer=one.issuer,
        date=one.issued,
        year=one.year,
        subject=one.subject,
        articles=one.count,
        first_seen=one.first_day or None,
        last_seen=one.last_day or None,
    )


def citing_record(one: Citing | Naming) -> CitingRecord:
    """An article as the API gives it beneath a document or a body."""
    others: tuple[Reprint, ...] = one.reprints
    return CitingRecord(
        article_id=one.article_id,
        title=one.title,
        url=one.url,
        source=one.source,
        published_at=one.day or None,
        quote=one.quote if isinstance(one, Citing) else None,
        cited_as=one.cited_as if isinstance(one, Citing) else None,
        copies=one.copies,
        reprints=[other.article_id for other in others],
    )


def link_record(one: DocumentLink) -> LinkRecord:
    """A link as the API gives it."""
    return LinkRecord(
        key=one.key,
        document=document_record(one.known) if one.known is not None else None,
        quote=one.quote,
        article_id=one.article_id,
        articles=one.count,
    )


def body_record(one: Organisation) -> BodyRecord:
    """A body as the API gives it."""
    return BodyRecord(
        key=one.key,
        name=one.name,
        articles=one.count,
        first_seen=one.first_day or None,
        last_seen=one.last_day or None,
    )
