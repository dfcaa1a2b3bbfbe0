"""An office's own Word file as the frame of a paper: its styles, head, logo; the text goes where {{content}} stands."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any, Final

import docx
from docx.oxml.ns import qn
from lxml import etree

from publishing.clean import clean

__all__ = ["PLACEHOLDERS", "check_office_file", "fill_placeholders", "open_office_file"]

PLACEHOLDERS: Final = ("content", "title", "kind", "office", "parent", "place", "number", "date", "footer")
"""What may stand in {{…}}."""
_MARK: Final = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")
_MOST_UNPACKED: Final = 60_000_000


def open_office_file(data: bytes) -> Any:
    """The file. Call ``check_office_file`` first."""
    return docx.Document(io.BytesIO(data))


def _roots(file: Any) -> Iterator[Any]:
    yield file.element.body
    for section in file.sections:
        for part in (section.header, section.first_page_header, section.footer, section.first_page_footer):
            if not part.is_linked_to_previous:
                yield part._element


def _paragraphs(file: Any) -> Iterator[Any]:
    for root in _roots(file):
        yield from root.iter(qn("w:p"))


def _text(paragraph: Any) -> str:
    return "".join(piece.text or "" for piece in paragraph.iter(qn("w:t")))


def check_office_file(data: bytes) -> list[str]:
    """What is wrong with a file, in plain words."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(entry.file_size for entry in package.infolist()) > _MOST_UNPACKED:
                return ["tệp giải nén ra quá lớn"]
            if any("vbaProject" in name for name in package.namelist()):
                return ["tệp có macro; hãy lưu lại dạng .docx không có macro"]
            for name in package.namelist():
                if name.endswith(".rels") and b"attachedTemplate" in package.read(name):
                    return ["tệp gắn với một mẫu bên ngoài; hãy bỏ mẫu gắn kèm"]
        file = open_office_file(data)
        texts = [_text(paragraph) for paragraph in _paragraphs(file)]
        body = [_text(paragraph) for paragraph in file.element.body.iter(qn("w:p"))]
    except (zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError, OSError, NotImplementedError):
        return ["không mở được như một tệp Word (.docx)"]
    found = [name for text in texts for name in _MARK.findall(text)]
    faults = [f"không có trường “{name}” cho {{{{…}}}}" for name in dict.fromkeys(found) if name not in PLACEHOLDERS]
    contents = sum("content" in _MARK.findall(text) for text in body)
    if contents != 1:
        faults.append("phải có đúng một dòng {{content}}, nơi đặt nội dung")
    return faults


def fill_placeholders(file: Any, values: Mapping[str, str]) -> Any:
    """Put the values into the marks; gives back the paragraph of {{content}}."""
    content = None
    for paragraph in list(_paragraphs(file)):
        text = _text(paragraph)
        names = _MARK.findall(text)
        if "content" in names:
            content = paragraph
        elif names:
            pieces = list(paragraph.iter(qn("w:t")))
            pieces[0].text = clean(_MARK.sub(lambda match: values.get(match[1], ""), text))
            pieces[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            for piece in pieces[1:]:
                piece.text = ""
    return content
