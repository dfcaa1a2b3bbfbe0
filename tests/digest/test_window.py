from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest

from digest.window import last_window, lettered, named_issue, week_window, window_by_id, window_of_days, window_of_week
from domain.days import ZONE
from domain.errors import UsageError
from domain.settings import Settings


def settings(**values: object) -> Settings:
    return Settings.model_validate(values)


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Asia/Ho_Chi_Minh"])
@pytest.mark.parametrize(("hour", "minute"), [(0, 30), (6, 59), (7, 1)])
def test_monday_morning_is_the_week_before_wherever_the_server_stands(zone: str, hour: int, minute: int) -> None:
    # Monday 03/10/2022 in Vietnam, at hours when it is still Sunday in UTC and already later in Kiritimati.
    code = (
        "from datetime import UTC, datetime\n"
        "from digest.window import last_window\n"
        "from domain.settings import Settings\n"
        "from domain.days import ZONE\n"
        f"moment = datetime(2022, 10, 3, {hour}, {minute}, tzinfo=ZONE)\n"
        "for now in (moment, moment.astimezone(UTC), moment.astimezone()):\n"
        "    w = last_window(now, Settings())\n"
        "    i = w.instants\n"
        "    print(w.id, w.both_ends, i.start.isoformat(), i.end.isoformat())\n"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "TZ": zone}, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert out == ["2022-W39 26/9–02/10/2022 2022-09-26T00:00:00+07:00 2022-10-03T00:00:00+07:00"] * 3


def test_a_late_run_means_the_same_week_until_the_next_is_over() -> None:
    ids = {day: last_window(datetime(2022, 10, day, 12, tzinfo=ZONE), settings()).id for day in (3, 5, 9, 10)}
    assert ids == {3: "2022-W39", 5: "2022-W39", 9: "2022-W39", 10: "2022-W40"}
    # 17:30 UTC on Sunday is already Monday in Vietnam.
    assert last_window(datetime(2022, 10, 9, 17, 30, tzinfo=UTC), settings()).id == "2022-W40"
    assert last_window(datetime(2022, 10, 9, 16, 30, tzinfo=UTC), settings()).id == "2022-W39"


def test_working_days_end_on_friday_and_are_over_on_saturday() -> None:
    chosen = settings(digest={"working_days": True})
    saturday = last_window(datetime(2022, 10, 1, 8, tzinfo=ZONE), chosen)
    assert (saturday.id, saturday.first, saturday.last) == ("2022-W39", date(2022, 9, 26), date(2022, 9, 30))
    assert last_window(datetime(2022, 9, 30, 23, 59, tzinfo=ZONE), chosen).id == "2022-W38"


@pytest.mark.parametrize("start", ["monday", "sunday", "friday"])
def test_working_days_are_monday_to_friday_wherever_the_week_begins(start: str) -> None:
    chosen = settings(week_start=start, digest={"working_days": True})
    for window in (
        last_window(datetime(2022, 10, 2, 8, tzinfo=ZONE), chosen),
        window_of_week("2022-W39", chosen),
        week_window(date(2022, 9, 27), chosen),
    ):
        assert (window.id, window.first, window.last) == ("2022-W39", date(2022, 9, 26), date(2022, 9, 30))


def test_any_first_day_and_numbers_of_the_month() -> None:
    friday = settings(week_start="friday", digest={"numbering": "month"})
    window = window_of_week("2026-W38", friday)
    assert (window.first, window.last, window.numbering) == (
        date(2026, 9, 11),
        date(2026, 9, 17),
        "Tuần 2 - Tháng 9/2026",
    )
    assert window_of_week("38/2026", settings(digest={"numbering": "month"})).numbering == "Tuần 3 - Tháng 9/2026"
    assert window_of_week("2026-W01", settings()).both_ends == "29/12/2025–04/01/2026"


def test_two_dates_and_ids_back_to_windows() -> None:
    window = window_of_days(date(2022, 9, 1), date(2022, 9, 30))
    assert (window.id, window.numbering, len(window.days)) == ("2022-09-01_2022-09-30", "", 30)
    assert window_by_id(window.id, settings()) == window
    assert window_by_id("2022-W39a", settings()).id == "2022-W39"
    assert window.before().first == date(2022, 8, 2)


@pytest.mark.parametrize("start", ["monday", "wednesday", "friday", "sunday"])
def test_every_name_that_is_printed_leads_back_to_its_week(start: str) -> None:
    for numbering in ("iso", "month"):
        chosen = settings(week_start=start, digest={"numbering": numbering})
        for n in range(120):
            window = week_window(date(2025, 11, 3) + timedelta(days=7 * n), chosen)
            assert named_issue(window.numbering, chosen) == (window, "")
            later = lettered(window.numbering, window.numbering, "b")
            assert later != window.numbering
            assert named_issue(later, chosen) == (window, "b")
            assert named_issue(f"{window.id}a", chosen) == (window, "a")


def test_names_are_read_as_people_type_them() -> None:
    month = settings(digest={"numbering": "month"})
    for text in ("tuan 3 - thang 9/2026", "Tuần 3 – Tháng 09/2026", "3 tháng 9/2026"):
        assert named_issue(text, month)[0].id == "2026-W38"
    assert named_issue(" tuần 39a/2022 ", settings()) == (window_of_week("2022-W39", settings()), "a")
    for wrong in ("Tuần 6 - Tháng 9/2026", "Tuần 5 - Tháng 2/2026", "Tuần 0 - Tháng 9/2026", "Tuần 3 - Tháng 13/2026"):
        with pytest.raises(UsageError):
            named_issue(wrong, month)


@pytest.mark.parametrize("text", ["2022-W60", "abc", "2022-13-01_2022-13-02", "../etc", ""])
def test_what_is_no_issue_is_told(text: str) -> None:
    with pytest.raises(UsageError):
        window_by_id(text, settings())


def test_dates_the_wrong_way_round_are_told() -> None:
    with pytest.raises(UsageError, match="sau ngày cuối"):
        window_of_days(date(2022, 9, 30), date(2022, 9, 1))
