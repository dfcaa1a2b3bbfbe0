"""Word lists of the grammar of organisations."""

from __future__ import annotations

from nlp.entities.lexicon import words

__all__ = [
    "BOARD_STOPS",
    "CAPITAL_FIRST",
    "DESCRIBED_BY_WORDS",
    "GOES_ON",
    "NOT_UNITS",
    "OPENING_WORDS",
    "TAKES_BODY",
    "WANTS_OBJECT",
    "WHOLE_WORDS",
]

#: Heads that are a part of the body named right after them: "Văn phòng UBND tỉnh".
TAKES_BODY = words(
    """
    ban; ban chấp hành; ban chỉ đạo; ban dân vận; chi nhánh; ban nội chính; ban pháp chế; ban thường vụ; ban tuyên giáo;
    ban tuyên giáo và dân vận; bch; btv; bộ môn; bộ phận một cửa; bộ phận tiếp nhận và trả kết quả; chi bộ;
    công đoàn; công đoàn cơ sở; hội đồng; khoa; phòng; thanh tra; thường trực; trung tâm phục vụ hành chính công;
    trường chính trị; văn phòng; văn phòng đoàn đbqh và hđnd; đoàn thanh niên; đảng bộ; đảng ủy; ủy ban;
    ủy ban kiểm tra;
    công ty; công ty tnhh;
    công ty cổ phần; cđ; cđcs; ban văn hóa - xã hội; ban văn hóa – xã hội; ban vh-xh; ban kinh tế - ngân sách;
    ban dân tộc; ban cán sự đảng; ubkt; ban tổ chức; cơ quan cảnh sát điều tra; cơ quan csđt
    """
)

#: Heads so common as words that only a capitalised description makes them names.
CAPITAL_FIRST = words(
    """
    ban; báo; chi nhánh; câu lạc bộ; công đoàn; cục; hội; hội đồng; kho bạc; khoa; liên hiệp; liên minh;
    liên đoàn; phòng; quỹ; thanh tra; trường; tt; tổ chức; tổng hội; viện; văn phòng; vụ; đài; ủy ban
    """
)

#: What begins like a unit and is none.
NOT_UNITS = words(
    """
    ban biên; ban giám; ban hành; ban lãnh; ban soạn; báo cáo; hội an; hội chẩn; hội chợ; hội diễn;
    hội họp; hội nghị; hội nhập; hội thi; hội thảo; hội trường; hội đàm; khoa học; phòng chống; trường hợp;
    thpt chuyên; thpt công; thpt ngoài; thpt quốc;
    tổ chức hội; tổ chức thực; viện phí; văn phòng phẩm; vụ việc; đài loan
    """
)

#: Words that open a sentence, and so have a capital, before a body.
OPENING_WORDS = words(
    "theo; tại; đến; về; ở; do; từ; với; gửi; sau; khi; bởi; qua; trước; cùng; để; vì; và; nhờ; được; trong"
)

#: Two syllables that are one word, so that no body begins at the second.
WHOLE_WORDS = words(
    """
    biên phòng; quốc phòng; dự phòng; văn phòng; hải phòng; xã hội; cơ hội; quốc hội; lễ hội; đại hội; chi hội; y khoa;
    đa khoa; nhi khoa; nha khoa; chuyên khoa; sản khoa; ngoại khoa; nội khoa; lão khoa; chi viện; nhập viện;
    xuất viện; ra viện; nằm viện;
    vào viện; đi viện; chuyển viện; phân viện; thông báo; dự báo; cảnh báo;
    tình báo; bệnh viện; nhân viện; học viện; thị trường; môi trường; nông trường; quảng trường; nhà trường;
    hiện trường; lâu đài; tổng đài; điện đài; ủy ban; ký quỹ; công quỹ; gây quỹ; nhật báo; y viện
    """
)

#: Heads after which a lone capitalised syllable begins a word: "Khoa Hóa sinh".
DESCRIBED_BY_WORDS = words(
    """
    khoa; phòng; cục; vụ; viện; hội; câu lạc bộ; học viện; ban; trung tâm; chi cục; tổng cục; ủy ban; hội đồng;
    hiệp hội; trường; đài; văn phòng; quỹ; tạp chí; liên hiệp; liên minh; bộ môn; cao đẳng; trường cao đẳng;
    trường đại học; đại học
    """
)

#: Words that end the task of a board, and any description.
BOARD_STOPS = words(
    """
    ban; cho; có; của; do; giao; gồm; họp; là; sẽ; theo; tiếp; trong; tại; tổ; từ; và; về; với; yêu; đang; đã;
    được; đề; để
    """
)

#: Descriptions that go on with what they are about: "Quản lý an toàn thực phẩm".
WANTS_OBJECT = words(
    """
    quản lý; kiểm soát; kiểm nghiệm; kiểm tra; giám sát; phòng chống; chăm sóc; truyền thông; đào tạo; chẩn đoán;
    chấn thương; bảo vệ; phục hồi; hồi sức; giám định; ứng dụng; phát triển; hỗ trợ; tư vấn; điều trị; vệ sinh;
    nghiên cứu; xúc tiến; cung ứng; dịch vụ; bảo tồn; kiểm định; quan trắc; khai thác; xử lý; bồi dưỡng; trợ giúp;
    chuyển giao; đánh giá; thẩm định; bình ổn; cấp phép
    """
)

#: Verbs that go on such a description before its object: "Nghiên cứu | phát triển | kinh tế".
GOES_ON = words(
    """
    phát triển; ứng dụng; bảo tồn; đào tạo; chuyển giao; cung cấp; quản lý; khai thác; tư vấn; sản xuất; thẩm định;
    giám sát
    """
)
