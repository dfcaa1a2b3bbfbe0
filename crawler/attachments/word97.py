"""The text of Word 97–2003 files: the piece table of the binary format ([MS-DOC] 2.4.1), read through olefile."""

from __future__ import annotations

import re
import struct
from io import BytesIO

import olefile

from crawler.attachments.text import Text, Unreadable

__all__ = ["read_doc"]

_MAX_STREAM = 60_000_000
_FIELD = re.compile("\x13[^\x13\x14\x15]{0,2000}\x14|\x13[^\x13\x14\x15]{0,2000}\x15|[\x14\x15]")
_MARKS = str.maketrans({"\r": "\n", "\x07": " | ", "\x0b": "\n", "\x0c": "\n\n", "\x1e": "-", "\x1f": "", "\xa0": " "})
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def read_doc(content: bytes, limit: int) -> Text:
    """The main text. Raises Unreadable for other OLE files (old presentations), locked and broken ones."""
    with olefile.OleFileIO(BytesIO(content)) as file:
        if not file.exists("WordDocument"):
            if file.exists("EncryptedPackage"):
                raise Unreadable("Tệp có mật khẩu.")
            raise Unreadable("Chưa đọc được loại tệp Office cũ này.")
        main = file.openstream("WordDocument").read(_MAX_STREAM)
        if len(main) < 0x1AA or struct.unpack_from("<H", main)[0] != 0xA5EC:
            raise Unreadable("Tệp Word bị hỏng.")
        flags = struct.unpack_from("<H", main, 0x0A)[0]
        if flags & 0x0100:
            raise Unreadable("Tệp Word có mật khẩu.")
        table = file.openstream("1Table" if flags & 0x0200 else "0Table").read(_MAX_STREAM)
    length = struct.unpack_from("<i", main, 0x4C)[0]
    start, size = struct.unpack_from("<II", main, 0x1A2)
    text = "".join(_pieces(main, table[start : start + size], min(length, limit + 1)))
    text = _FIELD.sub("", text)
    lines = (
        " ".join(line.split()).removesuffix(" |").strip()
        for line in _CONTROL.sub("", text.translate(_MARKS)).split("\n")
    )
    return Text("\n\n".join(line for line in lines if line))


def _pieces(main: bytes, clx: bytes, length: int) -> list[str]:
    at = 0
    while at < len(clx) and clx[at] == 1:  # formatting, passed over
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at + 5 > len(clx) or clx[at] != 2:
        raise Unreadable("Tệp Word bị hỏng.")
    size = struct.unpack_from("<I", clx, at + 1)[0]
    plc = clx[at + 5 : at + 5 + size]
    count = (len(plc) - 4) // 12
    if count <= 0:
        raise Unreadable("Tệp Word bị hỏng.")
    ends = struct.unpack_from(f"<{count + 1}I", plc)
    found = []
    for number in range(count):
        first, last = ends[number], min(ends[number + 1], length)
        if last <= first:
            continue
        place = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * number + 2)[0]
        if place & 0x40000000:
            offset = (place & 0x3FFFFFFF) // 2
            found.append(main[offset : offset + last - first].decode("cp1252", "replace"))
        else:
            found.append(main[place : place + 2 * (last - first)].decode("utf-16-le", "replace"))
    return found
