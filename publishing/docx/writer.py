"""A paper as a Word file (.docx) in the form of Nghị định 30/2020/NĐ-CP."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC
from typing import Any

import docx
from docx.oxml.ns import qn

from publishing.blocks import Contents, Document, Run, appendix_label, walk
from publishing.clean import clean
from publishing.docx.body import Body
from publishing.docx.letterhead import foot, head, title_block
from publishing.docx.office_file import fill_placeholders, open_office_file
from publishing.docx.page import first_section, next_section
from publishing.docx.splices import Splices
from publishing.docx.styles import apply_styles
from publishing.docx.xml import el, element, paragraph, text_run, with_property
from publishing.layout import DECREE, Layout

__all__ = ["write_docx"]


_KEPT = 3
"""Paragraphs before the foot that go with it to the next page: no page holds a signature alone."""


def write_docx(document: Document, layout: Layout = DECREE, office_file: bytes | None = None) -> bytes:
    """The file, the same bytes for the same paper. ``office_file``: an office's own, whose head and styles stay."""
    file = open_office_file(office_file) if office_file else docx.Document()
    body = file.element.body
    apply_styles(file, layout, keep=office_file is not None)
    first_section(file.sections[0], layout, clean(document.footer), keep=office_file is not None)
    _properties(file, document)
    writer = Body(file.part, layout, walk(document))
    spliced = Splices(body)
    letterhead = document.letterhead
    text = writer.all_elements(document.blocks, layout.text_width)
    if office_file:
        place = fill_placeholders(file, _values(document))
        spliced.before(place, text)
        place.getparent().remove(place)
    else:
        for old in body.xpath("./w:p|./w:tbl"):
            body.remove(old)
        if letterhead:
            text[-_KEPT:] = [with_property(one, el("w:keepNext")) for one in text[-_KEPT:]]
            text = [*head(letterhead, layout), *title_block(letterhead, layout), *text, *foot(letterhead, layout)]
        spliced.before(body.sectPr, text)
    _appendices(file, document, layout, writer, spliced)
    return _saved(file, document, spliced)


def _values(document: Document) -> dict[str, str]:
    """What the marks of an office's file stand for."""
    letterhead = document.letterhead
    return {
        "title": document.title,
        "footer": document.footer,
        "kind": letterhead.kind.upper() if letterhead else "",
        "office": letterhead.issuer_line if letterhead else document.author,
        "parent": letterhead.parent_line if letterhead else "",
        "place": letterhead.place if letterhead else "",
        "number": letterhead.number_line if letterhead else "",
        "date": letterhead.place_line if letterhead else "",
    }


def _appendices(file: Any, document: Document, layout: Layout, writer: Body, spliced: Splices) -> None:
    for at, appendix in enumerate(document.appendices):
        next_section(file, layout, landscape=appendix.landscape)
        end = file.element.body.sectPr
        room = (297 if appendix.landscape else 210) - layout.left - layout.right
        label = appendix_label(at, len(document.appendices))
        title = [
            paragraph(text_run(Run(label, bold=True), size=14), style="AppendixTitle"),
            paragraph(text_run(Run(appendix.title.upper(), bold=True)), style="AppendixTitle"),
        ]
        if appendix.note:
            title.append(paragraph(text_run(Run(appendix.note, italic=True)), style="Centre"))
        spliced.before(end, [*title, *writer.all_elements(appendix.blocks, room)])


def _properties(file: Any, document: Document) -> None:
    made = document.made_at.astimezone(UTC).replace(tzinfo=None)
    core = file.core_properties
    core.title, core.author, core.last_modified_by = clean(document.title)[:255], clean(document.author)[:255], ""
    core.created = core.modified = made
    core.comments, core.language = "", "vi-VN"
    if any(isinstance(block, Contents) for block in document.blocks):
        _update_fields(file.settings.element)


# What stands after w:updateFields in the schema of settings.xml.
_AFTER = "w:hdrShapeDefaults w:footnotePr w:endnotePr w:compat w:docVars w:rsids w:themeFontLang".split()


def _update_fields(settings: Any) -> None:
    """Word asks, when it opens the file, to work out the page numbers of the contents."""
    following = next((one for one in settings if one.tag in {qn(name) for name in _AFTER}), None)
    asked = element(el("w:updateFields", val="true"))
    if following is None:
        settings.append(asked)
    else:
        following.addprevious(asked)


def _saved(file: Any, document: Document, spliced: Splices) -> bytes:
    """The package with the paper's own time on every part."""
    first = io.BytesIO()
    file.save(first)
    stamp = document.made_at.astimezone(UTC).timetuple()[:6]
    if stamp[0] < 1980:
        stamp = (1980, 1, 1, 0, 0, 0)
    main = file.part.partname.lstrip("/")
    out = io.BytesIO()
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            content = source.read(name)
            target.writestr(entry, spliced.put(content) if name == main else content)
    return out.getvalue()
