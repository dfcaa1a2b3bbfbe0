"""What is news of reform and what is not, kind by kind, each kind with a neighbour on the other side."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nlp import annotate
from nlp.cues import NO_AREAS, hits_of, reading_of
from nlp.gold.articles import gold_articles
from nlp.relevance import MODEL_FILE, features, probability
from nlp.training.relevance import examples, fit, masked_layer, reading_from, row_of, train

PLAIN_AND_REFORM = {
    "a price": (
        "Viện phí điều chỉnh làm chỉ số giá tiêu dùng tháng 8 tăng 0,9% so với tháng trước, theo Cục Thống kê.",
        "Tỉnh quy định giá dịch vụ khám, chữa bệnh mới, bệnh viện tự chủ phải công khai nguồn thu từ tháng 8.",
    ),
    "the purse that pays": (
        "Bệnh viện huyện vừa mua máy chụp cắt lớp trị giá 12 tỷ đồng từ ngân sách nhà nước.",
        "Bệnh viện huyện tự bảo đảm chi thường xuyên, không còn trông vào ngân sách nhà nước.",
    ),
    "the police": (
        "Công an tỉnh bắt nhóm làm giả con dấu để cấp giấy phép lái xe cho 40 người.",
        "Công an tỉnh cấp giấy phép lái xe qua cổng dịch vụ công, thủ tục còn 2 ngày thay vì 5 ngày.",
    ),
    "a formula": (
        "Các đơn vị, trong phạm vi chức năng, nhiệm vụ, quyền hạn được giao, tổ chức phun hóa chất diệt muỗi.",
        "Nghị định mới quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của chi cục dân số.",
    ),
    "letters of a code": (
        "Thực hiện Công văn số 812/SYT-CCHC ngày 3/4/2024, trạm y tế treo băng rôn hưởng ứng ngày chạy bộ.",
        "Sở Y tế có Công văn số 812/SYT-VP ngày 3/4/2024 đôn đốc CCHC, chấm điểm CCHC từng đơn vị.",
    ),
    "the title of a plan that is carried out": (
        "Thực hiện Kế hoạch số 15/KH-UBND ngày 2/1/2023 về cải cách hành chính năm 2023, bệnh viện khám mắt cho 300 "
        "học sinh tiểu học. Các em được đo thị lực, phát thuốc nhỏ mắt.",
        "Ngày 2/1/2023, UBND tỉnh ban hành Kế hoạch số 15/KH-UBND về cải cách hành chính năm 2023, giao mỗi sở tự "
        "chấm điểm chỉ số cải cách hành chính hai lần trong năm.",
    ),
    "a merger": (
        "Hai công ty dược sáp nhập, tinh gọn 300 nhân sự; cổ phiếu tăng trần sau phiên họp cổ đông.",
        "Hai trung tâm y tế sáp nhập, tinh gọn 30 vị trí; tỉnh bớt một đầu mối sau kỳ họp HĐND.",
    ),
    "a day that is missed": (
        "Thợ may trễ hẹn giao áo cưới, cô dâu phải mượn váy.",
        "Phòng Đăng ký đất đai có 14 hồ sơ trễ hẹn, lãnh đạo cơ quan xin lỗi từng người dân.",
    ),
    "a thing brought back late": (
        "Cửa hàng cho thuê xe đạp tính thêm tiền nếu trả muộn quá một giờ.",
        "Sở Y tế trả muộn 9 giấy phép hoạt động phòng khám vì chờ thẩm định.",
    ),
    "a merger of others": (
        "Hai xã sáp nhập dàn nhạc để biểu diễn đêm rằm.",
        "Hai xã sáp nhập từ tháng 7, trụ sở đặt tại xã cũ.",
    ),
    "clubs put together": (
        "Hai câu lạc bộ cờ tướng sáp nhập vào cuối năm.",
        "Hai trạm y tế phường sáp nhập vào cuối năm.",
    ),
    "the web": (
        "Đoạn nhạc chế lan truyền trên môi trường mạng khiến nhiều người bật cười.",
        "Hơn 9.000 hồ sơ được nộp trên môi trường mạng, không phải đến quầy.",
    ),
    "papers asked for": (
        "Người xem không phải xuất trình vé khi vào sân.",
        "Từ tháng 5 giảm 20% thủ tục, người nộp không phải xuất trình giấy tờ đã có.",
    ),
    "an admission": (
        "Thí sinh đăng ký xét tuyển trực tuyến đến hết ngày 30/8; điểm chuẩn ngành dược dự kiến tăng.",
        "Sở Y tế xét tuyển viên chức theo vị trí việc làm đến hết ngày 30/8; người trúng tuyển được thông báo.",
    ),
}


@pytest.mark.parametrize("kind", PLAIN_AND_REFORM)
def test_a_word_of_reform_in_passing_is_no_reform_news(kind: str) -> None:
    plain, reform = (annotate(text) for text in PLAIN_AND_REFORM[kind])
    assert plain.relevance < 0.5 <= reform.relevance
    assert plain.topics == ()
    assert reform.topics


def test_areas_and_relevance_agree() -> None:
    for gold in gold_articles()[::3]:
        annotation = annotate(gold.text, title=gold.title)
        assert (annotation.relevance >= 0.5) or not annotation.topics, gold.id


def test_nothing_to_weigh_in_a_text_without_cues() -> None:
    reading = reading_of(masked_layer("Mưa lớn làm ngập bốn xã ven sông, nước đang rút chậm.", ""))
    assert features(reading) == {}
    assert probability(reading) == 0.0


def test_every_feature_is_weighed() -> None:
    weights = json.loads(MODEL_FILE.read_text(encoding="utf-8"))["weights"]
    rows = [row for row, _ in examples() if row]
    assert set(weights) == set(rows[0])
    assert all(-1.5 <= value <= 1.5 for row in rows for value in row.values())


def test_the_same_rows_make_the_same_model(tmp_path: Path) -> None:
    made = tmp_path / "relevance.json"
    assert train(made) > 900
    assert made.read_bytes() == MODEL_FILE.read_bytes()


def test_fit_tells_apart_what_can_be_told_apart() -> None:
    rows = [({"bias": 1.0, "word": float(at % 2)}, at % 2 == 1) for at in range(40)]
    weights = fit([*rows, ({}, True)])
    assert weights["bias"] < 0 < weights["bias"] + weights["word"]


def test_a_row_gives_back_what_was_read_and_holds_no_text() -> None:
    gold = next(article for article in gold_articles() if article.topics)
    reading = reading_of(masked_layer(gold.text, gold.title))
    row = json.loads(json.dumps(row_of(reading), ensure_ascii=False))
    assert features(reading_from(row)) == pytest.approx(features(reading), abs=0.02)
    for _, _, phrases in row["sentences"]:
        for phrase in phrases:
            assert hits_of(phrase if isinstance(phrase, str) else phrase[0])


def test_groups_that_are_no_areas_give_no_area() -> None:
    reading = reading_of(masked_layer("Công an khởi tố ba bị can, bệnh nhân được cấp cứu tại bệnh viện tỉnh.", ""))
    (sentence,) = reading.sentences
    assert {area for area, _, _ in sentence.hits} <= NO_AREAS
    assert sentence.areas() == set()
