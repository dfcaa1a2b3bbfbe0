"""Text out of real files of each kind, made here; what cannot be read says why."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from fpdf import FPDF

from crawler.attachments import AttachmentText, read_attachment
from crawler.attachments.word97 import _pieces
from crawler.run import crawl
from domain.settings import Settings
from store import Store
from tests.crawler.conftest import source_of
from tests.support.web import Answer, ScriptedSite, article, listing

WORDS = "Kế hoạch số 1603/KH-UBND về tuyên truyền cải cách hành chính năm 2021"
URL = "https://a.vn/tep"


def docx_file() -> bytes:
    document = docx.Document()
    document.add_paragraph(WORDS)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Nội dung", "Số lượng"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx_file() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Đơn vị", "Hồ sơ", None])
    book.active.append(["Sở Y tế", 1687, None])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pdf_file(scan: bool = False) -> bytes:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=12)
    if scan:
        pdf.rect(20, 20, 100, 150, style="F")
    else:
        pdf.multi_cell(0, 8, "Ke hoach 1603/KH-UBND ngay 18/5/2021 ve tuyen truyen cai cach hanh chinh nha nuoc.")
    return bytes(pdf.output())


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (docx_file(), AttachmentText("text", f"{WORDS}\n\nNội dung | Số lượng", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")),
        (xlsx_file(), AttachmentText("text", "Đơn vị | Hồ sơ\nSở Y tế | 1687", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
    ],
    ids=["docx", "xlsx"],
)  # fmt: skip
def test_office_files_give_their_text(content: bytes, expected: AttachmentText) -> None:
    assert read_attachment(content, URL) == expected


def test_a_pdf_gives_its_text_and_a_scan_is_called_one() -> None:
    read = read_attachment(pdf_file(), URL)
    assert read.state == "text"
    assert "1603/KH-UBND ngay 18/5/2021" in read.text
    assert read_attachment(pdf_file(scan=True), URL) == AttachmentText("scan", "", "application/pdf", "bản scan")


def test_the_pieces_of_an_old_word_file_in_both_encodings() -> None:
    main = b"\0" * 64 + "Kế hoạch ".encode("utf-16-le") + b"CCHC"
    text = (
        struct.pack("<3I", 0, 9, 13) + struct.pack("<HIH", 0, 64, 0) + struct.pack("<HIH", 0, (82 * 2) | 0x40000000, 0)
    )
    clx = b"\x01" + struct.pack("<H", 2) + b"xx" + b"\x02" + struct.pack("<I", len(text)) + text
    assert "".join(_pieces(main, clx, 13)) == "Kế hoạch CCHC"


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 60_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<!DOCTYPE html><html>Dang nhap", "trang HTML"),
        (b"%PDF-1.7\nhong", "hỏng"),
        (b"PK\x03\x04hong", "hỏng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1hong", "hỏng"),
        (b"Rar!\x1a\x07", "Chưa đọc được"),
        (bomb(), "phình"),
        (b"", "Chưa đọc được"),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, words: str) -> None:
    read = read_attachment(content, URL)
    assert read.state == "failed"
    assert words in (read.reason or "")


def test_attachments_are_fetched_and_tied_to_their_article(store: Store, settings: Settings, tmp_path: Path) -> None:
    links = '<p><a href="/tep/kehoach.docx">Kế hoạch 1603</a> <a href="/tep/../../quyetdinh.pdf">Quyết định</a></p>'
    with ScriptedSite({"/tin/": listing([1]), "/tin/bai-viet-so-1.html": article(1, extra=links)}) as site:
        site.put("/tep/kehoach.docx", Answer(status=302, headers={"Location": "/kho/1.docx"}))
        site.put("/kho/1.docx", Answer(docx_file(), headers={"Content-Type": "application/octet-stream"}))
        site.put("/quyetdinh.pdf", Answer("<html><body>Mời đăng nhập</body></html>"))
        crawl(store, [source_of(site.base_url)], settings)
        stored = store.articles.by_url(f"{site.base_url}/tin/bai-viet-so-1.html")
        assert stored is not None
        files = {one.url.removeprefix(site.base_url): one for one in store.attachments.of_article(stored.id)}
        assert files["/tep/kehoach.docx"].state == "text"
        assert WORDS in files["/tep/kehoach.docx"].text
        assert files["/quyetdinh.pdf"].state == "failed"
        reason = store.frontier.quarantined()[0].reason or ""
    assert "trang HTML" in reason
