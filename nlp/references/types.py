"""Kinds of documents: the words people write and the letters that stand for them in a number.

Letters: Nghị định 30/2020/NĐ-CP, Phụ lục III; the laws' and the Party's own as seen in their documents.
"""

from __future__ import annotations

import re

__all__ = ["BY_LETTERS", "SHORT_WORDS", "TYPE_WORD", "official_type", "type_of_letters"]

BY_LETTERS = {
    "NQ": "Nghị quyết", "NQLT": "Nghị quyết liên tịch", "QĐ": "Quyết định", "CT": "Chỉ thị", "QC": "Quy chế",
    "QYĐ": "Quy định", "TB": "Thông báo", "HD": "Hướng dẫn", "HDLT": "Hướng dẫn liên tịch", "CTR": "Chương trình",
    "CTPH": "Chương trình phối hợp", "KH": "Kế hoạch", "KHLT": "Kế hoạch liên tịch", "KHPH": "Kế hoạch phối hợp",
    "PA": "Phương án", "ĐA": "Đề án", "DA": "Dự án", "BC": "Báo cáo", "BB": "Biên bản", "TTR": "Tờ trình",
    "HĐ": "Hợp đồng", "CĐ": "Công điện", "BGN": "Bản ghi nhớ", "BTT": "Bản thỏa thuận", "GUQ": "Giấy ủy quyền",
    "GM": "Giấy mời", "GGT": "Giấy giới thiệu", "GNP": "Giấy nghỉ phép", "PG": "Phiếu gửi", "PC": "Phiếu chuyển",
    "PB": "Phiếu báo", "TC": "Thông cáo", "NĐ": "Nghị định", "TT": "Thông tư", "TTLT": "Thông tư liên tịch",
    "TTLB": "Thông tư liên bộ", "PL": "Pháp lệnh", "L": "Luật", "LCT": "Luật", "SL": "Sắc lệnh",
    "VBHN": "Văn bản hợp nhất", "KL": "Kết luận", "CV": "Công văn", "QCPH": "Quy chế phối hợp",
    "AL": "Án lệ", "QĐI": "Quy định", "QH": "Quy hoạch",
}  # fmt: skip
# Letters that are as often a department ("UBND-TC", "SYT-PC") or a body: no type unless they come first.
_WEAK = frozenset("TC PC PB PA DA HĐ L PG QH HD KH TT CT".split())

_WORDS = (
    "nghị quyết liên tịch|nghị quyết|nghị định|quyết định|chỉ thị|thông tư liên tịch|thông tư liên bộ|thông tư|"
    "thông báo kết luận|thông báo|thông cáo|kế hoạch liên tịch|kế hoạch phối hợp|kế hoạch|chương trình phối hợp|"
    "chương trình hành động|chương trình|công văn|công điện|công hàm|báo cáo|tờ trình|hướng dẫn liên tịch|hướng dẫn|"
    "kết luận|đề án|dự án|phương án|quy chế phối hợp|quy chế|quy định|quy hoạch|pháp lệnh|bộ luật|luật|hiến pháp|"
    "sắc lệnh|sắc luật|lệnh|thông tri|bản án|văn bản hợp nhất|văn bản|án lệ|biên bản|giấy mời|giấy ủy quyền"
    "|giấy phép hoạt động|giấy phép|giấy chứng nhận|chứng chỉ hành nghề|phiếu chuyển|"
    "phiếu trình|hợp đồng|tuyên bố|hiệp định"
)
# Short for a type, in capitals, before a number: "KH số 12", "NĐ 63/2010/NĐ-CP".
SHORT_WORDS = {
    "NQ": "Nghị quyết", "NĐ": "Nghị định", "QĐ": "Quyết định", "CT": "Chỉ thị", "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch", "KH": "Kế hoạch", "TB": "Thông báo", "BC": "Báo cáo", "CV": "Công văn",
    "HD": "Hướng dẫn", "TTr": "Tờ trình", "CTr": "Chương trình", "KL": "Kết luận", "PL": "Pháp lệnh",
}  # fmt: skip
TYPE_WORD = re.compile(
    rf"(?<!\w)(?:(?P<word>(?i:{_WORDS}))|(?P<short>{'|'.join(sorted(SHORT_WORDS, key=len, reverse=True))}))(?!\w)"
)
_ALIASES = {
    "Thông báo kết luận": "Thông báo",
    "Chương trình hành động": "Chương trình",
    "Văn bản": None,
    "Giấy phép hoạt động": "Giấy phép",
}


def official_type(match: re.Match[str]) -> str | None:
    """The type that a match of ``TYPE_WORD`` stands for; null for the catch-all "văn bản"."""
    if match["short"]:
        return SHORT_WORDS[match["short"]]
    word = match["word"].lower()
    name = word[0].upper() + word[1:]
    return _ALIASES.get(name, name)


_BODY = re.compile(
    r"UBND|HĐND|UB|SYT|BYT|VPCP|VPUB|VP|BHXH|BNV|BTC|BTP|BCĐ\w*|TTYT|BV\w*|TTKSBT|KSBT|CDC|CP|TTG|TCT|TCHQ|"
    r"S[A-ZĐ]{2,8}|"
    r"B[A-ZĐ&]{2,9}|C[A-ZĐ]{2,8}|TC[A-ZĐ]{2,6}|TTCP|TANDTC|VKSTC|KTNN|TU|TW|TƯ"
)


def type_of_letters(segments: list[str]) -> str | None:
    """The type that letters tell: ["KH", "UBND"] → Kế hoạch; ["UBND", "NC"] → Công văn; null when they do not say."""
    upper = [segment.upper() for segment in segments]
    first = upper[0]
    if first in BY_LETTERS:
        return BY_LETTERS[first]
    for segment in upper[1:]:
        if segment in BY_LETTERS and segment not in _WEAK:
            return BY_LETTERS[segment]
    if len(upper) > 1 and _BODY.fullmatch(first) and first not in {"CP", "TTG"}:
        return "Công văn"
    return None
