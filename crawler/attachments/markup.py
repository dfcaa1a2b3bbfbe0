"""The text of what is called ``.doc`` or ``.xls`` and is something else inside: RTF, HTML by Word or Excel, and the
same in a web archive (MHTML).
"""

from __future__ import annotations

import email
import email.policy

from striprtf.striprtf import rtf_to_text

from crawler.attachments.text import Text, Unreadable
from crawler.extraction.body.outline import outline
from crawler.extraction.decode.parsing import parse

__all__ = ["read_mhtml", "read_office_html", "read_rtf"]

_MAX_MARKUP = 15_000_000


def read_rtf(content: bytes, limit: int) -> Text:
    """The text of an RTF file, a line a paragraph, table cells parted by `` | ``."""
    if len(content) > _MAX_MARKUP:
        raise Unreadable("Tệp quá lớn để đọc.")
    text: str = rtf_to_text(content.decode("latin-1"), encoding="cp1258", errors="replace")
    lines = (" ".join(line.replace("|", " | ").split()).removesuffix(" |") for line in text.split("\n"))
    return Text("\n\n".join(line for line in lines if line)[: limit + 1])


def read_office_html(content: bytes, limit: int) -> Text:
    """The text of a page that Word or Excel saved, whole: such a file has no menu to leave out."""
    if len(content) > _MAX_MARKUP:
        raise Unreadable("Tệp quá lớn để đọc.")
    tree = parse(content, "text/html", None)
    return Text("\n\n".join(block.text for block in outline(tree).blocks)[: limit + 1])


def read_mhtml(content: bytes, limit: int) -> Text:
    """The text of a web archive that Word saved: its first HTML part."""
    if len(content) > _MAX_MARKUP:
        raise Unreadable("Tệp quá lớn để đọc.")
    message = email.message_from_bytes(content, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return read_office_html(payload, limit)
    raise Unreadable("Chưa đọc được loại tệp này.")
