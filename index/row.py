"""An annotated article as rows of an engine: tokens, keys, numbers and what a hit is shown from. The same for every
engine.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from typing import Any

from domain.article import Moment, day_of
from domain.provinces import find_province
from domain.search import IndexDocument
from domain.text import fold
from index.analysis import BREAK, Analysed, analyse, pairs
from index.document_numbers import document_keys
from index.index_fields import Field
from index.query.values import province_keys

__all__ = ["Payload", "Row", "moment_from_json", "row_of", "sort_key"]

_LONGEST_ATTACHMENT = 200_000
_LONGEST_BODY = 1_000_000


@dataclass(frozen=True, slots=True)
class Payload:
    """What a hit is shown from; kept by the engine as it is."""

    id: str
    version: int
    url: str
    title: str
    source: str | None
    published_at: str | None
    province: str | None
    topics: tuple[str, ...]
    group: str | None
    withdrawn: bool
    sort_key: int
    body: str
    attachment_text: str

    def to_json(self) -> str:
        """One line of JSON."""
        return json.dumps({name: getattr(self, name) for name in self.__slots__}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str | bytes) -> Payload:
        """The payload that ``to_json`` wrote."""
        values: dict[str, Any] = json.loads(text)
        values["topics"] = tuple(values["topics"])
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Row:
    """One document for an engine. ``texts``: tokens joined by single spaces; ``keys``: whole values; ``numbers``:
    whole numbers, a field left out where it is unknown.
    """

    id: str
    version: int
    texts: dict[Field, str]
    keys: dict[Field, list[str]]
    numbers: dict[Field, int]
    payload: Payload


def moment_from_json(text: str | None) -> Moment | None:
    """A moment as ``Payload`` keeps it."""
    if text is None:
        return None
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


def _minutes(moment: date | datetime) -> int:
    """Minutes since the year 1, by the clock that the page shows."""
    day = day_of(moment) or date.min
    at = moment.hour * 60 + moment.minute if isinstance(moment, datetime) else 0
    return day.toordinal() * 1440 + at


def sort_key(document: IndexDocument) -> int:
    """A number that orders documents by date, each its own: dated ones above undated ones (by their update), then the
    minute, then a hash of the id so that no two are alike. Below 2**63.
    """
    article = document.article
    moment = article.published_at or article.updated_at
    minutes = _minutes(moment) if moment is not None else 0
    spread = int.from_bytes(blake2b(document.id.encode(), digest_size=4).digest(), "big") >> 1
    dated = 1 if article.published_at is not None else 0
    return (dated << 62) | (minutes << 31) | spread


def _join(analysed: Iterable[Analysed]) -> Analysed:
    exact: list[str] = []
    folded: list[str] = []
    for one in analysed:
        if not one.exact:
            continue
        if exact:
            exact.append(BREAK)
            folded.append(BREAK)
        exact.extend(one.exact)
        folded.extend(one.folded)
    return Analysed(exact, folded)


def _texts(document: IndexDocument, attachment_text: str) -> dict[Field, str]:
    article = document.article
    title, body, lead = analyse(article.title), analyse(article.body[:_LONGEST_BODY]), analyse(article.lead or "")
    whole = [title, body, analyse(attachment_text)]
    if lead.exact and lead.exact != body.exact[: len(lead.exact)]:
        whole.insert(1, lead)
    text = _join(whole)
    source = analyse(f"{article.source or ''} {document.source_name}")
    return {
        Field.TEXT_FOLDED: " ".join(text.folded),
        Field.TEXT_EXACT: " ".join(text.exact),
        Field.TEXT_PAIRS: " ".join(pairs(text.folded)),
        Field.TITLE_FOLDED: " ".join(title.folded),
        Field.TITLE_EXACT: " ".join(title.exact),
        Field.TITLE_PAIRS: " ".join(pairs(title.folded)),
        Field.LEAD_PAIRS: " ".join(pairs(lead.folded)),
        Field.SOURCE_WORDS: " ".join(source.folded),
        Field.UNIT_WORDS: " ".join(analyse(document.unit).folded),
    }


def _keys(document: IndexDocument, province: str | None, attachment_text: str) -> dict[Field, list[str]]:
    article = document.article
    day = day_of(article.published_at)
    known = find_province(province) if province else None
    now = known.now if known else province
    week = f"{day.isocalendar().year:04}-W{day.isocalendar().week:02}" if day else None
    source_keys = {fold(name) for name in (article.source, document.source_name) if name}
    return {
        Field.ID: [document.id],
        Field.NUMBER_KEYS: document_keys(
            document.annotation.documents,
            (article.title, article.body[:_LONGEST_BODY], attachment_text, "\n".join(document.attachment_documents)),
        ),
        Field.PROVINCE_KEYS: list(province_keys(province)),
        Field.SOURCE_KEYS: sorted(source_keys),
        Field.UNIT_KEYS: [fold(document.unit)] if document.unit else [],
        Field.SOURCE: [article.source] if article.source else [],
        Field.PROVINCE: [province] if province else [],
        Field.PROVINCE_NOW: [now] if now else [],
        Field.TOPIC: [topic.topic for topic in document.annotation.topics],
        Field.UNIT: [document.unit] if document.unit else [],
        Field.MONTH: [f"{day:%Y-%m}"] if day else [],
        Field.WEEK: [week] if week else [],
    }


def row_of(document: IndexDocument) -> Row:
    """The row of one annotated article."""
    article = document.article
    attachment_text = document.attachment_text[:_LONGEST_ATTACHMENT]
    province = document.province or document.annotation.province
    day = day_of(article.published_at)
    key = sort_key(document)
    numbers = {Field.VERSION: document.version, Field.SORT_KEY: key}
    if day is not None:
        numbers[Field.DAY] = day.toordinal()
    payload = Payload(
        id=document.id,
        version=document.version,
        url=article.url,
        title=article.title,
        source=article.source,
        published_at=article.published_at.isoformat() if article.published_at else None,
        province=province,
        topics=tuple(topic.topic for topic in document.annotation.topics),
        group=document.group,
        withdrawn=document.withdrawn,
        sort_key=key,
        body=article.body[:_LONGEST_BODY],
        attachment_text=attachment_text,
    )
    return Row(
        document.id,
        document.version,
        _texts(document, attachment_text),
        _keys(document, province, attachment_text),
        numbers,
        payload,
    )
