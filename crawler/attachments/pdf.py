"""The text of a PDF through PDFium."""

from __future__ import annotations

import re

import pypdfium2

__all__ = ["read_pdf"]

_MAX_PAGES = 500
_LEAST_LETTERS = 25
"""A page with fewer letters than this says nothing: a scan often carries a stamp or a page number as text."""
_HYPHEN = re.compile(r"\ufffe\n?|\u00ad\n?")
_BREAK = re.compile(r"\r\n?")


def read_pdf(content: bytes, limit: int) -> str | None:
    """Text, pages parted by a blank line; None where the pages are pictures. Raises ValueError for a locked file."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise ValueError("Tệp PDF có mật khẩu." if locked else "Tệp PDF bị hỏng.") from error
    try:
        pages: list[str] = []
        size = 0
        count = len(document)
        for number in range(min(count, _MAX_PAGES)):
            page = document[number]
            words = page.get_textpage()
            text = _BREAK.sub("\n", words.get_text_bounded() or "")
            words.close()
            page.close()
            text = _HYPHEN.sub("", text).replace("\x00", "").strip()
            pages.append(text)
            size += len(text)
            if size > limit:
                break
    finally:
        document.close()
    letters = sum(sum(sign.isalpha() for sign in text) for text in pages)
    if letters < _LEAST_LETTERS * max(1, min(len(pages), 4)):
        return None
    return "\n\n".join(text for text in pages if text)
