"""Reform areas, relevance and summary, on texts of several kinds."""

from __future__ import annotations

import pytest

from nlp import annotate

VACCINE = (
    "Trạm Y tế xã tiêm chủng cho trẻ em dưới 5 tuổi trong hai ngày 5 và 6/9. Đã có 320 trẻ được tiêm vắc xin sởi. "
    "Phụ huynh đưa con đến sớm, mang theo sổ tiêm chủng. {aside} "
    "Trung tâm Y tế huyện đề nghị các xã rà soát trẻ tiêm sót, tiêm vét trước ngày 20/9."
)


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        (
            "Sở Y tế vừa bãi bỏ 12 thủ tục hành chính, rút ngắn thời gian giải quyết 31 thủ tục tại bộ phận một cửa.",
            {"tthc"},
        ),
        (
            "Hai trung tâm y tế hoàn thành sáp nhập, giảm 3 đầu mối, tinh gọn bộ máy, không ai trong 27 người mất việc.",
            {"bo_may"},
        ),
        (
            "Bệnh viện tự bảo đảm chi thường xuyên từ năm nay theo phương án tự chủ tài chính được duyệt, nguồn thu tăng.",
            {"tai_chinh"},
        ),
        (
            "Tổ rà soát văn bản quy phạm pháp luật đề nghị thay thế 4 quyết định đã hết hiệu lực, trái thẩm quyền.",
            {"the_che"},
        ),
        (
            "Kỳ xét tuyển viên chức năm nay chọn 136 người theo vị trí việc làm; kỷ luật, kỷ cương hành chính được siết.",
            {"cong_vu"},
        ),
        (
            "Bệnh án điện tử thay bệnh án giấy từ 1/10; bác sĩ ký số, người dân xem kết quả trên sổ sức khỏe điện tử.",
            {"chinh_quyen_so"},
        ),
        (
            "Khảo sát 2.160 người cho thấy tỷ lệ hài lòng chung của người bệnh đạt trên 90%, chỉ số SIPAS tăng 2 điểm.",
            {"hai_long"},
        ),
        (
            "Đoàn kiểm tra công tác cải cách hành chính làm việc tại 8 đơn vị theo kế hoạch cải cách hành chính năm nay.",
            {"chi_dao"},
        ),
    ],
)
def test_each_area_is_told(text: str, areas: set[str]) -> None:
    annotation = annotate(text)
    assert {topic.topic for topic in annotation.topics} == areas
    assert annotation.relevance >= 0.5


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("Bộ chỉ số PAPI năm nay cho thấy người dân Trà Vinh đánh giá cao khâu công khai.", "hai_long"),
        ("Chỉ số SIPAS của tỉnh đạt 84,2%, tăng 1,6 điểm.", "hai_long"),
        ("Hỏi 1.900 người vừa ra viện, bệnh viện biết khâu nào bị chê nhiều nhất.", "hai_long"),
        ("Kết quả DDCI vừa công bố: Sở Y tế đứng thứ 4 trong 21 sở, ngành.", "chi_dao"),
        ("Bộ Nội vụ công bố PAR INDEX của 63 tỉnh, Quảng Ninh dẫn đầu.", "chi_dao"),
        ("Quý I, Sở Y tế tiếp nhận 640 hồ sơ, không hồ sơ nào trễ hẹn.", "tthc"),
        ("Ba hồ sơ trả muộn, sở gửi thư xin lỗi từng người nộp.", "tthc"),
        ("Đến nay 96% công việc của sở được xử lý trên môi trường mạng.", "chinh_quyen_so"),
        ("Trung tâm IOC của ngành y tế tỉnh đi vào hoạt động, theo dõi 12 bệnh viện.", "chinh_quyen_so"),
        ("HĐND tỉnh thông qua việc sửa đổi, bãi bỏ nghị quyết về mức thu học phí.", "the_che"),
        ("HĐND tỉnh bãi bỏ bảy nghị quyết đã cũ.", "the_che"),
        ("Đề án XHH lắp máy chạy thận ở bệnh viện tỉnh được rà soát lại tỷ lệ chia.", "tai_chinh"),
        ("Tỉnh tinh giảm 120 biên chế ngành y tế trong năm nay.", "bo_may"),
        ("Từ tháng 7, hai phường Trung Sơn và Bắc Sơn sáp nhập, trụ sở đặt tại phường cũ.", "bo_may"),
        ("Mười hai trạm y tế chuyển về trực thuộc UBND xã từ ngày 1/1.", "bo_may"),
        ("Sau khi gộp, xã Ea Tul từ 21 thôn còn 18 thôn.", "bo_may"),
        ("Ba công chức hách dịch với dân bị kỷ luật khiển trách.", "cong_vu"),
        ("Sở yêu cầu giữ nghiêm kỉ luật, kỉ cương trong toàn ngành.", "cong_vu"),
        ("Tỉnh tìm cách thu hút bác sỹ về trung tâm y tế vùng cao.", "cong_vu"),
    ],
)
def test_an_area_is_told_in_a_single_sentence(text: str, area: str) -> None:
    annotation = annotate(text)
    assert annotation.topics
    assert annotation.topics[0].topic == area
    assert annotation.relevance >= 0.5


