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


@pytest.mark.parametrize(
    "sentence",
    [
        "Trong quý III, Sở Y tế tiếp nhận 12 phản ánh, kiến nghị của người dân, đã xử lý xong.",
        "Hệ thống tiếp nhận, xử lý phản ánh, kiến nghị về quy định hành chính hoạt động thông suốt.",
        "Số điện thoại đường dây nóng nhận phản ánh, kiến nghị tại các đơn vị được niêm yết công khai.",
        "Các phản ánh, kiến nghị được trả lời trong 5 ngày, số kiến nghị giảm 20%.",
        "100% kiến nghị đã được giải quyết đúng hạn.",
        "Chỉ số này phản ánh đúng chất lượng phục vụ của bệnh viện.",
        "Bộ phận một cửa đặt hòm thư góp ý và tiếp thu góp ý của người bệnh.",
        "Người dân có thể gửi phản ánh, kiến nghị đến Sở Y tế qua Cổng Dịch vụ công.",
        "Trung tâm tiếp nhận 45 hồ sơ đề nghị cấp chứng chỉ hành nghề.",
        "Quyết định được ban hành theo đề nghị của Giám đốc Sở Y tế.",
    ],
)
def test_what_only_informs_asks_nothing(sentence: str) -> None:
    assert asking_words(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Cử tri huyện Mường La kiến nghị Sở Y tế bổ sung bác sĩ cho trạm.", "kiến nghị"),
        ("Nhiều người dân kiến nghị sớm sửa chữa phòng chờ.", "kiến nghị"),
        ("Bạn đọc gửi phản ánh tới Bệnh viện đa khoa tỉnh về thời gian chờ.", "phản ánh"),
        ("Người bệnh phản ánh, kiến nghị lên UBND tỉnh việc thu phí.", "phản ánh, kiến nghị"),
        ("Các khoa tham gia góp ý trước ngày 15/10/2022.", "góp ý"),
        ("Văn bản đề nghị UBND các huyện báo cáo kết quả.", "đề nghị"),
        ("Đề nghị các đơn vị giải quyết phản ánh, kiến nghị đúng hạn.", "đề nghị"),
        ("Giám đốc Sở yêu cầu các đơn vị trả lời phản ánh, kiến nghị trong 5 ngày.", "yêu cầu"),
    ],
)
def test_what_is_addressed_to_an_office_or_wished_for_asks(sentence: str, word: str) -> None:
    assert word in asking_words(sentence)
