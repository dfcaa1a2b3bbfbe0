from __future__ import annotations

import pytest

from digest.cues import asking_words


@pytest.mark.parametrize(
    "sentence",
    [
        "Tổ khảo sát đã hoàn thành việc lấy ý kiến người bệnh nội trú tại 12 bệnh viện.",
        "Phòng khám lấy ý kiến của người dân bằng phiếu điện tử.",
    ],
)
def test_a_survey_asks_nothing_of_the_office(sentence: str) -> None:
    assert asking_words(sentence) == ()


def test_a_draft_that_is_sent_round_asks_for_an_answer() -> None:
    assert asking_words("Sở Y tế lấy ý kiến các đơn vị trực thuộc về dự thảo quy chế.") == ("lấy ý kiến",)
    assert asking_words("UBND tỉnh lấy ý kiến về dự thảo đến hết tháng.") == ("lấy ý kiến",)


@pytest.mark.parametrize(
    "sentence",
    [
        "Đề nghị các tổ chức, cá nhân tra cứu danh sách cơ sở đủ điều kiện trên trang thông tin của Sở.",
        "Sở Y tế đề nghị người dân, doanh nghiệp góp ý qua hộp thư trước ngày 15/10/2022.",
        "Mọi chi tiết đề nghị liên hệ bộ phận một cửa.",
        "Yêu cầu tổ chức và cá nhân gửi hồ sơ qua Cổng dịch vụ công.",
        "Người bệnh phải gửi bản sao thẻ bảo hiểm khi hoàn thành thủ tục.",
    ],
)
def test_what_is_asked_of_the_public_needs_no_answer(sentence: str) -> None:
    assert asking_words(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Sở Y tế đề nghị tổ chức hội nghị rút kinh nghiệm.", "đề nghị"),
        ("Đề nghị các tổ chức, cá nhân, đơn vị gửi báo cáo.", "đề nghị"),
        ("Đề nghị các cơ quan, tổ chức, cá nhân góp ý dự thảo.", "góp ý"),
        ("Đề nghị người dân tra cứu trên mạng; các phòng trả lời bằng văn bản.", "trả lời bằng văn bản"),
        ("Người dân đề nghị Sở Y tế kéo dài giờ nhận hồ sơ.", "đề nghị"),
    ],
)
def test_what_is_asked_of_an_office_still_counts(sentence: str, word: str) -> None:
    assert word in asking_words(sentence)
