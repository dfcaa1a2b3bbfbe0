"""Organisations: where a name ends, what it is called, what is none."""

from __future__ import annotations

import pytest

from nlp import annotate


def orgs(text: str, **known: str) -> list[tuple[str, str]]:
    annotation = annotate(text, **known)  # type: ignore[arg-type]
    return [(entity.text, entity.name) for entity in annotation.entities if entity.type == "ORG"]


def texts(text: str, **known: str) -> list[str]:
    return [written for written, _ in orgs(text, **known)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Giám đốc Sở Y tế Bắc Giang Từ Quốc Hiệu dự họp.", ["Sở Y tế Bắc Giang"]),
        ("Phó Giám đốc Sở Lò Văn Tiến kiểm tra.", ["Sở"]),
        ("Tỉnh ủy, HĐND, UBND tỉnh Yên Bái đã chỉ đạo.", ["Tỉnh ủy", "HĐND", "UBND tỉnh Yên Bái"]),
        ("Phòng Nghiệp vụ Y - Sở Y tế trả lời.", ["Phòng Nghiệp vụ Y", "Sở Y tế"]),
        ("Trưởng phòng Tổ chức cán bộ xây dựng đề án.", ["phòng Tổ chức cán bộ"]),
        ("Cục Quản lý Khám, chữa bệnh thuộc Bộ Y tế có văn bản.", ["Cục Quản lý Khám, chữa bệnh", "Bộ Y tế"]),
        ("Văn phòng UBND tỉnh và Thanh tra Sở Y tế phối hợp.", ["Văn phòng UBND tỉnh", "Thanh tra Sở Y tế"]),
        ("Sở Văn hóa, Thể thao và Du lịch, Sở Nội vụ cùng dự.", ["Sở Văn hóa, Thể thao và Du lịch", "Sở Nội vụ"]),
        ("Đến Trạm Y tế phường 15, quận Tân Bình.", ["Trạm Y tế phường 15"]),
        ("Ủy ban nhân dân (UBND) tỉnh Cà Mau họp.", ["Ủy ban nhân dân (UBND) tỉnh Cà Mau"]),
        ("Bệnh viện Nguyễn Tri Phương khánh thành.", ["Bệnh viện Nguyễn Tri Phương"]),
        ("bệnh viện đa khoa tỉnh Hòa Bình tiếp nhận", ["bệnh viện đa khoa tỉnh Hòa Bình"]),
        (
            "Ban Chỉ đạo phòng, chống dịch COVID-19 tỉnh Kiên Giang họp.",
            ["Ban Chỉ đạo phòng, chống dịch COVID-19 tỉnh Kiên Giang"],
        ),
        ("SỞ Y TẾ TỈNH KON TUM BAN HÀNH KẾ HOẠCH", ["SỞ Y TẾ TỈNH KON TUM"]),
        ("Sở Dân tộc và Tôn giáo, Sở KH-CN, Sở LĐ-TB-XH họp.", ["Sở Dân tộc và Tôn giáo", "Sở KH-CN", "Sở LĐ-TB-XH"]),
        (
            "Sở Văn hóa, Thông tin và Du lịch báo cáo UBKT Trung ương.",
            ["Sở Văn hóa, Thông tin và Du lịch", "UBKT Trung ương"],
        ),
        (
            "Cục khám chữa bệnh trả lời Trung tâm dinh dưỡng thành phố Huế.",
            ["Cục khám chữa bệnh", "Trung tâm dinh dưỡng thành phố Huế"],
        ),
        (
            "Phòng Quản lý sản phẩm thực phẩm kiểm tra Trường TH-THCS Nà Ớt 2.",
            ["Phòng Quản lý sản phẩm thực phẩm", "Trường TH-THCS Nà Ớt 2"],
        ),
        (
            "Công ty cổ phần dược phẩm và thiết bị y tế An Khang tặng quà.",
            ["Công ty cổ phần dược phẩm và thiết bị y tế An Khang"],
        ),
        (
            "Công đoàn cơ sở (CĐCS) Trung tâm Y tế huyện Mộc Châu họp.",
            ["Công đoàn cơ sở (CĐCS) Trung tâm Y tế huyện Mộc Châu"],
        ),
        ("Chuyển tới Trung tâm Cấp cứu A9 và Phòng Cấp cứu 3.", ["Trung tâm Cấp cứu A9", "Phòng Cấp cứu 3"]),
        ("Chạy đến khoa cấp cứu BV quận Hải An.", ["khoa cấp cứu BV quận Hải An"]),
        ("Đảng ủy, HĐND, UBND xã Nậm Có họp.", ["Đảng ủy", "HĐND", "UBND xã Nậm Có"]),
        ("Đội Quản lý thị trường số 4 lập biên bản.", ["Đội Quản lý thị trường số 4"]),
        (
            "Ban Vận động hiến máu tình nguyện (HMTN) tỉnh Lạng Sơn họp.",
            ["Ban Vận động hiến máu tình nguyện (HMTN) tỉnh Lạng Sơn"],
        ),
        ("TTYT huyện Mai Sơn gửi CDC Sơn La và BHXH tỉnh.", ["TTYT huyện Mai Sơn", "CDC Sơn La", "BHXH tỉnh"]),
    ],
)
def test_names_end_where_they_end(sentence: str, expected: list[str]) -> None:
    assert texts(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Các Sở, ban, ngành nghiêm túc thực hiện.",
        "Xây dựng Chính phủ điện tử, Chính phủ số là xu thế.",
        "Nhiều bệnh viện tuyến huyện thiếu bác sĩ gây mê.",
        "Tham gia bảo hiểm xã hội là quyền lợi.",
        "Hội nghị, hội thảo, báo cáo đều giảm.",
        "Ông là Tỉnh ủy viên, Chi cục trưởng.",
        "Công văn số 215/SYT-NVY về việc trên.",
        "Trung tâm của vùng nằm bên bờ sông.",
        "Gửi Sở Y tế các tỉnh, thành phố để biết.",
        "Đây là cơ quan Thường trực của chương trình.",
        "Nhân Ngày Quốc tế Điều dưỡng, khoa phòng nào cũng có hoa.",
        "Việc này do UBND cấp huyện và HĐND cấp xã quyết định.",
        "Trạm chuyển về UBND xã, phường, đặc khu; có một công ty Việt Nam tài trợ.",
        "Ngày thi THPT Quốc gia đã định.",
        "Viện đưa một bệnh nhân Việt Nam về nước, ngân hàng rót vốn vào Việt Nam.",
        "Quỹ hỗ trợ bệnh nhân Việt Nam ở xa.",
        "Theo Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ, việc này đã rõ.",
    ],
)
def test_kinds_and_words_are_no_bodies(sentence: str) -> None:
    assert texts(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Hướng dẫn của bộ Y tế, bộ Tài chính đã rõ.", ["bộ Y tế", "bộ Tài chính"]),
        ("Chuyên viên vụ Pháp chế, cục Quản lý Dược góp ý.", ["vụ Pháp chế", "cục Quản lý Dược"]),
        ("Số liệu của tổng cục Thống kê và văn phòng Chính phủ.", ["tổng cục Thống kê", "văn phòng Chính phủ"]),
        ("Nộp tại trung tâm hành chính công tỉnh cho tiện.", ["trung tâm hành chính công tỉnh"]),
        ("Họp tại văn phòng UBND tỉnh Hà Giang.", ["văn phòng UBND tỉnh Hà Giang"]),
        ("Thay toàn bộ máy móc, mở vụ án, khởi tố vụ Hoa Phượng.", []),
        ("Các trung tâm y tế huyện và những bệnh viện đa khoa tỉnh đều dự.", []),
        ("In bộ thủ tục, bộ tiêu chí và bộ Quy trình mới.", []),
    ],
)
def test_heads_in_small_letters(sentence: str, expected: list[str]) -> None:
    assert texts(sentence) == expected


