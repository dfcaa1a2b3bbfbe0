"""What a short line says of the author: "Tin: LVD", "Bài và ảnh: Minh Châu", "Theo Nguyễn Văn A", "Hoàng Anh 15:44"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from crawler.extraction.authors.names import has_surname, is_person, people
from crawler.extraction.authors.organisations import is_organisation, is_unit, office_of
from crawler.extraction.dates.labels import Label, label_of, only_label, remainder
from crawler.extraction.dates.parsing import find_moments
from domain.text import has_accents, normalise

__all__ = ["Line", "Role", "read_line", "strip_role"]


class Role(Enum):
    """What a line is."""

    SIGNED = "signed"  # a label and a name: "Tin: LVD"
    NAME = "name"  # nothing but a name
    DATED = "dated"  # a date line, with or without a name
    UNIT = "unit"  # nothing but a unit, a newspaper, a site
    CREDIT = "credit"  # picture, source or editor: no author, but no body text either
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Line:
    """``name``: the author as written; ``poster``: who put the text on the site, an author only for want of another;
    ``office``: the office that signs, as written.
    """

    role: Role
    name: str | None = None
    poster: str | None = None
    office: str | None = None


_WRITES = (
    r"(?:tin|bài|text|nội dung|bài viết|tác giả|người viết|thực hiện|người thực hiện|nhóm thực hiện"
    r"|biên soạn|người đưa tin"
    r"|viết bởi|phóng viên|nhóm (?:pv|phóng viên)|pv|ctv|cộng tác viên|bút danh|author|written by"
    r"|tổng hợp|st|sưu tầm|biên dịch"
    r"|người dịch)"
)
_SHOWS = r"(?:ảnh|hình(?: ảnh)?|video|clip|photo|đồ h[oọ]ạ?|infographic)"
_JOIN = r"(?: ?[,&+/;–\-] ?| và | )"
_SIGNED = re.compile(
    rf"[(\[*\-– ]{{0,4}}(?:{_SHOWS}{_JOIN})?{_WRITES}(?:{_JOIN}(?:{_WRITES}|{_SHOWS})){{0,3}} ?[:\-–] ?"
)
# Without a colon only what can be nothing else: "Tin, ảnh Minh Châu", "PV Minh Châu".
_SIGNED_BARE = re.compile(
    r"[(\[*\-– ]{0,4}(?:tin ?, ?bài(?: ?, ?ảnh)?|(?:tin|bài)(?: ?[,&\-/+] ?| và )(?:ảnh|hình|video)|tin bài|tác giả"
    r"|phóng viên|pv|ctv|viết bởi|written by) "
)
_CREDIT = re.compile(
    rf"[(\[*\-– ]{{0,4}}(?:{_SHOWS}|nguồn(?: tin)?|nguồn ảnh|biên tập|hiệu đính|trình bày|thiết kế|(?:ảnh"
    rf"|hình) minh h[oọ]ạ?"
    r"|người đăng(?: tin| bài)?|source) ?[:\-–]"
)
_BY = re.compile(r"[(\[*\-– ]{0,4}(?:theo|by|bởi) ")
_POSTED = re.compile(
    r"(?:(?:được |đã )?(?:đăng|gửi|tạo|nhập|post)(?: tin| bài)? bởi|người (?:đăng|gửi|nhập|tạo)(?: tin| bài(?: viết)?)?"
    r"|(?:posted|submitted|published) by) ?:? ?"
)
_SECOND_CREDIT = re.compile(rf"[ ,;.|\-–(]{{1,4}}(?:{_SHOWS}|nguồn|biên tập|thiết kế|đồ h[oọ]ạ?|kỹ thuật|theo) ?[:\-–]")
_BARE_TAG = re.compile(r"[A-ZĐ]{2,6}\+?(?: [Oo]nline)?\s[-–—]\s(?=[^\W\d_])")
"""The same without brackets: "TTO - …"; what follows must be no name."""
_AGENCY_TAG = re.compile(r"\(\s?[A-ZĐ][\w&+.\-/ ]{0,14}\+?\s?\)\s?[-–—.:]?\s?(?=[^\W\d_])")
"""The mark of a newspaper that opens a sapo: "(PL+) - …", "(TN&MT) - …", "(Dân trí) - …"."""
_LONGEST = 140
_SENTENCE = 25
_EDGES = " ,;-–—|•·(/"


def _flat(text: str) -> str:
    return " ".join(normalise(text[: 2 * _LONGEST]).split())


def _lower(text: str) -> str:
    """Lower case of the same length (a few letters grow when lowered; they are left)."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text


