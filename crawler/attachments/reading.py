"""Which reader a file needs, by its bytes and not by its name; and what a reader's text is worth."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from crawler.attachments.excel97 import is_xls, read_xls
from crawler.attachments.markup import read_mhtml, read_office_html, read_rtf
from crawler.attachments.office import read_docx, read_xlsx
from crawler.attachments.pdf import read_pdf
from crawler.attachments.text import Text, Unreadable
from crawler.attachments.word97 import read_doc
from crawler.extraction.decode.office_html import is_office_html
from crawler.urls import file_kind
from domain.incidents import incident

__all__ = ["MAX_TEXT", "AttachmentText", "read_attachment"]

_log = logging.getLogger(__name__)

MAX_TEXT = 2_000_000
_MAX_SAID = f"{MAX_TEXT:,}".replace(",", ".")
_MAX_UNZIPPED = 200_000_000
_MAX_RATIO = 200
_MAX_MEMBERS = 5_000
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_OLD_EXCEL = "application/vnd.ms-excel"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class AttachmentText:
    """``state``: "text", "scan" (pictures of pages without text) or "failed" with ``reason`` in Vietnamese; of a
    text ``reason`` says what of it was left out.
    """

    state: str
    text: str = ""
    media_type: str | None = None
    reason: str | None = None


def read_attachment(content: bytes, url: str, content_type: str | None = None) -> AttachmentText:
    """The text of a file, at most MAX_TEXT characters. Raises MemoryError alone."""
    declared = (content_type or "").partition(";")[0].strip().lower() or file_kind(url)
    if content.lstrip()[:4] == b"%PDF" or b"%PDF-" in content[:1024]:
        return _read(read_pdf, content, "application/pdf")
    if content[:4] == b"PK\x03\x04":
        return _read_zip(content, declared)
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return (
            _read(read_xls, content, _OLD_EXCEL) if is_xls(content) else _read(read_doc, content, "application/msword")
        )
    head = content[:500].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"{\\rtf"):
        return _read(read_rtf, content, "application/rtf")
    if head.startswith(b"mime-version:") and b"multipart/related" in content[:2000].lower():
        return _read(read_mhtml, content, "multipart/related")
    if head.startswith((b"<!doctype html", b"<html", b"<xml", b"<meta")):
        if is_office_html(content):
            return _read(read_office_html, content, declared or "text/html")
        return AttachmentText(
            "failed", media_type="text/html", reason="Địa chỉ tệp đính kèm trả về trang web, không phải tệp."
        )
    return AttachmentText("failed", media_type=declared, reason="Chưa đọc được loại tệp này.")


def _read_zip(content: bytes, declared: str | None) -> AttachmentText:
    try:
        with ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
        return AttachmentText("failed", media_type=declared, reason="Tệp nén bị hỏng.")
    unzipped = sum(member.file_size for member in members)
    if len(members) > _MAX_MEMBERS or unzipped > _MAX_UNZIPPED or unzipped > _MAX_RATIO * max(len(content), 10_000):
        return AttachmentText("failed", media_type=declared, reason="Tệp nén giải ra quá lớn nên không mở.")
    names = {member.filename for member in members}
    if "word/document.xml" in names:
        return _read(read_docx, content, _WORD)
    if "xl/workbook.xml" in names:
        return _read(read_xlsx, content, _EXCEL)
    return AttachmentText("failed", media_type=declared, reason="Chưa đọc được loại tệp này.")


def _read(reader: Callable[[bytes, int], Text], content: bytes, media_type: str) -> AttachmentText:
    """What a reader gives, or why it gives nothing: an exception that is not ours says nothing to people."""
    try:
        read = reader(content, MAX_TEXT)
    except Unreadable as error:
        return AttachmentText("failed", media_type=media_type, reason=str(error))
    except MemoryError:
        raise  # the worker's limit: the pool says what becomes of it
    except Exception as error:
        made = incident(_log, f"reading a {media_type} failed", error)
        reason = f"Tệp bị hỏng hoặc không đúng định dạng (mã {made} trong nhật ký)."
        return AttachmentText("failed", media_type=media_type, reason=reason)
    if read.value is None:
        return AttachmentText("scan", media_type=media_type, reason="bản quét (ảnh), chưa có chữ")
    if not read.value.strip():
        return AttachmentText("failed", media_type=media_type, reason="Tệp không có nội dung chữ.")
    note = read.note or (f"Tệp dài: chỉ giữ {_MAX_SAID} ký tự đầu." if len(read.value) > MAX_TEXT else None)
    return AttachmentText("text", read.value[:MAX_TEXT].strip(), media_type, note)
