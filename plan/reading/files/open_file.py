"""Any file of a plan → ``Document``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from plan.reading.document import Document
from plan.reading.files.docx_file import read_docx
from plan.reading.files.guard import kind_of
from plan.reading.files.pdf_file import read_pdf
from plan.reading.files.text_file import read_text
from plan.reading.files.xlsx_file import read_xlsx
from plan.reading.files.yaml_file import read_yaml

__all__ = ["open_file"]

_READERS: Final[dict[str, Callable[[bytes, str], Document]]] = {
    "docx": read_docx,
    "xlsx": read_xlsx,
    "pdf": read_pdf,
    "yaml": read_yaml,
    "text": read_text,
}


def open_file(data: bytes, name: str) -> Document:
    """The blocks of a file. ConfigError with one line that says what to do: every file that cannot be read."""
    return _READERS[kind_of(data, name)](data, name)
