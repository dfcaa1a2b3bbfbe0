"""Which document carries out which, where the sentence says so: "Thực hiện Kế hoạch A, … ban hành Kế hoạch B"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.text import Layer

__all__ = ["parents_of"]

# A verb of carrying out that governs the reference after it.
_CARRIES_OUT = re.compile(
    r"(?i)(?:thực hiện(?: hiệu quả| nghiêm| tốt| nghiêm túc)?|triển khai(?: thực hiện| hiệu quả)?|thi hành|"
    r"cụ thể hóa|"
    r"hướng dẫn(?: thi hành| thực hiện)?|quy định chi tiết(?: thi hành| và hướng dẫn thi hành)?|theo tinh thần|"
    r"căn cứ(?: vào)?|theo(?: chỉ đạo tại| yêu cầu tại| nội dung)?)"
    r"(?:\s(?:các|những|một số điều của|một số|nội dung|tinh thần|chỉ đạo tại|có hiệu quả|tại))*\s{1,2}$"
)
_WEAK = re.compile(r"(?i)(?:căn cứ|theo)")
_ISSUES = re.compile(r"(?i)(?:ban hành|xây dựng|ký|có|phê duyệt|tham mưu)(?:\s(?:các|những))?\s{1,2}$")
_LISTED = re.compile(r"[^.;:]{0,140}?(?:,|;|\svà|\shoặc)\s{1,2}(?:các\s)?$")
_REPLACES = re.compile(r"(?i)(?:thay thế|bãi bỏ|hủy bỏ|sửa đổi|bổ sung|đính chính)")

Reference = tuple[int, int, str | None]


def _role(text: str, low: int, start: int, previous: str) -> str:
    """ "parent" after a verb of carrying out, "child" after a verb of issuing, else what a list hands on, else ""."""
    before = text[max(low, start - 60) : start]
    verb = _CARRIES_OUT.search(before)
    if verb:
        return "basis" if _WEAK.match(verb.group()) else "parent"
    if _ISSUES.search(before):
        return "child"
    if previous in {"parent", "basis"} and _LISTED.fullmatch(before) and not _REPLACES.search(before):
        return previous
    return ""


def parents_of(layer: Layer, references: Sequence[Reference]) -> list[list[str]]:
    """For each reference the numbers of those that its sentence says it carries out. References are in order."""
    parents: list[list[str]] = [[] for _ in references]
    first = 0
    while first < len(references):
        sentence = layer.sentence_at(references[first][0])
        last = first
        while last < len(references) and references[last][0] < max(sentence.end, references[first][0] + 1):
            last += 1
        if last - first > 1:
            _link(layer.text, sentence.start, references, range(first, last), parents)
        first = last
    return parents


def _link(text: str, low: int, references: Sequence[Reference], group: range, parents: list[list[str]]) -> None:
    roles: dict[int, str] = {}
    previous, edge = "", low
    for at in group:
        start, end, _ = references[at]
        previous = _role(text, edge, start, previous)
        roles[at] = previous
        edge = end
    above = [references[at][2] for at in group if roles[at] in {"parent", "basis"}]
    named = [number for number in above if number]
    children = [at for at in group if roles[at] == "child"]
    if children:
        # "Thực hiện A, B …, Sở ban hành C": every parent before the child, or after it with its own verb.
        for child in children:
            own = [
                references[at][2]
                for at in group
                if roles[at] in {"parent", "basis"} and (at < child or roles[at] == "parent")
            ]
            parents[child].extend(number for number in own if number)
    elif named and roles[group[0]] == "":
        # "Kế hoạch C triển khai thực hiện Kế hoạch A".
        own = [references[at][2] for at in group if roles[at] == "parent"]
        parents[group[0]].extend(number for number in own if number)
