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
from domain.days import local_time
from domain.search import DayKind, IndexDocument
from index.analysis import BREAK, Analysed, analyse, pairs
from index.file_types import file_types_of
from index.index_fields import Field, FieldKind, IndexField
from index.query.day_fields import day_kind_of, known_span
from index.query.fields import LONGEST_ATTACHMENT, LONGEST_BODY, QUERY_FIELDS, province_of

__all__ = ["Payload", "Row", "group_key", "moment_from_json", "row_of", "sort_key"]


@dataclass(frozen=True, slots=True)
class Payload:
    """What a hit is shown from; kept by the engine as it is. ``lead`` only where the body does not open with it."""

    id: str
    version: int
    url: str
    title: str
    source: str | None
    source_name: str
    unit: str
    published_at: str | None
    published_month: str | None
    updated_at: str | None
    first_seen_at: str | None
    day_kind: str | None
    file_types: tuple[str, ...]
    province: str | None
    topics: tuple[str, ...]
    group: str | None
    withdrawn: bool
    sort_key: int
    lead: str
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
        values["file_types"] = tuple(values["file_types"])
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Row:
    """One document for an engine. ``texts``: tokens joined by single spaces; ``keys``: whole values; ``numbers``:
    whole numbers, a field left out where it is unknown.
    """

    id: str
    version: int
    texts: dict[IndexField, str]
    keys: dict[IndexField, list[str]]
    numbers: dict[IndexField, int]
    payload: Payload


def moment_from_json(text: str | None) -> Moment | None:
    """A moment as ``Payload`` keeps it."""
    if text is None:
        return None
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


def _minutes(moment: date | datetime) -> int:
    """Minutes since the year 1 by a clock in Vietnam; a bare day is its first minute."""
    day = day_of(moment) or date.min
    clock = local_time(moment) if isinstance(moment, datetime) else None
    at = clock.hour * 60 + clock.minute if clock else 0
    return day.toordinal() * 1440 + at


def sort_key(document: IndexDocument) -> int:
    """A number that orders documents by date, each its own: dated ones above undated ones (by their update, else by
    when they were first seen), then the minute, then a hash of the id so that no two are alike. Where only the month
    is known, its first minute. Below 2**63.
    """
    article, span = document.article, known_span(document)
    moment = article.published_at or (span[0] if span else None)
    dated = 1 if moment is not None else 0
    moment = moment or article.updated_at or document.first_seen_at
    minutes = _minutes(moment) if moment is not None else 0
    spread = int.from_bytes(blake2b(document.id.encode(), digest_size=4).digest(), "big") >> 1
    return (dated << 62) | (minutes << 31) | spread


def group_key(group: str) -> int:
    """A number that stands for a group: 48 bits, which a double holds exactly."""
    return int.from_bytes(blake2b(group.encode(), digest_size=6).digest(), "big")


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


def _texts(document: IndexDocument, payload: Payload) -> dict[IndexField, str]:
    title, body, lead = analyse(payload.title), analyse(payload.body), analyse(document.article.lead or "")
    whole = [title, body, analyse(payload.attachment_text)]
    if payload.lead:
        whole.insert(1, lead)
    text = _join(whole)
    return {
        Field.TEXT_FOLDED: " ".join(text.folded),
        Field.TEXT_EXACT: " ".join(text.exact),
        Field.TEXT_PAIRS: " ".join(pairs(text.folded)),
        Field.TITLE_FOLDED: " ".join(title.folded),
        Field.TITLE_EXACT: " ".join(title.exact),
        Field.TITLE_PAIRS: " ".join(pairs(title.folded)),
        Field.LEAD_PAIRS: " ".join(pairs(lead.folded)),
    }


def _lead_apart(lead: str, body: str) -> str:
    """The lead where the body does not open with the same words."""
    tokens = analyse(lead).exact
    return lead if tokens and tokens != analyse(body[: 2 * len(lead) + 1000]).exact[: len(tokens)] else ""


def row_of(document: IndexDocument) -> Row:
    """The row of one annotated article."""
    article, key, kind = document.article, sort_key(document), day_kind_of(document)
    body = article.body[:LONGEST_BODY]
    payload = Payload(
        id=document.id,
        version=document.version,
        url=article.url,
        title=article.title,
        source=article.source,
        source_name=document.source_name,
        unit=document.unit,
        published_at=article.published_at.isoformat() if article.published_at else None,
        published_month=document.published_month if kind is DayKind.MONTH else None,
        updated_at=article.updated_at.isoformat() if article.updated_at else None,
        first_seen_at=document.first_seen_at.isoformat() if document.first_seen_at else None,
        day_kind=kind,
        file_types=tuple(file_types_of(document)),
        province=province_of(document),
        topics=tuple(topic.topic for topic in document.annotation.topics),
        group=document.group,
        withdrawn=document.withdrawn,
        sort_key=key,
        lead=_lead_apart(article.lead or "", body),
        body=body,
        attachment_text=document.attachment_text[:LONGEST_ATTACHMENT],
    )
    texts = _texts(document, payload)
    keys: dict[IndexField, list[str]] = {Field.ID: [document.id], Field.CONTENT: [document.group or document.id]}
    numbers = {Field.VERSION: document.version, Field.SORT_KEY: key}
    if document.group:
        keys[Field.GROUP] = [document.group]
        numbers[Field.GROUP_KEY] = group_key(document.group)
    for query_field in QUERY_FIELDS:
        for field, values in query_field.held:
            value = values(document)
            if isinstance(value, int):
                numbers[field] = value
            elif value is not None and field.kind is FieldKind.TOKENS:
                texts[field] = " ".join(value)
            elif value is not None:
                keys[field] = list(value)
    return Row(document.id, document.version, texts, keys, numbers, payload)
