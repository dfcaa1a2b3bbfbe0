"""Plain text → paragraphs."""

from __future__ import annotations

from charset_normalizer import from_bytes

from plan.reading.document import Document

__all__ = ["decoded", "read_text"]


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8, or in the encoding that its bytes look like."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(data).best()
        return str(best) if best is not None else data.decode("utf-8", errors="replace")


def read_text(data: bytes, name: str) -> Document:  # noqa: ARG001 - readers are called alike
    """A paragraph a line."""
    document = Document("text")
    for line in decoded(data).replace("\r\n", "\n").split("\n"):
        document.paragraph(line)
    return document
