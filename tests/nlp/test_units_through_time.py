"""Names and levels of administrative units are read by the article's day; none is invented."""

from __future__ import annotations

from datetime import date

import pytest

from domain.provinces import find_province, former_provinces
from nlp import annotate
from nlp.entities.gazetteer import communes, districts
from nlp.entities.tokens import Tokens


def _body(text: str, day: date | None = None, province: str | None = None) -> str:
    (body,) = [e for e in annotate(text, date=day, source_province=province).entities if e.type == "ORG"]
    return body.name


def test_nine_of_the_provinces_are_cities_in_the_end() -> None:
    assert sum(full.startswith("Thành phố") for full in {p.now: p.now_full for p in former_provinces()}.values()) == 9


@pytest.mark.parametrize(
    ("name", "last", "first"),
    [
        ("Huế", date(2024, 12, 31), date(2025, 1, 1)),
        ("Đồng Nai", date(2026, 4, 29), date(2026, 4, 30)),
        ("Quảng Ninh", date(2026, 8, 31), date(2026, 9, 1)),
        ("Bắc Ninh", date(2026, 9, 19), date(2026, 9, 20)),
    ],
)
def test_a_province_becomes_a_city_on_its_day(name: str, last: date, first: date) -> None:
    province = find_province(name)
    assert province is not None
    before, after = province.name_on(last), province.name_on(first)
    assert before is not None
    assert after is not None
    assert (before.level, after.level) == ("tỉnh", "thành phố")
    assert after.law
    assert province.name_on(None) is None


def test_a_merged_province_has_no_name_after_its_last_day() -> None:
    province = find_province("Kon Tum")
    assert province is not None
    assert province.name_on(date(2025, 7, 1)) is None
    assert province.level_of("Kon Tum", date(2026, 1, 1)) == "tỉnh"


@pytest.mark.parametrize(
    ("text", "day", "province", "name"),
    [
        ("Sở Y tế Đồng Nai họp.", date(2024, 5, 1), None, "Sở Y tế tỉnh Đồng Nai"),
        ("Sở Y tế Đồng Nai họp.", date(2026, 5, 1), None, "Sở Y tế thành phố Đồng Nai"),
        ("Sở Y tế Đồng Nai họp.", None, None, "Sở Y tế Đồng Nai"),
        ("Sở Y tế tỉnh Thừa Thiên Huế họp.", date(2022, 3, 1), None, "Sở Y tế tỉnh Thừa Thiên Huế"),
        ("Sở Y tế họp.", date(2022, 3, 1), "Thừa Thiên Huế", "Sở Y tế tỉnh Thừa Thiên Huế"),
        ("Sở Y tế họp.", date(2025, 3, 1), "Huế", "Sở Y tế thành phố Huế"),
        ("Trung tâm Y tế Thủy Nguyên họp.", date(2023, 3, 1), None, "Trung tâm Y tế huyện Thủy Nguyên"),
        ("Trung tâm Y tế Thủy Nguyên họp.", date(2025, 3, 1), None, "Trung tâm Y tế thành phố Thủy Nguyên"),
        ("Trung tâm Y tế Thủy Nguyên họp.", date(2026, 3, 1), None, "Trung tâm Y tế Thủy Nguyên"),
        ("Trung tâm Y tế Thủy Nguyên họp.", None, None, "Trung tâm Y tế Thủy Nguyên"),
        ("Trung tâm Y tế khu vực Mai Sơn họp.", date(2022, 3, 1), None, "Trung tâm Y tế khu vực Mai Sơn"),
        ("Trạm Y tế Mai Sơn họp.", date(2026, 3, 1), "Sơn La", "Trạm Y tế xã Mai Sơn"),
        ("Viện Pasteur Nha Trang họp.", date(2022, 3, 1), None, "Viện Pasteur Nha Trang"),
    ],
)
def test_a_level_is_added_only_where_it_holds(text: str, day: date | None, province: str | None, name: str) -> None:
    assert _body(text, day, province) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Trạm Y tế phường 12 họp.", "Trạm Y tế Phường 12"),
        ("Sở Y tế TP. Hồ Chí Minh họp.", "Sở Y tế Thành phố Hồ Chí Minh"),
        ("Sở Y tế TP Cần Thơ họp.", "Sở Y tế thành phố Cần Thơ"),
        ("UBND phường Trần Hưng Đạo họp.", "Ủy ban nhân dân Phường Trần Hưng Đạo"),
        ("WHO khuyến cáo.", "Tổ chức Y tế thế giới"),
    ],
)
def test_capitals_are_those_of_the_decree(text: str, name: str) -> None:
    assert _body(text) == name


@pytest.mark.parametrize(
    ("text", "day", "district"),
    [
        ("Họp tại thành phố Bắc Ninh.", date(2024, 1, 1), "thành phố Bắc Ninh"),
        ("Họp tại thành phố Bắc Ninh.", date(2026, 10, 1), None),
        ("Họp tại thành phố Đồng Nai.", None, None),
        ("Họp tại thành phố Huế.", date(2023, 1, 1), "thành phố Huế"),
        ("Họp tại thành phố Huế.", date(2025, 2, 1), None),
        ("Họp tại thành phố Lai Châu.", date(2023, 1, 1), "thành phố Lai Châu"),
    ],
)
def test_a_city_with_its_provinces_name_is_told_by_the_day(text: str, day: date | None, district: str | None) -> None:
    (place,) = annotate(text, date=day).places
    assert place.district == district


def test_units_that_are_gone_and_names_that_differ_by_a_mark_are_known() -> None:
    for name in ("Hoành Bồ", "Tây Trà", "Đồng Hới", "Buôn Hồ", "Đăk Hà", "Đắk Hà", "Ia H'Drai"):
        assert districts().match(Tokens(name), 0) is not None, name
    for name in ("Hương Vân", "Hương Văn", "Trà Don", "Trà Dơn", "Năm Căn", "Óc Eo", "Phường Đúc"):
        assert communes().match(Tokens(name), 0) is not None, name


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("Bộ Nội vụ công bố PAPI của 63 tỉnh. Cà Mau đứng đầu, tiếp đến là Trà Vinh.", None),
        ("Bệnh viện Việt Đức mổ cho bệnh nhân 30 tuổi, quê Hà Tĩnh.", None),
        ("Bệnh viện K (Hà Nội) mổ cho nam bệnh nhân 52 tuổi, trú tại Hà Tĩnh.", "Hà Nội"),
        ("Cả nước có mưa; Lào Cai, Yên Bái, Hà Giang và Lai Châu mưa to.", None),
        ("Sở Y tế An Giang và Sở Y tế Cà Mau ký kết.", None),
        ("Bộ Y tế làm việc với Sở Y tế An Giang. Sở Y tế An Giang báo cáo kết quả một cửa.", "An Giang"),
        ("UBND tỉnh An Giang ban hành kế hoạch. Bệnh nhân quê Cà Mau, Cà Mau và Cà Mau.", "An Giang"),
        ("Họp tại thành phố Đồng Hới.", "Quảng Bình"),
    ],
)
def test_only_a_place_that_carries_the_news_is_its_province(text: str, province: str | None) -> None:
    assert annotate(text).province == province


def test_the_sources_province_is_the_fallback() -> None:
    text = "Bộ Nội vụ công bố PAR INDEX của 63 tỉnh. Cà Mau đứng đầu."
    assert annotate(text, source_province="Sơn La").province == "Sơn La"
