"""The fields of the query language: one record each, and nothing about a field anywhere else.

The lexer reads the spellings, planning the clauses, ``understood`` the sayings, ``index.row`` and both engines the
fields of the index, the command line the options, the page the parameters, and docs/search.md the examples.
A new field: its record here, its attribute in ``domain.search.SearchFilters``, and its row in docs/search.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from domain.areas import area_short_name, find_area
from domain.provinces import Province, find_province
from domain.search import IndexDocument
from domain.text import fold
from index.analysis import words
from index.clauses import Clause, Term, either_of
from index.document_numbers import document_keys, named_documents, number_tokens, read_number_value
from index.file_types import FILE_TYPES, file_types_of, find_file_type
from index.index_fields import TEXT_FIELDS, FieldKind, IndexField
from index.query.day_fields import DAY_FIELDS, PUBLISHED_DAY
from index.query.field_record import Held, Option, QueryField, Value
from index.query.word_clauses import any_writing

__all__ = [
    "FACETS",
    "INDEX_FIELDS",
    "LONGEST_ATTACHMENT",
    "LONGEST_BODY",
    "NUMBER_KEYS",
    "PROVINCE_NOW",
    "QUERY_FIELDS",
    "SCHEMA_FINGERPRINT",
    "SCHEMA_VERSION",
    "docs_table",
    "province_of",
]

SCHEMA_VERSION: Final = 3
"""Grows with every change of fields, tokens or what a hit is shown from; an index of another version is made anew."""
SCHEMA_FINGERPRINT: Final = "846ff1f3b0876b2b"
"""Of what ``SCHEMA_VERSION`` stands for; a test compares, and says what both must be after a change."""

LONGEST_ATTACHMENT: Final = 200_000
LONGEST_BODY: Final = 1_000_000
"""Characters of a text that are searched."""


def _one_of(field: IndexField, keys: Sequence[str]) -> Clause:
    return either_of([Term(field, key) for key in keys])


def _as_words(text: str) -> Value | None:
    tokens = words(text)
    return Value(tuple(tokens), text) if tokens else None


# Where an article stood.

_SOURCE = IndexField("source", FieldKind.FACET, most=500)
_SOURCE_KEYS = IndexField("source_keys", FieldKind.KEYS)
_SOURCE_WORDS = IndexField("source_words", FieldKind.TOKENS)


def _source_names(document: IndexDocument) -> list[str]:
    return [name for name in (document.article.source, document.source_name) if name]


_NGUON = QueryField(
    name="nguồn",
    spellings=("nguon",),
    read=_as_words,
    clause=lambda keys: any_writing(keys, _SOURCE_WORDS),
    held=(
        Held(_SOURCE, lambda document: [document.article.source] if document.article.source else []),
        Held(_SOURCE_KEYS, lambda document: sorted({fold(name) for name in _source_names(document)})),
        Held(_SOURCE_WORDS, lambda document: words(" ".join(_source_names(document)))),
    ),
    said="thuộc nguồn {}",
    said_not="không thuộc nguồn {}",
    filter="sources",
    filter_clause=lambda name: Term(_SOURCE_KEYS, fold(name)),
    option=Option("--source", "NGUỒN", "Chỉ bài của nguồn này: mã hoặc tên nguồn."),
    parameter="nguon",
    examples=("nguồn:syt-kontum", 'nguon:"báo thái nguyên"'),
    meaning="nguồn tin đã đăng bài: mã hoặc tên",
    either=True,
)

# Which province an article is about.

_PROVINCE = IndexField("province", FieldKind.FACET, most=100)
PROVINCE_NOW: Final = IndexField("province_now", FieldKind.FACET, most=50)
"""The province as it is called after the mergers of 2025."""
_PROVINCE_KEYS = IndexField("province_keys", FieldKind.KEYS)


def province_of(document: IndexDocument) -> str | None:
    """The province that a document is shown and counted under."""
    return document.province or document.annotation.province


def _province_now(document: IndexDocument) -> list[str]:
    name = province_of(document)
    known = find_province(name) if name else None
    return [known.now if known else name] if name else []


def _province_keys(document: IndexDocument) -> list[str]:
    """A province's own name and the one of after the mergers."""
    name = province_of(document)
    known = find_province(name) if name else None
    names = (known.name, known.now) if known else (name,)
    return list(dict.fromkeys(fold(one) for one in names if one))


