"""Pairs of syllables, folded: what the words of a task and of an article are compared by. Most Vietnamese words are
two syllables, and a pair keeps "thủ tục" apart from "thủ trưởng".
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from itertools import pairwise

from domain.abbreviations import expand
from domain.text import fold

__all__ = ["likenesses", "pairs", "phrases"]

_KNOWN, _STRANGE = 2, 0.25
_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile(r"[^\w\s/-]+|[\r\n]+")
# With accents: "của" says nothing, "cửa" does.
_STOP = frozenset(
    "và của các cho trên trong theo về với là có được tại đến từ năm tháng ngày số quý những này khi để do bằng "
    "hoặc cùng từng mỗi như sẽ đã đang còn phải cần".split()
)
_GENERIC = frozenset(
    # What every plan and every piece of its news says.
    (
        "cai cach,cach hanh,hanh chinh,tuyen truyen,thuc hien,nhiem vu,ke hoach,don vi,co quan,truc thuoc,cong tac,"
        "so y,y te,nganh y,nha nuoc,noi dung,thong tin,to chuc,trien khai,ket qua,tin bai,hoat dong,nang cao,"
        "dia ban,hieu qua,chat luong,tham gia,phoi hop,lien quan,thuong xuyen,tiep tuc,day manh,tang cuong,toi thieu,"
        "hinh thuc,phu hop,thuc te,bao cao,trang thong,tin dien,dien tu,can bo,vien chuc,cong chuc,nguoi dan,"
        "trung tam,tam y,benh vien,giam doc,pho giam,dai dien,lanh dao,hoi nghi,phat bieu,ban tin,chuyen muc,phong su,"
        "nhan vien,vien y"
    ).split(",")
)


@lru_cache(maxsize=32768)
def _syllable(word: str) -> tuple[str, ...]:
    """A word folded, an abbreviation written out; of one that says nothing an empty one. Kept: Vietnamese is written
    with some seven thousand syllables.
    """
    full = expand(word) if len(word) > 1 and word.isupper() else None
    if full:
        return tuple(fold(full).replace(",", " ").split())
    return ("" if word.lower() in _STOP or word.isdigit() else fold(word),)


def _syllables(text: str) -> list[str]:
    return [one for word in _WORD.findall(text) for one in _syllable(word)]


def _pieces(text: str) -> list[str]:
    """The stretches between marks: no word reaches over a comma."""
    return [piece for piece in _MARKS.split(text) if piece.strip()]


def pairs(text: str, *, generic: bool = False) -> set[str]:
    """The pairs of a text, without those that say nothing; ``generic``: with what all such texts say."""
    found = {f"{one} {other}" for piece in _pieces(text) for one, other in pairwise(_syllables(piece)) if one and other}
    return found if generic else found - _GENERIC


@lru_cache(maxsize=2048)
def _words_of(text: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    """The words of each piece, as written and folded, and an empty one at its end."""
    return tuple(tuple((word, fold(word)) for word in [*_WORD.findall(piece), ""]) for piece in _pieces(text))


def phrases(text: str, wanted: set[str], most: int = 3) -> list[str]:
    """The longest stretches of a text that are made of these pairs, as the text writes them, longest first."""
    found: list[list[str]] = []
    for piece in _words_of(text):
        run: list[str] = []
        tells = False
        for (one, first), (other, second) in pairwise(piece):
            pair = f"{first} {second}"
            if pair in wanted or pair in _GENERIC:
                run = [*run, other] if run else [one, other]
                tells |= pair in wanted
            else:
                if tells:
                    found.append(run)
                run, tells = [], False
    found.sort(key=lambda run: -len(run))
    return list(dict.fromkeys(" ".join(run).lower() for run in found))[:most]


def likenesses(
    title: set[str], keywords: float, confirmed: Collection[set[str]], rejected: Collection[set[str]]
) -> tuple[float, float]:
    """How like the titles that people confirmed for a task, and how unlike, a title is (0–1). Unlike is what is like a
    rejected one, and a little what has no word of a task (``keywords`` nought) nor of the titles confirmed for it.
    """
    similar = _likeness(title, confirmed)
    unlike = _likeness(title, rejected)
    if len(confirmed) >= _KNOWN and not similar and not keywords:
        unlike = max(unlike, _STRANGE)
    return similar, unlike


def _likeness(title: set[str], others: Collection[set[str]]) -> float:
    """How much of the shorter of two titles stands in the other, at most over all others. One pair in common is none:
    two bodies of one name have that.
    """
    best = 0.0
    for other in others:
        common = len(title & other)
        if common >= 2:
            best = max(best, common / max(4, min(len(title), len(other))))
    return min(1.0, best)