def strip_role(text: str) -> str:
    """A byline without its label: "Tin, ảnh: Minh Châu" → "Minh Châu", "PV Minh Châu" → "Minh Châu"."""
    text = _flat(text)
    lowered = _lower(text)
    match = _SIGNED.match(lowered) or _SIGNED_BARE.match(lowered) or _BY.match(lowered)
    if match is None or match.end() >= len(text):
        return text
    text, lowered = text[match.end() :], lowered[match.end() :]
    if second := _SECOND_CREDIT.search(lowered):  # "Tin: Thu Hà - Ảnh: Minh"
        text = text[: second.start()]
    return strip_role(text) if _SIGNED_BARE.match(_lower(text)) else text.strip()


def read_line(text: str, *, alone: bool = False) -> Line:
    """What one paragraph or line is. ``alone``: its dress (bold, right-aligned) lets a single word be a name."""
    flat = _flat(text)
    if not flat or len(flat) > _LONGEST:
        return Line(Role.TEXT)
    if (dated := _dated(flat)) is not None:
        return dated
    if (tag := _AGENCY_TAG.match(flat)) and len(flat) - tag.end() >= _SENTENCE:
        return Line(Role.TEXT)
    if (tag := _BARE_TAG.match(flat)) and _opens_text(flat[tag.end() :]):
        return Line(Role.TEXT)
    lowered = _lower(flat)
    if (posted := _POSTED.match(lowered)) and (poster := people(flat[posted.end() :])):
        return Line(Role.CREDIT, poster=poster)
    rest = strip_role(flat)
    if rest != flat:
        name = people(rest, alone=True)
        signs = None if _BY.match(lowered) else office_of(rest)
        if name is not None and (has_surname(name) or not _BY.match(lowered)):
            return Line(Role.SIGNED, name, office=signs)
        return (
            Line(Role.CREDIT, office=signs) if signs or (len(rest) < 60 and _like_a_source(rest)) else Line(Role.TEXT)
        )
    if _CREDIT.match(lowered):
        return Line(Role.CREDIT)
    name = people(flat, alone=alone)
    if name is not None:
        return Line(Role.NAME, name, office=office_of(flat))
    if len(flat) < 100 and is_unit(flat):
        return Line(Role.UNIT, office=office_of(flat))
    return Line(Role.TEXT)


def _opens_text(rest: str) -> bool:
    """Whether what follows a newspaper's mark is running text: neither a name nor an office."""
    return len(rest) >= _SENTENCE and people(rest) is None and not is_unit(rest)


def _like_a_source(text: str) -> bool:
    """Whether what follows "Theo" or "Thực hiện:" is written like the name of a source, not like a sentence."""
    words = text.strip(" .()").split()
    return 0 < len(words) <= 10 and words[0][:1].isupper() and (is_organisation(text) or len(words) <= 5)


def _dated(flat: str) -> Line | None:
    """A line made of a date, its label, a name perhaps, and buttons; None for a text that merely holds a date."""
    found = find_moments(flat)
    if not found:
        return None
    before, after = flat[: found[0].start], flat[found[-1].end :]
    label = label_of(before)
    if label in (Label.OTHER, Label.WHEN):
        return None
    name = poster = None
    bars = r"[|•·/]" if has_accents(flat) else r"[|•·]"  # elsewhere a slash parts day and time: "May 2 / 10:00 AM ET"
    after_bar = re.split(bars, after.strip(_EDGES))[0]  # "26/09/2022 15:44 | Hoàng Anh | 993 lượt xem"
    for piece in (before, after_bar):
        piece = piece.strip(_EDGES)
        if posted := _POSTED.search(_lower(piece)):
            poster = people(piece[posted.end() :].strip(_EDGES))
            continue
        piece = strip_role(piece)
        if name is None and piece and only_label(piece) is Label.NONE and is_person(piece.split(" - ")[0]):
            name = people(piece)
    rest = remainder(f"{before} {after}")
    found_name = name or poster
    if found_name is None and rest.count(" ") > (6 if label is not Label.NONE else 1):
        return None
    if found_name is None and label is Label.NONE and rest and not is_unit(before.strip(_EDGES)):
        return None
    return Line(Role.DATED, name, poster)
