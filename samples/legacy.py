"""Vietnamese in the encodings of old pages: TCVN3 (ABC fonts, ".VnTime"), VNI ("VNI-Times") and windows-1258."""

from __future__ import annotations

import unicodedata

__all__ = ["encode_page", "to_tcvn3", "to_vni", "to_windows_1258"]

# TCVN 5712:1993 VN3: one byte a lower-case letter; capitals with tone marks have no code (fonts ending in H draw them).
_LOWER = {
    "à": 0xB5, "ả": 0xB6, "ã": 0xB7, "á": 0xB8, "ạ": 0xB9, "ă": 0xA8, "ằ": 0xBB, "ẳ": 0xBC, "ẵ": 0xBD, "ắ": 0xBE,
    "ặ": 0xC6, "â": 0xA9, "ầ": 0xC7, "ẩ": 0xC8, "ẫ": 0xC9, "ấ": 0xCA, "ậ": 0xCB, "đ": 0xAE, "è": 0xCC, "ẻ": 0xCE,
    "ẽ": 0xCF, "é": 0xD0, "ẹ": 0xD1, "ê": 0xAA, "ề": 0xD2, "ể": 0xD3, "ễ": 0xD4, "ế": 0xD5, "ệ": 0xD6, "ì": 0xD7,
    "ỉ": 0xD8, "ĩ": 0xDC, "í": 0xDD, "ị": 0xDE, "ò": 0xDF, "ỏ": 0xE1, "õ": 0xE2, "ó": 0xE3, "ọ": 0xE4, "ô": 0xAB,
    "ồ": 0xE5, "ổ": 0xE6, "ỗ": 0xE7, "ố": 0xE8, "ộ": 0xE9, "ơ": 0xAC, "ờ": 0xEA, "ở": 0xEB, "ỡ": 0xEC, "ớ": 0xED,
    "ợ": 0xEE, "ù": 0xEF, "ủ": 0xF1, "ũ": 0xF2, "ú": 0xF3, "ụ": 0xF4, "ư": 0xAD, "ừ": 0xF5, "ử": 0xF6, "ữ": 0xF7,
    "ứ": 0xF8, "ự": 0xF9, "ỳ": 0xFA, "ỷ": 0xFB, "ỹ": 0xFC, "ý": 0xFD, "ỵ": 0xFE,
}  # fmt: skip
_UPPER = {"Ă": 0xA1, "Â": 0xA2, "Ê": 0xA3, "Ô": 0xA4, "Ơ": 0xA5, "Ư": 0xA6, "Đ": 0xA7}
_PLAIN = {"–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "\u00a0": " ", "©": "(c)", "»": ">"}


def to_tcvn3(text: str) -> bytes:
    """The bytes of a TCVN3 page; a capital with a tone mark becomes its lower-case code, as in the H fonts."""
    out = bytearray()
    for char in unicodedata.normalize("NFC", text):
        code = _UPPER.get(char) or _LOWER.get(char.lower())
        if code is not None:
            out.append(code)
        else:
            out += _PLAIN.get(char, char).encode("latin-1", "xmlcharrefreplace")
    return bytes(out)


# VNI-Windows: a vowel of its own or a plain one, then a byte for circumflex, breve and tone together.
_VNI_WHOLE = {"đ": "ñ", "ơ": "ô", "ư": "ö", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}
_VNI_TONE = {"": "", "\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_VNI_HAT = {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_VNI_BREVE = {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}


def _vni_letter(letter: str) -> str:
    if letter in _VNI_WHOLE:
        return _VNI_WHOLE[letter]
    parts = unicodedata.normalize("NFD", letter)
    base, marks = parts[0], parts[1:]
    tone = next((mark for mark in marks if mark in _VNI_TONE), "")
    if "\u0302" in marks:
        return base + _VNI_HAT[tone]
    if "\u0306" in marks:
        return base + _VNI_BREVE[tone]
    if "\u031b" in marks:
        return _VNI_WHOLE[unicodedata.normalize("NFC", base + "\u031b")] + _VNI_TONE[tone]
    return base + _VNI_TONE[tone]


def to_vni(text: str) -> bytes:
    """The bytes of a VNI page: mostly two a letter with a mark."""
    out = []
    for char in unicodedata.normalize("NFC", text):
        marked = char.lower() in _LOWER
        written = _vni_letter(char.lower()) if marked else _PLAIN.get(char, char)
        out.append(written.upper() if marked and char.isupper() else written)
    return "".join(out).encode("latin-1", "xmlcharrefreplace")


def to_windows_1258(text: str) -> bytes:
    """The bytes of a windows-1258 page: letter first, then the tone mark as a byte of its own."""
    out = bytearray()
    for char in unicodedata.normalize("NFC", text):
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            marks = unicodedata.normalize("NFD", char)
            tones = [m for m in marks[1:] if m in "\u0300\u0301\u0303\u0309\u0323"]
            base = unicodedata.normalize("NFC", "".join(m for m in marks if m not in tones))
            out += (base + "".join(tones)).encode("cp1258", "xmlcharrefreplace")
    return bytes(out)


def encode_page(html: str, encoding: str) -> bytes:
    """A rendered page in the encoding that its article asks for."""
    if encoding == "tcvn3":
        return to_tcvn3(html)
    if encoding == "vni":
        return to_vni(html)
    if encoding == "windows-1258":
        return to_windows_1258(html)
    return html.encode()
