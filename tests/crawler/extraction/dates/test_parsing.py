"""Every written form of a date and time is read, day first, and nothing else is taken for one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extraction.dates.parsing import FIRST_YEAR, find_moments, parse_machine, parse_moment, same_day

VN = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Tue, 13/03/2018 08:00 | GMT +7", "2018-03-13T08:00:00+07:00"),
        ("Hoàng Anh 15:44, 26/09/2022", "2022-09-26T15:44:00+07:00"),
        ("Ngày đăng: 21/06/2024  22:57", "2024-06-21T22:57:00+07:00"),
        ("Thứ 3, Ngày 16/07/2024 -", "2024-07-16"),
        ("Thứ ba - 13/03/2018 08:00", "2018-03-13T08:00:00+07:00"),
        ("Thứ Ba, ngày 18 tháng 5 năm 2021", "2021-05-18"),
        ("07-03-2026 - 00:01 AM", "2026-03-07T00:01:00+07:00"),
        ("(13/03/2018)", "2018-03-13"),
        ("21/6/2024 | 10:57 GMT+7", "2024-06-21T10:57:00+07:00"),
        ("21/6/2024 10:30 CH", "2024-06-21T22:30:00+07:00"),
        ("21/6/2024 10:30:05 SA", "2024-06-21T10:30:05+07:00"),
        ("21/6/2024 12:05 SA", "2024-06-21T00:05:00+07:00"),
        ("21/6/2024 12:05 PM", "2024-06-21T12:05:00+07:00"),
        ("15-08-2025 - 13:30 PM", "2025-08-15T13:30:00+07:00"),
        ("15 giờ 44 phút, ngày 26/9/2022", "2022-09-26T15:44:00+07:00"),
        ("15h44 thứ Hai ngày 26-9-2022", "2022-09-26T15:44:00+07:00"),
        ("lúc 8 giờ sáng 5/1/2024", "2024-01-05T08:00:00+07:00"),
        ("2 giờ chiều ngày 5/1/2024", "2024-01-05T14:00:00+07:00"),
        ("Thứ sáu, 12/5/2023, 08:00 (GMT+7)", "2023-05-12T08:00:00+07:00"),
        ("9 Tháng Bảy, 2024", "2024-07-09"),
        ("Tháng Bảy 9, 2024", "2024-07-09"),
        ("18 Tháng năm 2021 lúc 8:30", "2021-05-18T08:30:00+07:00"),
        ("12 tháng Mười Hai, 2023", "2023-12-12"),
        ("26 - 9 - 2022", "2022-09-26"),
        ("Ngày 12.5.2023", "2023-05-12"),
        ("09:15' 12/03/2024", "2024-03-12T09:15:00+07:00"),
        ("March 13, 2018 at 8:00 pm EDT", "2018-03-13T20:00:00-04:00"),
        ("13. März 2018, 18:30 Uhr", "2018-03-13T18:30:00+07:00"),
        ("13/03/18", "2018-03-13"),
        ("3/13/2018", "2018-03-13"),
    ],
)  # fmt: skip
def test_a_date_line(text: str, iso: str) -> None:
    value = parse_moment(text)
    assert value is not None
    assert value.isoformat() == iso


@pytest.mark.parametrize(
    "text",
    ["31/02/2024", "00/01/2024", "98/2023/QH15", "05/12/2023/NĐ-CP", "0260.3862.444", "1.687/1.909 hồ sơ", "26-9", "giai đoạn 2021 - 2030",
     "© 2015 - 2023", "1970-01-01", "0001-01-01T00:00:00", "2 giờ trước", "Hôm qua", "tháng 5 năm 2021", "", "IP 10.0.2.2024.1"],
)  # fmt: skip
def test_no_date(text: str) -> None:
    assert parse_moment(text) is None


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2022-09-26T15:44:00+07:00", "2022-09-26T15:44:00+07:00"),
        ("2022-09-26T15:44:00.123Z", "2022-09-26T15:44:00+00:00"),
        ("2022-09-26 15:44:00", "2022-09-26T15:44:00+07:00"),
        ("2022-09-26T08:44+0000", "2022-09-26T08:44:00+00:00"),
        ("2022-09-26", "2022-09-26"),
        ("20220926T154400", "2022-09-26T15:44:00+07:00"),
        ("20220926", "2022-09-26"),
        ("1664181840", "2022-09-26T15:44:00+07:00"),
        (1664181840000, "2022-09-26T15:44:00+07:00"),
        ("Tue, 13 Mar 2018 08:00:00 +0700", "2018-03-13T08:00:00+07:00"),
        ("Tue, 13 Mar 2018 08:00:00 GMT", "2018-03-13T08:00:00+00:00"),
    ],
)
def test_a_machine_date(value: object, iso: str) -> None:
    moment = parse_machine(value)
    assert moment is not None
    assert moment.isoformat() == iso


@pytest.mark.parametrize("value", [None, True, "", "now", {}, [], -1, 1e300, "0000-00-00 00:00:00", "2022-13-45"])
def test_no_machine_date(value: object) -> None:
    assert parse_machine(value) is None


def test_the_source_may_name_another_order() -> None:
    assert parse_moment("05/06/2024 8:00 AM", ("%m/%d/%Y %I:%M %p",)) == datetime(2024, 5, 6, 8, tzinfo=VN)
    assert parse_moment("05/06/2024", ("%m/%d/%Y",)) == date(2024, 5, 6)
    assert parse_moment("05/06/2024", ("%Q nonsense", "%m-%d")) == date(2024, 6, 5)


def test_two_dates_keep_their_own_times() -> None:
    first, second = find_moments("Đăng lúc: 08:30 - 12/03/2024 | Cập nhật: 09:30 - 13/03/2024")
    assert (first.value, second.value) == (
        datetime(2024, 3, 12, 8, 30, tzinfo=VN),
        datetime(2024, 3, 13, 9, 30, tzinfo=VN),
    )
    first, second = find_moments("12/03/2024 08:30 | 13/03/2024 09:30")
    assert (first.value, second.value) == (
        datetime(2024, 3, 12, 8, 30, tzinfo=VN),
        datetime(2024, 3, 13, 9, 30, tzinfo=VN),
    )


def test_the_same_day_across_zones() -> None:
    assert same_day(datetime(2022, 9, 25, 18, tzinfo=UTC), date(2022, 9, 26))
    assert not same_day(date(2022, 9, 26), None)


DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(2099, 12, 31))
TIMES = st.times().map(lambda t: t.replace(second=0, microsecond=0))
WEEKDAYS = ("Thứ hai", "Thứ Ba", "Thứ 4", "T5", "Thứ sáu", "Thứ bảy", "Chủ nhật")
DAY_FORMS = (
    "{d:02}/{m:02}/{y}", "{d}/{m}/{y}", "{d:02}-{m:02}-{y}", "{d:02}.{m:02}.{y}", "({d:02}/{m:02}/{y})", "Ngày đăng: {d:02}/{m:02}/{y}",
    "{w}, ngày {d} tháng {m} năm {y}", "{w}, {d:02}/{m:02}/{y}", "ngày {d:02} tháng {m:02} năm {y}", "{d} Tháng {m}, {y}",
    "{y}-{m:02}-{d:02}", "{y}/{m:02}/{d:02}",
)  # fmt: skip
TIME_FORMS = (
    "{d:02}/{m:02}/{y} {H:02}:{M:02}", "{w}, {d:02}/{m:02}/{y} {H:02}:{M:02} | GMT +7", "Minh Châu {H:02}:{M:02}, {d:02}/{m:02}/{y}",
    "{w} - {d:02}/{m:02}/{y} {H:02}:{M:02}", "{d:02}-{m:02}-{y} - {H:02}:{M:02} {half}", "{d}/{m}/{y} | {H:02}:{M:02} GMT+7",
    "{d}/{m}/{y} {h:02}:{M:02} {ch}", "{H}h{M:02} ngày {d}/{m}/{y}", "{H} giờ {M:02} phút, ngày {d}/{m}/{y}",
    "{w}, {d:02}/{m:02}/{y}, {H:02}:{M:02} (GMT+7)", "{y}-{m:02}-{d:02}T{H:02}:{M:02}:00+07:00", "Cập nhật lúc {H:02}:{M:02}, {d:02}/{m:02}/{y}",
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(DAYS, st.sampled_from(DAY_FORMS))
def test_a_formatted_day_is_read_back(day: date, form: str) -> None:
    text = form.format(d=day.day, m=day.month, y=day.year, w=WEEKDAYS[day.weekday()])
    assert parse_moment(text) == day


@settings(max_examples=400, deadline=None)
@given(DAYS, TIMES, st.sampled_from(TIME_FORMS))
def test_a_formatted_time_is_read_back(day: date, clock, form: str) -> None:  # type: ignore[no-untyped-def]
    hour12 = clock.hour % 12 or 12
    text = form.format(
        d=day.day, m=day.month, y=day.year, w=WEEKDAYS[day.weekday()], H=clock.hour, M=clock.minute, h=hour12,
        ch="CH" if clock.hour >= 12 else "SA", half="PM" if clock.hour >= 12 else "AM",
    )  # fmt: skip
    value = parse_moment(text)
    assert value == datetime.combine(day, clock, VN)
    assert isinstance(value, datetime)
    assert value.utcoffset() == timedelta(hours=7)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("0123456789/-.: ,|()hgTZ+tháng ngày nămSACHGMT"), max_size=120))
def test_no_line_raises_and_spans_hold(text: str) -> None:
    last = 0
    for found in find_moments(text, short_years=True):
        assert last <= found.start < found.end <= len(text)
        last = found.end


def test_a_long_hostile_line_is_read_in_one_pass() -> None:
    for piece in ("1/", "12:", "tháng ", "1-", "thứ ", "2024-", "ngày ", "08:00 ", "1/1/", "(((("):
        assert len(find_moments(piece * 20_000)) <= 20_000
