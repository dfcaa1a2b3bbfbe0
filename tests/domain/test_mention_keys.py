from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.mention_keys import document_key, full_issuer, slug


@pytest.mark.parametrize(
    ("number", "type_", "day", "issuer", "key", "whole"),
    [
        ("1603/KH-UBND", "Kế hoạch", None, None, "1603-kh-ubnd", False),
        ("1603/KH-UBND", "Kế hoạch", date(2022, 3, 1), None, "1603-kh-ubnd-2022", False),
        (
            "1603/KH-UBND",
            "Kế hoạch",
            date(2022, 3, 1),
            "Ủy ban nhân dân tỉnh Quảng Ngãi",
            "1603-kh-ubnd-2022-uy-ban-nhan-dan-tinh-quang-ngai",
            True,
        ),
        ("30/2020/NĐ-CP", "Nghị định", None, None, "30-2020-nd-cp", True),
        ("131/NQ-CP", "Nghị quyết", date(2022, 10, 6), "Chính phủ", "131-nq-cp-2022", True),
        ("131/NQ-CP", "Nghị quyết", None, None, "131-nq-cp", False),
        ("80/2015/QH13", "Luật", None, None, "80-2015-qh13", True),
        ("18", "Nghị quyết", None, None, "nghi-quyet-18", False),
    ],
)
def test_a_key_holds_what_is_known(
    number: str, type_: str, day: date | None, issuer: str | None, key: str, whole: bool
) -> None:
    made = document_key(number, type_, day, issuer)
    assert (made.key, made.is_whole) == (key, whole)


def test_two_bodies_and_two_years_with_one_number_stay_apart_and_share_its_number() -> None:
    keys = [
        document_key("5/KH-SYT", "Kế hoạch", day, issuer)
        for day, issuer in (
            (None, None),
            (date(2021, 1, 1), None),
            (date(2022, 1, 1), "Sở Y tế tỉnh Sơn La"),
            (date(2022, 1, 1), "Sở Y tế tỉnh Kon Tum"),
        )
    ]
    assert len({one.key for one in keys}) == 4
    assert {one.number_key for one in keys} == {"5-kh-syt"}


@pytest.mark.parametrize(
    ("written", "province", "whole"),
    [
        ("Ủy ban nhân dân tỉnh", "Quảng Ngãi", "Ủy ban nhân dân tỉnh Quảng Ngãi"),
        ("Chủ tịch Ủy ban nhân dân tỉnh Kon Tum", None, "Ủy ban nhân dân tỉnh Kon Tum"),
        ("Sở Y tế", "Sơn La", "Sở Y tế tỉnh Sơn La"),
        ("Sở Y tế", "Đà Nẵng", "Sở Y tế thành phố Đà Nẵng"),
        ("Tỉnh ủy", "Sơn La", "Tỉnh ủy Sơn La"),
        ("UBND tỉnh", None, None),
        ("UBND huyện", "Sơn La", None),
        ("Đảng ủy", "Sơn La", None),
        ("HĐND tỉnh Kon Tum phân cấp", None, "Hội đồng nhân dân tỉnh Kon Tum"),
        (None, "Sơn La", None),
    ],
)
def test_an_issuer_is_one_body_or_nobody(written: str | None, province: str | None, whole: str | None) -> None:
    assert full_issuer(written, {"hdnd tinh kon tum": "Hội đồng nhân dân tỉnh Kon Tum"}, province) == whole


@given(st.text(max_size=400))
def test_a_slug_stands_in_any_address(text: str) -> None:
    made = slug(text)
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", made)
    assert len(made) <= 120
    assert made == slug(text)


@given(st.text(min_size=1, max_size=60), st.text(max_size=30), st.dates(), st.text(max_size=300))
def test_a_key_fits_its_column(number: str, type_: str, day: date, issuer: str) -> None:
    made = document_key(number, type_, day, full_issuer(issuer, {}, None))
    assert re.fullmatch(r"[a-z0-9-]{1,220}", made.key)
    assert len(made.number_key) <= 140
