"""The stock of sentences that generated articles are put together from. ``{…}`` is filled by ``Words``."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import datetime
from typing import Literal

from samples.shapes import Shape

__all__ = ["CLOSINGS", "OPENINGS", "PEOPLE", "PLACES", "REMARKS", "RESULTS", "TASKS", "TITLES", "Words"]

Topic = Literal["the_che", "tthc", "bo_may", "cong_vu", "tai_chinh", "chinh_quyen_so", "chi_dao", "hai_long"]

PLACES = {
    "Thái Nguyên": ("huyện Đồng Hỷ", "huyện Võ Nhai", "thành phố Sông Công", "huyện Đại Từ", "huyện Phú Lương"),
    "Sơn La": ("huyện Mai Sơn", "huyện Mộc Châu", "huyện Mường La", "huyện Phù Yên", "huyện Sông Mã"),
    "Kon Tum": ("huyện Đăk Hà", "huyện Đăk Tô", "huyện Sa Thầy", "huyện Kon Rẫy", "huyện Ia H'Drai"),
    "Hồ Chí Minh": ("Phường 2", "Phường 4", "Phường 9", "Phường 13", "Phường 14"),
}
PEOPLE = ("Ngọc Lan", "Vũ Hải", "Phạm Thu Hà", "Đình Quý", "Mai Phương", "Trần Lâm", "Lê Khánh Chi", "Bế Văn Tuấn")

TITLES: tuple[tuple[Topic, str], ...] = (
    ("tthc", "Rút ngắn thời gian giải quyết thủ tục hành chính tại {đơn vị}"),
    ("tthc", "{Đơn vị} nâng chất lượng tiếp nhận, trả kết quả hồ sơ"),
    ("chinh_quyen_so", "{Đơn vị} đẩy nhanh chuyển đổi số trong khám, chữa bệnh"),
    ("chinh_quyen_so", "Đưa dịch vụ công trực tuyến đến gần người dân {nơi}"),
    ("cong_vu", "Nâng cao tinh thần phục vụ của viên chức {đơn vị}"),
    ("cong_vu", "{Đơn vị} chấn chỉnh kỷ luật, kỷ cương hành chính"),
    ("bo_may", "Sắp xếp lại các khoa, phòng của {đơn vị}"),
    ("tai_chinh", "{Đơn vị} vận hành cơ chế tự chủ tài chính"),
    ("hai_long", "Người bệnh chấm điểm hài lòng {đơn vị}"),
    ("chi_dao", "Kiểm tra công tác cải cách hành chính tại {nơi}"),
    ("the_che", "Rà soát văn bản quy phạm pháp luật liên quan {đơn vị}"),
)

OPENINGS = (
    "Ngày {ngày}, {đơn vị} tổ chức hội nghị đánh giá công tác cải cách hành chính và bàn việc cho những tháng tới.",
    "Thực hiện {văn bản} của {cấp trên}, {đơn vị} đã phân công từng khoa, phòng phụ trách một nhóm nhiệm vụ cải cách.",
    "Đoàn công tác của Sở Y tế vừa làm việc với {đơn vị} về kết quả cải cách hành chính từ đầu năm.",
    "Nhiều tháng nay, {đơn vị} coi cải cách hành chính là việc phải làm hằng ngày chứ không đợi tới đợt kiểm tra.",
    "Căn cứ {văn bản}, lãnh đạo {đơn vị} đã thống nhất lộ trình thực hiện và mốc hoàn thành của từng đầu việc.",
)

TASKS: dict[Topic, tuple[str, ...]] = {
    "tthc": (
        "Bộ phận tiếp nhận và trả kết quả đã xử lý {hồ sơ}, phần còn lại đang trong thời hạn.",
        "Thời gian thẩm định được rút bớt {ngày công} nhờ bỏ một lần chuyển hồ sơ giấy giữa các phòng.",
        "Danh mục {thủ tục} được niêm yết lại, kèm biểu mẫu điền sẵn để người dân đối chiếu.",
        "Mỗi hồ sơ chậm đều có thư xin lỗi nêu rõ lý do và ngày hẹn lại.",
    ),
    "chinh_quyen_so": (
        "Tỷ lệ hồ sơ nộp trực tuyến đạt {phần trăm}, tăng rõ rệt sau khi có nhóm hướng dẫn tại chỗ.",
        "Kết quả xét nghiệm, phim chụp được lưu trên hệ thống, bác sĩ xem ngay tại giường bệnh.",
        "Chữ ký số đã được cấp cho trưởng khoa và những người trực lãnh đạo.",
        "Đơn vị kết nối dữ liệu với cơ sở dữ liệu quốc gia về dân cư để tra cứu thẻ bảo hiểm y tế bằng căn cước.",
    ),
    "cong_vu": (
        "Lịch tập huấn giao tiếp, ứng xử đã mở cho {người}, học theo tình huống có thật tại quầy.",
        "Camera khu tiếp đón giúp lãnh đạo biết giờ nào đông, khoa nào để người bệnh phải chờ.",
        "Bản cam kết đổi mới phong cách, thái độ phục vụ được ký tới từng viên chức.",
    ),
    "bo_may": (
        "Phương án sắp xếp giảm {đầu mối}, không tăng biên chế và không để trống việc.",
        "Chức năng, nhiệm vụ của từng phòng được viết lại, tránh một việc hai nơi cùng làm.",
        "Viên chức dôi dư được bố trí theo vị trí việc làm đã phê duyệt.",
    ),
    "tai_chinh": (
        "Nguồn thu sự nghiệp bảo đảm {phần trăm} chi thường xuyên.",
        "Quy chế chi tiêu nội bộ được công khai, mọi khoản chi có người chịu trách nhiệm.",
        "Giá dịch vụ y tế niêm yết ở sảnh và trên trang thông tin; thanh toán không dùng tiền mặt được khuyến khích.",
    ),
    "hai_long": (
        "Trong kỳ khảo sát có {phiếu} được thu về, tỷ lệ hài lòng chung đạt {phần trăm}.",
        "Nhóm tiêu chí về thời gian chờ vẫn bị chấm thấp nhất.",
        "Ý kiến góp ý được trả lời công khai trên bảng tin chậm nhất sau hai ngày làm việc.",
    ),
    "chi_dao": (
        "Đoàn kiểm tra xem sổ sách, phần mềm và hỏi trực tiếp người đang chờ làm thủ tục.",
        "Kế hoạch CCHC của đơn vị có đủ mốc thời gian, nhưng phần phân công còn chung chung.",
        "Từ đầu năm, đơn vị ban hành {văn bản ban hành} chỉ đạo, đôn đốc.",
    ),
    "the_che": (
        "Qua rà soát, {văn bản rà soát} không còn phù hợp được đề nghị bãi bỏ hoặc sửa đổi.",
        "Dự thảo văn bản mới được đăng lấy ý kiến trước khi trình thẩm định.",
        "Việc theo dõi thi hành pháp luật được lồng ghép vào các đợt kiểm tra chuyên ngành.",
    ),
}

REMARKS = (
    "Cách làm này không tốn kém nhưng đòi hỏi người phụ trách theo sát từng ngày.",
    "Người dân ở xa bớt được một lần đi lại, điều mà trước đây ít ai nghĩ tới.",
    "Tuy vậy, ở tuyến xã việc triển khai còn chậm vì thiếu máy tính và người thạo việc.",
    "Lãnh đạo đơn vị cho biết sẽ giữ nhịp họp kiểm điểm tiến độ vào sáng thứ Hai hằng tuần.",
    "Một số viên chức lớn tuổi ban đầu ngại thay đổi, nay đã quen và còn hướng dẫn lại đồng nghiệp.",
)

RESULTS = (
    "Tại {nơi}, việc trả kết quả qua bưu chính được người dân ủng hộ, nhất là những nhà ở xa.",
    "Đối chiếu với mục tiêu năm, đơn vị đã đi được hơn nửa chặng đường; phần khó còn lại là hạ tầng và kinh phí.",
    "Qua kiểm tra thực tế tại {nơi}, các đầu việc cơ bản đúng hạn, chỉ có hai việc xin lùi thời hạn và đã nêu lý do.",
    "Theo {văn bản}, kết quả thực hiện là căn cứ xếp loại tập thể và người đứng đầu cuối năm.",
    "Những kiến nghị vượt thẩm quyền đã được tổng hợp gửi {cấp trên} xem xét.",
)

CLOSINGS = (
    "Thời gian tới, {đơn vị} tiếp tục rà soát, bỏ bước không cần thiết và công khai kết quả để người dân giám sát.",
    "Từ nay đến cuối năm, ba việc được ưu tiên là số hóa, đào tạo nhân lực và xử lý dứt điểm phản ánh của người dân.",
    "Kết quả bước đầu cho thấy khi người đứng đầu vào cuộc thì việc khó cũng có cách gỡ.",
)

_HEADS = ("Trung tâm Y tế {place}", "Phòng khám đa khoa khu vực {place}", "Bệnh viện đa khoa {place}")
_TYPES = {"KH": "Kế hoạch", "QĐ": "Quyết định", "CT": "Chỉ thị", "TB": "Thông báo"}


class Words:
    """Fills the blanks of one article and remembers which documents and figures it wrote."""

    def __init__(self, dice: random.Random, shape: Shape, when: datetime) -> None:
        self._dice = dice
        self._when = when
        self._place = dice.choice(PLACES[shape.province])
        self._unit = dice.choice(_HEADS).format(place=self._place)
        self._upper = "UBND Thành phố" if shape.province == "Hồ Chí Minh" else f"UBND tỉnh {shape.province}"
        self.documents: list[tuple[str, str]] = []
        self.figures: list[tuple[str, float, str]] = []
        self._fill: dict[str, Callable[[], str]] = {
            "đơn vị": lambda: self._unit,
            "Đơn vị": lambda: self._unit,
            "nơi": lambda: self._place,
            "cấp trên": lambda: self._upper,
            "ngày": lambda: f"{self._when.day}/{self._when.month}/{self._when.year}",
            "văn bản": self._document,
            "hồ sơ": lambda: self._figure(self._dice.randint(120, 2400), "hồ sơ"),
            "ngày công": lambda: self._figure(self._dice.randint(2, 12), "ngày"),
            "thủ tục": lambda: self._figure(self._dice.randint(20, 180), "thủ tục"),
            "phần trăm": self._percent,
            "người": lambda: self._figure(self._dice.randint(20, 260), "viên chức"),
            "đầu mối": lambda: self._figure(self._dice.randint(2, 6), "đầu mối"),
            "phiếu": lambda: self._figure(self._dice.randint(150, 1900), "phiếu"),
            "văn bản ban hành": lambda: self._figure(self._dice.randint(8, 40), "văn bản"),
            "văn bản rà soát": lambda: self._figure(self._dice.randint(3, 19), "văn bản"),
        }

    def fill(self, text: str) -> str:
        """The sentence with its blanks filled."""
        return re.sub(r"\{([^}]+)\}", lambda blank: self._fill[blank[1]](), text)

    def _document(self) -> str:
        code = self._dice.choice(tuple(_TYPES))
        number = f"{self._dice.randint(11, 3900)}/{code}-{self._dice.choice(('SYT', 'UBND'))}"
        self.documents.append((number, _TYPES[code]))
        return f"{_TYPES[code]} số {number} ngày {self._dice.randint(1, 28):02d}/{self._dice.randint(3, 6)}/2022"

    def _figure(self, value: int, unit: str) -> str:
        text = f"{value:,} {unit}".replace(",", ".")
        self.figures.append((text, float(value), unit))
        return text

    def _percent(self) -> str:
        tenths = self._dice.randint(301, 998)
        text = f"{tenths // 10},{tenths % 10}%"
        self.figures.append((text, tenths / 10, "%"))
        return text
