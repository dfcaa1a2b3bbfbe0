"""Whether a few words are the name of an organisation, and which one signs a text: offices told from newspapers, sites
and sentences that merely begin with an office.
"""

from __future__ import annotations

import re

from domain.text import normalise

__all__ = ["UNIT_WORDS", "is_known", "is_organisation", "is_unit", "office_of"]

_ORGANISATION_STARTS = re.compile(
    r"(?:sở|bộ|cục|chi cục|tổng cục|vụ|ban|phòng|văn phòng|trung tâm|tt|ttyt|tttt|ttks|ttksbt|tyt|ttdp|cdc|bệnh viện|bv"
    r"|bvđk|viện|trạm|trường|đại học"
    r"|báo|đài|tạp chí|cổng|trang|tòa soạn|toà soạn|ủy ban|uỷ ban|ubnd|hđnd|hội|đoàn thanh niên|đoàn tncs"
    r"|đoàn cơ sở|công an|công ty"
    r"|tập đoàn|quỹ|tổ|đội|khoa|thông tấn|hãng|liên đoàn|công đoàn|đảng ủy|đảng bộ|tỉnh|huyện|thành phố"
    r"|thị xã|quận|phường|xã|nhà"
    r"|website|fanpage|tổ truyền thông|truyền thông|bộ phận|hiệp hội|chính phủ|quốc hội|kênh|nhóm)(?=[\s:/.\-]|$)"
)
# Surnames and given names that also head organisations: before one or two capitalised words they are people.
_ALSO_NAMES = frozenset({"trang", "trường", "đoàn"})
_ACCOUNT = re.compile(
    r"(?:soyte|syt|ttyt|trungtam|benhvien|bvdk|cdc|bao|dai|ubnd|tramyte|phongyte|congtt)[a-z\d.]{3,}|[a-z]{16,}"
)
_ORGANISATION_INSIDE = re.compile(
    r"y tế|bệnh viện|thông tin|truyền thông|điện tử|kiểm soát|bệnh tật|thông tấn|hành chính|sức khỏe"
    r"|đời sống|tòa soạn|biên tập"
    r"|tổng hợp|online|\.vn\b|\.com\b|\.net\b|\.org\b|https?:|www\.|ủy ban|trung tâm|nhân dân"
    r"|việt nam news|cộng sản|mặt trận|nhà nước"
    r"|pháp luật|thời báo|phòng nghiệp vụ|vnexpress|ttxvn|vietnam\+|vietnamplus|tttđt"
)
_KNOWN = frozenset(
    "ttxvn tttxvn vov vtv vtc vgp vnexpress vietnamnet vietnamplus dantri tuoitre thanhnien zing znews "
    "afp reuters ap bbc cnn xinhua "
    "bbt bientap ubnd hdnd syt byt cdc ttyt bvdk skds tphcm hcm who unicef ctv".split()
)
_NEWSPAPERS = frozenset(
    "thanh niên|tuổi trẻ|tuổi trẻ online|lao động|người lao động|tiền phong|dân trí|nhân dân|hà nội mới|đại đoàn kết"
    "|sài gòn giải phóng|công thương|giao thông|kinh tế đô thị|gia đình|phụ nữ|dân việt|quân đội nhân dân|công lý"
    "|giáo dục thời đại|giáo dục và thời đại|an ninh thủ đô|đầu tư|thời đại|tri thức|gia đình và xã hội|hải quan"
    "|bảo vệ pháp luật|nông nghiệp việt nam|nông thôn ngày nay|tài nguyên môi trường|tin tức|văn hóa|an ninh thế giới"
    "|sống khỏe|khoa học phổ thông|người đưa tin|một thế giới|thể thao văn hóa|media|bot".split("|")
)
UNIT_WORDS = frozenset(
    "tỉnh thành phố quận huyện thị xã phường và nhân dân y tế điện tử thông tin đa khoa bệnh viện trung tâm kiểm soát "
    "tật sở bộ cục chi dược dân số sức khỏe sinh sản phòng chống cổng trang của an toàn thực phẩm khu vực "
    "bảo hiểm xã hội dự nội vụ học cổ truyền phục hồi chức năng tâm thần nhi sản mắt mặt răng hàm tai mũi họng da liễu "
    "lao phổi ung bướu tim mạch kiểm nghiệm giám định pháp cấp cứu truyền thông giáo dục huyết máu điều dưỡng nội tiết "
    "sốt rét ký sinh trùng côn trùng quốc gia trung ương liên chuyên báo đài".split()
)
"""Words that the names of offices are made of, besides proper names; as written, in lower case."""