@pytest.mark.parametrize(
    "name",
    [
        "Viện Nghiên cứu phát triển kinh tế - xã hội tỉnh",
        "Chi cục Bảo vệ thực vật",
        "Cục Quản lý tài nguyên nước",
        "Cục An toàn bức xạ và hạt nhân",
        "Bảo hiểm xã hội khu vực XII",
        "Kho bạc Nhà nước khu vực VII",
        "Tòa án nhân dân khu vực 3 - Lào Cai",
        "Tổ công tác về cắt giảm giấy phép của Thủ tướng Chính phủ",
        "Tổ công tác thực hiện Đề án 06 của Chính phủ",
        "Tổ công tác triển khai Đề án 06 tỉnh Cà Mau",
        "Thuế cơ sở 7 tỉnh Cà Mau",
        "Thuế cơ sở 9",
        "Trung tâm Chuyển giao tiến bộ kỹ thuật tỉnh Sơn La",
        "Trung tâm Ứng dụng tiến bộ khoa học tỉnh Cà Mau",
        "Ban Quản lý dự án đầu tư xây dựng các công trình giao thông tỉnh Sơn La",
        "Bệnh viện Đa khoa vùng Tây Nguyên",
        "Ban Quản lý dự án đầu tư xây dựng công trình giao thông tỉnh Gia Lai",
        "Ban Chính sách, chiến lược Trung ương",
        "Ủy ban Pháp luật và Tư pháp",
        "Chi cục Dân số - Trẻ em",
        "Trung tâm Cung ứng dịch vụ công xã",
        "Kiểm toán Nhà nước khu vực IV",
        "Văn phòng Điều phối nông thôn mới tỉnh",
        "Trung tâm Hỗ trợ phát triển giáo dục hòa nhập",
        "Trung tâm thông tin tín dụng Việt Nam",
        "Hãng phim hoạt hình Việt Nam",
        "Bệnh viện Việt Nam - Bun-ga-ri Quảng Bình",
        "Bệnh viện Hữu nghị Việt Nam - Cuba",
        "Ban Chỉ đạo chuyển đổi số của Chính phủ",
        "Ban Chỉ đạo phát triển nhà ở của Thủ tướng Chính phủ",
        "Vụ Thẩm định giám sát đầu tư",
        "Quỹ Bình ổn giá",
        "Chi nhánh Văn phòng đăng ký đất đai huyện Yên Dũng",
        "Hội đồng quản lý chất lượng Sở Y tế tỉnh Lào Cai",
        "Cty TNHH Hoa Mai",
        "Bệnh viện (BV) Nhi đồng Thành phố",
        "Sở Giao dịch chứng khoán Hà Nội",
        "Liên Bộ Tài chính - Công Thương",
    ],
)
def test_long_names_are_whole(name: str) -> None:
    assert texts(f"Theo {name}, việc này đã xong.") == [name]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Trung tâm Y tế đào tạo 30 người, Khoa Dược nghiên cứu thuốc nam.", ["Trung tâm Y tế", "Khoa Dược"]),
        ("Viện Nghiên cứu đề nghị bổ sung.", ["Viện Nghiên cứu"]),
        ("Gửi các Sở Y tế, các bệnh viện trong cả nước.", []),
        ("Tổng công ty Đường sắt Việt Nam ĐSVN trả lời.", ["Tổng công ty Đường sắt Việt Nam"]),
        ("Ban Chỉ đạo họp theo kế hoạch của Chính phủ.", ["Ban Chỉ đạo", "Chính phủ"]),
        ("UBND xã Nậm Có, phường Cam Đường họp.", ["UBND xã Nậm Có"]),
        ("UBND tỉnh, Sở Y tế và Công ty Sữa Việt Nam tặng quà.", ["UBND tỉnh", "Sở Y tế", "Công ty Sữa Việt Nam"]),
        ("Học sinh THPT Lê Lợi nghỉ học.", ["THPT Lê Lợi"]),
        ("Viện (ICU) thiếu máy thở, trung tâm (TT) cũ đóng cửa.", []),
        ("Quốc hội (QH) họp. Theo QH, việc này chậm.", ["Quốc hội", "QH", "QH"]),
        ("Hội đồng quản lý chất lượng họp tại Sở Y tế Lào Cai.", ["Sở Y tế Lào Cai"]),
        ("Giao UBND cấp xã Tân Lập và UBND xã Tân Lập rà soát.", ["UBND cấp xã Tân Lập", "UBND xã Tân Lập"]),
        ("Gửi các Sở Nội vụ, Sở Tài chính để thực hiện.", ["Sở Nội vụ", "Sở Tài chính"]),
        ("Vụ SaoVàng được nhắc lại trên trang vtin.VN.", []),
        ("Báo cáo Chỉ số Hiệu năng và Bộ Thủ tục nội bộ đã xong.", []),
        ("HĐND TP. Phiếu hỏi đã gửi.", ["HĐND TP"]),
        ("UBND TP. Vinh gửi giấy mời.", ["UBND TP. Vinh"]),
        ("Vụ Ngân hàng ABC ra tòa, Vụ Bảo hiểm y tế góp ý.", ["Ngân hàng ABC", "Vụ Bảo hiểm y tế"]),
        ("Tổ công tác của khoa, tổ công tác triển khai tiêm chủng đều họp.", []),
        ("Cơ quan thuế cơ sở 2 tầng, thuế 5 tỉnh.", []),
        ("Cách trung tâm xã Bờ Y 5 km.", []),
        ("Theo Bộ, việc đã rõ. Bộ Nội vụ trả lời, Bộ nói thêm.", ["Bộ Nội vụ", "Bộ"]),
    ],
)
def test_what_follows_a_name_or_looks_like_one_is_none(sentence: str, expected: list[str]) -> None:
    assert texts(sentence) == expected


