"""What an index holds is tied to the version of its schema: a change of one without the other fails here."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from hashlib import blake2b

from domain.search import SearchFilters
from index.query.fields import INDEX_FIELDS, QUERY_FIELDS, SCHEMA_FINGERPRINT, SCHEMA_VERSION
from index.row import Payload, row_of
from tests.index.corpus import document

SAMPLES = (
    document(
        "mau-1",
        "Bác sỹ trạm y tế xã nhận 1.250 hồ sơ",
        "Kế hoạch số 77/KH-SYT: 12,5% hồ sơ CCHC; hoà giải, 30 m².\n\nĐạt 08 chỉ tiêu.",
        published=datetime(2023, 3, 31, 18, 0, tzinfo=UTC),
        lead="Trạm y tế xã đổi mới.",
        province="Kon Tum",
        topics=("tthc",),
        numbers=(("77/KH-SYT", "Kế hoạch"),),
        attachment_text="Phụ lục tỷ lệ",
    ),
    document(
        "mau-3",
        month="2022-09",
        files=("bieu-mau.docx",),
        scanned=True,
        group="nhom",
        seen=datetime(2022, 9, 30, tzinfo=UTC),
    ),
    document("mau-2", updated=date(2021, 1, 1), source=None, source_name="", unit=""),
)


def fingerprint() -> str:
    """Of the fields with their kinds, and of everything that two articles leave in an index."""
    rows = [row_of(sample) for sample in SAMPLES]
    told = [
        [[field.name, field.kind.value] for field in INDEX_FIELDS.values()],
        list(Payload.__slots__),
        [
            [{field.name: value for field, value in part.items()} for part in (row.texts, row.keys, row.numbers)]
            for row in rows
        ],
        [row.payload.to_json() for row in rows],
    ]
    return blake2b(json.dumps(told, sort_keys=True).encode(), digest_size=8).hexdigest()


def test_the_schema_version_stands_for_what_an_index_holds() -> None:
    assert fingerprint() == SCHEMA_FINGERPRINT, (
        "The fields, the tokens or what a hit is shown from have changed: in index/query/fields.py raise SCHEMA_VERSION"
        f" above {SCHEMA_VERSION} and set SCHEMA_FINGERPRINT to {fingerprint()!r}."
    )


def test_each_field_of_the_language_is_whole() -> None:
    """One record has all that lexer, planning, filters, command line, page and docs need, and no two share a name."""
    for names in (
        [field.name for field in QUERY_FIELDS],
        [spelling.replace(" ", "") for field in QUERY_FIELDS for spelling in field.spellings],
        [field.filter for field in QUERY_FIELDS],
        [field.option.flag for field in QUERY_FIELDS],
        [field.parameter for field in QUERY_FIELDS],
        [held.field.name for field in QUERY_FIELDS for held in field.held],
    ):
        assert len(names) == len(set(names)), names
    assert {field.filter for field in QUERY_FIELDS} == set(SearchFilters.model_fields) - {"ids"}
    for field in QUERY_FIELDS:
        assert field.said.count("{}") == field.said_not.count("{}") == 1
        assert field.meaning
        assert field.parameter.isascii()
