"""The plan's own particulars: number, day, issuer, year, title, the documents it carries out, the plan it amends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from domain.days import read_days
from domain.document_codes import Code, find_codes
from domain.document_words import TYPE_WORD, official_type
from domain.plan import PlanDocument, PlanHead
from domain.text import fold

__all__ = ["read_head", "title_case"]

_OWN: Final = re.compile(r"(?<!\w)Số\s*:?\s*(?=\d)")
_PLACE_DAY: Final = re.compile(
    r"(?<!\w)(?:ngày\s+)(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})\s+năm\s+(?P<y>20\d\d)"
    r"|(?<!\w)ngày\s+(?P<s>\d{1,2}/\d{1,2}/20\d\d)"
)
_WITH: Final = re.compile(r"(?i)kèm theo\s+(?:kế hoạch|công văn|quyết định)\s+số")
_ISSUED: Final = re.compile(r"(?i)ban hành\s+(?:kế hoạch|công văn)\s+số\s*$")
_BASIS: Final = re.compile(r"(?i)(?:căn cứ|thực hiện|theo|triển khai|tiếp theo)(?!\w)")
_AMENDS: Final = re.compile(
    r"(?i)(?:sửa đổi|bổ sung|điều chỉnh|thay thế)[^.;\n]{0,80}?(?:kế hoạch|công văn|quyết định"
    r"|phụ lục)[^.;\n]{0,60}?số\s*$"
)
_EFFECTIVE: Final = re.compile(
    r"(?i)(?:có hiệu lực|áp dụng"
    r"|thực hiện)\s+(?:thi hành\s+)?(?:kể\s+)?từ\s+ngày\s+(?P<day>\d{1,2}/\d{1,2}/\d{4}"
    r"|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})"
)
_YEAR: Final = re.compile(r"(?i)năm\s+(20\d\d)")
_ISSUER_AFTER: Final = re.compile(
    r"\s*(?:ngày\s+[\d/\s]+(?:tháng\s+\d+\s+năm\s+\d+)?)?\s*của\s+(?P<issuer>[^,;.()\n]+?)(?=\s+(?:về|ban hành"
    r"|v/v|phê duyệt|triển khai)(?!\w)|[,;.()\n]|$)"
)
_OFFICES: Final = re.compile(
    r"(?i)(?:sở y tế|bộ y tế|trung tâm|bệnh viện|chi cục|ủy ban nhân dân|uỷ ban nhân dân|ubnd|sở |trạm y tế"
    r"|phòng y tế|ban chỉ đạo)"
)
_PARENT_LINE: Final = re.compile(r"(?i)(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân|bộ )")
_MOTTO: Final = re.compile(r"(?i)cộng hòa|cộng hoà|độc lập|-{3,}|_{3,}")


_BEGINS: Final = frozenset({"y", "kiểm", "an", "phục"})
"""Words inside a unit's name that begin a part of it: "Sở Y tế", "Trung tâm Kiểm soát bệnh tật"."""


_COMMON: Final = frozenset(
    """tâm tế viện cục phòng sở đa khoa tỉnh huyện thành phố thị xã phường quận khu vực trung ương và soát bệnh tật toàn
    vệ sinh thực phẩm hồi chức năng dược cổ truyền dân số kế hoạch hóa gia đình ban nhân tuyến nhiễm chỉ đạo giám định
    pháp giáo dục sức khỏe thông cải cách hành chính học - của""".split()
)
"""Words of unit names that are no names themselves; what is left is a place's or a person's."""


def title_case(name: str) -> str:
    """ "SỞ Y TẾ TỈNH KON TUM" → "Sở Y tế tỉnh Kon Tum"."""
    letters = [char for char in name if char.isalpha()]
    if not letters or sum(char.isupper() for char in letters) < 0.8 * len(letters):
        return " ".join(name.split())
    words = name.lower().split()
    result: list[str] = []
    proper = False
    for at, word in enumerate(words):
        place = word in {"tỉnh", "huyện", "xã", "phường", "quận"} or (word in {"phố", "vực", "xã"} and at > 0)
        big = at == 0 or (proper and not place) or word in _BEGINS or (word not in _COMMON and not place)
        result.append(word[0].upper() + word[1:] if big and word != "thành" else word)
        if place:
            proper = True
    return " ".join(result)


def _day(text: str) -> date | None:
    match = _PLACE_DAY.search(text)
    if match is None:
        return None
    try:
        if match["s"]:
            day, month, year = match["s"].split("/")
            return date(int(year), int(month), int(day))
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None


def _document(text: str, code: Code) -> PlanDocument:
    after = text[code.end : code.end + 160]
    near = re.match(r"\s*,?\s*(?=ngày)", after)
    issuer = _ISSUER_AFTER.match(after)
    name = issuer["issuer"].strip() if issuer is not None else None
    if name is None and (
        found := re.match(r"\s+(?P<issuer>(?:Sở|Bộ|UBND|Ủy ban)[^,;.()\n]{2,60}?)(?=\s+về|[,;.])", after)
    ):
        name = found["issuer"]
    kinds = list(TYPE_WORD.finditer(text, max(0, code.start - 40), code.start))
    return PlanDocument(
        number=code.number,
        date=_day(after[:45]) if near is not None else None,
        issuer=name,
        type=(official_type(kinds[-1]) if kinds else None) or code.type,
    )


