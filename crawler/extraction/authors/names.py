"""Whether a few words are the name of a person, as Vietnamese newsrooms sign: full names, pen names, initials."""

from __future__ import annotations

import re

from crawler.extraction.authors.organisations import is_known, is_organisation
from crawler.extraction.decode.syllables import is_syllable
from domain.people_names import MINORITY_PARTICLES, is_surname
from domain.provinces import find_province
from domain.text import fold, normalise

__all__ = ["PLACEHOLDERS", "has_surname", "is_person", "is_titled", "people"]

_NOT_NAMES = frozenset(
    "tin tức|tin bài|thời sự|sức khỏe|y tế|xã hội|giáo dục|kinh tế|văn hóa|thể thao|pháp luật|đời sống"
    "|chính trị|cải cách|hành chính"
    "|trang chủ|giới thiệu|liên hệ|văn bản|thông báo|tin mới|tin nóng|tin khác|tiêu điểm|sự kiện"
    "|chuyên đề|chuyên mục|hỏi đáp|hỏi và đáp"
    "|đánh giá|chia sẻ|bình luận|thảo luận|phản hồi|quay lại|xem thêm|in bài|gửi bài|góp ý|đăng nhập"
    "|đăng ký|tìm kiếm|hot line|hotline"
    "|ảnh minh họa|minh họa|hình ảnh|hình minh họa|thư viện|video clip|ảnh tư liệu|tư liệu|còn nữa|hết"
    "|nguồn|tác giả|kỳ cuối|kết luận"
    "|mục lục|phụ lục|nơi nhận|kính gửi|trân trọng|chính phủ|quốc hội|đảng ủy|nhân dân|việt nam|tổng hợp"
    "|sưu tầm|biên tập|ban biên tập"
    "|admin|administrator|quản trị|quản trị viên|người quản trị|biên tập viên|super user|root|editor"
    "|webmaster|guest|user|unknown"
    "|bbt|the editor|staff|newsroom|quản trị hệ thống|quản trị web|bình thường|cỡ chữ|tăng cỡ chữ"
    "|mặc định|dịch vụ|dịch vụ công"
    "|công nghệ|khoa học|môi trường|giao thông|du lịch|giải trí|thế giới|quốc tế|trong nước|địa phương"
    "|phóng sự|ghi nhanh|bạn đọc|von|by|par|por".split("|")
)
PLACEHOLDERS = _NOT_NAMES

_TITLES = re.compile(
    r"^(?:(?:gs|pgs|ts|ths|bs|bsck\s?i{1,2}|bsck[12]|bscki{1,2}|ck\s?i{1,2}|ckii?|ck[12]|cn|ds|dsckii?|ks"
    r"|ys|đd|thạc sĩ|thạc sỹ|tiến sĩ"
    r"|bác sĩ|bác sỹ|dược sĩ|nhà báo|luật sư)[.,\s\-]{1,2}){1,5}",
    re.I,
)
_HONORIFIC = re.compile(r"(?:ông|bà|chị|đồng chí|đ/c|cô)\s", re.I)
_INITIALS = re.compile(r"[A-ZĐ](?:\.?\s?[A-ZĐ]){1,3}\.?|[A-ZĐ][a-zđ]?\.\s?(?:[A-ZĐ][^\W\d_]{1,7}){1,2}|PV|P\.V")
_WORD = re.compile(r"[^\W\d_]+['’]?(?:['’.\-][^\W\d_]+)?\.?\Z")
_SEPARATORS = re.compile(r"\s[-–—]\s|\s?[,;&/+]\s?|\s(?:và|and)\s")

_WRAPPED = re.compile(r"^[\s*\-–]{0,3}\(([^()]{0,80})\)[\s.]{0,3}$")
_TAIL_ROLE = re.compile(
    r"[\s,\-–/|]{1,3}(?:tổng hợp|lược dịch|biên dịch|sưu tầm|dịch|thực hiện|ghi|st|t/h)\.?\s{0,2}$", re.I
)
_ASIDE = re.compile(r"\s\([^()]{0,60}\)")


def _begins_a_name(word: str) -> bool:
    return is_surname(word) or word in MINORITY_PARTICLES


def has_surname(name: str) -> bool:
    """Whether a name begins with a Vietnamese family name, titles aside."""
    words = _TITLES.sub("", normalise(name)).lower().split()
    return len(words) >= 2 and _begins_a_name(words[0])


def is_titled(name: str) -> bool:
    """Whether a name carries a professional's title ("BS.CKII. …")."""
    return _TITLES.match(normalise(name)) is not None


def _capitalised(word: str) -> bool:
    return word[0].isupper() and (word.isupper() or word[1:].islower() or not word[1:].isalpha())


def is_person(text: str, *, alone: bool = False) -> bool:
    """Whether the words are one person's name, pen name or initials. ``alone`` also takes a single word ("Hương")."""
    text = " ".join(normalise(text).split()).strip(" .:;,*-–")
    bare = _TITLES.sub("", text)
    if _HONORIFIC.match(bare):
        return False  # someone who is spoken of
    if not 2 <= len(bare) <= 45 or bare.lower() in _NOT_NAMES or is_organisation(bare):
        return False
    if find_province(bare) is not None or is_known(fold(bare)):
        return False
    if _INITIALS.fullmatch(bare):
        return True
    words = bare.split()
    if not (1 if alone else 2) <= len(words) <= 5:
        return False
    if not all(_WORD.match(word) and _capitalised(word) for word in words):
        return False
    if any(" ".join(words[i : i + 2]).lower() in _NOT_NAMES for i in range(len(words) - 1)):
        return False
    if len(words) > 1 and bare.isupper() and not alone and not _begins_a_name(words[0].lower()):
        return False  # a heading in capitals
    if len(words) == 1:
        return len(bare) >= 3 and not bare.isupper() and is_syllable(bare)
    return True


def people(text: str, *, alone: bool = False) -> str | None:
    """The name or names of a signature, as written ("Lan Anh - Minh Đức"), without what is no name, or None."""
    text = " ".join(normalise(text[:200]).split())
    text = _WRAPPED.sub(r"\1", text)
    text = _TAIL_ROLE.sub("", _ASIDE.sub(" ", text)).strip(" .:;,*-–—|()[]")  # "Thu Hà (tổng hợp)"
    if not 2 <= len(text) <= 120:
        return None
    if is_person(text, alone=alone):
        return text
    pieces = _SEPARATORS.split(text)
    gaps = [match.group() for match in _SEPARATORS.finditer(text)]
    if not is_person(pieces[0], alone=alone or len(pieces) > 1):
        return None
    kept = pieces[0]
    for gap, piece in zip(gaps, pieces[1:], strict=True):
        if not is_person(piece, alone=True) or _only_role(piece):
            # A unit, a newspaper, a place ends the names ("Thu Hà/TTXVN"); a sentence was none.
            if len(piece.split()) > 6 and not is_organisation(piece):
                return None
            break
        kept += gap + piece
    if kept == pieces[0] and not is_person(kept, alone=alone):
        return None
    return kept.strip(" .:;,*-–—")


def _only_role(piece: str) -> bool:
    """Whether a piece only says what somebody did."""
    return fold(piece) in {"ctv", "pv", "anh", "tin", "bai", "tong hop", "bien tap", "st", "th", "t/h"}
