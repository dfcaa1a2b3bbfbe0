"""How the headers of a mail are written: every letter and space arrives, in whatever program reads it.

Python's own folding of long headers drops a space between two encoded words now and then (RFC 2047, 6.2: white space
between them is no text), so the ones that bear Vietnamese are encoded whole.
"""

from __future__ import annotations

from email.header import Header
from email.headerregistry import HeaderRegistry, UniqueSingleAddressHeader, UniqueUnstructuredHeader
from email.policy import SMTP, Policy
from email.utils import quote
from typing import Final

__all__ = ["MAIL_POLICY"]

_LONGEST: Final = 76


class _Subject(UniqueUnstructuredHeader):
    """One text, in words that are read back as they were."""

    name: str

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {_words(str(self), self.name, policy)}{policy.linesep}"


class _OneAddress(UniqueSingleAddressHeader):
    """A name and an address."""

    name: str

    def fold(self, *, policy: Policy) -> str:
        (box,) = self.addresses
        if not box.display_name.strip():
            return f"{self.name}: {box.addr_spec}{policy.linesep}"
        words = _words(box.display_name, self.name, policy)
        shown = words if words.startswith("=?") else f'"{quote(words)}"'
        return f"{self.name}: {shown}{policy.linesep} <{box.addr_spec}>{policy.linesep}"


def _words(text: str, name: str, policy: Policy) -> str:
    """The text of one line as a header bears it. What would be read as an encoded word is encoded itself, so that no
    line break hidden in one comes out as one.
    """
    line = " ".join(text.split())
    if line.isascii() and line.isprintable() and "=?" not in line and len(name) + 2 + len(line) <= _LONGEST:
        return line
    return Header(line, "utf-8", maxlinelen=_LONGEST, header_name=name).encode(linesep=policy.linesep)


_registry = HeaderRegistry()
_registry.map_to_type("subject", _Subject)  # type: ignore[arg-type]  # it is mixed with BaseHeader there
for _name in ("from", "to", "reply-to"):
    _registry.map_to_type(_name, _OneAddress)  # type: ignore[arg-type]
MAIL_POLICY: Final = SMTP.clone(cte_type="7bit", max_line_length=78, header_factory=_registry)
"""Seven bits, which every server takes; one sender and one recipient a mail."""
