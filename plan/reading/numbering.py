"""Numbers before tasks and headings: "I.", "A", "1.", "1.1.", "a)", "(1)", "-"."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

__all__ = ["LETTER", "Marker", "joined", "marker_of", "paths_unique", "rank_of"]

_MARKER: Final = re.compile(
    r"\s*(?:(?P<roman>[IVX]{1,5})(?:\s*(?:[.):–-]|/(?=\s))\s*|\s+(?=[A-ZĐÀ-Ỹ]))"
    r"|(?P<phan>Phần\s+(?:thứ\s+)?[\wÀ-ỹ]+)\s*[.:-]?\s*"
    r"|(?P<capital>[A-HĐK])\s*[.)]\s*"
    r"|(?P<dotted>\d{1,2}(?:\.\d{1,2}){1,3})(?:[.)]\s+(?=\S)|\s*[.):]?\s*(?=[^\d\s%]))"
    r"|(?P<ordinal>[Tt]hứ\s(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)|(?:[Mm]ột|[Hh]ai|[Bb]a|[Bb]ốn|[Nn]ăm|[Ss]áu"
    r"|[Bb]ảy|[Tt]ám|[Cc]hín|[Mm]ười)\slà)(?:,|:|\slà,?:?)\s*(?!ngày)(?=\S)"  # "Thứ hai, ngày 05/5" is a day
    r"|(?P<number>\d{1,2})\s*[.)]\s*(?=[^\d\s])"
    r"|(?P<letter>[a-zđ])\s*[.)]\s*(?=\S)"
    r"|\((?P<bracket>\d{1,2}|[a-zđ])\)\s*"
    r"|(?P<bullet>[-–+•*▪●◦➢✓])\s*(?=\S))"
)
_ORDINALS: Final = {
    "nhất": "1", "một": "1", "hai": "2", "ba": "3", "tư": "4", "bốn": "4", "năm": "5", "sáu": "6", "bảy": "7",
    "tám": "8", "chín": "9", "mười": "10",
}  # fmt: skip
LETTER: Final = 7
"""The rank of "a)"."""
_RANKS: Final = {
    "phan": 0, "capital": 1, "roman": 2, "number": 3, "ordinal": 3, "dotted": 3, "letter": LETTER,
    "bracket": 8, "bullet": 9,
}  # fmt: skip


class Marker(NamedTuple):
    """A number as it stands in a path, its rank (outer ones lower), and where the text after it begins."""

    name: str
    rank: int
    end: int


def marker_of(text: str) -> Marker | None:
    """The number that a text begins with."""
    match = _MARKER.match(text)
    if match is None or not match.lastgroup:
        return None
    name = "" if match.lastgroup == "bullet" else match[match.lastgroup]
    if match.lastgroup == "ordinal":
        name = next(number for word, number in _ORDINALS.items() if word in name.lower())
    rank = _RANKS[match.lastgroup] + (name.count(".") if match.lastgroup == "dotted" else 0)
    if match.lastgroup == "bullet" and match["bullet"] == "+":
        rank += 1
    return Marker(name, rank, match.end())


def rank_of(label: str) -> Marker | None:
    """The marker of a number alone, as a cell or a list label has it."""
    cleaned = label.strip()
    if re.fullmatch(r"[IVX]{1,5}", cleaned.rstrip(".) ")):
        return Marker(cleaned.rstrip(".) "), 2, 0)
    if re.fullmatch(r"[A-HĐK]", cleaned.rstrip(".) ")):
        return Marker(cleaned.rstrip(".) "), 1, 0)
    if match := re.fullmatch(r"0?(\d{1,3}(?:\.\d{1,2})*)[.)]?", cleaned):
        return Marker(match[1], 3 + match[1].count("."), 0)
    return marker_of(f"{cleaned} x")


def joined(above: str, name: str) -> str:
    """The path of a number under a path: "1.1" under "II.1" is "II.1.1"."""
    if not above:
        return name
    last = above.rpartition(".")[2]
    return f"{above}.{name.removeprefix(f'{last}.')}" if name.startswith(f"{last}.") else f"{above}.{name}"


def paths_unique(path: str, taken: set[str]) -> str:
    """The path, with a number behind it where it is taken."""
    result, number = path, 1
    while result in taken:
        number += 1
        result = f"{path}-{number}"
    taken.add(result)
    return result