_NAME_WORDS = UNIT_WORDS | frozenset("trạm văn hội đoàn tổ vụ ban phận bộ môn ủy uỷ hành chính biên tập".split())
_DEPARTMENT_WORDS = frozenset(
    "kế hoạch nghiệp vụ tổ chức hành chính quản trị tài toán kế tổng hợp khám chữa bệnh công tác xã hội chăm sóc "
    "đảng uỷ ủy "
    "đoàn thanh niên cộng đồng dinh dưỡng môi trường nghề tiêm chủng xét nghiệm chẩn đoán hình ảnh vật tư thiết "
    "bị quản lý "
    "chất lượng bà mẹ trẻ em người cao tuổi kiểm dịch hồi sức ngoại nội sản nhi chống nhiễm khuẩn điều dưỡng".split()
)
"""What the names of an office's departments add, where no verb is meant: only after "Phòng", "Khoa" and the like."""
_FIELDS = re.compile(
    r"(?<!\w)(?:văn hóa|văn hoá|lao động|thương binh|công nghệ|khoa học|chữ thập đỏ|tài nguyên|nông nghiệp|nông thôn"
    r"|kinh tế|hạ tầng|tư pháp|nông dân|phụ nữ|cựu chiến binh|du lịch|thể thao|dân tộc|tôn giáo|đô thị|ngành)(?!\w)",
    re.I,
)
"""Fields of work in the names of departments and unions. Whole terms: their single words also make sentences."""
_DEPARTMENT = re.compile(r"(?:phòng|khoa|ban|tổ|bộ phận|đoàn|đảng|công đoàn|hội)\s")
_OFFICE_HEAD = re.compile(
    r"(?:sở|bộ|cục|chi cục|tổng cục|vụ|ban|phòng|văn phòng|trung tâm|tt|ttyt|tyt|ttks|ttksbt|cdc|bệnh viện|bv"
    r"|bvđk|viện|trạm"
    r"|trường|đại học|ủy ban|uỷ ban|ubnd|hđnd|hội|đoàn|công đoàn|đảng ủy|đảng uỷ|đảng bộ|khoa|tổ|đội|bộ phận|phân trạm"
    r"|phòng khám|pkđk|ttdp)(?=[\s:/.\-]|$)"
)
_NO_OFFICE = re.compile(r"biên tập|bạn đọc|báo chí|tòa soạn|toà soạn|website|trang tin|cổng thông tin|thời sự")
_VERB = re.compile(
    r"(?<!\w)(?:sẽ|đã|đang|được|bị|là|không|phải|cần|thông báo|trân trọng|kính|mời|đề nghị|yêu cầu|trả lời"
    r"|cảm ơn|cám ơn|mong"
    r"|tiếp tục|ban hành|công bố|khai trương|phát động|ra mắt|giải quyết|xin)(?!\w)"
)
_SEGMENT = re.compile(r"\s[-–—]\s|\s?[,;/|(]\s?")
_NUMBER = re.compile(r"\d{1,3}|[IVX]{1,5}")


def is_organisation(text: str) -> bool:
    """Whether the words name a unit, a newspaper or a site."""
    lowered = normalise(text).lower().strip(" .:;,()[]-–*")
    if lowered in _NEWSPAPERS:
        return True
    if lowered.replace(".", "").replace(" ", "") in _KNOWN or _ORGANISATION_INSIDE.search(lowered):
        return True
    words = text.split()
    if len(words) == 1 and _ACCOUNT.fullmatch(lowered):
        return True
    match = _ORGANISATION_STARTS.match(lowered)
    if match is None:
        return False
    return not (match.group() in _ALSO_NAMES and len(words) in (2, 3, 4) and all(w[:1].isupper() for w in words)
                and not text.isupper())  # fmt: skip


def is_known(name: str) -> bool:
    """Whether a name, folded or not, is an agency's or a site's short name ("TTXVN")."""
    return name.lower().replace(" ", "").replace(".", "") in _KNOWN


def _is_only_a_name(text: str) -> bool:
    """Whether words that begin like an office go on like a name and not like a sentence: "Văn phòng Sở sẽ trả lời"."""
    lowered = normalise(text).lower()
    if _VERB.search(lowered) or re.search(r"[.!?;:…]\s", text) or re.search(r"\d{4,}", text):
        return False
    ended = text.rstrip()[-1:] in ".!?…"
    department = not ended and _DEPARTMENT.match(lowered) is not None
    for segment in _SEGMENT.split(text.strip(" .!?…()")):
        words = re.findall(r"[^\W\d_][\w'’.\-/]*|\d+", _FIELDS.sub(" ", segment) if department else segment)
        wide = not ended and _DEPARTMENT.match(segment.lower() + " ") is not None
        for word in words:
            plain = word.lower().strip(".")
            if (
                word[0].isupper()
                or plain in _NAME_WORDS
                or _NUMBER.fullmatch(word)
                or (wide and plain in _DEPARTMENT_WORDS)
            ):
                continue
            return False
    return True


def is_unit(text: str) -> bool:
    """Whether the words are the name of a unit or newspaper and nothing else: they begin like one, and say nothing."""
    lowered = normalise(text).lower().strip(" .:;,()[]-–*")
    single = lowered.replace(".", "").replace(" ", "")
    if single in _KNOWN or (" " not in lowered and _ACCOUNT.fullmatch(lowered) is not None):
        return True
    return _ORGANISATION_STARTS.match(lowered) is not None and is_organisation(text) and _is_only_a_name(text)


def office_of(text: str) -> str | None:
    """The office that a signature names, as written: "Hồng Nhung - Khoa Dược" → "Khoa Dược"; None for newspapers,
    sites,
    editors and sentences."""
    text = " ".join(normalise(text).split()).strip(" .:;,*-–—|()[]")
    starts = [0, *(match.end() for match in _SEGMENT.finditer(text))]
    for start in starts:
        name = text[start:].strip(" .:;,*-–—|()[]")
        lowered = name.lower()
        if not 2 < len(name) <= 100 or not _OFFICE_HEAD.match(lowered) or _NO_OFFICE.search(lowered):
            continue
        if not is_organisation(name) or not _is_only_a_name(name):
            continue
        if len(name.split()) == 1 and not name.isupper():
            return None  # "Phòng": a head with nothing behind it
        return name
    return None
