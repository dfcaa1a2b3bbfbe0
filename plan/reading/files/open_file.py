"""Any file of a plan → ``Document``."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Final

from plan.reading.document import Document
from plan.reading.files.guard import kind_of

__all__ = ["load_readers", "open_file"]

_KINDS: Final = ("docx", "xlsx", "pdf", "yaml", "text")


def _reader(kind: str) -> Callable[[bytes, str], Document]:
    """What reads a kind of file; its library is loaded only when such a file comes, which takes a second or two."""
    read: Callable[[bytes, str], Document] = getattr(import_module(f"plan.reading.files.{kind}_file"), f"read_{kind}")
    return read


def load_readers() -> None:
    """Load what every kind of file needs, ahead of the first file."""
    for kind in _KINDS:
        _reader(kind)


def open_file(data: bytes, name: str) -> Document:
    """The blocks of a file. ConfigError with one line that says what to do: every file that cannot be read."""
    return _reader(kind_of(data, name))(data, name)