def read_head(lines: Sequence[str], *, article: bool = False) -> PlanHead:
    """Of the lines of the plan, in order, tables' cells among them. ``article``: a text that tells of a plan."""
    lines = [part for line in lines for part in line.split("\n") if part.strip()]
    number, own, day = _own_number(lines, article=article)
    parents: list[PlanDocument] = []
    amends: str | None = None
    effective: date | None = None
    for line in lines:
        if found := _EFFECTIVE.search(line):
            span = read_days(found["day"])
            effective = span[0] if span is not None else effective
        for code in find_codes(line):
            if code.number is None or code.number == number:
                continue
            before = line[: code.start]
            if amends is None and _AMENDS.search(before) and len(line) < 400:
                amends = code.number
            elif _BASIS.search(before) and code.number not in {one.number for one in parents} and code.number != amends:
                parents.append(_document(line, code))
    title = _title(lines)
    if day is None:
        day = next((found_day for line in lines[:14] if not list(find_codes(line)) and (found_day := _day(line))), None)
    if day is None and own is not None:
        day = _day(own)
    years = _YEAR.findall(title or "") or ([] if day else _YEAR.findall(" ".join(lines[:12])))
    return PlanHead(
        number=number,
        date=day,
        issuer=_issuer(lines, article=article),
        year=int(years[0]) if years else day.year if day is not None else None,
        title=title,
        parents=tuple(parents),
        amends=amends,
        effective=effective,
    )


def _own_number(lines: Sequence[str], *, article: bool) -> tuple[str | None, str | None, date | None]:
    """The number, the line it stands in, and a day that stands behind it."""
    for line in lines[:40]:
        for code in find_codes(line):
            before = line[: code.start]
            if code.number is None:
                continue
            if (
                _OWN.search(f"{before}{line[code.start]}")
                and len(before.split()) <= 4
                and not _BASIS.match(line.strip())
            ):
                return code.number, line, _day(line[code.end :])
            if _WITH.search(before) or (article and _ISSUED.search(before)):
                after = line[code.end : code.end + 45]
                said = re.search(r"(?i).*ngày\s+(\d{1,2}/\d{1,2}/20\d\d)[^.;]{0,80}$", before) if article else None
                return code.number, line, _day(after) or (_day(f"ngày {said[1]}") if said else None)
    return None, None, None


def _title(lines: Sequence[str]) -> str | None:
    flat = [part.strip() for line in lines[:40] for part in line.split("\n") if part.strip()]
    for at, line in enumerate(flat):
        if re.match(r"(?i)v/v\s", line):
            return line
        letters = fold(line)
        if letters in {"ke hoach", "cong van", "quyet dinh", "chuong trinh", "thong bao"}:
            title: list[str] = []
            for following in flat[at + 1 : at + 4]:
                if (
                    _BASIS.match(following)
                    or following.startswith("Cách ghi")
                    or re.match(r"[IVX]+\.|\d\.|-{3,}|_{3,}|\(", following)
                    or len(following) > 220
                ):
                    break
                title.append(following)
                if following[-1:] in ".:" or _YEAR.search(following):
                    break
            return " ".join(title) or None
        if (
            re.search(
                r"^(?:ke hoach|lich|chi tieu|chuong trinh|phu luc).*(?:tuyen truyen|truyen thong|cai cach)", letters
            )
            and len(line) < 220
            and line[-1] != "."  # a sentence that begins with "Kế hoạch"
        ):
            return line
    return next((line for line in flat if _YEAR.search(line) and len(line) < 160), None)


def _issuer(lines: Sequence[str], *, article: bool) -> str | None:
    if article:
        for line in lines:
            if found := re.search(
                r"(?P<who>(?:Sở|Bộ|Trung tâm|Bệnh viện|UBND"
                r"|Ủy ban)[^,;.]{2,60}?)\s+(?:(?:đã|vừa|mới)\s+)*ban hành\s+(?:kế hoạch|công văn)",
                line,
                re.IGNORECASE,
            ):
                return found["who"].strip()
        return None
    flat = [part.strip() for line in lines[:14] for part in re.split(r"[\n\t]", line) if part.strip()]
    names = []
    for line in flat:
        if re.match(
            r"(?i)(?:kế hoạch|quyết định|thông báo|chương trình|giám đốc|phụ lục|căn cứ|kính gửi|v/v"
            r"|lịch)",
            line,
        ):
            break
        if _MOTTO.search(line) or re.match(r"(?i)số\s*:", line) or _PLACE_DAY.search(line):
            continue
        if _OFFICES.match(line) and len(line) < 120:
            names.append(line)
        elif names and line.isupper() and len(line) < 60:
            names[-1] = f"{names[-1]} {line}"
    if not names:
        return None
    chosen = names[-1]
    if " - SỞ Y TẾ" in chosen:
        chosen = chosen[chosen.index("SỞ Y TẾ") :]
    return title_case(chosen)
