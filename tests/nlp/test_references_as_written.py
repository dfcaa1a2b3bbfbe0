"""Laws in small letters, plain numbers, forms, letters of the Party and of 2011–2020, issuers on the left."""

from __future__ import annotations

import pytest

from nlp import annotate


def _documents(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(d.text, d.number, d.type) for d in annotate(text).documents]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Theo Luật bảo hiểm y tế, việc này đã rõ.", ["Luật bảo hiểm y tế"]),
        ("Sửa luật Đất đai và bộ luật Lao động.", ["luật Đất đai", "bộ luật Lao động"]),
        ("Thi hành Pháp lệnh Phòng, chống mại dâm.", ["Pháp lệnh Phòng, chống mại dâm"]),
        ("Học Luật Chuyển đổi số năm 2025.", ["Luật Chuyển đổi số năm 2025"]),
        ("Luật Hỗ trợ doanh nghiệp nhỏ và vừa 2017 đã cũ.", ["Luật Hỗ trợ doanh nghiệp nhỏ và vừa 2017"]),
        ("Bàn Luật Thương mại điện tử, Luật Thương mại.", ["Luật Thương mại điện tử", "Luật Thương mại"]),
        ("Dự kiến có Luật Kinh doanh dữ liệu số được bàn.", ["Luật Kinh doanh dữ liệu số"]),
        ("Theo Luật phòng chống thiên tai, xã lập đội.", ["Luật phòng chống thiên tai"]),
        ("Luật phòng chống tác hại của thuốc lá còn mới.", ["Luật phòng chống tác hại của thuốc lá"]),
        ("Luật sư phòng chống dịch cùng dân.", []),
        (
            "Xã học Luật sửa đổi, bổ sung một số điều của Luật Giá và Luật Đấu thầu năm 2024.",
            ["Luật sửa đổi, bổ sung một số điều của Luật Giá và Luật Đấu thầu năm 2024"],
        ),
        ("Xã học Luật Giá và Luật Đấu thầu năm 2023.", ["Luật Giá", "Luật Đấu thầu năm 2023"]),
        ("Ngành Luật kinh tế, luật sư, luật chơi, Luật giá trị.", []),
    ],
)
def test_laws_by_name(text: str, names: list[str]) -> None:
    assert [written for written, _, _ in _documents(text)] == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Theo Kế hoạch 2705, xã họp.", [("Kế hoạch 2705", "2705", "Kế hoạch")]),
        ("QĐ 318 của Sở Y tế.", [("QĐ 318", "318", "Quyết định")]),
        ("Kế hoạch 5 năm 2026-2030, Nghị quyết 3 năm 2023 - 2025 của xã.", []),
        ("Nghị quyết 42 năm 2017.", [("Nghị quyết 42", "42", "Nghị quyết")]),
        ("Làm Đề án 06 trong năm.", [("Đề án 06", "06", "Đề án")]),
        (
            "Nghị quyết số 20, 21-NQ/TW đã nêu.",
            [("Nghị quyết số 20", "20-NQ/TW", "Nghị quyết"), ("21-NQ/TW", "21-NQ/TW", "Nghị quyết")],
        ),
        ("Kế hoạch 5 năm, Kế hoạch 30 ngày, Chương trình 12 điểm.", []),
        ("Điền mẫu số 03B/TK-XN rồi nộp.", []),
    ],
)
def test_numbers_as_people_write_them(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert _documents(text) == expected


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("08/SL-UBND", "Bản sao lục"),
        ("69/SL", "Sắc lệnh"),
        ("05/SY-SYT", "Bản sao y"),
        ("06/TrS-SYT", "Bản trích sao"),
        ("12-TT/TU", "Thông tri"),
        ("12/2019/TT-BYT", "Thông tư"),
        ("144-QĐ/TW", None),
        ("144/QĐ-UBND", "Quyết định"),
        ("19-NQ/TU", "Nghị quyết"),
        ("03/NP-SYT", "Giấy nghỉ phép"),
    ],
)
def test_letters_tell_the_kind_where_they_can(number: str, kind: str | None) -> None:
    ((_, found, written),) = _documents(f"Văn bản số {number} đã gửi.")
    assert (found, written) == (number, kind)


def test_a_word_tells_more_than_letters() -> None:
    assert _documents("Thư công số 5/TC-UBND đã gửi.") == [("Thư công số 5/TC-UBND", "5/TC-UBND", "Thư công")]
    assert _documents("Quy định 144-QĐ/TW đã gửi.")[0][2] == "Quy định"


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Công an tỉnh Lào Cai đã ban hành Kế hoạch số 41/KH-CAT.", "Công an tỉnh Lào Cai"),
        ("Kho bạc Nhà nước khu vực X vừa có Công văn số 7/KBNN-KT.", "Kho bạc Nhà nước khu vực X"),
        ("Công an kiểm tra việc thực hiện Kế hoạch số 41/KH-UBND.", None),
    ],
)
def test_the_issuer_left_of_its_document(text: str, issuer: str | None) -> None:
    (document,) = annotate(text).documents
    assert document.issuer == issuer
