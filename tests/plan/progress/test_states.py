from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.periods import official_period, parse_period
from plan.progress import State
from plan.progress.stretches import period_code
from store.plans.evidence import Level
from store.plans.units import Unit
from tests.plan.making import due, evidence, product, progress, row, task


@pytest.mark.parametrize(
    ("day", "in_second"),
    [("2024-06-14", True), ("2024-06-15", False), ("2024-03-14", False), ("2024-03-15", True)],
)
def test_the_14th_closes_a_quarter_and_the_15th_opens_the_next(day: str, in_second: bool) -> None:
    only = row(task("I.1", product()), [evidence(day)], "2024-Q2", "2024-07-01")
    assert only.done == (1.0 if in_second else 0.0)
    assert only.state is (State.DAT if in_second else State.QUA_HAN)


@pytest.mark.parametrize(
    ("today", "state"),
    [("2024-06-13", State.CHUA_DEN_HAN), ("2024-06-14", State.CHUA_DEN_HAN), ("2024-06-15", State.QUA_HAN)],
)
def test_the_last_day_can_still_be_used(today: str, state: State) -> None:
    assert row(task("I.1", product()), [], "2024-Q2", today).state is state


def test_a_deadline_before_the_15th_ends_with_the_14th() -> None:
    one = task("I.1", product("hoi_nghi", 1, "mot_lan"), due=due("trước ngày 15/6/2024", None, "2024-06-14"))
    made = {"kind": "hoi_nghi"}
    assert row(one, [], "2024-H1", "2024-06-14").state is State.CHUA_DEN_HAN
    assert row(one, [], "2024-H1", "2024-06-15").state is State.QUA_HAN
    assert row(one, [evidence("2024-06-14", **made)], "2024-H1", "2024-06-15").state is State.DAT
    assert row(one, [evidence("2024-06-15", **made)], "2024-H1", "2024-06-20").state is State.QUA_HAN


@pytest.mark.parametrize("day", ["2023-12-15", "2023-12-31", "2024-01-01", "2024-12-14"])
def test_the_year_opens_on_the_15th_of_december(day: str) -> None:
    assert row(task("I.1", product(period="nam")), [evidence(day)], "2024", "2025-01-05").done == 1


@pytest.mark.parametrize("day", ["2023-12-14", "2024-12-15", "2024-12-31"])
def test_what_lies_outside_the_year_is_another_years(day: str) -> None:
    only = row(task("I.1", product(period="nam")), [evidence(day)], "2024", "2025-01-05")
    assert (only.done, only.state) == (0, State.QUA_HAN)


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2024-01", "2023-12-15", "2024-01-14"),
        ("2024-Q1", "2023-12-15", "2024-03-14"),
        ("2024-H1", "2023-12-15", "2024-06-14"),
        ("2024-H2", "2024-06-15", "2024-12-14"),
        ("2024-9M", "2023-12-15", "2024-09-14"),
        ("2024", "2023-12-15", "2024-12-14"),
    ],
)
def test_monthly_targets_add_up_to_the_period_asked_for(code: str, first: str, last: str) -> None:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    months = [one for one in (official_period("month", 2024, n) for n in range(1, 13)) if one.last <= end]
    months = [one for one in months if one.first >= start]
    made = [evidence(one.last.isoformat(), number=n) for n, one in enumerate(months)]
    one = task("I.1", product(period="thang"))
    only = row(one, made, code, "2025-01-01")
    assert (only.first, only.last) == (start, end)
    assert (only.done, only.target, only.state) == (len(months), len(months), State.DAT)
    short = row(one, made[1:], code, "2025-01-01")
    assert short.state is State.QUA_HAN
    assert [(x.by, x.missing) for x in short.missing] == [(months[0].last, 1.0)]


@pytest.mark.parametrize(
    "code", ["2024-01", "2024-12", "2024-Q4", "2024-H2", "2024-9M", "2024", "2024-W39", "2020-W53"]
)
def test_the_code_of_a_period_reads_back(code: str) -> None:
    assert period_code(parse_period(code)) == code


