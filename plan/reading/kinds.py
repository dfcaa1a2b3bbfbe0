"""The words for what is counted: "tin, bài", "phóng sự", "tờ gấp" …"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from domain.plan import ProductKind

__all__ = ["CLASSIFIER", "NOUN", "Noun", "kinds_in", "noun_at"]

# Longer ways of saying come first. ``(?<!…)`` keeps "thông tin", "bản tin" and "bài học" apart.
_WORDS: Final[tuple[tuple[ProductKind, str], ...]] = (
    (
        ProductKind.TIN_BAI,
        r"tin(?: tức)?(?:\s?(?:,|/|;|-|–)\s?|\s(?:và|hoặc|hay)\s|\s)bài(?: viết)?"
        r"(?:,\s?(?:ảnh|hình ảnh|phóng sự|video|clip|infographic)(?:,\s?|\s)?)*",
    ),
    (
        ProductKind.TAP_HUAN,
        r"(?:hội nghị |lớp |đợt |khóa |cuộc |buổi )?(?:tập huấn|bồi dưỡng)(?!\w)"
        r"|hội nghị tập huấn",
    ),
    (
        ProductKind.LAN_PHAT_THANH,
        r"(?:chương trình|lần|lượt|buổi|tin|bài|thông điệp|bản tin) (?:phát thanh|truyền thanh)|(?:lần|lượt"
        r"|buổi) phát"
        r"(?: sóng| loa)?",
    ),
    (ProductKind.PHONG_SU, r"phóng sự|ký sự"),
    (ProductKind.CHUYEN_MUC, r"chuyên mục|chuyên trang|tiết mục|trang chuyên đề"),
    (ProductKind.KY, r"(?:số|kỳ)(?: bản tin| báo| tạp chí| chuyên đề| phát sóng)?|bản tin"),
    (ProductKind.VIDEO, r"video ?clip|video|clip|phim ngắn|đoạn phim|phim phóng sự"),
    (ProductKind.INFOGRAPHIC, r"infographics?|inforgraphics?|info graphic|đồ họa(?: thông tin)?"),
    (ProductKind.PANO, r"pano|pa-nô|pa nô|panô"),
    (ProductKind.BANG_RON, r"băng[- ]?rôn|băng zôn|băng-zôn|bandroll?|phướn|khẩu hiệu|banner"),
    (ProductKind.TO_ROI, r"tờ rơi"),
    (ProductKind.TO_GAP, r"tờ gấp"),
    (ProductKind.DOI_THOAI, r"đối thoại"),
    (ProductKind.CUOC_THI, r"cuộc thi|hội thi"),
    (ProductKind.NOI_CHUYEN, r"nói chuyện(?: chuyên đề| sức khỏe)?|(?:buổi|cuộc) truyền thông(?: trực tiếp| nhóm)?"),
    (ProductKind.HOI_NGHI, r"hội nghị|hội thảo|tọa đàm"),
    (
        ProductKind.BAI,
        r"(?<!tin )(?<!tin, )bài(?: viết| báo| phản ánh| tuyên truyền| truyền thông| đăng)?(?! (?:học|thi|kiểm"
        r"|giảng|hát|bản))",
    ),
    (
        ProductKind.TIN,
        r"(?<!thông )(?<!bản )(?<!trang )(?<!niềm )(?<!lòng )(?<!bảng )tin(?: ngắn| tức)?(?! (?:nhắn|học|cậy"
        r"|tưởng|cho))",
    ),
    (
        ProductKind.KHAC,
        r"áp[- ]phích|poster|sổ tay|cẩm nang|ấn phẩm|tài liệu|mô hình|thông điệp|sản phẩm(?: truyền thông)?"
        r"|album|tranh cổ động",
    ),
)
_ALL: Final = "|".join(f"(?P<{kind.name}>{words})" for kind, words in _WORDS)
NOUN: Final = re.compile(rf"(?<!\w)(?:{_ALL})(?!\w)")
CLASSIFIER: Final = re.compile(
    r"(?<!\w)(?P<word>buổi|cuộc|lớp|đợt|chiếc|cái|tấm|tờ|bộ|bản|lần|lượt|chương trình|mẫu|loại|bảng|biển|cụm|đoạn"
    r"|chuyên đề|hội nghị|khóa|cuốn|quyển|sản phẩm)(?!\w)"
)
_BROADCAST: Final = re.compile(r"(?<!\w)(?:phát thanh|truyền thanh|loa|phát (?:thông điệp|sóng))(?!\w)")
_ALONE: Final = {"lớp": ProductKind.TAP_HUAN, "khóa": ProductKind.TAP_HUAN, "hội nghị": ProductKind.HOI_NGHI}


class Noun(NamedTuple):
    """What is counted: its kind (null: a classifier alone, the kind stands elsewhere), where its words end."""

    kind: ProductKind | None
    end: int
    word: str


def noun_at(low: str, start: int) -> Noun | None:
    """The noun that begins at ``start`` (white space before it is passed over), with a classifier before it."""
    at = start
    while at < len(low) and low[at] in " \t\n":
        at += 1
    if match := NOUN.match(low, at):
        return Noun(ProductKind[str(match.lastgroup)], match.end(), match.group())
    classifier = CLASSIFIER.match(low, at)
    if classifier is None:
        return None
    if (match := NOUN.match(low, classifier.end() + 1)) and low[classifier.end() : classifier.end() + 1] == " ":
        return Noun(ProductKind[str(match.lastgroup)], match.end(), low[at : match.end()])
    return Noun(_ALONE.get(classifier["word"]), classifier.end(), classifier["word"])


def kinds_in(low: str) -> tuple[ProductKind, ...]:
    """The kinds that a text names, in order; a broadcast without other words last."""
    found: list[ProductKind] = []
    for match in NOUN.finditer(low):
        kind = ProductKind[str(match.lastgroup)]
        if kind is ProductKind.KY and match.group().split()[0] in {"số", "kỳ"}:
            continue  # "số" and "kỳ" mean other things unless they are counted
        if kind is not ProductKind.KHAC and kind not in found:
            found.append(kind)
    if _BROADCAST.search(low) and not found:
        found.append(ProductKind.LAN_PHAT_THANH)
    return tuple(found)
