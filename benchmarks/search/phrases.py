"""Sentences with gaps, by reform area, from which the generator writes articles. Written for this benchmark."""

from __future__ import annotations

__all__ = ["GENERAL", "HEALTH", "LEADS", "SENTENCES", "TITLES"]

TITLES: dict[str, tuple[str, ...]] = {
    "the_che": (
        "{unit} rà soát văn bản quy phạm pháp luật năm {year}",
        "{province}: Góp ý dự thảo quy định về {subject}",
        "Hoàn thiện thể chế trong lĩnh vực {subject}",
    ),
    "tthc": (
        "{unit} rút ngắn thời gian giải quyết thủ tục {subject}",
        "{place} nâng cao hiệu quả bộ phận một cửa",
        "Công bố {small} thủ tục hành chính mới về {subject}",
        "Cải cách thủ tục hành chính ở {unit}: người dân được lợi",
    ),
    "bo_may": (
        "{unit} sắp xếp lại các khoa, phòng theo hướng tinh gọn",
        "Sáp nhập trung tâm y tế tại {place}",
        "{province} kiện toàn tổ chức bộ máy ngành y tế",
    ),
    "cong_vu": (
        "Siết chặt kỷ luật, kỷ cương hành chính tại {unit}",
        "{unit} tập huấn kỹ năng giao tiếp cho viên chức y tế",
        "Đổi mới phong cách, thái độ phục vụ ở {place}",
    ),
    "tai_chinh": (
        "{unit} thực hiện cơ chế tự chủ tài chính",
        "Thanh toán không dùng tiền mặt tại {place}",
        "{province} giao quyền tự chủ cho {small} đơn vị sự nghiệp y tế",
    ),
    "chinh_quyen_so": (
        "{unit} đẩy mạnh dịch vụ công trực tuyến",
        "Chuyển đổi số ở {place}: từ hồ sơ giấy đến bệnh án điện tử",
        "{province} triển khai hồ sơ sức khỏe điện tử toàn dân",
        "Ký số văn bản điện tử ở {unit}",
    ),
    "chi_dao": (
        "{unit} ban hành kế hoạch cải cách hành chính năm {year}",
        "Kiểm tra công tác cải cách hành chính tại {place}",
        "{province} họp Ban Chỉ đạo cải cách hành chính quý {quarter}",
        "Tuyên truyền cải cách hành chính năm {year} của {unit}",
    ),
    "hai_long": (
        "Khảo sát sự hài lòng của người dân tại {unit}",
        "{ratio}% người bệnh hài lòng khi đến {place}",
        "Chỉ số hài lòng về phục vụ hành chính của {province} tăng",
    ),
}

LEADS: tuple[str, ...] = (
    "Năm {year}, {unit} xác định cải cách hành chính là nhiệm vụ trọng tâm, gắn với chất lượng phục vụ nhân dân.",
    "Sáng {day}/{month}, {unit} tổ chức hội nghị đánh giá kết quả thực hiện nhiệm vụ {subject}.",
    "Thời gian qua, công tác {subject} ở {place} có nhiều chuyển biến rõ nét.",
    "Với quyết tâm của tập thể lãnh đạo, {unit} đã hoàn thành sớm nhiều chỉ tiêu về {subject}.",
    "Thực hiện chỉ đạo của UBND tỉnh {province}, các cơ sở y tế đã đồng loạt ra quân từ đầu tháng {month}.",
)