def test_pace_under_four_fifths_is_a_risk() -> None:
    one = task("I.1", product(quantity=10, period="nam"))
    year = parse_period("2024")
    half = year.first + timedelta(days=((year.last - year.first).days + 1) // 2)
    states = []
    for count in (3, 4, 5):
        made = [evidence("2024-01-10", number=n) for n in range(count)]
        states.append(row(one, made, "2024", half.isoformat()).state)
    # Half of the year has passed: five were due, and four are four fifths of it.
    assert states == [State.CO_NGUY_CO, State.DUNG_TIEN_DO, State.DUNG_TIEN_DO]


def test_one_thing_a_year_is_not_due_before_its_day() -> None:
    one = task("I.1", product("hoi_nghi", 1, "nam"))
    assert row(one, [], "2024", "2024-12-14").state is State.CHUA_DEN_HAN
    assert row(one, [], "2024", "2024-12-15").state is State.QUA_HAN


def test_a_month_that_passed_short_makes_the_running_quarter_late() -> None:
    one = task("I.1", product(period="thang"))
    assert row(one, [evidence("2024-08-01")], "2024-Q3", "2024-08-20").state is State.CHAM
    assert row(one, [evidence("2024-07-01")], "2024-Q3", "2024-08-01").state is State.DUNG_TIEN_DO


def test_too_much_in_one_month_makes_no_other_month_good() -> None:
    one = task(
        "I.1",
        product(quantity=2, period="thang"),
    )
    made = [evidence("2024-07-01", number=n) for n in range(30)]
    only = row(one, made, "2024-Q3", "2024-10-01")
    assert (only.done, only.target, only.state) == (30, 6, State.CHAM)
    assert [x.name for x in only.missing] == ["Tháng 8/2024", "Tháng 9/2024"]


def test_two_bounds_at_once_are_two_rows_that_both_have_to_hold() -> None:
    one = task("I.1", product(quantity=2, period="thang"), product(quantity=30, period="nam", same_as=0))
    made = [
        evidence(official_period("month", 2024, n).first.isoformat(), number=k) for n in range(1, 13) for k in (1, 2)
    ]
    monthly, yearly = progress(one, made, "2024", "2025-01-01").rows
    assert (monthly.state, monthly.done, monthly.target) == (State.DAT, 24, 24)
    assert (yearly.state, yearly.done, yearly.target) == (State.QUA_HAN, 24, 30)
    assert progress(one, made, "2024", "2025-01-01").states() == {1: State.QUA_HAN}
    # Six more in January fill the year, and leave every month as it was.
    more = [evidence("2024-01-02", number=100 + n) for n in range(6)]
    assert [one.state for one in progress(one, made + more, "2024", "2025-01-01").rows] == [State.DAT, State.DAT]


def test_no_target_stays_no_target() -> None:
    one = task("I.1", product("to_gap", None, None))
    only = row(one, [evidence("2024-05-01", kind="to_gap", quantity=400)], "2024-Q2", "2024-07-01")
    assert (only.done, only.target, only.share, only.state) == (400, None, None, State.CHUA_CO_CHI_TIEU)
    assert row(task("I.1"), [], "2024-Q2", "2024-07-01").product is None


def test_a_target_changed_in_august_does_not_rewrite_july() -> None:
    old, new = task("I.1", product(quantity=1, period="thang")), task("I.1", product(quantity=3, period="thang"))
    both = {"since": [None, "2024-08-01"]}
    assert row([old, new], [], "2024-07", "2024-10-01", **both).target == 1
    assert row([old, new], [], "2024-08", "2024-10-01", **both).target == 3
    assert row([old, new], [], "2024-Q3", "2024-10-01", **both).target == 1 + 3 + 3


def test_a_task_added_in_august_owes_nothing_before() -> None:
    new = task("I.9", product(quantity=1, period="thang"))
    only = row([task("I.8"), new], [], "2024-Q3", "2024-10-01", since=[None, "2024-08-01"])
    assert only.target == 2


def test_each_unit_owes_its_own_share() -> None:
    one = task("I.1", product(per="don_vi"), lead=("Các đơn vị trực thuộc",))
    made = [evidence("2024-05-01", number=n, unit="TTYT huyện A") for n in range(5)]
    only = row(one, made, "2024-Q2", "2024-07-01", office=["Trung tâm Y tế huyện A", "Bệnh viện B"])
    assert (only.done, only.target, only.units_owing, only.state) == (5, 2, 2, State.QUA_HAN)
    assert [(x.unit, x.done, x.state) for x in only.units] == [
        ("Trung tâm Y tế huyện A", 5, State.DAT),
        ("Bệnh viện B", 0, State.QUA_HAN),
    ]
    found = progress(one, made, "2024-Q2", "2024-07-01", office=["Trung tâm Y tế huyện A", "Bệnh viện B"])
    assert found.silent == ("Bệnh viện B",)


def test_units_unknown_in_number_leave_the_total_unknown() -> None:
    one = task("I.1", product(per="don_vi"), lead=("Các đơn vị trực thuộc",))
    only = row(one, [evidence("2024-05-01")], "2024-Q2", "2024-07-01")
    assert (only.done, only.target, only.state) == (1, None, State.CHUA_CO_CHI_TIEU)
    said = task("I.1", product(per="don_vi", units=18), lead=("Các đơn vị trực thuộc",))
    assert row(said, [evidence("2024-05-01")], "2024-Q2", "2024-07-01").target == 18


MERGER = [
    Unit("Trung tâm Y tế huyện Đông", None, date(2024, 6, 30), "merged", "Trung tâm Y tế khu vực Đông Tây"),
    Unit("Trung tâm Y tế huyện Tây", None, date(2024, 6, 30), "merged", "Trung tâm Y tế khu vực Đông Tây"),
    Unit("Trung tâm Y tế khu vực Đông Tây", date(2024, 7, 1)),
]


def test_a_merged_unit_keeps_its_name_before_and_the_year_shows_both() -> None:
    one = task("I.1", product(per="don_vi"), lead=("Các đơn vị trực thuộc",))
    made = [
        evidence("2024-05-01", number=1, unit="Trung tâm Y tế huyện Đông"),
        evidence("2024-06-20", number=2, unit="Trung tâm Y tế huyện Tây"),
    ]
    before = row(one, made, "2024-Q2", "2024-12-30", units=MERGER)
    assert [(x.unit, x.done) for x in before.units] == [
        ("Trung tâm Y tế huyện Đông", 1),
        ("Trung tâm Y tế huyện Tây", 0),
    ]
    # The third quarter began before the merger and ends after it: the new unit owes it, with what its parts did.
    after = row(one, made, "2024-Q3", "2024-12-30", units=MERGER)
    assert [(x.unit, x.done, x.state) for x in after.units] == [("Trung tâm Y tế khu vực Đông Tây", 1, State.DAT)]
    year = progress(one, made, "2024", "2024-12-30", units=MERGER)
    assert [(x.unit, x.target) for x in year.rows[0].units] == [
        ("Trung tâm Y tế huyện Đông", 2),
        ("Trung tâm Y tế huyện Tây", 2),
        ("Trung tâm Y tế khu vực Đông Tây", 2),
    ]
    assert year.rows[0].target == 6
    assert len(year.renamed) == 2


def test_what_is_only_stated_never_counts() -> None:
    only = row(task("I.1", product()), [evidence("2024-05-01", level=Level.STATED)], "2024-Q2", "2024-07-01")
    assert (only.done, only.stated, only.state) == (0, 1, State.QUA_HAN)
    assert [one.counted for one in only.evidence] == [False]


def test_a_reprint_counts_once() -> None:
    made = [evidence("2024-05-01", number=n, story="g") for n in (1, 2)]
    only = row(task("I.1", product()), made, "2024-Q2", "2024-07-01")
    assert only.done == 1
    assert [one.counted for one in only.evidence] == [True, False]


def test_results_of_a_kind_that_nobody_asked_for_are_shown_apart() -> None:
    rows = progress(task("I.1", product()), [evidence("2024-05-01", kind="video")], "2024-Q2", "2024-07-01").rows
    assert [(one.extra, one.done, one.state) for one in rows] == [
        (False, 0, State.QUA_HAN),
        (True, 1, State.CHUA_CO_CHI_TIEU),
    ]
    found = progress(task("I.1", product()), [evidence("2024-05-01", kind="video")], "2024-Q2", "2024-07-01")
    assert found.states() == {1: State.QUA_HAN}


def test_a_column_of_a_month_is_the_official_month() -> None:
    parts = [{"from": "2024-03-01", "to": "2024-03-31", "quantity": 2, "quote": "2"}]
    one = task("I.1", product(quantity=2, period="nam", parts=parts))
    assert row(one, [], "2024-03", "2024-12-30").target == 2
    assert row(one, [evidence("2024-03-20")], "2024-03", "2024-12-30").done == 0


def test_parents_are_counts_of_children() -> None:
    one = task("I.1", product(), reform_area="tthc", channels=("Trang thông tin điện tử Sở Y tế",))
    found = progress(one, [], "2024-Q2", "2024-07-01")
    assert [(x.key, x.states[State.QUA_HAN], x.total) for x in found.by_area()] == [("tthc", 1, 1)]
    assert [x.name for x in found.by_channel()] == ["Trang, Cổng thông tin điện tử"]
    assert [(x.name, x.states[State.QUA_HAN]) for x in found.by_unit()] == [("Văn phòng Sở", 1)]
