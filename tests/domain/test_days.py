"""Days are those of Vietnam, and one reader takes all the ways in which people write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.days import day_of, local_time, month_in_address, official_day, read_days


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2024, 5, 31, 16, 59, tzinfo=UTC), date(2024, 5, 31)),
        (datetime(2024, 5, 31, 17, 0, tzinfo=UTC), date(2024, 6, 1)),
        (datetime(2024, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=9))), date(2023, 12, 31)),
        (datetime(2024, 5, 31, 23, 59), date(2024, 5, 31)),  # noqa: DTZ001 - a page without an offset
        (date(2024, 5, 31), date(2024, 5, 31)),
        (None, None),
    ],
)
def test_a_day_is_one_of_vietnam(moment: datetime | date | None, day: date | None) -> None:
    assert day_of(moment) == day


@given(st.datetimes(timezones=st.just(UTC)))
def test_every_moment_has_a_day(moment: datetime) -> None:
    day = day_of(moment)
    assert day is not None
    assert day - moment.date() in {timedelta(0), timedelta(days=1)}
    assert local_time(moment).tzinfo is not None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-05-09", "2024-05-09", "2024-05-09"),
        ("2024-05-09T10:30", "2024-05-09", "2024-05-09"),
        ("9/5/2024", "2024-05-09", "2024-05-09"),
        ("09.05.24", "2024-05-09", "2024-05-09"),
        ("9-5-98", "1998-05-09", "1998-05-09"),
        ("ngày 9/5/2024", "2024-05-09", "2024-05-09"),
        ("ngày 9 tháng 5 năm 2024", "2024-05-09", "2024-05-09"),
        ("9 thang 5, 2024", "2024-05-09", "2024-05-09"),
        ("2/2024", "2024-02-01", "2024-02-29"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("Tháng 2 năm 2024", "2024-02-01", "2024-02-29"),
        ("tháng 2/24", "2024-02-01", "2024-02-29"),
        ("quý II/2024", "2024-04-01", "2024-06-30"),
        ("quý 4 năm 2024", "2024-10-01", "2024-12-31"),
        ("Q1-2024", "2024-01-01", "2024-03-31"),
        ("2024-Q1", "2024-01-01", "2024-03-31"),
        ("6 tháng đầu năm 2024", "2024-01-01", "2024-06-30"),
        ("tuần 20/2024", "2024-05-13", "2024-05-19"),
        ("2024-W20", "2024-05-13", "2024-05-19"),
        ("năm 2024", "2024-01-01", "2024-12-31"),
        ("2024", "2024-01-01", "2024-12-31"),
    ],
)
def test_ways_of_writing(text: str, first: str, last: str) -> None:
    assert read_days(text) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "30/2/2024",
        "31/04/24",
        "2024-13",
        "0/2024",
        "quý 5/2024",
        "hôm nay",
        "9/5",
        "22",
        "1603",
        "12345",
        "tuần 60/2024",
    ],
)
def test_what_is_no_day(text: str) -> None:
    assert read_days(text) is None


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    span = read_days(text)
    assert span is None or span[0] <= span[1]


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_what_is_written_is_read(day: date) -> None:
    assert read_days(official_day(day)) == read_days(day.isoformat()) == (day, day)


def test_official_writing() -> None:
    assert [official_day(date(2024, *rest)) for rest in ((1, 5), (2, 14), (9, 1), (12, 20))] == [
        "05/01/2024",
        "14/02/2024",
        "01/9/2024",
        "20/12/2024",
    ]


@pytest.mark.parametrize(
    ("url", "month"),
    [
        ("https://soyte.example.gov.vn/2022/09/cai-cach-hanh-chinh", "2022-09"),
        ("https://soyte.example.gov.vn/tin/2022/09/cai-cach.html?x=1", "2022-09"),
        ("https://soyte.example.gov.vn/2022/09/26/cai-cach", None),
        ("https://soyte.example.gov.vn/2022/13/cai-cach", None),
        ("https://soyte.example.gov.vn/2022/09/123", None),
        ("https://soyte.example.gov.vn/2022/09/", None),
        ("https://soyte.example.gov.vn/12022/09/cai-cach", None),
        ("https://soyte.example.gov.vn/cai-cach?d=/2022/09/a-b", None),
    ],
)
def test_a_month_in_an_address(url: str, month: str | None) -> None:
    assert month_in_address(url) == month
