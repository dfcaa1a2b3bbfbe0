"""Laws by their names: "Luật Khám bệnh, chữa bệnh năm 2023", "Bộ luật Lao động", "Hiến pháp năm 2013"."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

__all__ = ["LawName", "find_law_names", "law_names"]


class LawName(NamedTuple):
    """A law named: span of "Luật …" with its year where one follows, and the kind of law."""

    start: int
    end: int
    type: str


_HEAD = re.compile(
    r"(?<!\w)(?P<kind>Bộ luật|Bộ Luật|BỘ LUẬT|bộ luật|Luật|LUẬT|luật|Pháp lệnh|PHÁP LỆNH|pháp lệnh|Hiến pháp|HIẾN PHÁP)"
    r"(?!\w)"
    r"(?P<amends>\s(?:s|S)ửa đổi,?\s(?:và\s)?bổ sung (?:một số điều|một số Điều|các điều|Điều \d+)?\s?(?:của)?"
    r"(?:\s(?:các|một số))?\s?(?:Bộ luật|Luật)?)?"
)
# The second law that one law amends: "Luật sửa đổi, bổ sung một số điều của Luật A | và Luật B".
_AND_ANOTHER = re.compile(r"(?i),? và (?:bộ luật|luật|pháp lệnh) ")
# What stands before "Luật" where it is no law: a university, a profession, a firm.
_NOT_BEFORE = re.compile(
    r"(?i)(?:đại học|trường|khoa|ngành|viện|công ty|văn phòng|báo|khoa học|cử nhân|thạc sĩ|tiến sĩ|hội|dự án|"
    r"dự thảo)\s$"
)
_KIND = {"bộ luật": "Bộ luật", "luật": "Luật", "pháp lệnh": "Pháp lệnh", "hiến pháp": "Hiến pháp"}
_YEAR = re.compile(r"[\s(,]{1,2}(?:năm\s)?(?P<year>(?:19|20)\d\d)(?![\d/-]|\.\d|\s?[-–]\s?\d)\)?")
# A name unknown to the list: a capital letter, then words up to one that cannot belong to a name.
_NO_NAME = (
    "và|hoặc|ngày|của|được|có|đã|quy|về|tại|theo|này|là|do|để|thì|mà|khi|trong|từ|cho|với|các|những|sẽ|không|phải|còn"
    "|cũng|như|ra|vào|đến|hết|sửa|ban|hiện|mới|ở|nhằm|thay|bị|nêu|trên|bổ|thực|triển|đối|trước|sau|chưa|nên|bằng|lần"
    "|khóa|gồm|góp|giúp|bắt|phổ|tuyên|dẫn|yêu|đang|vẫn|nay|vừa|hay"
)
_UNKNOWN = re.compile(
    rf"[A-ZÀÁẢÃẠĂÂĐÈÊÌÒÔƠÙƯỲÝ][^\W\d_]*(?:,?\schống(?!\w))?"
    rf"(?:\s(?!(?:{_NO_NAME})(?!\w)|(?:số|năm)\s?:?\s?\d)[^\W\d_]+){{0,9}}"
)
# In small letters a name of one syllable is as often a word: "luật giá trị".
_SURE_NEXT = re.compile(r"[,.;:)\n]|\s(?:năm|số|quy|được|có|sửa|và|mới|của|này|\d)|$")


@lru_cache(maxsize=1)
def law_names() -> re.Pattern[str]:
    """The names of laws and ordinances that are or were in force, longest first."""
    lines = files("nlp").joinpath("data/law_names.txt").read_text(encoding="utf-8").splitlines()
    names = sorted((line for line in lines if line and not line.startswith("#")), key=len, reverse=True)
    return re.compile(rf"(?i)(?:{'|'.join(_with_or_without_comma(name) for name in names)})(?!\w)")


def _with_or_without_comma(name: str) -> str:
    """The name as a pattern; its commas are often left out: "phòng chống ma túy", "Khám bệnh chữa bệnh"."""
    return re.escape(name).replace(",", ",?")


def _is_law(text: str, head: re.Match[str], known: re.Match[str], *, capitals: bool) -> bool:
    """Whether a known name is one here: a capital in the head or in the name, and in small letters not one syllable."""
    if capitals or known.group()[0].isupper():
        return True
    if head["kind"][0].islower():
        return False
    return " " in known.group() or _SURE_NEXT.match(text, known.end()) is not None


def _second_amended(text: str, end: int) -> int:
    """The end of the title of an amending law whose first amended law ends at ``end``."""
    another = _AND_ANOTHER.match(text, end)
    known = law_names().match(text, another.end()) if another is not None else None
    return known.end() if known is not None else end


def find_law_names(text: str) -> list[LawName]:
    """Laws named in a text, in order."""
    found: list[LawName] = []
    done = 0
    for head in _HEAD.finditer(text):
        if head.start() < done:
            continue
        kind = _KIND[head["kind"].lower()]
        end = head.end()
        capitals = head["kind"].isupper() and kind != "Hiến pháp"
        if kind != "Hiến pháp":
            if head["amends"] is None and _NOT_BEFORE.search(text[max(0, head.start() - 16) : head.start()]):
                continue
            if text[end : end + 1] != " ":
                continue
            known = law_names().match(text, end + 1)
            if known is not None and _is_law(text, head, known, capitals=capitals):
                end = _second_amended(text, known.end()) if head["amends"] else known.end()
            else:
                unknown = _UNKNOWN.match(text, end + 1)
                if unknown is None or capitals or len(unknown.group()) < 3 or head["kind"][0].islower():
                    continue
                end = unknown.end()
        year = _YEAR.match(text, end)
        if year is not None:
            end = year.end() if text[year.start()] != "(" or year.group().endswith(")") else end
            if year.group().endswith(")") and "(" not in year.group():
                end -= 1
        elif kind == "Hiến pháp":
            continue
        found.append(LawName(head.start(), end, kind))
        done = end
    return found
