"""Feeds and sitemaps as bytes come: unpacked, in UTF-8, with the flaws mended that would hide what stands there."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from crawler.extraction.decode.encodings import decode

__all__ = ["Markup", "read_markup", "unpack"]

MAX_UNPACKED = 52_428_800  # sitemaps.org: 50 MB unpacked
_PIECE = 1 << 12
_MAX_GUESSED = 5_000_000
"""Larger bytes that are no UTF-8 are read as UTF-8 all the same: guessing a code takes time and memory."""

_DECLARATION = re.compile(rb"<\?xml\b[^>]{0,300}\?>")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)[^\[>]{0,2000}(?:\[[^\]]{0,20000}\]\s{0,100})?>", re.IGNORECASE)
_BARE = re.compile(rb"&(?![A-Za-z][A-Za-z0-9]{0,31};|#\d{1,7};|#[xX][0-9A-Fa-f]{1,6};)")
_CDATA = re.compile(rb"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_CONTROL = bytes(byte for byte in range(32) if byte not in b"\t\n\r")
_ROOT_END = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf|urlset|sitemapindex)\s*>", re.IGNORECASE)
_LAST_WHOLE = re.compile(rb"</(?:\w+:)?(?:item|entry|url|sitemap)\s*>", re.IGNORECASE)
_TAIL = 4_000

PACKED_BADLY = "tệp nén (gzip) bị cụt hoặc hỏng"
TOO_LARGE = "tệp quá lớn nên chỉ đọc phần đầu"
JUNK_BEFORE = "có dòng trống hoặc chữ thừa trước phần XML"
BAD_BYTES = "có chữ hỏng không đọc được"
BARE_AMPERSAND = "dấu & không viết thành &amp;"
CONTROL_SIGNS = "có ký tự điều khiển"
CUT_SHORT = "bị cụt ở cuối nên mất mục cuối"


@dataclass(frozen=True, slots=True)
class Markup:
    """XML as UTF-8 without declaration, document type and bare ampersands. ``flaws``: what was mended or is lost,
    a Vietnamese phrase each.
    """

    data: bytes
    flaws: tuple[str, ...] = ()


def unpack(content: bytes, limit: int = MAX_UNPACKED) -> tuple[bytes, str | None]:
    """Gzip unpacked up to ``limit`` bytes, all members of it; other bytes as they are. The second value says what is
    wrong: a wrong checksum or a cut end takes nothing from what could be unpacked.
    """
    if content[:2] != b"\x1f\x8b":
        return content[:limit], TOO_LARGE if len(content) > limit else None
    found = bytearray()
    at = 0
    while content[at : at + 2] == b"\x1f\x8b":
        start = _after_header(content, at)
        inflater = zlib.decompressobj(wbits=-15)
        before = len(found)
        try:
            for place in range(start, len(content), _PIECE):
                waiting = content[place : place + _PIECE]
                while waiting and not inflater.eof:
                    found += inflater.decompress(waiting, limit - len(found) + 1)
                    if len(found) > limit:
                        return bytes(found[:limit]), TOO_LARGE
                    waiting = inflater.unconsumed_tail
                if inflater.eof:
                    at = place + min(_PIECE, len(content) - place) - len(inflater.unused_data)
                    break
        except zlib.error:
            return bytes(found), PACKED_BADLY
        trailer = content[at : at + 8]
        if not inflater.eof or len(trailer) < 8:
            return bytes(found), PACKED_BADLY
        if int.from_bytes(trailer[:4], "little") != zlib.crc32(memoryview(found)[before:]):
            return bytes(found), PACKED_BADLY
        at += 8
    return bytes(found), None


def _after_header(content: bytes, at: int) -> int:
    """Where the compressed bytes of a gzip member begin (RFC 1952, 2.3)."""
    flags = content[at + 3] if len(content) > at + 3 else 0
    place = at + 10
    if flags & 4:
        place += 2 + int.from_bytes(content[place : place + 2], "little")
    for flag in (8, 16):
        if flags & flag:
            end = content.find(b"\x00", place)
            place = len(content) if end < 0 else end + 1
    return place + (2 if flags & 2 else 0)


def read_markup(content: bytes, limit: int = MAX_UNPACKED) -> Markup:
    """The XML of a feed or sitemap. Never raises. No entity of its own survives: the document type is cut away."""
    data, fault = unpack(content, limit)
    flaws = [fault] if fault else []
    data = _utf8(data, flaws)
    start = data.find(b"<")
    if start < 0:
        return Markup(data, tuple(flaws))
    if data[:start].strip(b"\xef\xbb\xbf") or (start and _DECLARATION.match(data, start) and data[:start].isspace()):
        flaws.append(JUNK_BEFORE)
    declared = _DECLARATION.match(data, start)
    data = data[declared.end() if declared else start :]
    if _DOCTYPE.search(data[:60_000]):
        data = _DOCTYPE.sub(b"", data)
    if any(sign in data for sign in _CONTROL):
        data = data.translate(None, _CONTROL)
        flaws.append(CONTROL_SIGNS)
    data = _without_bare(data, flaws)
    return Markup(_whole(data, flaws), tuple(flaws))


def _utf8(data: bytes, flaws: list[str]) -> bytes:
    if b"\x00" not in data[:2000]:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return data.removeprefix(b"\xef\xbb\xbf")
    text = decode(data) if len(data) <= _MAX_GUESSED else data.decode("utf-8", "replace")
    if "\ufffd" in text:
        flaws.append(BAD_BYTES)
    return text.encode("utf-8", "replace")


def _without_bare(data: bytes, flaws: list[str]) -> bytes:
    """Ampersands that begin no entity, outside CDATA, written as they should be."""
    if not _BARE.search(data):
        return data
    pieces = _CDATA.split(data)
    mended = [piece if at % 2 else _BARE.sub(b"&amp;", piece) for at, piece in enumerate(pieces)]
    if mended != pieces:
        flaws.append(BARE_AMPERSAND)
    return b"".join(mended)


def _whole(data: bytes, flaws: list[str]) -> bytes:
    """Without an entry that was cut off in the middle: half an address would lead elsewhere."""
    if _ROOT_END.search(data, max(0, len(data) - _TAIL)) or not _LAST_WHOLE.search(data):
        return data
    end = max(match.end() for match in _LAST_WHOLE.finditer(data))
    if CUT_SHORT not in flaws:
        flaws.append(CUT_SHORT)
    return data[:end]
