"""Text made fit for a file: what comes from a site stays text, and nothing in it can break or falsify the page."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["ADDRESS_BREAK", "breakable", "clean", "safe_link"]

# Control characters (XML forbids most of them), halves of surrogate pairs, non-characters.
_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane << 16 | low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
# Marks that turn the direction of what follows, line and paragraph separators, the byte order mark.
_UNSEEN: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
_SPACES: Final = re.compile("[\t\r\n\x0b\x0c\x85\u2028\u2029]+")
_LONG: Final = re.compile(r"[^\s\u200b]{20,}")
_ADDRESS: Final = re.compile(r"(?i)(?:[a-z]{3,6}:/|www\.|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}/)")
_WORD: Final = 24
_ADDRESS_WORD: Final = 40
_PIECE: Final = 12
ADDRESS_BREAK: Final = "\N{ZERO WIDTH SPACE}"


def clean(text: str) -> str:
    """One line of text without characters that no file may hold, and without marks that turn the writing round."""
    return _FORBIDDEN.sub("", _UNSEEN.sub("", _SPACES.sub(" ", text)))


def breakable(text: str, *, narrow: bool = False) -> str:
    """Places where a very long word (an address, a word without spaces) may be broken, as zero-width spaces: after a
    slash or a point and before a hyphen (one at the end of a line would be lost when the address is copied from a
    PDF); within a word only where it has none of them for longer than a line (``narrow``: a column of a table) is wide.
    """

    def parts(match: re.Match[str]) -> str:
        longest = _PIECE if narrow else _ADDRESS_WORD if _ADDRESS.search(match[0]) else _WORD
        found: list[str] = []
        for piece in re.split(r"(?<=[/.])(?![/.])|(?<=\w)(?=-\w)", match[0]):
            if len(piece) > longest:  # a query of many fields, or no word of any language
                found += (
                    part[at : at + _PIECE]
                    for part in re.split(r"(?<=[?&=_])", piece)
                    for at in range(0, len(part), _PIECE)
                )
            else:
                found.append(piece)
        return ADDRESS_BREAK.join(one for one in found if one)

    return _LONG.sub(parts, text)


def safe_link(address: str | None) -> str | None:
    """An address that may become a link: http, https, mailto or a place in the same file; else null."""
    if address is None:
        return None
    address = re.sub(r"\s", "", clean(address))
    if not re.match(r"(?i)(https?://[^/]|mailto:[^@]+@|#[\w-])", address) or len(address) > 2000:
        return None
    return re.sub(r"[<>()\[\]{}\"|\\^`]", lambda match: f"%{ord(match[0]):02X}", address)