def _full_name(province: Province) -> str:
    """ "tỉnh Sơn La", "thành phố Huế"; Ho Chi Minh City alone keeps its capital (Nghị định 30/2020, Phụ lục II)."""
    full = province.full_name
    return full if full.endswith("Hồ Chí Minh") else full[:1].lower() + full[1:]


def _read_province(text: str) -> Value | None:
    province = find_province(text)
    return Value((fold(province.name),), _full_name(province)) if province else None


def _province_filter(name: str) -> Clause:
    province = find_province(name)
    return Term(_PROVINCE_KEYS, fold(province.name if province else name))


_TINH = QueryField(
    name="tỉnh",
    spellings=("tinh",),
    read=_read_province,
    clause=lambda keys: _one_of(_PROVINCE_KEYS, keys),
    held=(
        Held(_PROVINCE, lambda document: [name] if (name := province_of(document)) else []),
        Held(PROVINCE_NOW, _province_now),
        Held(_PROVINCE_KEYS, _province_keys),
    ),
    said="thuộc {}",
    said_not="không thuộc {}",
    filter="provinces",
    filter_clause=_province_filter,
    option=Option("--province", "TỈNH", "Chỉ bài về tỉnh, thành phố này, tên cũ hoặc tên hiện nay."),
    parameter="tinh",
    examples=('tỉnh:"Sơn La"', "tinh:kon tum"),
    meaning="bài về tỉnh, thành phố ấy, theo tên trước hoặc sau sáp nhập năm 2025: "
    '`tỉnh:"Quảng Ngãi"` ra cả bài về Kon Tum cũ',
    refused="không phải tên tỉnh, thành phố",
    either=True,
    reach=5,
)

# Which areas of the reform.

_TOPIC = IndexField("topic", FieldKind.FACET, most=20)


def _read_area(text: str) -> Value | None:
    area = find_area(text)
    return Value((area.code,), area_short_name(area.code)) if area else None


def _area_filter(name: str) -> Clause:
    area = find_area(name)
    return Term(_TOPIC, area.code if area else name)


_LINH_VUC = QueryField(
    name="lĩnh vực",
    spellings=("linh vuc",),
    read=_read_area,
    clause=lambda keys: _one_of(_TOPIC, keys),
    held=(Held(_TOPIC, lambda document: [topic.topic for topic in document.annotation.topics]),),
    said="thuộc lĩnh vực {}",
    said_not="không thuộc lĩnh vực {}",
    filter="topics",
    filter_clause=_area_filter,
    option=Option("--topic", "LĨNH_VỰC", "Chỉ bài thuộc lĩnh vực CCHC này: mã hoặc tên."),
    parameter="linh-vuc",
    examples=("lĩnh vực:tthc", 'linh vuc:"hài lòng"'),
    meaning="lĩnh vực CCHC, bằng mã, tên hoặc từ quen dùng",
    refused="không phải lĩnh vực CCHC",
    reach=8,
)

# Which documents an article names.

NUMBER_KEYS: Final = IndexField("number_keys", FieldKind.KEYS)
"""All that the documents of an article are found by."""


_DOCUMENT = IndexField("document", FieldKind.FACET, most=50)


def _texts(document: IndexDocument) -> tuple[str, ...]:
    article, attachment = document.article, document.attachment_text[:LONGEST_ATTACHMENT]
    return article.title, article.body[:LONGEST_BODY], attachment, "\n".join(document.attachment_documents)


def _number_keys(document: IndexDocument) -> list[str]:
    return document_keys(document.annotation.documents, _texts(document))


def _documents(document: IndexDocument) -> list[str]:
    return named_documents(document.annotation.documents, _texts(document))


def _read_document(text: str) -> Value | None:
    keys = read_number_value(text)
    return Value(keys, text) if keys else None


