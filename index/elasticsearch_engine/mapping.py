"""The index on the cluster: its mapping, named field by field, and its settings.

``search.*`` holds what every engine searches, tokens made by ``index.row``: the whitespace analyzer keeps them as they
are, so both engines see the same words. The other fields are for people: Kibana, and the hits themselves.
"""

from __future__ import annotations

from typing import Any, Final

from domain.annotation import Annotation
from domain.article import Moment
from domain.search import IndexDocument
from index.index_fields import FieldKind, IndexField
from index.query.fields import INDEX_FIELDS, PROVINCE_NOW, SCHEMA_VERSION
from index.row import Row

__all__ = ["SOURCE_FIELDS", "WINDOW", "body_of", "index_body", "search_field"]

WINDOW: Final = 1_000_000
"""How far ``offset`` reaches; ``after`` has no end."""

_KEYWORD: Final = {"type": "keyword", "ignore_above": 1000}
_READ: Final = {"type": "text", "analyzer": "vietnamese_folded"}
_DATE: Final = {"type": "date", "format": "strict_date_optional_time"}
_SHOWN: Final = {"type": "keyword", "index": False, "doc_values": False}

# The cluster takes 10,000 nested records a document (index.mapping.nested_objects.limit) and refuses the rest with it.
# They are for Kibana; what is searched holds all of them.
_MOST_NESTED: Final = {"documents": 2_000, "figures": 5_000, "entities": 3_000}

_SEARCHED: Final[dict[FieldKind, dict[str, Any]]] = {
    FieldKind.PHRASES: {"type": "text", "analyzer": "whitespace"},
    FieldKind.TOKENS: {"type": "text", "analyzer": "whitespace", "index_options": "freqs"},
    FieldKind.KEYS: _KEYWORD,
    FieldKind.FACET: _KEYWORD,
    FieldKind.NUMBER: {"type": "long"},
}


def _nested(**fields: dict[str, Any]) -> dict[str, Any]:
    return {"type": "nested", "dynamic": "strict", "properties": fields}


_PEOPLE: Final[dict[str, Any]] = {
    "article_id": _KEYWORD,
    "version": {"type": "long"},
    "url": _KEYWORD,
    "title": {**_READ, "fields": {"raw": _KEYWORD}},
    "lead": _READ,
    "body": _READ,
    "attachment_text": _READ,
    "author": _KEYWORD,
    "source": _KEYWORD,
    "source_name": _KEYWORD,
    "unit": _KEYWORD,
    "province": _KEYWORD,
    "province_now": _KEYWORD,
    "published_at": _DATE,
    "updated_at": _DATE,
    "date_origin": _KEYWORD,
    "topics": _KEYWORD,
    "relevance": {"type": "float"},
    "summary": _READ,
    "group": _KEYWORD,
    "withdrawn": {"type": "boolean"},
    "published_text": _SHOWN,
    "published_month": _KEYWORD,
    "updated_text": _SHOWN,
    "first_seen_at": _DATE,
    "first_seen_text": _SHOWN,
    "day_kind": _KEYWORD,
    "file_types": _KEYWORD,
    "shown_lead": _SHOWN,
    "documents": _nested(number=_KEYWORD, type=_KEYWORD, date=_DATE, issuer=_KEYWORD),
    "figures": _nested(
        value={"type": "double"},
        low={"type": "double"},
        high={"type": "double"},
        total={"type": "double"},
        ratio={"type": "double"},
        unit=_KEYWORD,
        bound=_KEYWORD,
        text=_KEYWORD,
        sentence=_READ,
    ),
    "entities": _nested(type=_KEYWORD, name=_KEYWORD),
}

SOURCE_FIELDS: Final = [
    "article_id",
    "version",
    "url",
    "title",
    "source",
    "source_name",
    "unit",
    "shown_lead",
    "published_text",
    "published_month",
    "updated_text",
    "first_seen_text",
    "day_kind",
    "file_types",
    "province",
    "topics",
    "group",
    "withdrawn",
    "sort_key",
    "body",
    "attachment_text",
]
"""What a hit is shown from."""


def search_field(field: IndexField) -> str:
    """The name of a shared field on the cluster."""
    return f"search.{field.name}"


def index_body() -> dict[str, Any]:
    """Settings and mappings of a new index. Unknown fields are refused (``dynamic: strict``)."""
    searched = {field.name: _SEARCHED[field.kind] for field in INDEX_FIELDS.values()}
    return {
        "settings": {
            "number_of_shards": 1,
            # A copy where there is a second machine to hold it; one machine alone stays green.
            "auto_expand_replicas": "0-1",
            "max_result_window": WINDOW,
            "analysis": {
                "analyzer": {
                    "vietnamese_folded": {
                        "type": "custom",
                        "tokenizer": "standard",
                        "filter": ["lowercase", "asciifolding"],
                    }
                }
            },
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": {"diemtin_schema": SCHEMA_VERSION},
            # The tokens are made again from the article at any rebuild: no need to keep them twice.
            "_source": {"excludes": ["search.*"]},
            "properties": {
                **_PEOPLE,
                "sort_key": {"type": "long", "index": False, "doc_values": False},
                "search": {"type": "object", "dynamic": "strict", "properties": searched},
            },
        },
    }


def _time(moment: Moment | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def _annotation(annotation: Annotation) -> dict[str, Any]:
    plain = annotation.model_dump(mode="json", by_alias=True)
    kept: dict[str, tuple[str, ...]] = {
        name: tuple(_PEOPLE[name]["properties"]) for name in ("documents", "figures", "entities")
    }
    return {
        name: [{key: row[key] for key in keys if row.get(key) is not None} for row in plain[name][: _MOST_NESTED[name]]]
        for name, keys in kept.items()
    }


def body_of(document: IndexDocument, row: Row) -> dict[str, Any]:
    """The document as the cluster takes it."""
    article, payload = document.article, row.payload
    now = row.keys[PROVINCE_NOW]
    search: dict[str, Any] = {field.name: text for field, text in row.texts.items() if text}
    search.update({field.name: keys for field, keys in row.keys.items() if keys})
    search.update({field.name: number for field, number in row.numbers.items()})
    return {
        "article_id": document.id,
        "version": document.version,
        "url": payload.url,
        "title": payload.title,
        "lead": article.lead,
        "shown_lead": payload.lead,
        "body": payload.body,
        "attachment_text": payload.attachment_text,
        "author": article.author,
        "source": payload.source,
        "source_name": document.source_name,
        "unit": document.unit,
        "province": payload.province,
        "province_now": now[0] if now else None,
        "published_at": _time(article.published_at),
        "published_text": payload.published_at,
        "published_month": payload.published_month,
        "updated_at": _time(article.updated_at),
        "updated_text": payload.updated_at,
        "first_seen_at": _time(document.first_seen_at),
        "first_seen_text": payload.first_seen_at,
        "day_kind": payload.day_kind,
        "file_types": list(payload.file_types),
        "date_origin": article.date_origin,
        "topics": list(payload.topics),
        "relevance": document.annotation.relevance,
        "summary": list(document.annotation.summary),
        "group": payload.group,
        "withdrawn": payload.withdrawn,
        "sort_key": payload.sort_key,
        **_annotation(document.annotation),
        "search": search,
    }
