"""Names of people in Vietnam: family names of the Kinh and of the minorities, and syllables that only occur inside.

Compiled by the project from general knowledge of the country.
"""

from __future__ import annotations

__all__ = ["MIDDLE_NAMES", "MINORITY_PARTICLES", "is_strong_surname", "is_surname"]

# Rarely anything but a family name when it begins a run of two to five capitalised syllables.
_STRONG = frozenset(
    """nguyễn trần phạm huỳnh phan vũ võ đặng bùi đỗ ngô trịnh đinh trương tạ doãn lưu khuất nghiêm giang tống
    quách vương chử thiều từ tăng đào lê hoàng hồ dương lý đoàn lương tô phùng mạc mạch lã la lại chu lâm triệu
    nông lò quàng tòng giàng sùng thào vừ lầu hạng vàng tráng hầu tẩn chẩu ksor siu rơchăm rcom kpă niê êban
    thạch kiều bế vi lục lường cầm điêu quan ông tôn trà khúc kha hứa phí phó đàm thái cù nhữ ninh viên âu bạch
    phù văn ma mùa ly mã cao hà mai đồng đậu nhâm đới diệp ứng tiêu lộ thân bành châu danh đàng kim khổng
    tiết vòng lồ lù giáp sầm hoa thi sử trang mông lữ trình uông úc ngân hờ cứ phàn bàn đường quản mẫn hán
    chế thành lỗ tào tưởng bá xa ngụy đèo liêu nhan khương mẫu phương đổng biện diêm""".split()
)
_PLACE_LIKE = frozenset(
    """hà thái cao lâm ninh mai châu đồng phù ông quan văn thành phương kim xa thi hoa vàng trà bá la đường sử
    bàn trang tiêu cầm bạch đèo lộ mẫu hán viên từ vi ngân giang an tân bình long phú phước mỹ vĩnh hải nam
    thanh quảng kiên hòa hưng đông tây bắc thượng hạ sơn nghĩa yên""".split()
)
# "A Lăng", "Y Ngọc", "K'Brôi", "H'Yim Kđoh": a particle of gender before the given name.
MINORITY_PARTICLES = frozenset({"a", "y", "k", "h", "ka", "ha", "rơ", "rơmah", "rah", "nay", "hơ", "pơ", "bh'riu"})
# Middle names that settle it: "X Thị Y", "X Văn Y".
MIDDLE_NAMES = frozenset(
    """văn thị hữu đức ngọc xuân minh quang thanh hồng đình công kim thế bá trọng mạnh thu bích như tuấn anh
    hoàng hải quốc viết trung đăng duy gia hà hoài khắc lan mai nhật phương phúc quỳnh sỹ sĩ tấn thành thúy thùy
    tiến trí tuyết vân việt vĩnh xuân diệu mỹ ánh cẩm huy hùng khánh long nam phi phước tường tú vy thái tất
    chí doãn nguyên thiên bảo a y seo thiện cao danh lệ nho""".split()
)


def is_surname(low: str) -> bool:
    """Whether a lower-case syllable is used as a family name."""
    return low in _STRONG


def is_strong_surname(low: str) -> bool:
    """Whether it is one and hardly begins names of places."""
    return low in _STRONG and low not in _PLACE_LIKE
