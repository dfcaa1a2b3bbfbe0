"""Sentence boundaries: headings, list items, table rows, titles, numbers and addresses stay whole.

underthesea's splitter glues headings to the text below and cuts "BS.CKII." and addresses, so the field has its own.
A boundary is a line's end, or an end mark before white space and something that can open a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["split_sentences"]

# What ends in a full stop without ending a sentence: titles, offices, places, "v.v." has its own rule.
_ABBREVIATIONS = frozenset(
    """
    ths ts pgs gs bs bsck bscki bsckii cki ckii cn cnđd đd dds dsck ds dscki dsckii ks kts ls nsnd nsưt ncs sv hs ktv
    tp tt tx q p h x kp tdp ql tl đt sđt tel fax đc mr mrs ms dr prof no vol st tr kt tm tuq vd vdu
    ngtt ngnd ttut ttnd ttưt sgk nxb đhyd
    """.split()
)
_END = re.compile(
    r"""
      (?P<mark>\./\.|/\.|[.!?…]{1,6})      # "./." closes official texts
      (?P<close>["”’»)\]]{0,3})
      (?=(?P<gap>[^\S\n]*)(?P<next>[\n]|\Z|[^\s]))
    """,
    re.VERBOSE,
)
_LIST_MARK = re.compile(
    r"(?:\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[IVXLC]{1,6}|[A-Za-zđĐ])|(?:Điều|Khoản|Mục|Chương|Phần|Bước|Bài|Câu|"
    r"ĐIỀU|MỤC|CHƯƠNG|PHẦN)\s+(?:\d{1,3}|[IVXLC]{1,6}))$"
)
_OPENERS = frozenset('0123456789"“‘«([*•+–—-')
_LONGEST = 3000  # characters; what is longer is no sentence, and whoever looks at one must not look at a megabyte
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")


def _opens(char: str) -> bool:
    return char.isupper() or char in _OPENERS


def _last_word(text: str, start: int, end: int) -> str:
    """The run without white space that ends at ``end``, at most 24 characters back and not before ``start``."""
    low = max(start, end - 24)
    piece = text[low:end]
    cut = max(piece.rfind(" "), piece.rfind("\t"), piece.rfind("("), piece.rfind(","), piece.rfind("/"))
    return piece[cut + 1 :]


def _is_end(text: str, start: int, match: re.Match[str]) -> bool:
    mark, gap, following = match["mark"], match["gap"], match["next"]
    if following in ("", "\n"):
        return True
    if mark in ("./.", "/."):
        return _opens(following)
    at = match.start()
    if mark == "." and following.isdigit() and at - 1 > start and text[at - 1] == " " and text[at - 2].isdigit():
        return False  # "1 . 185 hồ sơ": a torn number
    word = _last_word(text, start, at)
    if not gap:
        # "…tiền mặt…Góp phần", "kết thúc.Theo đó": a lost space. Addresses and abbreviations look otherwise.
        after = text[match.end() : match.end() + 2]
        lost = len(after) == 2 and after[0].isupper() and after[1].islower() and at > start and text[at - 1].islower()
        if match["close"] or not lost:
            return False
        return mark != "." or (word.isalpha() and len(word) > 1 and word.lower() not in _ABBREVIATIONS)
    if not _opens(following):
        return False
    if mark == ".":
        if at - start < 24 and _LIST_MARK.match(text[start:at].lstrip()):
            return False
        parts = word.lower().rsplit(".", 1)
        if parts[-1] in _ABBREVIATIONS and not match["close"]:
            return False
        if parts[-1].isdigit() and following.isdigit():
            return False  # "6. 2" in a torn number or a phone
    return not (mark == "…" and following.isdigit())


def _sentences_of(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Sentences of one line."""
    begin = start
    for match in _END.finditer(text, start, stop):
        if match["next"] and match.end() < stop and not _is_end(text, begin, match):
            continue
        yield begin, match.end()
        begin = match.end()
    if begin < stop:
        yield begin, stop


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch too long for a sentence in parts, cut at a semicolon, a comma or a space where there is one."""
    while end - start > _LONGEST:
        limit = start + _LONGEST
        cut = max(text.rfind(";", start, limit), text.rfind("\n", start, limit))
        for mark in ", ":
            cut = cut if cut > start else text.rfind(mark, start, limit)
        cut = cut + 1 if cut > start else limit
        yield start, cut
        start = cut
    yield start, end


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of a normalised text, in order, trimmed, none empty. Linear time."""
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        whole = _sentences_of(text, line.start(), line.end())
        for start, end in (piece for sentence in whole for piece in _pieces(text, *sentence)):
            while start < end and text[start].isspace():
                start += 1
            while end > start and text[end - 1].isspace():
                end -= 1
            if start < end:
                spans.append((start, end))
    return spans
