"""Figures and days as a reader takes them: decimals after a measure, fractions and dozens, rates, days before a noun."""

from __future__ import annotations

from datetime import date

import pytest

from nlp import annotate

Expected = list[tuple[float | None, float | None, str | None]]


def _figures(text: str) -> Expected:
    return [(f.value, f.total, f.unit) for f in annotate(text, date=date(2023, 10, 1)).figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở đạt mức điểm 52,7103.", [(52.7103, None, "điểm")]),
        ("Xã đạt tỷ lệ 17/19.", [(17, 19, None)]),
        ("Kho rộng 3,25 hecta.", [(3.25, None, "ha")]),
        ("Đứng sau là huyện bạn (91,35).", [(91.35, None, None)]),
        ("Ghi nhận hàng chục hồ sơ, hàng nghìn lượt người.", [(10, None, "hồ sơ"), (1000, None, "lượt người")]),
        ("Hai phần ba số đơn vị đã xong.", [(2, 3, "đơn vị")]),
        ("7 trong 12 đơn vị đã nộp.", [(7, 12, "đơn vị")]),
        ("Trả 3 hồ sơ trong 5 ngày.", [(3, None, "hồ sơ"), (5, None, "ngày")]),
        ("Chờ 3 phút 20 giây một lượt.", [(200, None, "giây")]),
        ("Họp 1 giờ 15 phút.", [(75, None, "phút")]),
        ("Nhận 2 . 347 hồ sơ.", [(2347, None, "hồ sơ")]),
        ("Lập 900 hồ sơ sức khỏe điện tử.", [(900, None, "hồ sơ sức khỏe điện tử")]),
        ("Trẻ dưới 2 tuổi được tiêm.", []),
        ("Mở cửa đến 16 giờ.", []),
        ("Thời gian chờ tăng đến 16 giờ.", [(16, None, "giờ")]),
    ],
)
def test_numbers_as_read(text: str, expected: Expected) -> None:
    assert _figures(text) == expected


def test_dozens_are_a_lower_bound() -> None:
    (figure,) = annotate("Có hàng trăm hồ sơ chờ ký.").figures
    assert (figure.bound, figure.text) == ("at_least", "hàng trăm hồ sơ")


def test_a_rank_counts_nothing() -> None:
    (figure,) = annotate("Sở đứng thứ 4 tỉnh Hải Dương.").figures
    assert (figure.value, figure.unit, figure.rank) == (4, None, True)
    assert annotate("Đây là lần thứ 4 tỉnh Hải Dương họp.").figures == ()


@pytest.mark.parametrize(
    ("text", "value", "unit", "per"),
    [
        ("Đạt 28 giường bệnh/10.000 dân.", 28, "giường bệnh", "10.000 dân"),
        ("Có 9,5 bác sĩ/vạn dân.", 9.5, "bác sĩ", "vạn dân"),
        ("Tỷ suất là 38/100.000 trẻ đẻ sống.", 38, None, "100.000 trẻ đẻ sống"),
    ],
)
def test_a_rate_keeps_what_it_is_told_for(text: str, value: float, unit: str | None, per: str) -> None:
    (figure,) = annotate(text).figures
    assert (figure.value, figure.unit, figure.per, figure.total) == (value, unit, per, None)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Chiều 14-8 bệnh nhân về nhà.", [(8, 14)]),
        ("Sáng 9/4 học sinh đi khám.", [(4, 9)]),
        ("Hôm nay, 30-9, Sở họp.", [(9, 30)]),
        ("Ngày17-6, xã họp.", [(6, 17)]),
        ("Tối 21–7, đoàn về.", [(7, 21)]),
        ("Ngày 16-8 và 19-8 bác sĩ đến bản.", [(8, 16), (8, 19)]),
        ("Mỗi phòng 2-3 và 4-5 giường, chờ 3-5 ngày và 7-10 ngày.", []),
        ("Có 3/4 học sinh đi khám, nghỉ 3–5 ngày, 9-4 hồ sơ.", []),
    ],
)
def test_a_day_before_a_noun_is_a_day(text: str, days: list[tuple[int, int]]) -> None:
    found = annotate(text, date=date(2023, 10, 1))
    assert [(d.from_.month, d.from_.day) for d in found.dates] == days
    if days:
        assert found.figures == ()


def test_a_range_of_days_before_a_verb_is_one_range() -> None:
    found = annotate("Từ 12–5 đến 14–5 nghỉ khám để sửa máy.", date=date(2023, 10, 1))
    assert [(d.from_, d.to) for d in found.dates] == [(date(2023, 5, 12), date(2023, 5, 14))]
    assert found.figures == ()