def test_one_name_for_one_body() -> None:
    text = (
        "UBND tỉnh Kon Tum ban hành kế hoạch. Ủy ban nhân dân tỉnh giao Sở Y tế thực hiện. "
        "Sở Y tế tỉnh Kon Tum giao CDC Kon Tum chủ trì; Trung tâm kiểm soát bệnh tật tỉnh báo cáo UBND tỉnh."
    )
    names = {name for _, name in orgs(text)}
    assert names == {
        "Ủy ban nhân dân tỉnh Kon Tum",
        "Sở Y tế tỉnh Kon Tum",
        "Trung tâm Kiểm soát bệnh tật tỉnh Kon Tum",
    }


def test_a_level_that_is_written_stays() -> None:
    assert orgs("Đảng ủy xã Mường Bú họp, Huyện ủy Mai Sơn dự.") == [
        ("Đảng ủy xã Mường Bú", "Đảng ủy xã Mường Bú"),
        ("Huyện ủy Mai Sơn", "Huyện ủy Mai Sơn"),
    ]


def test_a_bare_body_belongs_to_the_source() -> None:
    assert orgs("Sở Y tế vừa ban hành kế hoạch.", source_province="Sơn La") == [("Sở Y tế", "Sở Y tế tỉnh Sơn La")]
    assert orgs("Trung tâm đã lắp bốn ki ốt.", unit="Trung tâm Y tế quận Tân Bình") == [
        ("Trung tâm", "Trung tâm Y tế quận Tân Bình")
    ]
    assert orgs("UBND thành phố giao Sở Y tế.", source_province="Đà Nẵng") == [
        ("UBND thành phố", "Ủy ban nhân dân thành phố Đà Nẵng"),
        ("Sở Y tế", "Sở Y tế thành phố Đà Nẵng"),
    ]


