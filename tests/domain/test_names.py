"""Provinces, reform areas and abbreviations are found however people type them."""

import pytest

from domain.abbreviations import abbreviations, expand, shorten
from domain.areas import area_name, find_area, reform_areas
from domain.provinces import current_provinces, find_province, former_provinces
from domain.text import fold


def test_sixty_three_became_thirty_four() -> None:
    assert len(former_provinces()) == 63
    assert len(current_provinces()) == 34
    assert {province.now for province in former_provinces()} == set(current_provinces())


@pytest.mark.parametrize(
    ("typed", "name", "now"),
    [
        ("Kon Tum", "Kon Tum", "Quảng Ngãi"),
        ("tinh son la", "Sơn La", "Sơn La"),
        ("TP.HCM", "Hồ Chí Minh", "Hồ Chí Minh"),
        ("tp hcm", "Hồ Chí Minh", "Hồ Chí Minh"),
        ("Thừa Thiên – Huế", "Huế", "Huế"),
        ("ba ria vung tau", "Bà Rịa - Vũng Tàu", "Hồ Chí Minh"),
        ("Hoà Bình", "Hòa Bình", "Phú Thọ"),
        ("dak lak", "Đắk Lắk", "Đắk Lắk"),
    ],
)
def test_a_province_by_any_name(typed: str, name: str, now: str) -> None:
    province = find_province(typed)
    assert province is not None
    assert (province.name, province.now) == (name, now)


def test_what_is_no_province_is_none() -> None:
    assert find_province("Mai Sơn") is None
    assert find_province("") is None


@pytest.mark.parametrize("province", former_provinces(), ids=lambda province: province.name)
def test_every_province_is_found_without_accents(province) -> None:  # type: ignore[no-untyped-def]
    assert find_province(fold(province.full_name)) == province


@pytest.mark.parametrize(
    ("typed", "code"),
    [("tthc", "tthc"), ("thu tuc hanh chinh", "tthc"), ("Cải cách tài chính công", "tai_chinh"), ("SIPAS", "hai_long"),
     ("chính quyền số", "chinh_quyen_so"), ("Hiện đại hóa hành chính", "chinh_quyen_so"), ("bo may", "bo_may")],
)  # fmt: skip
def test_an_area_by_any_name(typed: str, code: str) -> None:
    area = find_area(typed)
    assert area is not None
    assert area.code == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [("chỉ đạo điều hành", "chi_dao"), ("hiện đại hóa", "chinh_quyen_so"), ("DVC", "chinh_quyen_so"),
     ("chính phủ số", "chinh_quyen_so"), ("một phần", None), ("sắp xếp", None), ("bãi bỏ", None), ("ngân sách", None),
     ("khảo sát", None)],
)  # fmt: skip
def test_words_that_look_an_area_up_are_its_own(typed: str, code: str | None) -> None:
    area = find_area(typed)
    assert (area.code if area else None) == code


def test_areas_stand_in_the_order_of_the_index_and_satisfaction_apart() -> None:
    assert [area.code for area in reform_areas()][:3] == ["chi_dao", "the_che", "tthc"]
    assert [area.code for area in reform_areas() if area.apart] == ["hai_long"]
    assert area_name("chinh_quyen_so") == "Xây dựng và phát triển chính quyền điện tử, chính quyền số"
    assert "Chính phủ số" in area_name("chinh_quyen_so", local=False)
    assert all("(" not in area.name for area in reform_areas())


def test_areas_have_eight_codes_and_unknown_ones_stay() -> None:
    assert len({area.code for area in reform_areas()}) == 8
    assert area_name("hai_long") == "Đo lường sự hài lòng"
    assert area_name("khac") == "khac"
    assert find_area("thời tiết") is None


@pytest.mark.parametrize("short", sorted(abbreviations()))
def test_abbreviations_go_both_ways(short: str) -> None:
    full = expand(short.lower())
    assert full is not None
    assert expand(shorten(full) or "") == full


def test_signs_inside_an_abbreviation_do_not_matter() -> None:
    assert expand("KT-XH") == expand("ktxh") == "kinh tế - xã hội"
    assert expand("THTK, CLP") == "thực hành tiết kiệm, chống lãng phí"
    assert shorten("trung tâm kiểm soát bệnh tật") == "CDC"
