"""The fields of the query language: one record each, and nothing about a field anywhere else.

The lexer reads the spellings, planning the clauses, ``understood`` the sayings, ``index.row`` and both engines the
fields of the index, the command line the options, the page the parameters, and docs/search.md the examples.
A new field: its record here, its attribute in ``domain.search.SearchFilters``, and its row in docs/search.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from domain.areas import area_short_name, find_area
from domain.article import day_of
from domain.days import official_day, read_days
from domain.provinces import Province, find_province
from domain.search import IndexDocument
from domain.text import fold
from index.analysis import words
from index.clauses import Clause, Range, Term, either_of
from index.document_numbers import document_keys, number_tokens, read_number_value
from index.index_fields import TEXT_FIELDS, FieldKind, IndexField
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

SCHEMA_VERSION: Final = 2
"""Grows with every change of fields, tokens or what a hit is shown from; an index of another version is made anew."""
SCHEMA_FINGERPRINT: Final = "3f40bc739a7ae258"
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


def _number_keys(document: IndexDocument) -> list[str]:
    article, attachment = document.article, document.attachment_text[:LONGEST_ATTACHMENT]
    texts = (article.title, article.body[:LONGEST_BODY], attachment, "\n".join(document.attachment_documents))
    return document_keys(document.annotation.documents, texts)


def _read_document(text: str) -> Value | None:
    keys = read_number_value(text)
    return Value(keys, text) if keys else None


_VAN_BAN = QueryField(
    name="văn bản",
    spellings=("van ban",),
    read=_read_document,
    clause=lambda keys: _one_of(NUMBER_KEYS, keys),
    held=(Held(NUMBER_KEYS, _number_keys),),
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

# When it was published.

_DAY = IndexField("day", FieldKind.NUMBER)
_MONTH = IndexField("month", FieldKind.FACET, most=1200, by_time=True)
_WEEK = IndexField("week", FieldKind.FACET, most=3000, by_time=True)


def _published_day(document: IndexDocument) -> date | None:
    return day_of(document.article.published_at)


def _month(document: IndexDocument) -> list[str]:
    day = _published_day(document)
    return [f"{day.year:04}-{day.month:02}"] if day else []


def _week(document: IndexDocument) -> list[str]:
    """The ISO week."""
    day = _published_day(document)
    return [f"{day.isocalendar().year:04}-W{day.isocalendar().week:02}"] if day else []


def _read_first(text: str) -> Value | None:
    span = read_days(text)
    return Value((span[0].isoformat(),), official_day(span[0])) if span else None


def _read_last(text: str) -> Value | None:
    span = read_days(text)
    return Value((span[1].isoformat(),), official_day(span[1])) if span else None


_TU = QueryField(
    name="từ",
    spellings=("tu",),
    read=_read_first,
    clause=lambda keys: Range(_DAY, date.fromisoformat(keys[0]).toordinal(), None),
    held=(
        Held(_DAY, lambda document: day.toordinal() if (day := _published_day(document)) else None),
        Held(_MONTH, _month),
        Held(_WEEK, _week),
    ),
    said="đăng từ ngày {}",
    said_not="đăng trước ngày {} (hoặc chưa rõ ngày đăng)",
    filter="from_",
    filter_clause=lambda day: Range(_DAY, day.toordinal(), None),
    option=Option("--from", "NGÀY", "Ngày đăng: từ ngày.", many=False),
    parameter="tu",
    examples=("từ:2022-09-01", "tu:1/9/2022", 'từ:"tháng 9 năm 2022"', "từ:quý 3/2022"),
    meaning="ngày đăng từ ngày ấy (kể cả ngày ấy); tháng, quý, năm là từ ngày đầu",
    refused="không phải ngày, tháng, quý hay năm",
    reach=7,
)
_DEN = QueryField(
    name="đến",
    spellings=("den",),
    read=_read_last,
    clause=lambda keys: Range(_DAY, None, date.fromisoformat(keys[0]).toordinal()),
    held=(),
    said="đăng đến ngày {}",
    said_not="đăng sau ngày {} (hoặc chưa rõ ngày đăng)",
    filter="to",
    filter_clause=lambda day: Range(_DAY, None, day.toordinal()),
    option=Option("--to", "NGÀY", "Ngày đăng: đến hết ngày.", many=False),
    parameter="den",
    examples=("đến:30/9/2022", "den:9/2022", "đến:2021"),
    meaning="ngày đăng đến hết ngày ấy; tháng, quý, năm là đến hết ngày cuối",
    refused="không phải ngày, tháng, quý hay năm",
    reach=7,
)

QUERY_FIELDS: Final = (_NGUON, _TINH, _LINH_VUC, _VAN_BAN, _DON_VI, _TU, _DEN)
"""All fields of the language."""

INDEX_FIELDS: Final[dict[str, IndexField]] = {
    field.name: field for field in (*TEXT_FIELDS, *(held.field for query in QUERY_FIELDS for held in query.held))
}
"""All fields of the index, by name."""

FACETS: Final = tuple(field for field in INDEX_FIELDS.values() if field.kind is FieldKind.FACET)
"""The fields whose values are counted over all matches."""


def docs_table() -> str:
    """The table of docs/search.md."""
    rows = [
        f"| `{field.name}:` | {', '.join(f'`{example}`' for example in field.examples)} | {field.meaning} |"
        for field in QUERY_FIELDS
    ]
    return "\n".join(["| trường | ví dụ | nghĩa |", "| --- | --- | --- |", *rows])
