"""Pairs of syllables, folded: what the words of a task and of an article are compared by. Most Vietnamese words are
two syllables, and a pair keeps "thủ tục" apart from "thủ trưởng".
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

from domain.abbreviations import expand
from domain.text import fold

__all__ = ["likeness", "pairs", "spelled"]

_WORD = re.compile(r"[^\W_]+")
_STOP = frozenset(
    "va cua cac cho tren trong theo ve voi la co duoc tai den tu nam thang ngay so quy mot nhung nay khi de do bang "
    "hoac cung tung moi nhu se da dang con phai can".split()
)
_GENERIC = frozenset(
    # What every plan and every piece of its news says.
    (
        "cai cach,cach hanh,hanh chinh,tuyen truyen,thuc hien,nhiem vu,ke hoach,don vi,co quan,truc thuoc,cong tac,"
        "so y,y te,nganh y,nha nuoc,noi dung,thong tin,to chuc,trien khai,ket qua,tin bai,hoat dong,nang cao,"
        "dia ban,hieu qua,chat luong,tham gia,phoi hop,lien quan,thuong xuyen,tiep tuc,day manh,tang cuong,toi thieu,"
        "hinh thuc,phu hop,thuc te,bao cao,trang thong,tin dien,dien tu,can bo,vien chuc,cong chuc,nguoi dan,"
        "trung tam,tam y,benh vien,giam doc,pho giam,dai dien,lanh dao,hoi nghi,phat bieu,ban tin,chuyen muc,phong su"
    ).split(",")
)


def _syllables(text: str) -> list[str]:
    found: list[str] = []
    for word in _WORD.findall(text):
        full = expand(word) if len(word) > 1 and word.isupper() else None
        found += fold(full).replace(",", " ").split() if full else [fold(word)]
    return found


def pairs(text: str, *, generic: bool = False) -> set[str]:
    """The pairs of a text, without those that say nothing; ``generic``: with what all such texts say."""
    syllables = _syllables(text)
    found = {
        f"{one} {other}"
        for one, other in itertools.pairwise(syllables)
        if not (one in _STOP or other in _STOP or one.isdigit() or other.isdigit())
    }
    return found if generic else found - _GENERIC


def spelled(text: str) -> dict[str, str]:
    """Pair → how the text writes it, for people to read."""
    words = _WORD.findall(text)
    found: dict[str, str] = {}
    for one, other in itertools.pairwise(words):
        found.setdefault(f"{fold(one)} {fold(other)}", f"{one} {other}".lower())
    return found


def likeness(title: set[str], others: Iterable[set[str]]) -> float:
    """How much of the shorter of two titles stands in the other, at most over all others (0–1)."""
    best = 0.0
    for other in others:
        least = min(len(title), len(other))
        if least >= 2:
            best = max(best, len(title & other) / least)
    return best
