"""What changed between two versions, ready to be shown: paragraphs of words taken out, added and kept."""

from __future__ import annotations

from dataclasses import dataclass

from store.articles.diff import differences, word_changes
from store.articles.versions import Version

__all__ = ["Change", "Line", "Step", "step"]


@dataclass(frozen=True, slots=True)
class Change:
    """A piece of a line: ``=`` kept, ``-`` taken out, ``+`` added."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A field or paragraph that changed (``pieces``), or how many paragraphs stayed as they were (``same``)."""

    label: str = ""
    pieces: tuple[Change, ...] = ()
    same: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """From one version to another. ``lines``: fields, paragraphs, files, in order; ``changes``: how many changed."""

    old: Version
    new: Version
    lines: tuple[Line, ...]

    @property
    def changes(self) -> int:
        """How many fields, paragraphs and files changed."""
        return sum(1 for line in self.lines if line.pieces)


def step(old: Version, new: Version) -> Step:
    """What changed from ``old`` to ``new``."""
    found = differences(old.article, new.article)
    lines = [Line(field.label, _pieces(field.old, field.new)) for field in found.fields]
    same = 0
    for paragraph in found.paragraphs:
        if not paragraph.changed:
            same += 1
            continue
        if same:
            lines.append(Line(same=same))
            same = 0
        lines.append(Line(pieces=_pieces(paragraph.old or "", paragraph.new or "")))
    if same:
        lines.append(Line(same=same))
    lines += [Line("Tệp đính kèm", (Change("+", name),)) for name in found.attachments_added]
    lines += [Line("Tệp đính kèm", (Change("-", name),)) for name in found.attachments_removed]
    return Step(old, new, tuple(lines))


def _pieces(old: str, new: str) -> tuple[Change, ...]:
    return tuple(Change(kind, text) for kind, text in word_changes(old, new))
