"""Word files, opened again: the values of Nghị định 30/2020, Phụ lục I."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from lxml import etree

from publishing.blocks import Appendix, Paragraph, runs
from publishing.docx.writer import write_docx
from publishing.letterhead import MOTTO, NATION
from publishing.typefaces import our_typeface
from tests.publishing.papers import HOSTILE, all_kinds, figures, hostile_paper, paper


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


@pytest.fixture(scope="module")
def made() -> Any:
    appendices = (
        Appendix("Số liệu trong kỳ", (figures(60),), landscape=True),
        Appendix("Văn bản", (Paragraph(runs("Không có.")),)),
    )
    return opened(write_docx(paper(appendices=appendices)))


def _text(element: Any) -> str:
    return "".join(element.itertext(qn("w:t")))


def test_paper_and_margins(made: Any) -> None:
    first = made.sections[0]
    assert (round(first.page_width.mm), round(first.page_height.mm)) == (210, 297)
    for length, low, high in (
        (first.top_margin, 20, 25),
        (first.bottom_margin, 20, 25),
        (first.left_margin, 30, 35),
        (first.right_margin, 15, 20),
    ):
        assert low - 0.1 <= length.mm <= high + 0.1


def test_one_font_black_13_to_14(made: Any) -> None:
    fonts = {
        value
        for part in made.part.package.iter_parts()
        if part.partname.endswith(("document.xml", "styles.xml")) or "header" in part.partname
        for value in re.findall(r'w:(?:ascii|hAnsi|cs)="([^"]+)"', part.blob.decode())
        if value.startswith(("Times", "Calibri", "Cambria", "Courier", "Arial"))
    }
    body = made.styles["Body Text"]
    assert body.font.name == "Times New Roman"
    assert 13 <= body.font.size.pt <= 14
    assert body.paragraph_format.first_line_indent.mm == pytest.approx(12.7, abs=0.1)
    assert body.paragraph_format.space_after >= Pt(6)
    assert body.element.pPr.find(qn("w:jc")).get(qn("w:val")) == "both"
    for name in _used_styles(made):
        assert made.styles.element.xpath(f'./w:style[@w:styleId="{name}"]//w:rFonts[@w:ascii="Times New Roman"]'), name
    assert "Times New Roman" in fonts


def _used_styles(made: Any) -> set[str]:
    return set(made.element.body.xpath(".//w:pStyle/@w:val"))


def test_nation_and_motto_on_one_line_each_with_a_drawn_rule(made: Any) -> None:
    head = made.tables[0]._tbl
    assert head.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"
    right = head.xpath("./w:tr[1]/w:tc[2]")[0]
    width = int(right.xpath("./w:tcPr/w:tcW/@w:w")[0]) / 1440 * 72
    lines = [_text(one) for one in right.xpath("./w:p")]
    assert lines == [NATION, MOTTO, ""]
    assert our_typeface(bold=True).width(NATION, 13) < width
    sizes = [int(size) / 2 for size in right.xpath(".//w:r/w:rPr/w:sz/@w:val")]
    assert sizes[0] in {12, 13}
    assert sizes[1] in {13, 14}
    rule = right.xpath("./w:p[3]/w:pPr")[0]
    assert rule.xpath("./w:pBdr/w:top/@w:val") == ["single"]
    indents = sum(int(rule.xpath(f"./w:ind/@w:{side}")[0]) for side in ("left", "right")) / 20
    assert width - indents == pytest.approx(our_typeface(bold=True).width(MOTTO, 14), abs=1)
    assert "_" not in _text(head)


def test_bodies_number_and_blank_date(made: Any) -> None:
    head = made.tables[0]._tbl
    left = [_text(one) for one in head.xpath("./w:tr[1]/w:tc[1]/w:p")]
    assert left[:2] == ["UBND TỈNH QUẢNG NGÃI", "SỞ Y TẾ"]
    bold = [bool(one.xpath(".//w:rPr/w:b")) for one in head.xpath("./w:tr[1]/w:tc[1]/w:p")]
    assert bold[:2] == [False, True]
    number, place = (_text(one).replace("\xa0", " ") for one in head.xpath("./w:tr[2]/w:tc"))
    assert re.fullmatch(r"Số: +/BC-SYT", number)
    assert re.fullmatch(r"Quảng Ngãi, ngày +tháng +năm +", place)
    assert head.xpath("./w:tr[2]/w:tc[2]//w:i")
    assert not re.search(r"\d", number + place)


def test_page_number_top_centre_hidden_on_the_first_page_each_appendix_from_one(made: Any) -> None:
    assert len(made.sections) == 3
    for section in made.sections:
        assert section.different_first_page_header_footer
        assert section._sectPr.xpath("./w:pgNumType/@w:start") == ["1"]
        header = section.header._element
        assert [code.text.strip() for code in header.iter(qn("w:instrText"))] == ["PAGE"]
        assert header.xpath(".//w:jc/@w:val") == ["center"]
        assert int(header.xpath(".//w:sz/@w:val")[0]) / 2 in {13, 14}
        assert not list(section.first_page_header._element.iter(qn("w:instrText")))


def test_appendix_headings_and_landscape(made: Any) -> None:
    titles = [line.text for line in made.paragraphs if line.style.name == "Appendix Title"]
    assert titles == ["Phụ lục I", "SỐ LIỆU TRONG KỲ", "Phụ lục II", "VĂN BẢN"]
    assert [section.page_width > section.page_height for section in made.sections] == [False, True, False]


def test_tables_repeat_their_heading_and_keep_their_widths(made: Any) -> None:
    data = [one for one in made.tables if one._tbl.xpath("./w:tr[1]/w:trPr/w:tblHeader")]
    assert len(data) == 2
    for one in data:
        tbl = one._tbl
        assert tbl.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"
        widths = [int(value) for value in tbl.xpath("./w:tblGrid/w:gridCol/@w:w")]
        for row in tbl.xpath("./w:tr"):
            assert [int(value) for value in row.xpath("./w:tc/w:tcPr/w:tcW/@w:w")] == widths
    wide = sum(int(value) for value in data[1]._tbl.xpath("./w:tblGrid/w:gridCol/@w:w"))
    assert wide == pytest.approx((297 - 45) / 25.4 * 1440, abs=3)


def test_addressees_recipients_and_blank_signature(made: Any) -> None:
    lines = [line.text for line in made.paragraphs]
    at = lines.index("Kính gửi:")
    assert lines[at + 1 : at + 3] == ["- Giám đốc Sở Y tế;", "- Văn phòng Sở Y tế."]
    foot = next(one for one in made.tables if "Nơi nhận" in _text(one._tbl))
    cells = foot._tbl.xpath("./w:tr/w:tc")
    assert [_text(one) for one in cells[0].xpath("./w:p")] == [
        "Nơi nhận:",
        "- Giám đốc Sở (báo cáo);",
        "- Các đơn vị trực thuộc;",
        "- Lưu: VT.",
    ]
    assert cells[0].xpath("./w:p[1]//w:sz/@w:val") == ["24"]
    assert cells[0].xpath("./w:p[2]//w:sz/@w:val") == ["22"]
    assert _text(cells[1]) == ""


def test_contents_point_at_the_headings(made: Any) -> None:
    names = set(made.element.body.xpath(".//w:bookmarkStart/@w:name"))
    asked = [code.text.split()[1] for code in made.element.body.iter(qn("w:instrText")) if "PAGEREF" in code.text]
    assert len(asked) == 3
    assert set(asked) <= names
    assert made.settings.element.find(qn("w:updateFields")) is not None


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert write_docx(paper()) == write_docx(paper())


def test_footer_on_first_and_other_pages(made: Any) -> None:
    section = made.sections[0]
    assert section.footer.paragraphs[0].text == section.first_page_footer.paragraphs[0].text == "Mã xác nhận: 1a2b"


def test_hostile_strings_stay_text() -> None:
    data = write_docx(hostile_paper())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))
        rels = package.read("word/_rels/document.xml.rels").decode()
    assert not re.search(r"Target=\"(?!https?://|\w+/|\w+\.xml|\.\./)", rels)
    body = opened(data).element.body
    text = _text(body)
    assert HOSTILE[0] in text
    assert HOSTILE[1] in text
    assert HOSTILE[3] in text
    assert "x" * 10_000 in text
    assert "Một hai ba bốn năm sáu" in text.replace("  ", " ")
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", text)
    codes = {code.text.split()[0] for code in body.iter(qn("w:instrText"))}
    assert codes <= {"PAGE", "PAGEREF"}


def test_a_block_of_each_kind_is_written() -> None:
    body = opened(write_docx(paper()))
    words = "\n".join(line.text for line in body.paragraphs)
    assert "“Tỷ lệ hồ sơ đúng hạn đạt 98,7%.” [1]" in words
    assert "Câu này do người biên tập viết. (câu đã biên tập) [1]" in words
    assert "“Câu này" not in words
    assert len(all_kinds()) == 13


def test_the_last_lines_go_with_the_closing_block() -> None:
    file = opened(write_docx(paper(*(Paragraph(runs(f"Đoạn {at}.")) for at in range(9)))))
    kept = [_text(one) for one in file.element.body.xpath("./w:p[w:pPr/w:keepNext]")]
    assert kept[-4:] == ["Đoạn 6.", "Đoạn 7.", "Đoạn 8.", ""]
    assert file.element.body.xpath("./w:tbl")[-1].xpath(".//w:cantSplit")


def test_headings_are_not_stretched(made: Any) -> None:
    for level in (1, 2, 3):
        assert made.styles.element.xpath(f"./w:style[@w:styleId='Heading{level}']/w:pPr/w:jc/@w:val") == ["left"]


def test_a_section_ends_in_the_paragraph_that_is_there_and_takes_no_room(made: Any) -> None:
    ends = made.element.body.xpath("./w:p[w:pPr/w:sectPr]")
    assert len(ends) == 2
    under_the_table = ends[1]
    assert under_the_table.getprevious().tag == qn("w:tbl")
    assert _text(under_the_table) == ""
    assert under_the_table.xpath("./w:pPr/w:spacing/@w:line") == ["20"]
