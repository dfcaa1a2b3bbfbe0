"""Which links of a page are files of its article, whatever their addresses look like."""

from __future__ import annotations

import pytest

from crawler.extraction import extract_page
from tests.crawler.extraction.kind_pages import PARAGRAPHS, TITLE, page, ps

HOST = "https://syt.halinh.example.vn"
URL = f"{HOST}/tin-tuc/tram-y-te-xa-ban-pe-tra-ket-qua-ngay-88.html"


def files(links: str, *, text: str = "", below: str = "") -> list[tuple[str, str, str | None]]:
    html = page(f"<h1>{TITLE}</h1><div class='nd'>{text or ps()}{links}</div>{below}")
    found = extract_page(html, URL).attachments
    return [(one.url.removeprefix(HOST), one.name, (one.media_type or "").rpartition("/")[2] or None) for one in found]


@pytest.mark.parametrize(
    ("link", "right"),
    [
        ('<a href="/Download.ashx?id=55">Kế hoạch 122.pdf</a>', ("/Download.ashx?id=55", "Kế hoạch 122.pdf", "pdf")),
        ('<a href="/tep/77" title="Phụ lục 1.docx">Phụ lục một</a>', ("/tep/77", "Phụ lục một",
         "vnd.openxmlformats-officedocument.wordprocessingml.document")),
        ('<a href="/documents/10180/ke-hoach.pdf/0b1c-aa">Kế hoạch năm</a>',
         ("/documents/10180/ke-hoach.pdf/0b1c-aa", "Kế hoạch năm", "pdf")),
        ('<a href="/g/55" download="bieu.xls">Biểu số liệu</a>', ("/g/55", "Biểu số liệu", "vnd.ms-excel")),
        ('<a href="/GetFile.aspx?id=9">Văn bản số 12</a>', ("/GetFile.aspx?id=9", "Văn bản số 12", None)),
        ('<a href="/x.aspx?f=/kh%20122.doc">Kế hoạch năm (1,2 MB)</a>', ("/x.aspx?f=/kh%20122.doc", "Kế hoạch năm (1,2 MB)", "msword")),
        ('<a href="/tep/5">Quyết định.pdf (350 KB)</a>', ("/tep/5", "Quyết định.pdf (350 KB)", "pdf")),
    ],
)  # fmt: skip
def test_a_file_by_its_words_its_title_or_a_part_of_its_path(link: str, right: tuple[str, str, str | None]) -> None:
    assert files(f"<p>{link}</p>") == [right]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/tin-tuc/cach-mo-tep-pdf-tren-dien-thoai-91.html">Cách mở tệp pdf trên điện thoại</a>',
        '<a href="/chuyen-muc/van-ban">Văn bản</a>',
        '<a href="#ke-hoach.pdf">Xem dưới đây</a>',
        '<a href="mailto:ke.hoach.pdf@example.vn">Gửi thư</a>',
    ],
)
def test_what_is_no_file(link: str) -> None:
    assert files(f"<p>{link}</p>") == []


def test_a_file_in_a_line_of_its_own_below_one_paragraph() -> None:
    below = '<p><a href="/kh-12.pdf">Kế hoạch 12</a></p>'
    assert files("", text=f"<p>{' '.join(PARAGRAPHS)}</p>", below=below) == [("/kh-12.pdf", "Kế hoạch 12", "pdf")]


def test_files_of_other_articles_below_stay_theirs() -> None:
    below = '<h3>Tin liên quan</h3><ul><li><a href="/kh-13.pdf">Kế hoạch 13</a></li></ul>'
    assert files("", below=below) == []
