"""PDF files, read again by pypdf and by poppler's own tools."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import docx
import pypdf
import pytest

from publishing.blocks import Appendix, Contents, Heading, Paragraph, Quote, runs
from publishing.docx.writer import write_docx
from publishing.letterhead import MOTTO, NATION
from publishing.pdf.writer import write_pdf
from tests.conftest import lacking
from tests.publishing.papers import figures, hostile_paper, paper

APPENDICES = (
    Appendix("Số liệu trong kỳ", (figures(60),), landscape=True),
    Appendix("Văn bản", (Paragraph(runs("Không có.")),)),
)


@pytest.fixture(scope="module")
def made() -> bytes:
    return write_pdf(paper(appendices=APPENDICES))


def poppler(tool: str, data: bytes, tmp_path: Path, *options: str) -> str:
    if shutil.which(tool) is None:
        lacking(f"{tool} is missing (on Debian: apt-get install poppler-utils)")
    path = tmp_path / "paper.pdf"
    path.write_bytes(data)
    done = subprocess.run(
        [tool, *options, str(path), *(["-"] if tool == "pdftotext" else [])], capture_output=True, text=True, check=True
    )
    return done.stdout


def families(data: bytes, tmp_path: Path) -> set[str]:
    lines = poppler("pdffonts", data, tmp_path).splitlines()[2:]
    assert lines
    return {line.split()[0].split("+")[-1].split("-")[0] for line in lines}


def test_fonts_are_one_family_and_embedded(made: bytes, tmp_path: Path) -> None:
    assert families(made, tmp_path) == {"Tinos"}
    assert all(re.search(r"yes yes yes", line) for line in poppler("pdffonts", made, tmp_path).splitlines()[2:])


def test_it_says_that_it_is_pdf_a_2b(made: bytes) -> None:
    metadata = pypdf.PdfReader(io.BytesIO(made)).xmp_metadata
    assert metadata is not None
    text = metadata.stream.get_data().decode() if hasattr(metadata, "stream") else made.decode("latin-1")
    assert "pdfaid:part>2<" in text.replace(" ", "")
    assert "pdfaid:conformance>B<" in text.replace(" ", "")


def test_a4_upright_and_wide_with_the_margins_of_the_decree(made: bytes, tmp_path: Path) -> None:
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    sizes = {
        (round(float(page.mediabox.width) / 72 * 25.4), round(float(page.mediabox.height) / 72 * 25.4))
        for page in pages
    }
    assert sizes == {(210, 297), (297, 210)}
    boxes = poppler("pdftotext", made, tmp_path, "-bbox", "-l", "2")
    pages_of = re.findall(r"<page.*?</page>", boxes, re.S)
    left = min(float(x) for page in pages_of for x in re.findall(r'xMin="([\d.]+)"', page)) / 72 * 25.4
    right = 210 - max(float(x) for page in pages_of for x in re.findall(r'xMax="([\d.]+)"', page)) / 72 * 25.4
    assert 29.9 <= left <= 35
    assert 14.9 <= right <= 20.1


def test_head_lines_stand_on_one_line_each(made: bytes, tmp_path: Path) -> None:
    lines = poppler("pdftotext", made, tmp_path, "-layout", "-l", "1").splitlines()
    assert any(NATION in line for line in lines)
    assert any(MOTTO in line for line in lines)
    assert any(re.search(r"Số:\s+/BC-SYT", line) for line in lines)
    assert any(re.search(r"Quảng Ngãi, ngày\s+tháng\s+năm", line) for line in lines)


def _first_lines(data: bytes, tmp_path: Path) -> list[str]:
    pages = poppler("pdftotext", data, tmp_path, "-layout").split("\f")
    return [next((line.strip() for line in page.splitlines() if line.strip()), "") for page in pages[:-1]]


def test_page_numbers_begin_on_the_second_page_of_the_text_and_of_each_appendix(made: bytes, tmp_path: Path) -> None:
    first = _first_lines(made, tmp_path)
    starts = [at for at, line in enumerate(first) if not line.isdigit()]
    assert starts[0] == 0
    assert first[starts[1]] == "Phụ lục I"
    assert first[starts[2]] == "Phụ lục II"
    for start, end in zip(starts, [*starts[1:], len(first)], strict=True):
        assert [int(line) for line in first[start + 1 : end]] == list(range(2, end - start + 1))
    assert starts[2] - starts[1] > 1


def test_heading_rows_come_again(made: bytes, tmp_path: Path) -> None:
    pages = poppler("pdftotext", made, tmp_path, "-layout").split("\f")
    with_rows = [page for page in pages if "Hồ sơ giải quyết đúng hạn" in page]
    assert len(with_rows) >= 4
    assert all(re.search(r"TT\s+Nội dung\s+Giá trị", page) for page in with_rows)


def test_the_contents_name_the_pages_of_the_headings(made: bytes, tmp_path: Path) -> None:
    pages = poppler("pdftotext", made, tmp_path, "-layout").split("\f")
    named = re.search(r"1\. Trạm y tế xã làm một cửa[ .\u2060]+(\d+)", pages[0])
    assert named
    assert "1. Trạm y tế xã làm một cửa" in pages[int(named[1]) - 1]
    assert int(named[1]) > 1


def test_the_same_paper_gives_the_same_bytes(made: bytes) -> None:
    assert write_pdf(paper(appendices=APPENDICES)) == made


def test_links_lead_where_they_say(made: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(made))
    addresses = {
        annotation.get_object()["/A"].get("/URI")
        for page in reader.pages
        for annotation in page.get("/Annots", ())
        if "/A" in annotation.get_object()
    }
    assert "https://syt.example.vn/bai-1" in addresses


def test_hostile_strings_stay_text(tmp_path: Path) -> None:
    data = write_pdf(hostile_paper())
    boxes = poppler("pdftotext", data, tmp_path, "-bbox")
    for page in re.findall(r"<page.*?</page>", boxes, re.S):
        width = float(re.findall(r'<page width="([\d.]+)"', page)[0])
        assert max(float(x) for x in re.findall(r'xMax="([\d.]+)"', page)) <= width - 14.9 / 25.4 * 72
    assert families(data, tmp_path) == {"Tinos"}
    text = re.sub(r"\s+", "", poppler("pdftotext", data, tmp_path))
    assert '#letx=read("/etc/passwd");#x$x^2$*đậm*_nghiêng_`mã`=Đềmục@nhan<nhan>\\//chúthích' in text
    assert "<script>alert('x')</script>" in text
    assert "=cmd|'/Ccalc'!A0" in text
    assert "root:" not in text
    assert b"javascript" not in data
    assert len(re.findall("x", text)) >= 10_000


def test_a_very_long_word_stays_inside_the_margins_and_can_be_copied(tmp_path: Path) -> None:
    address = "https://syt.example.vn/" + "cai-cach-hanh-chinh/" * 12
    data = write_pdf(paper(Paragraph(runs(address + " " + "y" * 10_000))))
    boxes = poppler("pdftotext", data, tmp_path, "-bbox")
    assert max(float(x) for x in re.findall(r'xMax="([\d.]+)"', boxes)) <= (210 - 14.9) / 25.4 * 72
    assert address in re.sub(r"\s", "", poppler("pdftotext", data, tmp_path))


@pytest.mark.parametrize("lead", range(0, 30, 3))
def test_an_address_is_broken_only_after_a_slash_or_a_point_or_before_a_hyphen(lead: int, tmp_path: Path) -> None:
    address = "https://syt.example.vn/chuyen-muc.aspx/don-gian-hoa-thu-tuc-hanh-chinh-trong-linh-vuc-y-te-nam-2022/bai-16302.html"
    data = write_pdf(paper(Paragraph(runs("a" * lead + " " + address + ", hết"), "source")))
    text = poppler("pdftotext", data, tmp_path)
    said = text[text.index("https:") : text.index("hết")]
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    assert len(lines) > 1
    assert all(one[-1] in "/." or other[0] == "-" for one, other in pairwise(lines))
    assert re.sub(r"\s", "", said) == address + ","


def test_no_page_holds_the_closing_block_alone(tmp_path: Path) -> None:
    for count in range(8, 40, 3):
        blocks = [Paragraph(runs(f"Đoạn thứ {at} của bài.")) for at in range(count)]
        pages = poppler("pdftotext", write_pdf(paper(*blocks)), tmp_path).split("\f")
        (closing,) = [page for page in pages if "Nơi nhận" in page]
        assert f"Đoạn thứ {count - 1} của bài" in closing, count
        assert f"Đoạn thứ {count - 2} của bài" in closing, count


def test_a_heading_that_comes_twice_is_linked_once() -> None:
    twice = (Heading("Một", 2, anchor="bai-1"), Quote("Câu.", 1), Heading("Một", 2, anchor="bai-1"))
    assert len(pypdf.PdfReader(io.BytesIO(write_pdf(paper(*twice)))).pages) == 1
    assert write_docx(paper(*twice, Contents())).count(b"PK") > 1
    names = docx.Document(io.BytesIO(write_docx(paper(*twice, Contents())))).element.xpath("//w:bookmarkStart/@w:name")
    assert len(names) == len(set(names)) == 2


def test_what_a_week_has_is_tagged_for_screen_readers_and_a_paper_of_thousands_of_rows_is_not() -> None:
    def tagged(rows: int) -> bool:
        return "/MarkInfo" in pypdf.PdfReader(io.BytesIO(write_pdf(paper(figures(rows))))).trailer["/Root"]

    assert tagged(60)
    assert not tagged(2000)
