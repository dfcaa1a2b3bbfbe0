"""The fields of the index as a tantivy schema, and rows as its documents."""

from __future__ import annotations

from typing import Any

import tantivy

from index.index_fields import FieldKind
from index.query.fields import INDEX_FIELDS
from index.row import Row

__all__ = ["PAYLOAD", "build_schema", "document_of", "register_tokenizers"]

PAYLOAD = "payload"
_TOKENS = "tokens"


def build_schema() -> tantivy.Schema:
    """The schema; tokens come from ``index.analysis`` and are only parted at spaces here."""
    builder = tantivy.SchemaBuilder()
    for field in INDEX_FIELDS.values():
        match field.kind:
            case FieldKind.PHRASES:
                builder.add_text_field(field.name, tokenizer_name=_TOKENS, index_option="position")
            case FieldKind.TOKENS:
                builder.add_text_field(field.name, tokenizer_name=_TOKENS, index_option="freq")
            case FieldKind.KEYS:
                builder.add_text_field(field.name, tokenizer_name="raw", index_option="basic")
            case FieldKind.FACET:
                builder.add_text_field(field.name, tokenizer_name="raw", index_option="basic", fast=True)
            case FieldKind.NUMBER:
                builder.add_integer_field(field.name, indexed=True, fast=True)
    builder.add_bytes_field(PAYLOAD, stored=True)
    return builder.build()


def register_tokenizers(index: tantivy.Index) -> None:
    """The one tokenizer that the schema names beside tantivy's own."""
    index.register_tokenizer(_TOKENS, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())


def document_of(row: Row, schema: tantivy.Schema) -> tantivy.Document:
    """A row as a document. ``from_dict`` with the schema types the numbers; a Document of plain ints would not."""
    values: dict[str, Any] = {field.name: text for field, text in row.texts.items() if text}
    values.update((field.name, keys) for field, keys in row.keys.items() if keys)
    values.update((field.name, number) for field, number in row.numbers.items())
    values[PAYLOAD] = row.payload.to_json().encode()
    return tantivy.Document.from_dict(values, schema)