def test_who_lists_all_areas_in_a_plan_steers_them_all() -> None:
    text = (
        "Sở Y tế ban hành kế hoạch cải cách hành chính năm nay gồm: cải cách thể chế; cải cách thủ tục hành chính; "
        "cải cách tổ chức bộ máy; cải cách chế độ công vụ; cải cách tài chính công; xây dựng chính quyền số."
    )
    assert [topic.topic for topic in annotate(text).topics] == ["chi_dao"]


def test_several_areas_come_best_first() -> None:
    text = (
        "Nộp hồ sơ thủ tục hành chính qua dịch vụ công trực tuyến toàn trình nay chiếm 61%. Bộ phận một cửa trả kết quả "
        "trước hạn 412 hồ sơ, không có hồ sơ quá hạn. Chữ ký số được dùng ở mọi phòng."
    )
    topics = annotate(text).topics
    assert {topic.topic for topic in topics} == {"tthc", "chinh_quyen_so"}
    assert [topic.score for topic in topics] == sorted((topic.score for topic in topics), reverse=True)
    assert all(0 < topic.score <= 1 for topic in topics)


def test_a_sentence_that_lists_all_areas_speaks_for_none() -> None:
    text = (
        "Nội dung gồm: cải cách thể chế; cải cách thủ tục hành chính; cải cách tổ chức bộ máy; cải cách chế độ công vụ; "
        "cải cách tài chính công; xây dựng chính quyền điện tử, chính quyền số."
    )
    assert len(annotate(text).topics) <= 1


def test_health_news_is_no_reform_news() -> None:
    plain = annotate(VACCINE.format(aside="")).relevance
    aside = annotate(VACCINE.format(aside="Dịp này, trạm lồng ghép tuyên truyền cải cách hành chính.")).relevance
    menu = annotate("Giới thiệu\nCải cách hành chính\nDịch vụ công\n\n" + VACCINE.format(aside="")).relevance
    assert max(plain, aside, menu) < 0.3


def test_the_title_counts() -> None:
    body = "Từ 1/8, người dân nộp hồ sơ ở xã và nhận kết quả qua bưu điện. Có 22 thủ tục thực hiện theo cách này."
    without, with_title = annotate(body), annotate(body, title="Đẩy mạnh cải cách thủ tục hành chính ngành y tế")
    assert with_title.relevance > without.relevance


def test_summary_is_verbatim_and_tells_results() -> None:
    lead = "Chín tháng qua, Sở Y tế tiếp nhận 1.476 hồ sơ thủ tục hành chính, giải quyết đúng hạn 99,3%."
    text = (
        f"Cải cách hành chính\nHoàng Anh 15:44\n\n{lead}\n\nTrời thu năm nay mát mẻ, ai cũng thấy dễ chịu khi tới cơ quan. "
        "Nhờ rà soát, 31 thủ tục được cắt giảm thời gian giải quyết từ 15 ngày xuống 7 ngày.\n\n"
        "Bài viết liên quan: mời bạn đọc xem thêm và chia sẻ, bình luận ở phía dưới trang này.\nHOTLINE: 0912 345 678"
    )
    summary = annotate(text).summary
    assert 1 <= len(summary) <= 3
    assert all(sentence in text for sentence in summary)
    assert lead in summary
    assert not any("liên quan" in sentence or "HOTLINE" in sentence or "mát mẻ" in sentence for sentence in summary)


