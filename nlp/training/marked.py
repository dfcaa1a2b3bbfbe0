"""Labelled sentences as people write them: ``[O Sở Y tế]`` an organisation, ``[P …]`` a person, ``[L …]`` a place."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["LABELS", "Marked", "read_marked"]

LABELS = {"O": "ORG", "P": "PER", "L": "LOC"}
_MARK = re.compile(r"\[([OPL]) ([^\[\]]+)\]")


class Marked(NamedTuple):
    """A sentence without its marks, and (start, end, label) of every name in it."""

    text: str
    names: tuple[tuple[int, int, str], ...]


def read_marked(line: str) -> Marked:
    """Take the marks out of a sentence."""
    parts: list[str] = []
    names: list[tuple[int, int, str]] = []
    done = length = 0
    for match in _MARK.finditer(line):
        before = line[done : match.start()]
        parts.extend((before, match[2]))
        start = length + len(before)
        length = start + len(match[2])
        names.append((start, length, LABELS[match[1]]))
        done = match.end()
    parts.append(line[done:])
    return Marked("".join(parts), tuple(names))
