"""PDF files of the samples: with text, and as a scanner makes them.

They are made ahead (``make sample-files``) and kept in ``assets/files``, so that serving them needs neither fpdf2 nor
Pillow; those come with the extra ``demo``.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from samples.content import File, load_articles

__all__ = ["KEPT", "kept_path", "main", "make_pdf", "sample_pdfs"]

_ASSETS = Path(__file__).parent / "assets"
KEPT = _ASSETS / "files"
FONT = _ASSETS / "diemtin-sans.ttf"
_MADE = datetime(2022, 7, 1, tzinfo=UTC)
PDF_KINDS = frozenset({"pdf", "scan"})


def kept_path(file: File, folder: Path = KEPT) -> Path:
    """Where the file is kept. The name changes with what the file says, so that a stale one is never served."""
    digest = hashlib.sha256(file.model_dump_json().encode()).hexdigest()[:12]
    return folder / f"{Path(file.file).stem}-{digest}.pdf"


def make_pdf(file: File) -> bytes:
    """The bytes of a ``pdf`` or ``scan``, made now; the same in every run of the pinned libraries."""
    return _scan(file) if file.kind == "scan" else _text(file)


def _text(file: File) -> bytes:
    from fpdf import FPDF

    pdf = FPDF(format="A4")
    pdf.set_creation_date(_MADE)
    pdf.set_title(file.name)
    pdf.add_page()
    pdf.add_font("DiemTin", fname=str(FONT))
    pdf.set_font("DiemTin", size=12)
    for paragraph in file.text.strip().split("\n\n"):
        pdf.multi_cell(0, 7, paragraph.replace("\n", " "), align="L", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(2)
    for row in file.rows:
        pdf.cell(0, 7, "   ".join(row), new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def _scan(file: File) -> bytes:
    """A picture of the text: no letter in it can be copied."""
    from fpdf import FPDF
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("L", (620, 877), 250)
    draw = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(FONT), 14)
    line, top = "", 60
    for word in file.text.split():
        if len(line) + len(word) > 68:
            draw.text((50, top), line, font=font, fill=30)
            line, top = "", top + 22
        line = f"{line} {word}".strip()
    draw.text((50, top), line, font=font, fill=30)
    pdf = FPDF(format="A4")
    pdf.set_creation_date(_MADE)
    pdf.add_page()
    pdf.image(page.rotate(0.6, fillcolor=250), x=0, y=0, w=210)
    return bytes(pdf.output())


def sample_pdfs() -> Iterator[File]:
    """Every PDF that an article of the samples announces and that its server really has."""
    for article in load_articles():
        yield from (file for file in article.files if file.kind in PDF_KINDS)


def main() -> None:
    """``make sample-files``: make anew all that is kept, and remove what no article announces any more."""
    KEPT.mkdir(exist_ok=True)
    wanted = {kept_path(file): make_pdf(file) for file in sample_pdfs()}
    for path in set(KEPT.glob("*.pdf")) - set(wanted):
        path.unlink()
    for path, data in wanted.items():
        path.write_bytes(data)
        sys.stdout.write(f"{path.relative_to(_ASSETS)}\t{len(data)}\n")