_VAN_BAN = QueryField(
    name="văn bản",
    spellings=("van ban",),
    read=_read_document,
    clause=lambda keys: _one_of(NUMBER_KEYS, keys),
    held=(Held(NUMBER_KEYS, _number_keys), Held(_DOCUMENT, _documents)),
    said="viện dẫn văn bản “{}”",
    said_not="không viện dẫn văn bản “{}”",
    filter="documents",
    filter_clause=lambda value: _one_of(NUMBER_KEYS, read_number_value(value)),
    option=Option("--document", "SỐ", "Chỉ bài viện dẫn văn bản này, ví dụ 1603/KH-UBND."),
    parameter="van-ban",
    examples=("văn bản:1603", "van ban:1603/KH", "văn bản:KH-UBND", 'văn bản:"kế hoạch 1603"'),
    meaning="bài viện dẫn văn bản có số, ký hiệu ấy",
    refused="không phải số, ký hiệu văn bản",
    takes_numbers=True,
    marks=number_tokens,
)

# Who owns the source.

_UNIT = IndexField("unit", FieldKind.FACET, most=500)
_UNIT_KEYS = IndexField("unit_keys", FieldKind.KEYS)
_UNIT_WORDS = IndexField("unit_words", FieldKind.TOKENS)

_DON_VI = QueryField(
    name="đơn vị",
    spellings=("don vi",),
    read=_as_words,
    clause=lambda keys: any_writing(keys, _UNIT_WORDS),
    held=(
        Held(_UNIT, lambda document: [document.unit] if document.unit else []),
        Held(_UNIT_KEYS, lambda document: [fold(document.unit)] if document.unit else []),
        Held(_UNIT_WORDS, lambda document: words(document.unit)),
    ),
    said="của cơ quan chủ quản {}",
    said_not="không của cơ quan chủ quản {}",
    filter="units",
    filter_clause=lambda name: Term(_UNIT_KEYS, fold(name)),
    option=Option("--unit", "CƠ_QUAN", "Chỉ bài của nguồn do cơ quan này chủ quản."),
    parameter="don-vi",
    examples=('đơn vị:"Sở Y tế tỉnh Sơn La"', 'don vi:"SYT Sơn La"'),
    meaning="cơ quan chủ quản của nguồn",
    either=True,
)

# Which files it announces.

_FILE_TYPE = IndexField("file_type", FieldKind.FACET, most=20)
_ANY_FILE = ("co", "co tep", "any")


def _read_file_type(text: str) -> Value | None:
    if fold(text) in _ANY_FILE:
        return Value(tuple(FILE_TYPES), "bất kỳ")
    code = find_file_type(text)
    return Value((code,), FILE_TYPES[code]) if code else None


def _file_filter(name: str) -> Clause:
    value = _read_file_type(name)
    return _one_of(_FILE_TYPE, value.keys if value else (name,))


_TEP = QueryField(
    name="tệp",
    spellings=("tep",),
    read=_read_file_type,
    clause=lambda keys: _one_of(_FILE_TYPE, keys),
    held=(Held(_FILE_TYPE, file_types_of),),
    said="có tệp đính kèm {}",
    said_not="không có tệp đính kèm {}",
    filter="file_types",
    filter_clause=_file_filter,
    option=Option("--file-type", "LOẠI", "Chỉ bài có tệp đính kèm loại này: pdf, word, excel, bản quét …"),
    parameter="tep",
    examples=("tệp:pdf", 'tep:"bản quét"', "tệp:có"),
    meaning="loại tệp đính kèm của bài; `có` là bất kỳ loại nào",
    refused="không phải loại tệp (pdf, word, excel, powerpoint, ảnh, bản quét, tệp nén)",
    either=True,
    reach=2,
)

QUERY_FIELDS: Final = (_NGUON, _TINH, _LINH_VUC, _VAN_BAN, _DON_VI, _TEP, *DAY_FIELDS)
"""All fields of the language."""

INDEX_FIELDS: Final[dict[str, IndexField]] = {
    field.name: field for field in (*TEXT_FIELDS, *(held.field for query in QUERY_FIELDS for held in query.held))
}
"""All fields of the index, by name."""

FACETS: Final = tuple(
    field for field in INDEX_FIELDS.values() if field.kind is FieldKind.FACET and field is not PUBLISHED_DAY
)
"""The fields whose values are counted over all matches; days are counted where they are asked for."""


def docs_table() -> str:
    """The table of docs/search.md."""
    rows = [
        f"| `{field.name}:` | {', '.join(f'`{example}`' for example in field.examples)} | {field.meaning} |"
        for field in QUERY_FIELDS
    ]
    return "\n".join(["| trường | ví dụ | nghĩa |", "| --- | --- | --- |", *rows])
