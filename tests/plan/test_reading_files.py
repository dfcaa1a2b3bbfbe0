"""Real files of every kind, and those that must be refused in one line."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import openpyxl
import pypdfium2
import pytest
from docx.oxml.ns import qn
from fpdf import FPDF
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import ConfigError
from plan.reading.files.open_file import open_file
from plan.reading.proposal import read_plan
from tests.plan.building import CASES, build, load


def _saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _refused(data: bytes, name: str) -> str:
    with pytest.raises(ConfigError) as caught:
        read_plan(data, name)
    line = str(caught.value)
    assert name in line
    assert "\n" not in line
    return line


def test_numbers_that_word_writes_itself_are_paths() -> None:
    document = docx.Document()
    for text, style in (
        ("KẾ HOẠCH", None),
        ("Tuyên truyền cải cách hành chính năm 2025", None),
        ("Văn phòng Sở đăng 03 tin/tháng trên trang của Sở", "List Number"),
        ("Phòng Nghiệp vụ Y tổ chức 01 cuộc đối thoại trong quý II", "List Number"),
    ):
        document.add_paragraph(text, style=style)
    tasks = read_plan(_saved(document), "k.docx").tasks
    assert [(task.path, task.lead) for task in tasks] == [("1", ("Văn phòng Sở",)), ("2", ("Phòng Nghiệp vụ Y",))]
    assert tasks[0].quote == "Văn phòng Sở đăng 03 tin/tháng trên trang của Sở"


def test_deleted_and_hidden_text_is_not_read() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("1. Văn phòng Sở đăng ")
    paragraph.add_run("99 tin").font.hidden = True
    deleted = paragraph.add_run("50 tin ")
    run = deleted._r
    gone = run.makeelement(qn("w:del"), {})
    run.addprevious(gone)
    gone.append(run)
    paragraph.add_run("02 tin/tháng")
    (task,) = read_plan(_saved(document), "k.docx").tasks
    assert [product.quantity for product in task.products] == [2]


def test_a_table_split_in_two_goes_on_with_the_columns_of_the_first() -> None:
    proposal = read_plan(build(load(CASES / "04-bang-cat-trang.yaml")), "k.pdf")
    assert [task.path for task in proposal.tasks] == ["1", "2", "3", "4", "5", "6"]
    pages = {proposal.sources[task.place.block].page for task in proposal.tasks if task.place is not None}
    assert pages == {1, 2}


def test_hidden_parts_of_a_workbook_are_left_out_and_named() -> None:
    proposal = read_plan(build(load(CASES / "02-thang-cot.yaml")), "k.xlsx")
    assert not any("nháp" in block.text.lower() or "đã bỏ" in block.text for block in proposal.sources)
    assert any("Nháp" in note for note in proposal.notes)
    assert any("hàng ẩn" in note for note in proposal.notes)


def test_places_lead_to_the_cell_of_the_workbook() -> None:
    proposal = read_plan(build(load(CASES / "02-thang-cot.yaml")), "k.xlsx")
    place = proposal.tasks[0].place
    assert place is not None
    block = proposal.sources[place.block]
    assert (block.part, block.row, block.column) == ("KH 2025", 6, 2)


def test_sums_without_stored_results_are_worked_out() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["TT", "Nhiệm vụ", "Số lượng", "Chủ trì"],
        ["1", "Viết tin cho báo", "=SUM(F2:G2)*2", "Văn phòng Sở"],
        ["2", "Làm video", "=VLOOKUP(A1,B:B,1)", "Văn phòng Sở"],
        ["3", "Làm phóng sự", "=C4", "Văn phòng Sở"],
    ):
        sheet.append(row)
    sheet["F2"], sheet["G2"] = 3, "4"
    proposal = read_plan(_saved(book), "k.xlsx")
    assert [[one.quantity for one in task.products] for task in proposal.tasks] == [[14], [], []]
    assert any("C3" in note and "C4" in note for note in proposal.notes)


def _encrypted_pdf() -> bytes:
    pdf = FPDF()
    pdf.set_encryption("chu", "nguoi")
    pdf.add_page()
    return bytes(pdf.output())


def _scan() -> bytes:
    pdf = FPDF()
    pdf.add_page()
    pdf.rect(10, 10, 50, 50)
    return bytes(pdf.output())


def _zip(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "a.docx", "trống"),
        (b"khong phai", "a.docx", "hỏng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "a.doc", ""),
        (b"{\\rtf1 abc}", "a.rtf", ".docx"),
        (_zip({"word/document.xml": b"<a/>", "word/vbaProject.bin": b"x"}), "a.docm", "macro"),
        (_zip({"word/document.xml": bytes(60_000_000)}), "a.docx", "quá lớn"),
        (_zip({"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "a.docx", "thực thể"),
        (_zip({"word/document.xml": b"<a/>"}), "a.docx", "hỏng"),
        (_zip({"xl/workbook.xml": b"<a/>"}), "a.xlsx", "hỏng"),
        (_zip({"x.txt": b"x"}), "a.zip", "nén"),
        (b"%PDF-1.4 gi do", "a.pdf", "hỏng"),
        (_encrypted_pdf(), "a.pdf", "mật khẩu"),
        (_scan(), "a.pdf", "bản quét"),
        (b"a: [1", "a.yaml", "dòng"),
        (b"- x", "a.yaml", "nhiem_vu"),
        (b"\x00\x01\x02\x03", "a.bin", "DOCX"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(data: bytes, name: str, says: str) -> None:
    try:
        line = _refused(data, name)
    except OSError:
        pytest.fail("an error of the library came through")
    assert says in line


def test_aliases_that_swell_are_refused() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
    )
    _refused(bomb.encode(), "a.yaml")


def test_text_of_a_pdf_is_what_the_page_shows() -> None:
    data = build(load(CASES / "04-bang-cat-trang.yaml"))
    page = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    proposal = read_plan(data, "k.pdf")
    flat = "".join(page.split())
    for task in proposal.tasks[:3]:
        assert "".join(task.quote.split()) in flat


_CELLS = st.text(
    st.sampled_from("0123456789 /.-,;:()%aăâbiíntxgTừđến≥\n〃") | st.characters(max_codepoint=0x1EFF), max_size=30
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(_CELLS, min_size=4, max_size=4), min_size=1, max_size=6))
def test_no_table_breaks_the_reading_and_every_quote_stands_in_its_block(rows: list[list[str]]) -> None:
    text = "\n".join(cell for row in rows for cell in row)
    lines = ["nhiem_vu:"]
    for row in rows:
        first = True
        for key, cell in zip(("noi_dung", "san_pham", "chu_tri", "thoi_han"), row, strict=True):
            clean = "".join(char for char in cell if char.isprintable()).replace("'", "")
            lines.append(f"  {'- ' if first else '  '}{key}: '{clean}'")
            first = False
    for data, name in (("\n".join(lines).encode(), "a.yaml"), (text.encode("utf-8", "replace"), "a.txt")):
        try:
            proposal = read_plan(data, name)
        except ConfigError:
            continue
        for task in proposal.tasks:
            for quote, place in [(task.quote, task.place), *((one.quote, one.place) for one in task.products)]:
                assert place is not None
                assert proposal.sources[place.block].text[place.start : place.end] == quote


def test_every_reader_keeps_reading_order() -> None:
    document = open_file(build(load(CASES / "01-hinh-thuc.yaml")), "a.docx")
    texts = [block.text for block in document.sources]
    assert texts.index("PHỤ LỤC") < texts.index("Nội dung nhiệm vụ")
