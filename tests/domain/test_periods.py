"""Weeks and official periods, with the dates of the field's own rule."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import UsageError
from domain.periods import last_full_week, official_period, parse_period, parse_week, week_of

WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def test_the_week_prints_both_ends() -> None:
    assert week_of(date(2022, 9, 26)).label == "Tuần 39/2022 (26/9–02/10/2022)"
    assert week_of(date(2023, 1, 1)).label == "Tuần 52/2022 (26/12/2022–01/01/2023)"


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.sampled_from(WEEKDAYS))
def test_a_week_holds_its_day_and_is_found_again_by_its_number(day: date, start: str) -> None:
    week = week_of(day, start)
    assert day in week
    assert week.last - week.first == timedelta(days=6)
    assert week.first.weekday() == WEEKDAYS.index(start)
    number, year = week.name.removeprefix("Tuần ").split("/")
    assert parse_week(f"{year}-W{number}", start) == week


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022-09", date(2022, 8, 15), date(2022, 9, 14)),
        ("2022-01", date(2021, 12, 15), date(2022, 1, 14)),
        ("2022-Q1", date(2021, 12, 15), date(2022, 3, 14)),
        ("2022-q3", date(2022, 6, 15), date(2022, 9, 14)),
        ("2022-H1", date(2021, 12, 15), date(2022, 6, 14)),
        ("2022-9M", date(2021, 12, 15), date(2022, 9, 14)),
        ("2022", date(2021, 12, 15), date(2022, 12, 14)),
        ("39/2022", date(2022, 9, 26), date(2022, 10, 2)),
    ],
)
def test_official_periods(text: str, first: date, last: date) -> None:
    period = parse_period(text)
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("09/2022", "Tháng 9/2022 (15/8–14/9/2022)"),
        ("tháng 9/2022", "Tháng 9/2022 (15/8–14/9/2022)"),
        ("thang 1 nam 2022", "Tháng 01/2022 (15/12/2021–14/01/2022)"),
        ("quý 3/2022", "Quý III/2022 (15/6–14/9/2022)"),
        ("Quý III năm 2022", "Quý III/2022 (15/6–14/9/2022)"),
        ("9 tháng 2022", "9 tháng năm 2022 (15/12/2021–14/9/2022)"),
        ("6 tháng đầu năm 2022", "6 tháng đầu năm 2022 (15/12/2021–14/6/2022)"),
        ("6 tháng cuối năm 2022", "6 tháng cuối năm 2022 (15/6–14/12/2022)"),
        ("năm 2022", "Năm 2022 (15/12/2021–14/12/2022)"),
        ("tuần 1/2022", "Tuần 01/2022 (03/01–09/01/2022)"),
        ("39/2022", "Tuần 39/2022 (26/9–02/10/2022)"),
    ],
)
def test_periods_as_people_write_them_and_labels_by_one_rule(text: str, label: str) -> None:
    assert parse_period(text).label == label


def test_the_cut_can_be_the_end_of_the_month() -> None:
    period = official_period("quarter", 2024, 1, cut_day=31)
    assert (period.first, period.last) == (date(2024, 1, 1), date(2024, 3, 31))
    assert official_period("month", 2024, 2, cut_day=31).last == date(2024, 2, 29)


@pytest.mark.parametrize(
    "text",
    ["", "2022-W54", "2022-13", "tuần này", "2022-Q5", "-W1", "2022-00", "0/2022", "tháng 13/2022", "quý 5/2022"],
)
def test_what_is_no_period_is_said_plainly(text: str) -> None:
    with pytest.raises(UsageError, match=r"Hãy viết|Kỳ:"):
        parse_period(text)


def test_the_last_full_week_has_ended() -> None:
    assert last_full_week(date(2022, 10, 3)).name == "Tuần 39/2022"
