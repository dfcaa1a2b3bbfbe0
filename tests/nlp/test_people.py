"""People: names, titles, offices; what looks like a person and is none."""

from __future__ import annotations

import pytest

from domain.annotation import Entity
from nlp import annotate


def people(text: str) -> list[Entity]:
    return [entity for entity in annotate(text).entities if entity.type == "PER"]


def test_title_and_office_after_the_name() -> None:
    (person,) = people("Dự có đồng chí Nguyễn Văn Anh, Phó Giám đốc Sở Y tế, cùng các phòng.")
    assert (person.name, person.title, person.office) == ("Nguyễn Văn Anh", "đồng chí", "Phó Giám đốc Sở Y tế")


def test_office_before_the_name() -> None:
    (person,) = people("Phó Chủ tịch UBND tỉnh Đầu Thanh Tùng phát biểu.")
    assert (person.text, person.office) == ("Đầu Thanh Tùng", "Phó Chủ tịch UBND tỉnh")


def test_several_offices_are_one() -> None:
    (person,) = people("Ông Lê Trường Sơn, Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh, chủ trì.")
    assert person.office == "Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh"


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("BS.CKII Hà Thị Thu và ThS. Vũ Đức Long hướng dẫn.", ["Hà Thị Thu", "Vũ Đức Long"]),
        ("Chị H'Ngân Byă và anh Y Khôi Niê tới khám.", ["H'Ngân Byă", "Y Khôi Niê"]),
        ("Già làng A Lăng Bhuốch cùng bà Lò Thị Ún vận động.", ["A Lăng Bhuốch", "Lò Thị Ún"]),
        ("Bộ trưởng Y tế Đào Hồng Lan ký quyết định.", ["Đào Hồng Lan"]),
        ("Tin, ảnh: Minh Thư", ["Minh Thư"]),
        ("Bệnh nhân N.T.H. đã xuất viện.", ["N.T.H."]),
        ("Ông Phạm Quốc Bảo kể. Theo ông Bảo, mọi việc đã xong.", ["Phạm Quốc Bảo", "Bảo"]),
    ],
)
def test_names(sentence: str, names: list[str]) -> None:
    assert [person.text for person in people(sentence)] == names


def test_a_given_name_stands_for_the_full_one() -> None:
    assert [person.name for person in people("Bà Lê Thị Tư đi khám. Bà Tư rất vui.")] == ["Lê Thị Tư", "Lê Thị Tư"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Trụ sở ở đường Nguyễn Huệ, phường Trần Hưng Đạo.",
        "Bệnh viện Lê Lợi và Trường THPT Chu Văn An phối hợp.",
        "Đoàn từ Thái Nguyên sang Hà Nam, Cao Bằng.",
        "Phần mềm dùng được tiếng Ba Na, Xơ Đăng.",
        "Bà Rịa - Vũng Tàu dẫn đầu cả nước.",
        "HOTLINE hỗ trợ người bệnh BHYT, TTHC.",
    ],
)
def test_streets_schools_and_peoples_are_no_persons(sentence: str) -> None:
    assert people(sentence) == []


def test_a_misspelt_province_is_no_person() -> None:
    assert people("Bà con tỉnh Khành Hòa phấn khởi.") == []
    (person,) = people("Phó Chủ tịch UBND tỉnh Lò Văn Ánh phát biểu.")
    assert person.text == "Lò Văn Ánh"


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Giám đốc Bộ Quy tắc ứng xử đã duyệt.", []),
        ("Theo ông Bộ Chỉ tiêu còn thiếu.", []),
        ("Theo ông Bộ Văn Sáu, việc còn thiếu.", ["Bộ Văn Sáu"]),
    ],
)
def test_a_set_of_things_is_no_person(sentence: str, names: list[str]) -> None:
    assert [entity.text for entity in annotate(sentence).entities if entity.type == "PER"] == names