SENTENCES: dict[str, tuple[str, ...]] = {
    "the_che": (
        "Đơn vị đã rà soát {small} văn bản quy phạm pháp luật, kiến nghị sửa đổi {tiny} văn bản không còn phù hợp.",
        "Công tác kiểm tra văn bản được làm thường xuyên, đúng quy trình, không để văn bản trái quy định.",
        "Dự thảo {document} được lấy ý kiến rộng rãi trên trang thông tin điện tử.",
        "Việc theo dõi thi hành pháp luật về {subject} được giao cho phòng chuyên môn chủ trì.",
    ),
    "tthc": (
        "Từ đầu năm đến nay, bộ phận một cửa tiếp nhận {count} hồ sơ, giải quyết đúng hạn {ratio}%.",
        "Có {done}/{count} hồ sơ được trả trước hạn, không có hồ sơ quá hạn.",
        "Thời gian giải quyết thủ tục cấp {subject} giảm từ {small} ngày xuống còn {tiny} ngày làm việc.",
        "Toàn bộ {small} thủ tục hành chính được niêm yết công khai tại nơi tiếp nhận.",
        "Cán bộ một cửa hướng dẫn tận tình, người dân chỉ phải đi lại một lần.",
    ),
    "bo_may": (
        "Sau sắp xếp, đơn vị giảm {tiny} khoa, phòng và {small} biên chế so với năm trước.",
        "Chức năng, nhiệm vụ của từng bộ phận được quy định rõ, không còn chồng chéo.",
        "Việc sáp nhập các trạm y tế ở {place} được nhân dân đồng tình.",
    ),
    "cong_vu": (
        "Đơn vị mở {tiny} lớp bồi dưỡng cho {count} lượt công chức, viên chức.",
        "Người đứng đầu chịu trách nhiệm về kết quả thực hiện quy tắc ứng xử của nhân viên y tế.",
        "Qua kiểm tra đột xuất, {tiny} trường hợp vi phạm giờ giấc làm việc đã bị nhắc nhở.",
        "Bác sĩ {person} cho biết thái độ phục vụ là thước đo đầu tiên của cải cách.",
    ),
    "tai_chinh": (
        "Nguồn thu sự nghiệp đạt {money} triệu đồng, tăng {ratio}% so với cùng kỳ.",
        "Tỷ lệ thanh toán viện phí không dùng tiền mặt đạt {ratio}%.",
        "Cơ chế tự chủ giúp {unit} chủ động mua sắm thiết bị và tăng thu nhập cho viên chức.",
    ),
    "chinh_quyen_so": (
        "Hiện có {small} dịch vụ công trực tuyến toàn trình, tỷ lệ hồ sơ nộp qua mạng đạt {ratio}%.",
        "Hệ thống DVCTT của tỉnh kết nối với cổng quốc gia từ tháng {month}.",
        "Phần mềm quản lý khám bệnh, chữa bệnh được liên thông với cơ quan bảo hiểm xã hội.",
        "Đến nay {count} người dân đã có hồ sơ sức khỏe điện tử.",
        "Văn bản đi được ký số {ratio}%, gửi qua trục liên thông.",
    ),
    "chi_dao": (
        "Căn cứ {document}, đơn vị xây dựng kế hoạch CCHC với {small} nhiệm vụ cụ thể.",
        "Đoàn kiểm tra ghi nhận những kết quả đạt được, đồng thời chỉ ra {tiny} tồn tại cần khắc phục.",
        "Lãnh đạo {unit} yêu cầu các khoa, phòng tự chấm điểm chỉ số cải cách hành chính trước ngày {day}/{month}.",
        "Nội dung tuyên truyền CCHC được đăng tải trên cổng thông tin với {small} tin, bài.",
    ),
    "hai_long": (
        "Kết quả khảo sát {count} người cho thấy mức độ hài lòng của người dân đạt {ratio}%.",
        "Phiếu hỏi tập trung vào thái độ phục vụ, thời gian chờ và chi phí.",
        "Sự hài lòng của người bệnh nội trú cao hơn người bệnh ngoại trú {tiny} điểm.",
    ),
}

GENERAL: tuple[str, ...] = (
    "Phát biểu tại buổi làm việc, ông {person}, Giám đốc {unit}, đánh giá cao nỗ lực của tập thể cán bộ, nhân viên.",
    "Theo bà {person} ở {place}, trước đây người dân phải chờ đợi lâu, nay mọi việc nhanh gọn hơn nhiều.",
    "Thực hiện {document} của Ủy ban nhân dân tỉnh, các đơn vị trực thuộc đã nghiêm túc triển khai.",
    "Bên cạnh kết quả đạt được, công tác {subject} vẫn còn một số khó khăn về nhân lực và kinh phí.",
    "Trong thời gian tới, {unit} tiếp tục đẩy mạnh thông tin, tuyên truyền đến từng thôn, tổ dân phố.",
    "Các cơ sở y tế trên địa bàn {place} tăng cường phối hợp với chính quyền địa phương.",
    "Ngành y tế {province} phấn đấu hoàn thành các chỉ tiêu trước ngày {day}/{month}/{year}.",
    "Đây là bước chuyển quan trọng, tạo niềm tin của nhân dân đối với cơ quan hành chính nhà nước.",
    "Báo cáo số {document} nêu rõ trách nhiệm của từng phòng, ban trong công tác {subject}.",
)

HEALTH: tuple[str, ...] = (
    "Trung tâm Kiểm soát bệnh tật tỉnh đã tiêm {count} liều vắc xin trong đợt {quarter}.",
    "Số ca sốt xuất huyết tại {place} giảm {ratio}% so với cùng kỳ năm trước.",
    "Bệnh viện đa khoa tỉnh triển khai kỹ thuật mới, cứu sống {tiny} người bệnh nguy kịch.",
    "Công tác an toàn thực phẩm được kiểm tra tại {small} cơ sở kinh doanh ăn uống.",
    "Trạm y tế xã duy trì khám sức khỏe định kỳ cho người cao tuổi.",
    "Chiến dịch hiến máu tình nguyện thu hút {count} đoàn viên, thanh niên tham gia.",
)
