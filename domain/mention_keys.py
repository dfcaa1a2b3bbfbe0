"""Names in addresses for documents and bodies: stable, without accents, apart where the text tells them apart.

Local bodies number their documents each for itself and each year anew: "1603/KH-UBND" alone says neither whose nor of
which year it is. A key holds what is known and never guesses the rest: "1603-kh-ubnd-2022-ubnd-tinh-kon-tum",
"1603-kh-ubnd-2022", "1603-kh-ubnd" are three documents until a text says otherwise.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date

from domain.provinces import find_province
from domain.text import fold

__all__ = ["DocumentKey", "document_key", "full_issuer", "number_key", "slug", "words_of"]

_LONGEST = 120
_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_OF_THE_STATE = re.compile(
    r"cp|ttg|ctn|tw|qh\d*|ubtvqh\d*|vpcp|hdbt|hdtp|tandtc|vksndtc|ktnn|ttcp|bhxhvn|"
    r"b(?:yt|nv|tc|tp|tttt|gddt|khdt|khcn|ct|ca|qp|xd|gtvt|tnmt|nn|nnptnt|nnmt|ldtbxh|vhttdl|ng|dttg)"
)
"""Letters of one body for the whole country: the number says whose it is."""
_SIGNERS = re.compile(
    r"(?i)^(?:phó chủ tịch|chủ tịch|phó giám đốc|giám đốc|bộ trưởng|thứ trưởng|cục trưởng|bí thư|thường trực)\s+(?=\S)"
)
_WRITTEN_OUT = (
    (re.compile(r"(?i)(?<!\w)(?:UBND|[uủ][ỷy] ban nhân dân)(?!\w)"), "Ủy ban nhân dân"),
    (re.compile(r"(?i)(?<!\w)(?:HĐND|hội đồng nhân dân)(?!\w)"), "Hội đồng nhân dân"),
)
"""Bodies are named as the annotator names them."""
_BY_LETTERS = {
    "cp": "Chính phủ",
    "ttg": "Thủ tướng Chính phủ",
    "ctn": "Chủ tịch nước",
    "qh": "Quốc hội",
    "ubtvqh": "Ủy ban Thường vụ Quốc hội",
    "vpcp": "Văn phòng Chính phủ",
    "byt": "Bộ Y tế",
    "bnv": "Bộ Nội vụ",
    "btc": "Bộ Tài chính",
    "btp": "Bộ Tư pháp",
    "bca": "Bộ Công an",
    "bxd": "Bộ Xây dựng",
    "bct": "Bộ Công Thương",
    "bkhcn": "Bộ Khoa học và Công nghệ",
    "bgddt": "Bộ Giáo dục và Đào tạo",
    "btttt": "Bộ Thông tin và Truyền thông",
}
"""Whose number it is, by the letters of Nghị định 30/2020/NĐ-CP and of the ministries."""
_OF_A_PROVINCE = re.compile(
    r"(?P<body>uy ban nhan dan|hoi dong nhan dan) tinh|(?P<party>tinh uy)|"
    r"(?P<service>so (?:y te|noi vu|tai chinh|tu phap|xay dung|cong thuong|"
    r"thong tin va truyen thong|khoa hoc va cong nghe|giao duc va dao tao|ke hoach va dau tu|tai nguyen va moi truong|"
    r"nong nghiep va moi truong|nong nghiep va phat trien nong thon|lao dong.*xa hoi|van hoa.*du lich))"
)
_BARE = re.compile(
    r"(?:uy ban nhan dan|hoi dong nhan dan|so|dang uy|huyen uy|thanh uy|tinh uy|quan uy|thi uy|"
    r"trung tam|trung tam y te|ttyt|benh vien|"
    r"tram y te|bo|ban|ban chi dao|phong|phong y te|hoi dong|van phong|cuc|chi cuc|truong|vien)"
    r"(?: (?:tinh|thanh pho|huyen|quan|thi xa|phuong|xa|so))?"
)
"""Bodies of which there are many of the same name."""


@dataclass(frozen=True, slots=True)
class DocumentKey:
    """``key``: the document's; ``number_key``: shared by all that bear the number; ``year`` and ``issuer``: what is
    known of them (a body of the whole country is known by the number's letters: ``of_the_state``).
    """

    key: str
    number_key: str
    year: int | None
    issuer: str | None
    of_the_state: bool

    @property
    def is_whole(self) -> bool:
        """Whether issuer and year are known, so that no other document can bear this key."""
        return self.year is not None and (self.of_the_state or self.issuer is not None)


def slug(text: str, longest: int = _LONGEST) -> str:
    """ "Sở Y tế tỉnh Sơn La" → "so-y-te-tinh-son-la". A text too long ends in a hash of the whole; one without any
    letter or digit is its hash alone.
    """
    plain = "-".join(words_of(text))
    if plain and len(plain) <= longest and plain.isascii():
        return plain
    ascii_ = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    mark = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:10]
    return f"{ascii_[: longest - 11].rstrip('-')}-{mark}".lstrip("-")


def words_of(text: str) -> list[str]:
    """The words of a text without accents, in small letters; what stands between them is left out."""
    return _WORD.findall(fold(text))


def number_key(number: str, type_: str | None = None) -> str:
    """ "1603/KH-UBND" → "1603-kh-ubnd"; a number without letters ("18") bears its type: "nghi-quyet-18"."""
    plain = slug(number)
    return plain if re.search(r"[a-z]", plain) else slug(f"{type_ or 'so'} {number}")


def document_key(number: str, type_: str | None, day: date | None, issuer: str | None) -> DocumentKey:
    """The key of a document from what a text says of it; ``issuer`` as ``full_issuer`` gives it."""
    base = number_key(number, type_)
    written = _YEAR.search(number)
    year = int(written.group()) if written else day.year if day is not None else None
    parts = base.split("-")
    letters = [part for part in parts if _OF_THE_STATE.fullmatch(part)]
    of_the_state = bool(letters)
    if len(letters) == 1:
        issuer = _BY_LETTERS.get(letters[0].rstrip("0123456789"), issuer)
    key = base if written or year is None else f"{base}-{year}"
    if issuer is not None and not of_the_state:
        key = f"{key}-{slug(issuer, 80)}"
    return DocumentKey(key, base, year, issuer, of_the_state)


def full_issuer(written: str | None, bodies: dict[str, str], province: str | None) -> str | None:
    """The body that issued a document by its whole name; null where the text leaves open which one it is.

    ``bodies``: the names of the article's bodies by their folded writing. "UBND tỉnh" is completed with the province
    that the article is about.
    """
    if not written:
        return None
    plain = fold(written)
    begun = [text for text in bodies if text and (plain == text or plain.startswith(text + " "))]
    name = bodies[max(begun, key=len)] if begun else written
    name = _SIGNERS.sub("", name.strip())
    for form, whole in _WRITTEN_OUT:
        name = form.sub(whole, name)
    plain = fold(name)
    match = _OF_A_PROVINCE.fullmatch(plain)
    if match is not None:
        return _of_province(name, bool(match["party"]), province)
    return None if _BARE.fullmatch(plain) else name[:200]


def _of_province(name: str, is_party: bool, province: str | None) -> str | None:
    found = find_province(province) if province else None
    if province is None:
        return None
    if is_party or fold(name).endswith(" tinh"):
        return f"{name} {province}"
    level = found.full_name.split(" ")[0].lower() if found is not None else ""
    place = "thành phố" if level == "thành" else "tỉnh"
    return f"{name} {place} {province}"
