"""What a file may be before a library opens it: its kind, and the limits that keep a hostile one harmless."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import Final

import olefile

from domain.errors import ConfigError

__all__ = ["CELLS", "PAGES", "guarded_zip", "kind_of", "unreadable"]

SIZE: Final = 30 * 2**20
"""Bytes of a file; plans are below one megabyte."""
UNPACKED: Final = 150 * 2**20
RATIO: Final = 400
"""How many times larger than its packed bytes a part of a megabyte or more may be."""
PAGES: Final = 300
CELLS: Final = 300_000

_KINDS: Final = {
    ".docx": "docx", ".xlsx": "xlsx", ".pdf": "pdf", ".yaml": "yaml", ".yml": "yaml", ".json": "yaml",
    ".txt": "text", ".md": "text",
}  # fmt: skip
_OTHERS: Final = {".doc": ".docx", ".rtf": ".docx", ".odt": ".docx", ".docm": ".docx", ".dotx": ".docx",
                  ".xls": ".xlsx", ".ods": ".xlsx", ".xlsm": ".xlsx", ".xlsb": ".xlsx", ".csv": ".xlsx"}  # fmt: skip


def _refuse(name: str, what: str, todo: str) -> ConfigError:
    return ConfigError(f"Không đọc được {name}: {what}.", todo)


def unreadable(name: str, what: str = "tệp hỏng hoặc không đúng định dạng") -> ConfigError:
    """The error of a file that its library cannot read."""
    return _refuse(name, what, "Hãy mở tệp, lưu lại rồi nhập lại.")


def kind_of(data: bytes, name: str) -> str:
    """ "docx", "xlsx", "pdf", "yaml" or "text", by the bytes first and the name second. ConfigError: none of them."""
    suffix = PurePath(name).suffix.lower()
    if not data.strip():
        raise _refuse(name, "tệp trống", "Hãy kiểm tra lại tệp.")
    if len(data) > SIZE:
        raise _refuse(name, f"tệp lớn hơn {SIZE >> 20} MB", "Hãy bỏ bớt hình ảnh trong tệp rồi nhập lại.")
    if data[:5] == b"%PDF-":
        return "pdf"
    if data.startswith(olefile.MAGIC):
        try:
            with olefile.OleFileIO(io.BytesIO(data)) as ole:
                locked = ole.exists("EncryptedPackage")
        except (OSError, ValueError, IndexError, TypeError):
            locked = False
        if locked:
            raise _refuse(name, "tệp có mật khẩu", "Hãy mở tệp, bỏ mật khẩu rồi lưu lại.")
        raise _refuse(name, "định dạng cũ (.doc, .xls)", "Hãy mở tệp và lưu lại thành .docx hoặc .xlsx.")
    if data[:2] == b"PK":
        return _kind_of_zip(data, name)
    if suffix in _OTHERS:
        raise _refuse(name, f"chưa hỗ trợ định dạng {suffix}", f"Hãy lưu lại thành {_OTHERS[suffix]}.")
    kind = _KINDS.get(suffix, "text")
    if kind in {"docx", "xlsx", "pdf"}:
        raise unreadable(name)
    if b"\x00" in data[:4096] and data[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
        raise _refuse(name, "không phải DOCX, XLSX, PDF, YAML hay văn bản", "Hãy chọn tệp kế hoạch khác.")
    return kind


def _kind_of_zip(data: bytes, name: str) -> str:
    with guarded_zip(data, name) as archive:
        names = set(archive.namelist())
        if any(part.endswith("vbaProject.bin") for part in names):
            raise _refuse(name, "tệp có macro", "Hãy mở tệp và lưu lại thành .docx hoặc .xlsx (không có macro).")
        if "word/document.xml" in names:
            return "docx"
        if "xl/workbook.xml" in names:
            return "xlsx"
    raise _refuse(name, "tệp nén không phải DOCX hay XLSX", "Hãy giải nén rồi chọn tệp kế hoạch.")


@contextmanager
def guarded_zip(data: bytes, name: str) -> Iterator[zipfile.ZipFile]:
    """The archive, when it does not swell beyond the limits and declares no entities. ConfigError when it does."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise unreadable(name) from error
    with archive:
        total = 0
        for part in archive.infolist():
            total += part.file_size
            swollen = part.file_size > 2**20 and part.file_size > RATIO * max(1, part.compress_size)
            if total > UNPACKED or swollen:
                raise _refuse(name, "tệp giải nén ra quá lớn", "Hãy kiểm tra nguồn gốc của tệp.")
            if part.flag_bits & 1:
                raise _refuse(name, "tệp có mật khẩu", "Hãy mở tệp, bỏ mật khẩu rồi lưu lại.")
            if part.filename.endswith((".xml", ".rels")):
                try:
                    with archive.open(part) as stream:
                        head = stream.read(4096)
                except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError) as error:
                    raise unreadable(name) from error
                if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                    raise _refuse(name, "tệp khai báo thực thể XML", "Hãy kiểm tra nguồn gốc của tệp.")
        yield archive
