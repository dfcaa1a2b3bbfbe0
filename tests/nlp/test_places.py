"""Provinces then and now, the one an article is about, and smaller places as written."""

from __future__ import annotations

import pytest

from nlp import annotate


def test_provinces_as_written_and_as_of_2025() -> None:
    places = annotate("Sở Y tế Kon Tum, TP.HCM, Đăk Lăk và Thừa Thiên - Huế cùng dự.").places
    assert [(place.text, place.province, place.province_now, place.code) for place in places] == [
        ("Kon Tum", "Kon Tum", "Quảng Ngãi", "51"),
        ("TP.HCM", "TP.HCM", "Hồ Chí Minh", "79"),
        ("Đăk Lăk", "Đăk Lăk", "Đắk Lắk", "66"),
        ("Thừa Thiên - Huế", "Thừa Thiên - Huế", "Huế", "46"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Đường Điện Biên Phủ và đường Hòa Bình bị ngập.",
        "Ông Nguyễn Thái Bình ở xã Quảng Nam.",
        "Chủ tịch Hồ Chí Minh từng căn dặn.",
        "Mong muốn hòa bình cho mọi nhà.",
    ],
)
def test_streets_persons_and_communes_are_no_provinces(sentence: str) -> None:
    assert annotate(sentence).places == ()


def test_the_district_before_a_province_is_kept() -> None:
    (place,) = annotate("Tại huyện Mai Sơn, tỉnh Sơn La, trời mưa.").places
    assert place.district == "huyện Mai Sơn"


def test_a_province_is_no_district_of_the_next() -> None:
    assert [place.district for place in annotate("Đoàn của TP Hà Nội, Đắk Lắk và TP. Cần Thơ, Cà Mau.").places] == [
        None
    ] * 4


@pytest.mark.parametrize(
    ("text", "known", "province"),
    [
        ("Sở Y tế Lào Cai họp. Đoàn từng học tập tại Đà Nẵng. Lào Cai đã làm tốt.", None, "Lào Cai"),
        ("Sở Y tế học tập kinh nghiệm của Đà Nẵng.", "Sơn La", "Sơn La"),
        ("Bộ Y tế yêu cầu các địa phương báo cáo.", None, None),
        ("SỞ Y TẾ TỈNH ĐĂK LĂK THÔNG BÁO", None, "Đắk Lắk"),
        ("Trạm y tế ở huyện Mai Sơn đã có bác sĩ.", None, "Sơn La"),
        ("Bệnh viện Việt Đức ghép thận cho bệnh nhân từ Sơn La.", None, None),
        ("Bệnh viện Việt Đức đón 2 ca chuyển đến từ Sơn La.", "Hà Nội", "Hà Nội"),
        ("Sở Y tế Sơn La tiếp nhận 2 ca từ Cà Mau.", None, "Sơn La"),
    ],
)
def test_the_province_an_article_is_about(text: str, known: str | None, province: str | None) -> None:
    assert annotate(text, source_province=known).province == province


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Bà con xã Đăk Hà, huyện Tu Mơ Rông phấn khởi.", ["xã Đăk Hà", "huyện Tu Mơ Rông"]),
        ("Đoàn tới phường 15, quận Tân Bình, TP. Hồ Chí Minh.", ["phường 15", "quận Tân Bình", "TP. Hồ Chí Minh"]),
        ("Nhà ở thôn Gòn 1, gần đường Nguyễn Huệ.", ["thôn Gòn 1", "đường Nguyễn Huệ"]),
        ("UBND tỉnh Kon Tum giao tỉnh Kon Tum tự rà soát.", ["tỉnh Kon Tum"]),
        ("Từ cửa khẩu Ma Lù Thàng về Mộc Châu.", ["cửa khẩu Ma Lù Thàng", "Mộc Châu"]),
        ("Mưa ở hai tỉnh Yên Bái và Hà Giang.", ["Yên Bái", "Hà Giang"]),
        ("Bà con các xã Bờ Y và Sa Loong.", ["xã Bờ Y", "Sa Loong"]),
    ],
)
def test_places_as_entities(sentence: str, expected: list[str]) -> None:
    found = [entity.text for entity in annotate(sentence).entities if entity.type == "LOC"]
    assert found == expected
