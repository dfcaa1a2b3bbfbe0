"""Long stretches of a Word file as text, put in when it is saved: lxml takes seconds to move a long table from one
document to another.
"""

from __future__ import annotations

import re
from typing import Any, Final

from lxml import etree

from publishing.docx.xml import NAMESPACES, element

__all__ = ["Splices"]

_MARK: Final = "diemtin-text"
_FOUND: Final = re.compile(rb"<\?" + _MARK.encode() + rb" (\d+)\?>")
_ROOT: Final = re.compile(rb"<[\w.-]+:document\b[^>]*")


class Splices:
    """The stretches of one file, in order."""

    def __init__(self, body: Any) -> None:
        for old in body.getroottree().xpath(f"//processing-instruction('{_MARK}')"):
            old.getparent().remove(old)  # an office's own file may have anything in it
        self._kept: list[bytes] = []

    def before(self, place: Any, made: list[str]) -> None:
        """Put what ``el`` wrote before an element. The last of it becomes an element at once: the end of a section may
        be written into it.
        """
        if not made:
            return
        place.addprevious(etree.ProcessingInstruction(_MARK, str(len(self._kept))))
        self._kept.append("".join(made[:-1]).encode())
        place.addprevious(element(made[-1]))

    def put(self, document: bytes) -> bytes:
        """The main part of the file with every stretch in its place."""
        root = _ROOT.search(document)
        assert root is not None
        lacking = [said for name, said in NAMESPACES.items() if f"xmlns:{name}=".encode() not in root[0]]
        begin = root.end()
        whole = document[:begin] + "".join(f" {one}" for one in lacking).encode() + document[begin:]
        return _FOUND.sub(lambda mark: self._kept[int(mark[1])], whole)
