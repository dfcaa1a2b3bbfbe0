"""Abbreviations written out: those that the plan itself explains first, then those of the field."""

from __future__ import annotations

import re
from typing import Final

from domain.abbreviations import expand

__all__ = ["Shorts", "explained_in"]

_EXPLAINED: Final = re.compile(
    r"(?P<full>[^\W\d_][^,;:().\n]{3,90}(?:, [^\W\d_][^,;:().\n]{3,40})?)\s*\(\s*(?:sau đây\s+)?(?:gọi"
    r"|viết)\s+(?:tắt\s+)?"
    r"(?:chung\s+)?là:?\s*[“\"]?(?P<short>[^\s)”\"]{1,20}(?:\s[^\s)”\"]{1,12})?)[”\"]?\s*\)"
)
_HEADS: Final = re.compile(
    r"(?:Văn phòng|Phòng|Khoa|Trung tâm|Bệnh viện|Chi cục|Trạm|Tổ|Ban|Sở|Ủy ban|Đài|Báo|Công đoàn|Thanh tra"
    r"|Bộ phận)\s"
)
# The offices' own, where the field's table has none or writes them as a common noun.
_OFFICES: Final = {
    "cdc": "Trung tâm Kiểm soát bệnh tật", "ttksbt": "Trung tâm Kiểm soát bệnh tật", "ksbt": "Kiểm soát bệnh tật",
    "ttyt": "Trung tâm Y tế", "tyt": "Trạm Y tế", "bv": "Bệnh viện", "bvđk": "Bệnh viện đa khoa", "đk": "đa khoa",
    "vp": "Văn phòng",
    "vps": "Văn phòng Sở", "p": "Phòng", "tt": "Trung tâm", "syt": "Sở Y tế", "byt": "Bộ Y tế",
    "ubnd": "Ủy ban nhân dân", "hđnd": "Hội đồng nhân dân", "tccb": "Tổ chức cán bộ", "tchc": "Tổ chức hành chính",
    "khtc": "Kế hoạch - Tài chính", "nvy": "Nghiệp vụ Y", "nvd": "Nghiệp vụ Dược", "qlhn": "Quản lý hành nghề",
    "ptth": "Phát thanh và Truyền hình", "pttth": "Phát thanh và Truyền hình", "ttđt": "thông tin điện tử",
    "ctxh": "Công tác xã hội", "cntt": "Công nghệ thông tin", "khnv": "Kế hoạch - Nghiệp vụ", "yhct": "Y học cổ truyền",
    "phcn": "Phục hồi chức năng", "attp": "An toàn thực phẩm", "vsattp": "An toàn vệ sinh thực phẩm",
    "tc-hc": "Tổ chức - Hành chính", "dskhhgđ": "Dân số - Kế hoạch hóa gia đình", "gdsk": "Giáo dục sức khỏe",
    "kbcb": "Khám bệnh, chữa bệnh", "cchc": "cải cách hành chính", "tthc": "thủ tục hành chính",
}  # fmt: skip
_TOKEN: Final = re.compile(r"(?<![\w/])[A-ZĐƯÔƠĂÂÊ][A-ZĐƯÔƠĂÂÊ]{0,9}(?:-[A-ZĐƯÔƠĂÂÊ]{2,6})?(?![\w/])\.?")


# "Ghi chú: P. CTXH: Phòng Công tác xã hội; K. KB: Khoa Khám bệnh."
_NOTED: Final = re.compile(r"\s*(?i:ghi chú|chú thích|(?:chữ |từ )?viết tắt)\s*[:.]\s*")
_PAIR: Final = re.compile(r"\s*(?P<short>[A-ZĐ][\w.\- ]{0,14}?)\s*(?::|=|–| là )\s*(?P<full>[^:=]{4,90}?)[\s.]*")


def explained_in(text: str) -> dict[str, str]:
    """Abbreviations that a text explains: "Trung tâm Kiểm soát bệnh tật (sau đây viết tắt là TTKSBT)", or a note that
    lists them.
    """
    found: dict[str, str] = {}
    if noted := _NOTED.match(text):
        for part in re.split(r"[;\n]", text[noted.end() :]):
            pair = _PAIR.fullmatch(part)
            if pair is not None and _HEADS.match(pair["full"]):
                found[pair["short"].strip(" .")] = pair["full"].strip()
    for match in _EXPLAINED.finditer(text):
        full = match["full"]
        heads = list(_HEADS.finditer(full))
        found[match["short"].strip(" .")] = full[heads[-1].start() :].strip() if heads else full.strip()
    return found


_TWICE: Final = re.compile(r"(?i)\b(Trung tâm|Phòng|Sở Y tế|Bệnh viện|Văn phòng|Tổ|Khoa) (?=\1\b)(?:\1)")


class Shorts:
    """The abbreviations of one plan."""

    def __init__(self, own: dict[str, str]) -> None:
        self._own = {short: full for short, full in own.items() if short and full}
        ordered = sorted(map(re.escape, self._own), key=len, reverse=True)
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(ordered)})(?!\w)") if ordered else None

    def write_out(self, text: str) -> str:
        """The text with every abbreviation that is known written out."""
        if self._pattern is not None:
            text = self._pattern.sub(lambda match: self._own[match.group()], text)
        words = " ".join(_TOKEN.sub(self._full, text).split())
        return _TWICE.sub(r"\1", words)  # "TT CDC"

    def _full(self, match: re.Match[str]) -> str:
        word = match.group().rstrip(".")
        key = word.lower()
        dotted = match.group() != word
        if key in {"p", "tt"} and not (dotted or key == "tt"):
            return match.group()
        full = _OFFICES.get(key) or _OFFICES.get(key.replace("-", ""))
        if full is None and len(word) > 2:
            known = expand(word)
            full = known[0].upper() + known[1:] if known else None
        if full is None:
            return match.group()
        return full + (" " if dotted and not match.string[match.end() :].startswith(" ") else "")
