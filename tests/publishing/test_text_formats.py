"""HTML, Markdown, plain text and workbooks, read again."""

from __future__ import annotations

import io
import re
from datetime import date

import openpyxl
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from publishing.blocks import Paragraph, Quote, runs
from publishing.clean import breakable, clean, safe_link
from publishing.html.mail import mail_html
from publishing.html.writer import write_html
from publishing.markdown import escape_markdown, write_markdown
from publishing.plain_text import write_text
from publishing.xlsx import Field, Sheet, write_xlsx
from tests.publishing.papers import HOSTILE, MADE_AT, hostile_paper, paper


def _outside(page: str) -> list[str]:
    root = lxml_html.document_fromstring(page)
    assert not root.xpath("//script|//iframe|//object|//embed|//link|//form|//img|//svg")
    assert not root.xpath("//@*[starts-with(name(), 'on')]")
    loaded = root.xpath("//@src|//@srcset|//@background|//@poster")
    return [*map(str, loaded), *re.findall(r"url\(|@import", page)]


def test_html_asks_nobody_for_anything() -> None:
    assert _outside(write_html(paper())) == []
    assert _outside(write_html(hostile_paper()).replace("@import", "")) == []


def test_html_has_its_structure_and_print_styles() -> None:
    page = write_html(paper())
    root = lxml_html.document_fromstring(page)
    assert root.get("lang") == "vi"
    assert root.xpath("//thead/tr/th")
    assert [one.text_content() for one in root.xpath("//h2")] == ["I. TỔNG QUAN", "II. THỦ TỤC HÀNH CHÍNH"]
    assert root.xpath("//h3[@id='bai-1']/a/@href") == ["https://syt.example.vn/bai-1"]
    assert "@page :first" in page
    assert "@media print" in page


def test_hostile_strings_stay_text_in_html() -> None:
    root = lxml_html.document_fromstring(write_html(hostile_paper()))
    text = root.text_content()
    assert HOSTILE[3] in text
    assert HOSTILE[0] in text
    assert not [link for link in root.xpath("//a/@href") if not str(link).startswith(("https://", "#"))]
    assert not re.search("[\x00-\x08\u202a-\u202e]", text)


def test_inlined_styles_need_no_style_element() -> None:
    page = mail_html(paper())
    root = lxml_html.document_fromstring(page)
    assert not root.xpath("//style")
    bars = root.xpath("//table[@role='presentation']")
    assert [one.get("width") for one in bars] == ["100%", "90%"]
    assert not [one for one in bars if "width" in one.get("style", "")]
    assert root.xpath("//p[starts-with(., '“')]/@style")


def test_markdown_keeps_letters_letters() -> None:
    text = write_markdown(hostile_paper())
    assert "<script" not in re.sub(r"\\<", "", text)
    assert "![](" not in text
    assert not re.search(r"(?<!\\)\]\((?!<https://)", text)
    assert write_markdown(paper()).count("\n## ") == 2


@given(st.text(max_size=60))
def test_an_escaped_text_holds_no_bare_mark(text: str) -> None:
    bare = re.sub(r"\\[\\`*_{}\[\]<>#|~!&$]", "", escape_markdown(text))
    assert not re.search(r"[\\`*_{}\[\]<>#|~!&$]", bare)


@given(st.text(max_size=200))
def test_clean_text_is_xml_text_and_clean_again(text: str) -> None:
    shown = clean(text)
    root = lxml_html.fragment_fromstring("<p></p>")
    root.text = shown
    assert clean(shown) == shown
    assert breakable(shown).replace("\u200b", "") == shown.replace("\u200b", "")


def test_plain_text_is_readable() -> None:
    text = write_text(paper())
    assert "“Tỷ lệ hồ sơ đúng hạn đạt 98,7%.” [1]" in text
    assert "https://syt.example.vn/bai-1" in text
    assert "Tuần này    42 bài" in text
    lines = write_text(paper(Paragraph(runs("chữ " * 200)), Quote("câu " * 100, 2))).splitlines()
    assert max(map(len, lines)) <= 76


def test_links_are_addresses_of_the_web() -> None:
    assert safe_link("javascript:alert(1)") is None
    assert safe_link(" java\nscript:alert(1)") is None
    assert safe_link("data:text/html,x") is None
    assert safe_link("https://a.example/b c") == "https://a.example/bc"


def test_workbooks_hold_texts_and_numbers_and_no_formulas() -> None:
    fields = (Field("Nội dung", 40), Field("Giá trị", 12, "decimal"), Field("Ngày", 12, "day"))
    rows = [(text, at + 0.5, date(2022, 9, 26)) for at, text in enumerate(HOSTILE)]
    data = write_xlsx(
        [Sheet("Số liệu: [1]/2", fields, rows, "Bảng số liệu"), Sheet("Số liệu: [1]/2", fields, [])], MADE_AT
    )
    assert data == write_xlsx(
        [Sheet("Số liệu: [1]/2", fields, rows, "Bảng số liệu"), Sheet("Số liệu: [1]/2", fields, [])], MADE_AT
    )
    book = openpyxl.load_workbook(io.BytesIO(data))
    first = book.worksheets[0]
    assert len(book.worksheets) == 2
    assert first.freeze_panes == "A3"
    assert first.print_title_rows == "$2:$2"
    assert first.column_dimensions["A"].width >= 40
    cells = [row[0] for row in first.iter_rows(min_row=3)]
    assert [cell.data_type for cell in cells] == ["s"] * len(HOSTILE)
    assert cells[1].value == HOSTILE[1]
    assert first.cell(3, 2).value == 0.5
    assert first.cell(3, 3).value.date() == date(2022, 9, 26)
    assert not [cell for row in first.iter_rows() for cell in row if cell.hyperlink]