def test_a_text_without_sentences_has_no_summary() -> None:
    annotation = annotate("Thông báo")
    assert (annotation.summary, annotation.relevance, annotation.topics) == ((), 0.0, ())


@pytest.mark.parametrize(
    ("text", "without"),
    [
        (
            "Căn cứ Luật Cán bộ, công chức, Luật Ban hành văn bản quy phạm pháp luật, UBND tỉnh giao Bộ phận một cửa "
            "tiếp nhận thủ tục hành chính về đất đai tại nhà dân. Mỗi tuần hai buổi, cán bộ mang máy tính đến nhà văn hóa "
            "xóm, giúp bà con kê khai, chụp giấy tờ rồi hẹn ngày trả.",
            {"cong_vu", "the_che"},
        ),
        ("Sở Tài chính thu hồi 14 xe công dôi dư để bán đấu giá tài sản công theo quy định.", {"bo_may"}),
        (
            "Sở Y tế nối dữ liệu bệnh án điện tử của 9 bệnh viện với kho chung.\n\n"
            "Người dân làm thủ tục hành chính tại Bộ phận một cửa của Sở trong sáng thứ hai (Ảnh: Hoa Mai)\n\n"
            "Hệ thống phần mềm mới chia sẻ dữ liệu giữa các khoa, phòng và với bảo hiểm y tế, bác sĩ xem phim chụp trên máy.",
            {"tthc"},
        ),
    ],
)
def test_cited_laws_cars_and_captions_tell_no_other_area(text: str, without: set[str]) -> None:
    annotation = annotate(text)
    assert annotation.topics
    assert not {topic.topic for topic in annotation.topics} & without


@pytest.mark.parametrize(
    ("text", "area"),
    [
        (
            "Quốc hội thông qua Luật Cán bộ, công chức sửa đổi, siết đánh giá công chức theo kết quả công việc.",
            "cong_vu",
        ),
        ("Sở Nội vụ bố trí lại 42 cán bộ dôi dư sau sáp nhập ba trung tâm.", "bo_may"),
        ("Sở Y tế tái cấu trúc toàn bộ quy trình cấp phép, bỏ hai khâu trung gian.", "tthc"),
        ("UBND tỉnh ban hành quy định về trách nhiệm của giám đốc sở trong cải cách hành chính nhà nước.", "chi_dao"),
    ],
)
def test_their_neighbours_still_tell_it(text: str, area: str) -> None:
    assert area in {topic.topic for topic in annotate(text).topics}


def test_news_of_the_reform_as_a_whole_is_its_steering() -> None:
    whole = annotate(
        "Chiều 4/3, HĐND tỉnh họp tổ giám sát cải cách hành chính, chọn 9 đơn vị để đến làm việc trong quý II.",
        title="Triển khai giám sát cải cách hành chính",
    )
    assert [topic.topic for topic in whole.topics] == ["chi_dao"]
    other = annotate("Chiều 4/3, HĐND tỉnh họp tổ giám sát an toàn đập, chọn 9 hồ chứa để đến xem trong quý II.")
    assert other.topics == ()


def test_what_a_law_that_is_applied_speaks_of_counts_in_full() -> None:
    text = (
        "Chủ tịch UBND tỉnh yêu cầu các sở chấn chỉnh việc bổ nhiệm lại lãnh đạo theo đúng Luật Cán bộ, công chức và "
        "Luật Viên chức; trường hợp thiếu tiêu chuẩn phải rà soát trong tháng 6."
    )
    assert "cong_vu" in {topic.topic for topic in annotate(text).topics}
