"""Bytes of a page → Unicode text, whatever the page claims: what the bytes show comes before what was declared.

Order: byte order mark; UTF-16 by its zero bytes; valid (or nearly valid) UTF-8; then, among the declared code and the
Vietnamese ones (windows-1258, TCVN3, VNI), the reading that makes Vietnamese words; then the declared code; then
a statistical guess. Afterwards UTF-8 that was encoded twice is repaired, and legacy fonts in Unicode pages are read.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

from crawler.extraction.decode.legacy_fonts import convert_markup, from_tcvn3, from_vni, unicode_from_legacy
from crawler.extraction.decode.mojibake import repair_mojibake
from crawler.extraction.decode.syllables import is_syllable

__all__ = ["decode"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET = re.compile(r"charset\s{0,3}=\s{0,3}[\"']?\s{0,3}([A-Za-z0-9_.:\-]{2,40})", re.I)
_META = re.compile(
    rb"<(?:meta|\?xml)\b[^<>]{0,400}?(?:charset|encoding)\s{0,3}=\s{0,3}[\"']?\s{0,3}([A-Za-z0-9_.:\-]{2,40})", re.I
)
_HEAD = 16_384
_SAMPLE = 300_000

# Names that pages use for something else than Python does, or that Python does not know.
_ALIASES = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "unicode": "utf-8", "utf8": "utf-8", "x-user-defined": "cp1252", "gb2312": "gb18030", "gbk": "gb18030",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932", "x-sjis": "cp932", "big5": "big5hkscs",
    "windows-874": "cp874", "tis-620": "cp874", "iso-8859-9": "cp1254",
}  # fmt: skip
_LEGACY_NAMES = {
    "tcvn": "tcvn3", "tcvn3": "tcvn3", "x-viet-tcvn5712": "tcvn3", "x-viet-tcvn": "tcvn3",
    "x-viet-vni": "vni", "vni": "vni",
}  # fmt: skip
_LEGACY = {"tcvn3": from_tcvn3, "vni": from_vni}
_UNSAFE = frozenset({"utf-7", "unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined", "mbcs", "oem"})
_LATIN = frozenset({"cp1252", "cp1258", "cp1250", "cp1254", "iso8859-2", "iso8859-15", "utf-8", "tcvn3", "vni"})


def decode(content: bytes, content_type: str | None = None, declared: str | None = None) -> str:
    """The text of a page, NFC where it was pieced together from marks, without NUL characters. Never raises.

    ``content_type`` is the HTTP header, ``declared`` the encoding that the source file names.
    """
    text = _decode(content, content_type, declared)
    text = unicode_from_legacy(repair_mojibake(text))
    if "\x00" in text:
        text = text.replace("\x00", "")
    return text.removeprefix("\ufeff")


def _decode(content: bytes, content_type: str | None, declared: str | None) -> str:
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace")
    if wide := _wide(content):
        return content.decode(wide, "replace")
    if (text := _utf8(content)) is not None:
        return text
    return _single_byte(content, _declared_codes(content, content_type, declared))


def _wide(content: bytes) -> str | None:
    """UTF-16 without a mark: markup has a zero in every second byte."""
    head = content[:2000]
    if len(head) < 8 or b"\x00" not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _utf8(content: bytes) -> str | None:
    """The bytes as UTF-8, a few broken ones (a cut end, a pasted quotation mark) forgiven; None where they are not."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd") - content.count(b"\xef\xbf\xbd")
    whole = sum(1 for byte in content if byte >= 0xC2) - broken
    return text if whole > 0 and broken <= 0.1 * whole else None


def _codec(name: str | None) -> str | None:
    """Python's name of a text encoding, "tcvn3" or "vni"; None for one that is unknown or unsafe."""
    if not name:
        return None
    name = name.strip().strip("\"'").lower()
    if name in _LEGACY_NAMES:
        return _LEGACY_NAMES[name]
    try:
        info = codecs.lookup(_ALIASES.get(name, name))
    except (LookupError, ValueError):
        return None
    if info.name in _UNSAFE or not getattr(info, "_is_text_encoding", True):
        return None
    return info.name


def _declared_codes(content: bytes, content_type: str | None, declared: str | None) -> list[str]:
    """Usable declarations, the strongest first: the source file's, the HTTP header's, the page's own."""
    http = _CHARSET.search(content_type[:500]) if content_type else None
    meta = _META.search(content[:_HEAD])
    names = (declared, http and http[1], meta and meta[1].decode("ascii", "replace"))
    codes = [code for name in names if (code := _codec(name))]
    # Whoever gets here is no UTF-8, and a page of zero-free bytes is no UTF-16.
    return [code for code in codes if not code.startswith("utf")]


def _read(content: bytes, code: str) -> str:
    if code in _LEGACY:
        return _c1_as_windows(convert_markup(content.decode("latin-1"), _LEGACY[code], mostly=True))
    if code == "cp1258":
        return unicodedata.normalize("NFC", content.decode("cp1258", "replace"))
    if code == "cp1252":
        return _c1_as_windows(content.decode("latin-1"))
    return content.decode(code, "replace")


_C1 = {i: bytes([i]).decode("cp1252", "ignore") or None for i in range(0x80, 0xA0)}


def _c1_as_windows(text: str) -> str:
    return text.translate(_C1)


_WORD = re.compile(r"[^\W\d_]+")


def _vietnamese(text: str) -> tuple[int, int]:
    """Words with a letter beyond ASCII, and how many of them are Vietnamese syllables."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return len(words), sum(map(is_syllable, words))


def _single_byte(content: bytes, declared: list[str]) -> str:
    """A page in a code of one byte a letter (or in a declared East Asian one)."""
    first = declared[0] if declared else None
    if first is not None and first not in _LATIN:
        try:
            return content.decode(first)
        except (UnicodeDecodeError, LookupError):
            pass
    sample = content[:_SAMPLE]
    best, best_good, marked = "", 0, 0
    for code in dict.fromkeys([*(c for c in declared if c in _LATIN), "cp1258", "tcvn3", "vni"]):
        count, good = _vietnamese(_read(sample, code))
        marked = max(marked, count)
        if good > best_good:
            best, best_good = code, good
    if best and best_good >= 3 and best_good >= 0.6 * marked:
        return _read(content, best)
    if first is not None:
        return _read(content, first)
    return _guess(content)


def _guess(content: bytes) -> str:
    match = from_bytes(content[:_HEAD]).best()
    code = _codec(match.encoding) if match else None
    return _read(content, code if code and not code.startswith("utf") else "cp1252")
