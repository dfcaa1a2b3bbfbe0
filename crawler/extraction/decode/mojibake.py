"""UTF-8 that somebody took for windows-1252 and encoded again: "cáº£i cÃ¡ch" back to "cải cách"."""

from __future__ import annotations

import re

__all__ = ["repair_mojibake"]

_BYTE_OF = {bytes([i]).decode("cp1252", "ignore") or chr(i): i for i in range(0x80, 0x100)}
_BYTE_OF.update({chr(i): i for i in range(0x80, 0x100)})
_HIGH = "".join(re.escape(char) for char in _BYTE_OF)
_TELLING = re.compile(f"[\xc3-\xc6\xe1\xe2][{_HIGH}]")
_RUN = re.compile(f"[{_HIGH}]{{2,}}")
_LONGEST_RUN = 400


def _repaired(run: str) -> str | None:
    if len(run) > _LONGEST_RUN:
        return None
    try:
        return bytes(_BYTE_OF[char] for char in run).decode("utf-8")
    except UnicodeDecodeError:
        return None


def repair_mojibake(text: str) -> str:
    """The text with its doubly encoded stretches repaired. A text that has none (nearly all) comes back as it is."""
    if not _TELLING.search(text):
        return text
    good = bad = 0
    for match in _RUN.finditer(text):
        if _repaired(match.group()) is None:
            bad += 1
        else:
            good += 1
    if good < 2 or good < 4 * bad:
        return text
    return _RUN.sub(lambda match: _repaired(match.group()) or match.group(), text)
