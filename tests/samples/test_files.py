"""The attached files hold the text that the truth says, in their real formats."""

from __future__ import annotations

import io
import re

import docx
import openpyxl
import pypdfium2
import pytest

from samples import SampleSites
from samples.files import make_file
from samples.pdf_files import KEPT, kept_path, make_pdf, sample_pdfs
from samples.truth import FileTruth, truth
from tests.samples.visit import visit


def files(sites: SampleSites, kind: str) -> list[tuple[FileTruth, bytes]]:
    found = {f.url: f for a in truth(sites).articles.values() for f in a.attachments if f.kind == kind}
    assert found
    return [(file, visit(url).body) for url, file in found.items()]


def words(text: str) -> list[str]:
    return re.findall(r"[^\s|]+", text)


def pdf_text(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_pdf_text_is_vietnamese_and_whole(standing: SampleSites) -> None:
    for file, data in files(standing, "pdf"):
        assert words(pdf_text(data)) == words(file.text)


def test_a_scan_has_no_text(standing: SampleSites) -> None:
    for file, data in files(standing, "scan"):
        assert pdf_text(data).strip() == file.text == ""
        assert data.startswith(b"%PDF")


def test_docx_and_xlsx_hold_text_and_tables(standing: SampleSites) -> None:
    for file, data in files(standing, "docx"):
        document = docx.Document(io.BytesIO(data))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        assert words("\n".join([*(p.text for p in document.paragraphs), *cells])) == words(file.text)
    for file, data in files(standing, "xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(data))
        assert book.active is not None
        cells = [str(cell) for row in book.active.iter_rows(values_only=True) for cell in row if cell is not None]
        assert words(" ".join(cells)) == words(file.text)


@pytest.mark.parametrize("kind", ["pdf", "scan", "pretender"])
def test_all_that_claims_to_be_pdf_is_served_as_pdf(standing: SampleSites, kind: str) -> None:
    for file, data in files(standing, kind):
        assert visit(file.url).headers["content-type"] == file.media_type == "application/pdf"
        assert data.startswith(b"%PDF") == (kind != "pretender")


def test_the_kept_pdfs_are_those_that_the_articles_announce() -> None:
    announced = {kept_path(file): file for file in sample_pdfs()}
    assert set(KEPT.iterdir()) == set(announced), "run make sample-files"
    for path, file in announced.items():
        assert path.read_bytes() == make_pdf(file), f"{path.name}: run make sample-files"


def test_a_pdf_that_says_something_else_is_made_anew() -> None:
    file = next(file for file in sample_pdfs() if file.kind == "pdf")
    other = file.model_copy(update={"text": "Văn bản khác."})
    assert not kept_path(other).exists()
    assert words(pdf_text(make_file(other))) == ["Văn", "bản", "khác."]
