"""Vietnamese of the time before Unicode: TCVN3 (ABC, .VnTime) and VNI-Windows put letters on Latin-1 code places.

The code tables are those of TCVN 5712:1993 (the same as ``iconv -f TCVN``) and of the VNI-Windows fonts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from html.entities import html5
from itertools import islice

from crawler.extraction.decode.syllables import is_syllable

__all__ = ["convert_markup", "from_tcvn3", "from_vni", "unicode_from_legacy"]

_TCVN_LETTERS = (
    "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽ"
    "éẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
# C1 code places stay out: there pages carry the quotation marks of windows-1252.
_TCVN3 = {0x80 + i: letter for i, letter in enumerate(_TCVN_LETTERS) if i >= 0x21}

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_HAT, _BREVE = "\u0302", "\u0306"
_VNI_MARKS = {
    "ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT, "â": _HAT, "ê": _BREVE,
    "à": _HAT + _GRAVE, "á": _HAT + _ACUTE, "å": _HAT + _HOOK, "ã": _HAT + _TILDE, "ä": _HAT + _DOT,
    "è": _BREVE + _GRAVE, "é": _BREVE + _ACUTE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE, "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
for _lower, _marks in list(_VNI_MARKS.items()):
    _VNI_MARKS[_lower.upper()] = _marks
for _lower, _letter in list(_VNI_LETTERS.items()):
    _VNI_LETTERS[_lower.upper()] = _letter.upper()
_VNI_PAIR = re.compile(f"([aeouyAEOUYôöÔÖ])([{''.join(_VNI_MARKS)}])")
_VNI_ALONE = re.compile(f"[{''.join(_VNI_LETTERS)}]")


def from_tcvn3(text: str) -> str:
    """Text whose characters are TCVN3 code places, in Unicode. Capitals that only a font showed stay small."""
    return unicodedata.normalize("NFC", text.translate(_TCVN3))


def from_vni(text: str) -> str:
    """Text whose characters are VNI-Windows code places, in Unicode (NFC)."""

    def pair(match: re.Match[str]) -> str:
        base = _VNI_LETTERS.get(match[1], match[1])
        return unicodedata.normalize("NFC", base + _VNI_MARKS[match[2]])

    # Pairs first, with what they made kept from the single letters: the parts between pairs are done on their own.
    parts: list[str] = []
    last = 0
    for match in _VNI_PAIR.finditer(text):
        parts.append(_VNI_ALONE.sub(lambda m: _VNI_LETTERS[m.group()], text[last : match.start()]))
        parts.append(pair(match))
        last = match.end()
    parts.append(_VNI_ALONE.sub(lambda m: _VNI_LETTERS[m.group()], text[last:]))
    return "".join(parts)


_WORD = re.compile(r"[A-Za-z\xa1-\xff\u0100-\u01b0\u1ea0-\u1ef9\u0300-\u0323]+")
_HIGH = re.compile(r"[\xa1-\xff]")
_SAMPLE = 400_000
_MIN_WORDS = 5
_ENTITY = re.compile(r"&([A-Za-z]{2,8}|#\d{3});")
_TAG = re.compile(r"<[^<>]*>")
# Characters that Vietnamese in Unicode never has and legacy Vietnamese has in nearly every line.
_TELLING = re.compile("[µ¶·¸¹»¼½¾®¬×ØÝÞßøûïåäëü]")
_TELLING_NAMES = (
    "micro para middot cedil sup1 raquo frac14 frac12 frac34 reg not times Oslash Yacute THORN szlig oslash ucirc iuml "
    "aring auml euml uuml"
)
_TELLING_ENTITY = re.compile(
    "&("
    + "|".join([*_TELLING_NAMES.split(), *(f"#{ord(html5[name + ';'])}" for name in _TELLING_NAMES.split())])
    + ");"
)
_MIN_TELLING = 8
_MIN_DISTINCT = 5
_MOST_TELLING = 600


def _may_be_legacy(markup: str) -> bool:
    """A cheap look: several kinds of telling characters, each right after a letter, as in no other language."""
    seen: list[str] = []
    for pattern in (_TELLING, _TELLING_ENTITY):
        for match in islice(pattern.finditer(markup), _MOST_TELLING):
            if markup[match.start() - 1 : match.start()].isalpha():
                seen.append(match.group())
    return len(seen) >= _MIN_TELLING and len(set(seen)) >= _MIN_DISTINCT


def _resolve(match: re.Match[str]) -> str:
    """A character reference to a Latin-1 letter or sign, as that character."""
    name = match[1]
    char = chr(int(name[1:])) if name[0] == "#" else html5.get(name + ";", "")
    return char if len(char) == 1 and "\xa1" <= char <= "\xff" else match.group()


def _marked_words(text: str) -> list[str]:
    """Words with a Latin-1 character: those that a legacy reading would change."""
    return [word for word in _WORD.findall(text) if _HIGH.search(word)]


def _counts(text: str, change: Callable[[str], str]) -> tuple[int, int, int]:
    """How many marked words there are, how many are valid as they stand, and how many once changed."""
    words = _marked_words(text)
    return len(words), sum(map(is_syllable, words)), sum(is_syllable(change(word)) for word in words)


def _pick(text: str) -> Callable[[str], str] | None:
    """The legacy reading that makes syllables of most words that are none as they stand."""
    odd = [word for word in _marked_words(text) if not is_syllable(word)][:_MOST_TELLING]
    if len(odd) < _MIN_WORDS:
        return None
    best = max((from_tcvn3, from_vni), key=lambda change: sum(is_syllable(change(word)) for word in odd))
    mended = sum(is_syllable(best(word)) for word in odd)
    return best if mended >= 0.7 * len(odd) else None


def unicode_from_legacy(markup: str) -> str:
    """HTML (or text) with its TCVN3 or VNI stretches turned to Unicode; anything else comes back unchanged.

    A page can mix: menus in Unicode, an old article in TCVN3. So the document decides which code there is,
    and each stretch of text between tags whether it is written in it.
    """
    if not _may_be_legacy(markup):
        return markup
    sample = _TAG.sub(" ", markup[:_SAMPLE])
    resolved = _ENTITY.sub(_resolve, sample)
    change = _pick(resolved)
    if change is None:
        return markup
    count, plain, _ = _counts(resolved, change)
    return convert_markup(markup, change, mostly=plain < 0.5 * count)


def convert_markup(markup: str, change: Callable[[str], str], *, mostly: bool) -> str:
    """Each stretch of text, and each tag with its attributes, in Unicode where it is written in the legacy code.

    ``mostly``: the page as a whole is. Text in a TCVN3 font of capitals (".VnTimeH") is set in capitals.
    """
    pieces: list[str] = []
    fonts = _Fonts()
    last = 0
    for tag in [*_TAG.finditer(markup), None]:
        text = _stretch(markup[last : tag.start() if tag else len(markup)], change, mostly)
        pieces.append(text.upper() if fonts.capitals and "&" not in text else text)
        if tag:
            pieces.append(_stretch(tag.group(), change, mostly))
            fonts.read(tag.group())
            last = tag.end()
    return "".join(pieces)


_OPEN_OR_CLOSE = re.compile(r"<(/?)(font|span|p|div|td|h[1-6]|b|strong|i|em|a)\b", re.I)
_FACE = re.compile(r"(?:face|font-family)\s{0,3}[=:]\s{0,3}[\"']?\s{0,3}(\.vn[a-z ]{1,24}|[a-z][a-z ]{1,24})", re.I)
_DEEPEST = 200


class _Fonts:
    """Whether the font in force is one of capitals: those TCVN3 fonts end in H."""

    def __init__(self) -> None:
        self.stack: list[tuple[str, bool]] = []

    @property
    def capitals(self) -> bool:
        return bool(self.stack) and self.stack[-1][1]

    def read(self, tag: str) -> None:
        match = _OPEN_OR_CLOSE.match(tag)
        if match is None:
            return
        name = match[2].lower()
        if not match[1]:
            face = _FACE.search(tag)
            capitals = self.capitals if face is None else face[1].startswith(".") and face[1].rstrip().endswith("H")
            if len(self.stack) < _DEEPEST:
                self.stack.append((name, capitals))
            return
        for depth in range(len(self.stack) - 1, -1, -1):
            if self.stack[depth][0] == name:
                del self.stack[depth:]
                return


def _stretch(text: str, change: Callable[[str], str], mostly_legacy: bool) -> str:
    resolved = _ENTITY.sub(_resolve, text)
    if not _HIGH.search(resolved):
        return text
    count, plain, changed = _counts(resolved, change)
    if changed > plain or (changed == plain and mostly_legacy and count > 0 and not _modern(resolved)):
        return change(resolved)
    return text


def _modern(text: str) -> bool:
    """Whether the stretch holds letters that only Unicode Vietnamese has."""
    return re.search(r"[\u0102-\u01b0\u1ea0-\u1ef9]", text) is not None
