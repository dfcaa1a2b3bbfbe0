"""Raw texts made even: runs of blanks as one, lines that were only wrapped joined again, with the way back.

Pages saved as plain text, e-mails and pasted PDFs break lines at a width; what stands across such a break ("ngày" and
"18/5/2021") is one. Headings, list items, table rows and paragraphs keep their lines.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

__all__ = ["even"]

_UNEVEN = re.compile(r"[ \t]{2,}|\t|\r|\S[ \t]*\n[ \t]*\S")
_PIECE = re.compile(r"[ \t]+|\r\n?|\n")
_ENDS = (".", "!", "?", ":", ";", "…", "/.", '."', ".”", ".)", "|")
_ITEM = re.compile(
    r"[-+•*–—·▪●○►✓]|\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[IVXLC]{1,6}|[a-zA-ZđĐ])[.)/](?:\s|$)|\d{1,2}(?:\.\d{1,2}){1,3}\s"
    r"|(?:Điều|ĐIỀU|Khoản|Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN)\s(?:\d|[IVXLC]+\b)"
)
# A line that ends so has not ended: the next one goes on with it, whatever it begins with.
_OPEN_END = re.compile(
    r"(?:,|[-–/(]|(?<!\w)(?i:ngày|tháng|năm|số|quý|tuần|và|hoặc|của|tại|ở|từ|đến|với|cho|do|về|theo|bằng|trên|dưới|hơn|"
    r"khoảng|đạt|gồm|tỉnh|thành phố|huyện|quận|thị xã|xã|phường|sở|bộ|ngành|cục|vụ|ông|bà|tỷ lệ|là|có|được|các|những|"
    r"giảm|tăng|còn|xếp|thứ|trong|điều|khoản|nghị định|nghị quyết|quyết định|kế hoạch|thông tư|công văn|chỉ thị|luật))$"
)
_WORD = re.compile(r"\S+")
_NARROWEST, _WIDEST = 40, 240  # characters of a line that was broken at a width
_SLACK = 1


def even(text: str) -> tuple[str, Sequence[int] | None]:
    """The text with single blanks and without wraps, and for each of its characters where it stood; null: as given.

    A break between wrapped lines becomes a space. Linear time.
    """
    if not _UNEVEN.search(text):
        return text, None
    joints = _joints(text)
    parts: list[str] = []
    places: list[int] = []
    done = 0
    for piece in _PIECE.finditer(text):
        start, end = piece.span()
        written = "\n" if text[start] in "\r\n" else " "
        if written == "\n" and start in joints:
            written = " "
        if written == text[start:end]:
            continue
        parts.append(text[done:start])
        places.extend(range(done, start))
        done = end
        if written == " " and parts and _ends_in_blank(parts):
            continue
        parts.append(written)
        places.append(start)
    parts.append(text[done:])
    places.extend(range(done, len(text)))
    whole = "".join(parts)
    return (text, None) if whole == text else (whole, places)


def _ends_in_blank(parts: list[str]) -> bool:
    last = next((part for part in reversed(parts) if part), "")
    return last[-1:] == " "


def _joints(text: str) -> set[int]:
    """Where in the text the breaks stand that only wrap a line."""
    found: set[int] = set()
    block: list[tuple[int, str]] = []  # where the line's break stands, the line without blanks around it
    start = 0
    for mark in re.finditer(r"\r\n?|\n|\Z", text):
        line = " ".join(text[start : mark.start()].split()) if mark.start() - start <= 4 * _WIDEST else " " * _WIDEST
        if line.strip() or len(line) >= _WIDEST:
            block.append((mark.start(), line))
        else:
            found.update(_wraps(block))
            block = []
        start = mark.end()
    found.update(_wraps(block))
    return found


def _wraps(block: list[tuple[int, str]]) -> list[int]:
    """The breaks of one block of lines without a blank line between that are wraps."""
    if len(block) < 2:
        return []
    width = max(len(line) for _, line in block)
    even_block = len(block) >= 3 and _NARROWEST <= width < _WIDEST and _is_filled(block, width)
    found = []
    for (place, line), (_, following) in itertools.pairwise(block):
        if not line.strip() or not following.strip() or "|" in line or "|" in following:
            continue
        if line.endswith(_ENDS) or _ITEM.match(following):
            continue
        if following[0].islower() or _OPEN_END.search(line) or (even_block and not line.isupper()):
            found.append(place)
    return found


def _is_filled(block: list[tuple[int, str]], width: int) -> bool:
    """Whether every line but those that end something is so long that the next word had no room on it."""
    for (_, line), (_, following) in itertools.pairwise(block):
        if line.endswith(_ENDS) or _ITEM.match(following):
            continue
        word = _WORD.match(following)
        if word is None or len(line) + 1 + len(word.group()) + _SLACK <= width:
            return False
    return True
