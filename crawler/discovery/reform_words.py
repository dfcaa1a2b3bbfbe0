"""Whether an address or a title speaks of administrative reform, before the page itself is known."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from domain.text import fold

__all__ = ["names_reform", "speaks_of_reform"]

_WORDS = re.compile(
    r"cai cach (?:hanh chinh|thu tuc|the che|cong vu|tai chinh cong|to chuc bo may|che do cong vu)|\bcchc\b|"
    r"thu tuc hanh chinh|\btthc\b|"
    r"mot cua|dich vu cong|hai long|chinh quyen (?:dien tu|so)|chuyen doi so|kiem soat thu tuc|par ?index|papi|sipas|"
    r"tinh gian bien che|vi tri viec lam|don gian hoa|ho so (?:truc tuyen|dien tu)|bo phan tiep nhan"
)
_SECTION = re.compile(r"cai cach hanh chinh|cai cach tthc|\bcchc\b|cai cach thu tuc|thu tuc hanh chinh")


def _words(url: str) -> str:
    parts = urlsplit(url)
    return re.sub(r"[^a-z0-9]+", " ", fold(unquote(f"{parts.path} {parts.query}"))).strip()


def speaks_of_reform(url: str, title: str | None) -> bool:
    """Whether a link's title or address carries words of the field."""
    return bool(_WORDS.search(fold(title or "")) or _WORDS.search(_words(url)))


def names_reform(url: str, text: str) -> bool:
    """Whether a link leads to a section on reform by its words or its address."""
    return bool(_SECTION.search(fold(text)) or _SECTION.search(_words(url)))
