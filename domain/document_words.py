"""Kinds of documents: the words people write and the letters that stand for them in a number.

The kinds and their letters are those of ``domain.document_types``.
"""

from __future__ import annotations

import re

from domain.document_types import document_types, letters_of_the_party

__all__ = ["BY_LETTERS", "OLDER_LETTERS", "SHORT_WORDS", "TYPE_WORD", "official_type", "type_of_letters"]

#: Letters in a number → the kind they stand for.
BY_LETTERS = {letters: kind.name for kind in document_types() for letters in kind.letters}
#: Letters of 2011–2020, which prove nothing alone and tell the kind only in the first place.
OLDER_LETTERS = {letters: kind.name for kind in document_types() for letters in kind.older}
# Letters that are as often a department ("UBND-TC", "SYT-PC") or a body: no type unless they come first.
_WEAK = frozenset("TC PC PB PA DA HĐ L PG QH HD KH TT CT SY SL".split())

_WORDS = (
    "nghị quyết liên tịch|nghị quyết|nghị định|quyết định|chỉ thị|thông tư liên tịch|thông tư liên bộ|thông tư|"
    "thông báo kết luận|thông báo|thông cáo|kế hoạch liên tịch|kế hoạch phối hợp|kế hoạch|chương trình phối hợp|"
    "chương trình hành động|chương trình|công văn|công điện|công hàm|báo cáo|tờ trình|hướng dẫn liên tịch|hướng dẫn|"
    "kết luận|đề án|dự án|phương án|quy chế phối hợp|quy chế|quy định|quy hoạch|pháp lệnh|bộ luật|luật|hiến pháp|"
    "sắc lệnh|sắc luật|lệnh|thông tri|bản án|văn bản hợp nhất|văn bản|án lệ|biên bản|giấy mời|giấy ủy quyền"
    "|giấy giới thiệu|giấy nghỉ phép|thư công|bản sao y|bản sao lục"
    "|bản trích sao|giấy phép hoạt động|giấy phép|giấy chứng nhận|chứng chỉ hành nghề|phiếu chuyển|"
    "phiếu trình|hợp đồng|tuyên bố|hiệp định"
)
# Short for a type, in capitals, before a number: "KH số 12", "NĐ 63/2010/NĐ-CP".
SHORT_WORDS = {kind.short: kind.name for kind in document_types() if kind.short is not None}
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


_PARTY = re.compile(r"T[UWƯ]|[HQ]U|THU|ĐU\w*|\w{2,8}T[UWƯ]")  # provincial, central, district and other committees


def type_of_letters(segments: list[str], *, tied: bool = False) -> str | None:
    """The type that letters tell: ["KH", "UBND"] → Kế hoạch; ["UBND", "NC"] → Công văn; null when they do not say.

    ``tied``: a hyphen ties the first letters to the number, as the Party writes it ("12-TT/TU" is a Thông tri).
    """
    upper = [segment.upper() for segment in segments]
    first = upper[0]
    if tied and first in letters_of_the_party() and any(_PARTY.fullmatch(segment) for segment in upper[1:]):
        return letters_of_the_party()[first]
    if upper == ["SL"]:
        return "Sắc lệnh"  # of the president, before 1960
    if first in BY_LETTERS:
        return BY_LETTERS[first]
    if first in OLDER_LETTERS and len(upper) > 1:
        return OLDER_LETTERS[first]
    for segment in upper[1:]:
        if segment in BY_LETTERS and segment not in _WEAK:
            return BY_LETTERS[segment]
    if len(upper) > 1 and _BODY.fullmatch(first) and first not in {"CP", "TTG"}:
        return "Công văn"
    return None