def test_a_short_form_means_the_body_last_named() -> None:
    text = "Bệnh viện Đa khoa tỉnh Lai Châu có 500 giường. Bệnh viện đã tự chủ. Trung tâm Y tế Than Uyên thì chưa."
    assert [name for _, name in orgs(text)] == [
        "Bệnh viện Đa khoa tỉnh Lai Châu",
        "Bệnh viện Đa khoa tỉnh Lai Châu",
        "Trung tâm Y tế huyện Than Uyên",
    ]


def test_the_issuer_in_a_reference_is_still_a_body() -> None:
    text = "Thực hiện Kế hoạch của UBND tỉnh Thái Nguyên về cải cách hành chính."
    assert texts(text) == ["UBND tỉnh Thái Nguyên"]


def test_members_of_a_list_share_its_head() -> None:
    assert orgs("Dự họp có lãnh đạo các phòng Nghiệp vụ Y, Nghiệp vụ Dược và Kế hoạch - Tài chính.") == [
        ("phòng Nghiệp vụ Y", "Phòng Nghiệp vụ Y"),
        ("Nghiệp vụ Dược", "Phòng Nghiệp vụ Dược"),
        ("Kế hoạch - Tài chính", "Phòng Kế hoạch - Tài chính"),
    ]
    assert orgs("Chuyển người bệnh lên Bệnh viện Bạch Mai, Việt Đức.") == [
        ("Bệnh viện Bạch Mai", "Bệnh viện Bạch Mai"),
        ("Việt Đức", "Bệnh viện Việt Đức"),
    ]


def test_a_short_form_in_brackets_names_its_body_from_there_on() -> None:
    found = orgs("Tổng cục Thủy lợi (TCTL) họp sáng nay. Theo TCTL, mưa còn lớn; xem Văn bản số 12/TCTL-VP.")
    assert found == [
        ("Tổng cục Thủy lợi", "Tổng cục Thủy lợi"),
        ("TCTL", "Tổng cục Thủy lợi"),
        ("TCTL", "Tổng cục Thủy lợi"),
    ]


def test_other_letters_in_brackets_name_no_body() -> None:
    assert texts("Sở Nội vụ (PAR INDEX, SIPAS) và Sở Y tế (ISO) báo cáo. ISO và SIPAS đều tăng.") == [
        "Sở Nội vụ",
        "Sở Y tế",
    ]
