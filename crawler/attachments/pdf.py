"""The text of a PDF through PDFium.

PDFium holds the objects of a page in memory, about ten bytes for one of the page's instructions; a few kilobytes of
compressed instructions can so take gigabytes. What a stream unpacks to is therefore measured before PDFium sees it.
"""

from __future__ import annotations

import re
import time
import zlib

import pypdfium2

from crawler.attachments.text import Text, Unreadable

__all__ = ["read_pdf"]

_MAX_PAGES = 500
_MAX_SECONDS = 40.0
"""Of processor time."""
_MAX_STREAM = 16_000_000
_MAX_STREAMS = 120_000_000
"""Unpacked bytes of one stream, and of all, pictures and fonts aside."""
_CHUNK = 1_000_000
_MAX_OBJECTS = 200_000
_TOO_LARGE = "Tệp quá lớn để đọc."
_LEAST_LETTERS = 25
"""A page with fewer letters than this says nothing: a scan often carries a stamp or a page number as text."""
_HYPHEN = re.compile(r"\ufffe\n?|\u00ad\n?")
_BREAK = re.compile(r"\r\n?")
_STREAM = re.compile(rb"stream\r?\n")
_FOREIGN = re.compile(rb"/Subtype\s{0,3}/Image|/FontFile|/Length[123]\b|/ICCBased|/Type\s{0,3}/EmbeddedFile")


def read_pdf(content: bytes, limit: int) -> Text:
    """Text, pages parted by a blank line; no value where the pages are pictures. Raises Unreadable for a locked, broken
    or overlarge file.
    """
    _refuse_bombs(content)
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise Unreadable("Tệp PDF có mật khẩu." if locked else "Tệp PDF bị hỏng.") from error
    try:
        pages, note = _pages(document, limit)
    finally:
        document.close()
    letters = sum(sum(sign.isalpha() for sign in text) for text in pages)
    if letters < _LEAST_LETTERS * max(1, min(len(pages), 4)):
        return Text(None)
    return Text("\n\n".join(text for text in pages if text), note)


def _pages(document: pypdfium2.PdfDocument, limit: int) -> tuple[list[str], str | None]:
    """The texts of the pages, and what was left out."""
    pages: list[str] = []
    size = 0
    count = len(document)
    end = time.process_time() + _MAX_SECONDS
    for number in range(min(count, _MAX_PAGES)):
        page = document[number]
        try:
            if sum(1 for _ in zip(range(_MAX_OBJECTS + 1), page.get_objects(max_depth=1), strict=False)) > _MAX_OBJECTS:
                raise Unreadable(_TOO_LARGE)
            words = page.get_textpage()
            text = _BREAK.sub("\n", words.get_text_bounded() or "")
            words.close()
        finally:
            page.close()
        pages.append(_HYPHEN.sub("", text).replace("\x00", "").strip())
        size += len(pages[-1])
        if size > limit or time.process_time() > end:
            break
    if len(pages) < count:
        return pages, f"Tệp dài: chỉ đọc {len(pages)} trang đầu trong {count} trang."
    return pages, None


def _refuse_bombs(content: bytes) -> None:
    """Raise Unreadable where what is packed into the file unpacks to more than a text ever needs."""
    whole = 0
    for match in _STREAM.finditer(content):
        head = content[max(match.start() - 400, 0) : match.start()]
        head = head[head.rfind(b"obj") + 3 :]
        if (b"FlateDecode" not in head and b"/Fl" not in head) or _FOREIGN.search(head):
            continue
        size = _unpacked(content, match.end(), min(_MAX_STREAM, _MAX_STREAMS - whole))
        whole += size
        if size > _MAX_STREAM or whole > _MAX_STREAMS:
            raise Unreadable(_TOO_LARGE)


def _unpacked(content: bytes, start: int, limit: int) -> int:
    """How many bytes a deflated stream gives, counted to a little over ``limit`` and kept nowhere."""
    unpack = zlib.decompressobj()
    size = 0
    data = content[start : start + _CHUNK]
    at = start + len(data)
    try:
        while data and not unpack.eof:
            size += len(unpack.decompress(data, _CHUNK))
            if size > limit:
                break
            data = unpack.unconsumed_tail
            if not data:
                data = content[at : at + _CHUNK]
                at += len(data)
    except zlib.error:
        return size
    return size
