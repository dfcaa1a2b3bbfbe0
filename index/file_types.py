"""Which kinds of files an article announces, as people name them."""

from __future__ import annotations

from typing import Final

from domain.article import Attachment
from domain.search import IndexDocument
from domain.text import fold

__all__ = ["FILE_TYPES", "file_types_of", "find_file_type"]

FILE_TYPES: Final = {
    "pdf": "PDF",
    "word": "Word",
    "excel": "Excel",
    "slides": "PowerPoint",
    "image": "ảnh",
    "video": "video, âm thanh",
    "archive": "tệp nén",
    "other": "tệp khác",
    "scan": "bản quét (ảnh)",
}
"""Code → name. A scan is counted under its own kind and as a scan."""

_ENDINGS: Final = {
    "pdf": "pdf",
    **dict.fromkeys(("doc", "docx", "odt", "rtf", "dot", "dotx"), "word"),
    **dict.fromkeys(("xls", "xlsx", "xlsm", "ods", "csv"), "excel"),
    **dict.fromkeys(("ppt", "pptx", "pps", "ppsx", "odp"), "slides"),
    **dict.fromkeys(("jpg", "jpeg", "png", "gif", "tif", "tiff", "webp", "bmp"), "image"),
    **dict.fromkeys(("mp3", "mp4", "wav", "wmv", "avi", "mov", "m4a", "webm"), "video"),
    **dict.fromkeys(("zip", "rar", "7z", "gz", "tar"), "archive"),
}
_MEDIA: Final = (
    ("pdf", "pdf"),
    ("wordprocessing", "word"),
    ("msword", "word"),
    ("opendocument.text", "word"),
    ("rtf", "word"),
    ("spreadsheet", "excel"),
    ("ms-excel", "excel"),
    ("csv", "excel"),
    ("presentation", "slides"),
    ("powerpoint", "slides"),
    ("image/", "image"),
    ("video/", "video"),
    ("audio/", "video"),
    ("zip", "archive"),
    ("rar", "archive"),
    ("compressed", "archive"),
)
_ASKED: Final = {
    **{fold(name): code for code, name in FILE_TYPES.items()},
    **{code: code for code in FILE_TYPES},
    **_ENDINGS,
    "anh": "image",
    "hinh": "image",
    "ban quet": "scan",
    "quet": "scan",
    "video": "video",
    "am thanh": "video",
    "nen": "archive",
    "khac": "other",
    "powerpoint": "slides",
}


def _type_of(file: Attachment) -> str:
    media = (file.media_type or "").lower()
    for part, code in _MEDIA:
        if part in media:
            return code
    for written in (file.name, file.url.partition("?")[0].partition("#")[0]):
        ending = written.rpartition(".")[2].strip().lower()
        if ending in _ENDINGS:
            return _ENDINGS[ending]
    return "other"


def file_types_of(document: IndexDocument) -> list[str]:
    """The codes of the kinds of files of an article, each once."""
    found = dict.fromkeys(_type_of(file) for file in document.article.attachments)
    return [*found, *(["scan"] if document.scanned else [])]


def find_file_type(text: str) -> str | None:
    """The code of a kind as a person names it ("pdf", "docx", "bản quét"); null for anything else."""
    return _ASKED.get(fold(text).strip(" ."))
