"""Articles as rows of an engine."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.article import Moment
from index.analysis import BREAK
from index.index_fields import Field, FieldKind
from index.query.fields import INDEX_FIELDS
from index.row import Payload, moment_from_json, row_of, sort_key
from tests.index.corpus import ARTICLES, document

ZONE = timezone(timedelta(hours=7))
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
CLOCKS = st.times().map(lambda at: at.replace(microsecond=0, tzinfo=ZONE))
MOMENTS = st.one_of(DAYS, st.builds(datetime.combine, DAYS, CLOCKS))


def minute(moment: Moment) -> tuple[int, int]:
    at = moment.hour * 60 + moment.minute if isinstance(moment, datetime) else 0
    return moment.toordinal(), at


def test_every_field_is_filled_by_its_kind() -> None:
    row = row_of(ARTICLES[0])
    for field in INDEX_FIELDS.values():
        match field.kind:
            case FieldKind.PHRASES | FieldKind.TOKENS:
                assert field in row.texts
            case FieldKind.KEYS | FieldKind.FACET:
                assert field in row.keys or field.name == "group_name"
            case FieldKind.NUMBER:
                assert field in row.numbers or field.name in {"day", "last_day", "group_key"}


def test_title_body_and_attachments_are_parted() -> None:
    row = row_of(document("a", "Một hai", "Ba bốn", attachment_text="Năm sáu"))
    assert row.texts[Field.TEXT_EXACT].split() == ["một", "hai", BREAK, "ba", "bốn", BREAK, "năm", "sáu"]
    assert row.texts[Field.TEXT_PAIRS].split() == ["mot_hai", "ba_bon", "nam_sau"]


def test_a_lead_that_the_body_lacks_is_searched_too() -> None:
    inside = row_of(document("a", "T", "Sapo đây. Thân bài.", lead="Sapo đây."))
    outside = row_of(document("a", "T", "Thân bài.", lead="Sapo đây."))
    for row in (inside, outside):
        assert row.texts[Field.TEXT_EXACT].split().count("sapo") == 1
        assert row.texts[Field.LEAD_PAIRS] == "sapo_day"


def test_provinces_before_and_after_the_mergers() -> None:
    row = row_of(document("a", province="Kon Tum"))
    assert row.keys[INDEX_FIELDS["province"]] == ["Kon Tum"]
    assert row.keys[INDEX_FIELDS["province_now"]] == ["Quảng Ngãi"]
    assert row.keys[INDEX_FIELDS["province_keys"]] == ["kon tum", "quang ngai"]
    assert row_of(document("a")).keys[INDEX_FIELDS["province"]] == []


def test_weeks_belong_to_the_year_of_their_thursday() -> None:
    for day, week, month in [(date(2021, 1, 3), "2020-W53", "2021-01"), (date(2024, 12, 30), "2025-W01", "2024-12")]:
        row = row_of(document("a", published=day))
        assert (row.keys[INDEX_FIELDS["week"]], row.keys[INDEX_FIELDS["month"]]) == ([week], [month])
        assert row.numbers[INDEX_FIELDS["day"]] == day.toordinal()


def test_an_update_is_no_publication() -> None:
    row = row_of(document("a", updated=date(2024, 7, 9)))
    assert INDEX_FIELDS["day"] not in row.numbers
    assert row.keys[INDEX_FIELDS["month"]] == []
    assert row.payload.published_at is None


def test_documents_of_attachments_are_keys() -> None:
    whole = document("a").model_copy(update={"attachment_documents": ("1603/KH-UBND",)})
    assert "kh 1603" in row_of(whole).keys[INDEX_FIELDS["number_keys"]]


@settings(max_examples=200, deadline=None)
@given(st.lists(MOMENTS | st.none(), min_size=2, max_size=2), st.none() | MOMENTS)
def test_keys_sort_by_date_dated_first(moments: list[Moment | None], updated: Moment | None) -> None:
    first, second = (document(name, published=at, updated=updated) for name, at in zip("ab", moments, strict=True))
    keys = sort_key(first), sort_key(second)
    assert keys[0] != keys[1]
    assert all(0 <= key < 2**63 for key in keys)
    one, other = moments
    if one is None or other is None:
        if one is not None or other is not None:
            assert (keys[0] > keys[1]) == (one is not None)
    elif minute(one) != minute(other):
        assert (keys[0] > keys[1]) == (minute(one) > minute(other))


@settings(max_examples=100, deadline=None)
@given(st.text(), st.text(), MOMENTS | st.none())
def test_a_payload_comes_back(title: str, body: str, published: Moment | None) -> None:
    payload = row_of(document("a", title, body, published=published, topics=("tthc",))).payload
    again = Payload.from_json(payload.to_json())
    assert again == payload
    assert moment_from_json(again.published_at) == published
