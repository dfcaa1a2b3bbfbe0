"""Text out of real files of each kind, made here; what cannot be read says why."""

from __future__ import annotations

import base64
import io
import re
import struct
import zipfile
import zlib
from pathlib import Path

import docx
import openpyxl
import pytest
from fpdf import FPDF

from crawler.attachments import AttachmentText, read_attachment
from crawler.attachments.word97 import _pieces
from crawler.fetch.verdicts import FetchOutcome, judge
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
    assert read_attachment(pdf_file(scan=True), URL) == AttachmentText(
        "scan", "", "application/pdf", "bản quét (ảnh), chưa có chữ"
    )


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
        (b"<!DOCTYPE html><html>Dang nhap", "trang web"),
        (b"%PDF-1.7\nhong", "hỏng"),
        (b"PK\x03\x04hong", "hỏng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1hong", "hỏng"),
        (b"Rar!\x1a\x07", "Chưa đọc được"),
        (bomb(), "quá lớn"),
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
    assert "trang web" in reason


RTF = (
    r"{\rtf1\ansi\ansicpg1258\deff0{\fonttbl{\f0 Times New Roman;}}\f0 K\u7871? ho\u7841?ch c\u7843?i c\u225?ch h\u224?nh "
    r"ch\u237?nh n\u259?m 2024\par T\u7893?ng s\u7889?: 53 th\u7911? t\u7909?c\par}"
).encode("ascii")
WORD_PAGE = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head>'
    '<meta charset="utf-8"><meta name=ProgId content=Word.Document><style>p{margin:0}</style></head><body>'
    f"<p class=MsoNormal>{WORDS}</p><table><tr><td>Nội dung</td><td>Số lượng</td></tr><tr><td>Thủ tục</td><td>53</td></tr>"
    "</table></body></html>"
).encode()


def test_a_doc_that_is_rtf_inside() -> None:
    read = read_attachment(RTF, "https://a.vn/ke-hoach.doc", "application/msword")
    assert read == AttachmentText(
        "text", "Kế hoạch cải cách hành chính năm 2024\n\nTổng số: 53 thủ tục", "application/rtf"
    )


def test_a_doc_that_is_a_page_by_word_inside() -> None:
    read = read_attachment(WORD_PAGE, "https://a.vn/ke-hoach.doc", "application/msword")
    assert (read.state, read.text) == ("text", f"{WORDS}\n\nNội dung | Số lượng\nThủ tục | 53")


def test_a_doc_that_is_a_web_archive_inside() -> None:
    parts = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; '
        b'charset="utf-8"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        + base64.encodebytes(WORD_PAGE)
        + b"\r\n--b--\r\n"
    )
    assert WORDS in read_attachment(parts, "https://a.vn/ke-hoach.doc").text


def test_an_answer_of_a_page_by_word_is_a_file_and_any_other_page_is_none() -> None:
    head = {"content-type": "application/msword"}
    assert judge(200, head, WORD_PAGE, "https://a.vn/kh.doc", "attachment").outcome is FetchOutcome.PAGE
    page = b"<html><body><p>Noi dung bai viet</p></body></html>"
    assert judge(200, head, page, "https://a.vn/kh.doc", "attachment").outcome is FetchOutcome.DISGUISED


def ole_file(stream: str) -> bytes:
    """The smallest compound file with one stream of 4096 zeros ([MS-CFB] 2.2, 2.5, 2.6)."""
    free, end, fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)
    table = struct.pack("<128I", fat, end, *range(3, 10), end, *[free] * 118)

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        text = name.encode("utf-16-le") + b"\0\0"
        links = struct.pack("<2B3I", kind, 1, free, free, child)
        return (
            text.ljust(64, b"\0") + struct.pack("<H", len(text)) + links + b"\0" * 36 + struct.pack("<IQ", start, size)
        )

    return (
        head + table + entry("Root Entry", 5, 1, end, 0) + entry(stream, 2, free, 2, 4096) + b"\0" * 256 + b"\0" * 4096
    )


def test_an_old_spreadsheet_is_read() -> None:
    read = read_attachment(Path(__file__).with_name("tien-do.xls").read_bytes(), "https://a.vn/so-lieu.xls")
    assert (read.state, read.media_type) == ("text", "application/vnd.ms-excel")
    assert read.text == (
        "Đơn vị | Hồ sơ | Tỷ lệ | Ngày\nSở Y tế | 1687 | 12.85 | 30/09/2026\nTrạm Y tế Bản Pe | 20 | x\n\n"
        "Số liệu đến ngày 30/9/2026"
    )


def test_a_spreadsheet_in_pieces_says_so() -> None:
    whole = Path(__file__).with_name("tien-do.xls").read_bytes()
    for content in (ole_file("Workbook"), whole[: len(whole) // 2]):
        read = read_attachment(content, "https://a.vn/so-lieu.xls")
        assert read.state == "failed"
        assert "bị hỏng" in (read.reason or "")


def test_reasons_are_vietnamese_whatever_a_library_says() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    reason = read_attachment(out.getvalue(), URL).reason or ""
    assert re.fullmatch(r"Tệp bị hỏng hoặc không đúng định dạng \(mã [0-9a-f]{8} trong nhật ký\)\.", reason)


def pdf_of(stream: bytes, pages: int = 1) -> bytes:
    """A PDF whose pages share one deflated stream of instructions."""
    packed = zlib.compress(stream, 9)
    kids = b" ".join(b"%d 0 R" % (4 + n) for n in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % pages,
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed + b"\nendstream",
        *([b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 3 0 R /Resources << /Font << /F1 "
           b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"] * pages),
    ]  # fmt: skip
    body = b"%PDF-1.4\n"
    places = []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + text + b"\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(
        b"%010d 00000 n \n" % at for at in places
    )
    return body + table + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))


def test_a_small_pdf_of_endless_instructions_is_too_large_to_read() -> None:
    content = pdf_of(b"0 0 m 1 1 l S\n" * 1_500_000)
    assert len(content) < 100_000
    assert read_attachment(content, URL) == AttachmentText("failed", "", "application/pdf", "Tệp quá lớn để đọc.")


def test_a_long_pdf_says_how_far_it_was_read() -> None:
    read = read_attachment(pdf_of(b"BT /F1 12 Tf 50 700 Td (Ke hoach cai cach hanh chinh nam nay) Tj ET", 520), URL)
    assert (read.state, read.text.count("Ke hoach")) == ("text", 500)
    assert read.reason == "Tệp dài: chỉ đọc 500 trang đầu trong 520 trang."
