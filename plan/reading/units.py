"""Who does a task: names of units in cells and in sentences, written out."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from plan.reading.shorts import Shorts

__all__ = ["Units", "is_unit", "split_units", "units_in_cell", "units_in_sentence"]

_HEAD: Final = (
    r"(?:[Tt]oàn thể |[Tt]ất cả |[Cc]ác |[Tt]ừng |[Mm]ỗi )?(?:[Vv]ăn phòng|[Pp]hòng|[Kk]hoa|[Tt]rung tâm"
    r"|[Bb]ệnh viện|[Cc]hi cục"
    r"|[Tt]rường(?! hợp)|[Tt]rạm|[Tt]ổ(?! chức)|[Bb]an(?! hành)|[Ss]ở|[ỦU]ỷ? ?[Bb]an [Nn]hân dân|[ỦU]y ban|UBND|Đài|Báo"
    r"|[Cc]ông đoàn|[Đđ]oàn [Tt]hanh niên"
    r"|[Tt]hanh tra|[Đđ]ơn vị|[Cc]ơ quan|[Bb]ộ phận|[Cc]ơ sở|CDC|TTYT|TTKSBT|TT KSBT|BV[A-ZĐ]*|VP|VPS|P\."
    r"|[Hh]ội (?:đồng|người|liên))"
)
_UNIT: Final = re.compile(rf"(?<!\w){_HEAD}(?![a-zà-ỹ])")
_VERBS: Final = frozenset(
    """chủ phối viết đăng gửi phát sản xây tổ bố thực duy treo in làm theo tổng có là căn tham biên cung đưa dựng thiết
    mở lắp niêm yết chịu hướng triển tuyên cập phụ đảm đầu mỗi hằng hàng định ít tối phải cần tiếp tăng đẩy nghiêm
    trong trước để không được sẽ lồng chỉ rà nâng tích khai kịp quản kiểm đôn hoàn giao xuất tập bảo thường
    gắn trao vận phổ nhắc hỗ khuyến báo soạn chuẩn dán chia lập khảo đề cử nêu giới quay phản đến từ với về và do tại
    cho gồm khi bám tạo phân mời nhận góp ghi""".split()
)
_INSIDE: Final = frozenset(
    """soát bệnh tật tế chức cán bộ hành chính tài kế toán hoạch nghiệp vụ chuyên môn truyền thông công nghệ tin điều
    dưỡng quản lý chất lượng xã hội tác dân số ngành thuộc tỉnh huyện thành phố thị khu vực phường trực đa khoa
    phục hồi năng sản nhi dược vật tư trang thiết bị khám ngoại nội cấp cứu chẩn đoán hình ảnh xét nghiệm an
    toàn thực phẩm vệ sinh môi trường y học cổ truyền giáo dục sức khỏe nhiễm khuẩn kiểm phòng chống trị
    hiv/aids nhân tộc thể đoàn thanh niên trung ương gia đình và sở nước số hóa chữa đào tạo khoa viên lao động
    cải cách định liên tuyến cơ trên địa bàn sự công lập viện trạm cấp còn lại quan cao đẳng đại""".split()
)
_PAIRS: Final = re.compile(r"(?:quản trị|kiểm (?:soát|nghiệm|định)|khám bệnh|truyền thông|tổ chức cán bộ)(?!\w)")
_GOES_ON: Final = re.compile(r"\s[A-ZĐÀ-Ỹ]")
_SUMMING: Final = re.compile(
    r"tổng hợp(?![\s,]+(?:kết quả|báo cáo|số liệu|tình hình|ý kiến|việc|các|và báo|nội dung)|[\s.;]*$)"
)
_STOP: Final = re.compile(r"[,;:.()\n“”\"]|$")
_WORD: Final = re.compile(r"\s*([-–]\s*)?([^\s,;:.()\n“”\"]+)")
_ROLE: Final = re.compile(r"(?i)(?:đơn vị |cơ quan |bộ phận )?(?P<role>chủ trì|phối hợp|thực hiện|phụ trách)\s*:\s*")
_NONE: Final = re.compile(r"(?i)(?:không|0|-|–|x|\.+|…+)?")
_PAIRED: Final = re.compile(r"(?i)(?:khoa|phòng|ban|cơ quan|trạm|xã)$")
_PAIR: Final = re.compile(r", (?:khoa|phòng|ban|đơn vị|trạm|bộ phận)(?!\w)")
_SPLIT: Final = re.compile(
    r"\s*(?:;|\n|\+(?=\s)|,|\s(?:và|&)\s|(?<=\S)\s+-\s+(?=(?:Trung tâm|Bệnh viện|Phòng|Văn phòng|Khoa) ))\s*"
)
_BIG: Final = re.compile(
    r"(?:các |tất cả )?(?:văn phòng|trung tâm|bệnh viện|chi cục|trạm y tế|ủy ban|sở |đài |báo |thanh tra"
    r"|công đoàn|đơn vị|phòng y tế)"
)


class Units(NamedTuple):
    """Leading and supporting units, in order, written out."""

    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()


def is_unit(text: str) -> bool:
    """Whether a text begins with the name of a unit."""
    return _UNIT.match(text.strip()) is not None


def _named(name: str, shorts: Shorts) -> str:
    name = shorts.write_out(name.strip(" \t\n.,;:-–+*•"))
    for each in ("Mỗi ", "mỗi ", "Từng ", "từng "):
        if name.startswith(each):
            name = f"Các {name[len(each) :]}"
    return name[:1].upper() + name[1:] if name[:4] != "các " else f"Các {name[4:]}"


def split_units(text: str, shorts: Shorts) -> tuple[str, ...]:
    """The units of a list: parted by ";" and lines, and by commas and "và" where another name begins."""
    parts: list[str] = []
    done = 0
    for match in _SPLIT.finditer(text):
        sign, rest = match.group().strip(), text[match.end() :]
        if sign in {",", "và", "&"}:
            begins = rest[:1].isupper() or _BIG.match(rest) is not None
            before = text[done : match.start()]
            if not begins or (sign != "," and not _UNIT.match(rest) and not _BIG.match(rest)):
                continue
            if sign == "," and not _UNIT.match(rest) and not _BIG.match(rest) and _half_name(before, rest):
                continue
        parts.append(text[done : match.start()])
        done = match.end()
    parts.append(text[done:])
    names = [_named(part, shorts) for part in parts if not _NONE.fullmatch(part.strip(" .,;:-–"))]
    return tuple(dict.fromkeys(name for name in names if name))


def _half_name(before: str, rest: str) -> bool:
    """ "Phòng Thông tin, Truyền thông": the comma is inside a name when the rest is one or two plain words."""
    return is_unit(before) and len(rest.split(",")[0].split()) <= 2 and not rest.split()[0].isupper()


def units_in_cell(text: str, shorts: Shorts) -> Units:
    """Of a cell: a list, or "Chủ trì: …; phối hợp: …", or "… (chủ trì), …"."""
    roles = list(_ROLE.finditer(text))
    if roles:
        lead: tuple[str, ...] = split_units(text[: roles[0].start()], shorts)
        support: tuple[str, ...] = ()
        for at, match in enumerate(roles):
            end = roles[at + 1].start() if at + 1 < len(roles) else len(text)
            names = split_units(text[match.end() : end], shorts)
            if match["role"].lower() == "phối hợp":
                support += names
            else:
                lead += names
        return Units(lead, support)
    if found := re.search(r"(?i)[\s(]*chủ trì\s*\)?\s*[,;.]?\s*(?:phối hợp (?:với|cùng)\s*)?", text):
        rest = re.sub(r"(?i)\s*\(?\s*phối hợp\s*\)?\s*$", "", text[found.end() :])
        return Units(split_units(text[: found.start()], shorts), split_units(rest, shorts))
    if found := re.search(r"(?i)[,;(]?\s*phối hợp (?:với|cùng)\s*", text):
        return Units(split_units(text[: found.start()], shorts), split_units(text[found.end() :].rstrip(")"), shorts))
    return Units(split_units(text, shorts))


def _name_at(text: str, start: int) -> int:
    """Where the name of the unit that begins at ``start`` ends; ``start`` when none does."""
    head = _UNIT.match(text, start)
    if head is None:
        return start
    end, first = head.end(), not head.group()[-1].isupper()
    plural = re.match(r"(?i)(?:các|mỗi|từng|tất cả)\s", head.group()) is not None
    while True:
        more = _PAIR.match(text, end) if plural and _PAIRED.search(text[start:end]) else None
        if more is not None:
            end, first = more.end(), False
            continue
        word = _WORD.match(text, end)
        if word is None or (_STOP.match(text, end) and end < len(text)):
            return end
        if word[2] == "tổng" and (summing := _SUMMING.match(text, word.start(2))):
            end, first = summing.end(), False
            continue
        if word[2] == "và" and _GOES_ON.match(text, word.end()) and not _UNIT.match(text, word.end() + 1):
            end = word.end()  # "Đài Phát thanh và Truyền hình"
            continue
        stops = word[2] in _VERBS and _PAIRS.match(text, word.start(2)) is None
        if not first or plural:
            stops = stops or (word[2].islower() and word[2] not in _INSIDE)
        elif first and not plural and word[1] is None and word[2] not in {"là", "có", "chủ", "phối"}:
            stops = False
        if stops or (word[2].isdigit() and not first):
            return end
        end, first = word.end(), False


def _takes_part(rest: str) -> bool:
    """Whether what follows a name makes it a supporting one: "X phối hợp", but not "X phối hợp với Y làm …"."""
    return rest.startswith("phối hợp") and not rest.startswith(("phối hợp với", "phối hợp cùng"))


def _names(text: str, start: int, shorts: Shorts) -> tuple[tuple[str, ...], int]:
    """The names in a row from ``start``, and where they end."""
    names: list[str] = []
    end = start
    while True:
        after = _name_at(text, end)
        if after == end:
            return tuple(names), end if names else start
        names.append(_named(text[end:after], shorts))
        end = after
        tie = re.match(r"\s*(?:,|;|và|cùng)\s+", text[end:])
        if tie is None or _UNIT.match(text, end + tie.end()) is None:
            return tuple(names), end
        end += tie.end()


_GIVEN: Final = re.compile(r"(?:Giao|giao)(?: nhiệm vụ)?(?: cho)?:?\s+|(?:Đề nghị|Yêu cầu)\s+|(?<!\w)do\s+")
_LED: Final = re.compile(r"(?:\s*\(?\s*(?:là )?(?:đơn vị |cơ quan |đầu mối )*chủ trì)")
_WITH: Final = re.compile(r"(?i)phối hợp (?:chặt chẽ )?(?:với|cùng)\s+")
_START: Final = re.compile(r"(?:^|[:;.]\s+|^[^,:.]{3,30},\s)")
_RECEIVERS: Final = re.compile(r"(?<!\w)(?:cho|tới|đến|về|gồm|bao gồm|sau|sau đây)\s*$")
"""What stands before the colon of a list of receivers: "gửi tin, bài cho: Văn phòng Sở, …"."""


def units_in_sentence(text: str, shorts: Shorts) -> Units:
    """Of running text: "Giao X chủ trì, phối hợp với Y …", "X viết …", "…; X chủ trì, Y phối hợp"."""
    lead: tuple[str, ...] = ()
    if roles := list(_ROLE.finditer(text)):
        found = units_in_cell(text[roles[0].start() :].split(".")[0], shorts)
        if found.lead or found.support:
            return found
    support: tuple[str, ...] = ()
    for match in _GIVEN.finditer(text):
        names, _ = _names(text, match.end(), shorts)
        if names and not lead:
            lead = names
    if not lead:
        for match in _UNIT.finditer(text):
            names, end = _names(text, match.start(), shorts)
            if names and _LED.match(text, end):
                lead = names
                break
    if not lead:
        for match in _START.finditer(text):
            if _RECEIVERS.search(text[: match.start()]):
                continue
            names, end = _names(text, match.end(), shorts)
            rest = text[end:].strip()
            if names and rest and (rest[0].islower() or rest[0] in ":,") and not _takes_part(rest):
                lead = names
                break
    for match in _WITH.finditer(text):
        names, _ = _names(text, match.end(), shorts)
        support += tuple(name for name in names if name not in support)
    for match in _UNIT.finditer(text):
        names, end = _names(text, match.start(), shorts)
        if names and re.match(r"\s+phối hợp(?!\s(?:với|cùng))", text[end:]):
            support += tuple(name for name in names if name not in support)
    return Units(lead, tuple(name for name in support if name not in lead))
