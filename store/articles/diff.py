"""What changed between two versions of an article, as a person wants to read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rapidfuzz.distance import Indel

from domain.article import Article, Moment

__all__ = ["Diff", "FieldChange", "ParagraphChange", "differences", "word_changes"]

_MOST_WORDS = 4000
_WORDS = re.compile(r"\s+|\d+(?:[.,/]\d+)*|\w+|[^\w\s]")
_LABELS = {
    "title": "Tiêu đề",
    "lead": "Sapo",
    "author": "Tác giả",
    "office": "Đơn vị ký tên",
    "published_at": "Ngày đăng",
    "updated_at": "Cập nhật",
    "canonical_url": "Địa chỉ",
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field besides the body; empty text where a version has none."""

    name: str
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """One paragraph of the body. ``old`` is None where it was added, ``new`` where it was removed, both where it
    stayed.
    """

    old: str | None
    new: str | None

    @property
    def changed(self) -> bool:
        """Whether this paragraph differs."""
        return self.old != self.new


@dataclass(frozen=True, slots=True)
class Diff:
    """All changes; ``paragraphs`` holds the unchanged ones too, in order."""

    fields: tuple[FieldChange, ...]
    paragraphs: tuple[ParagraphChange, ...]
    attachments_added: tuple[str, ...] = ()
    attachments_removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        changed = any(paragraph.changed for paragraph in self.paragraphs)
        return bool(self.fields or changed or self.attachments_added or self.attachments_removed)

    def lines(self) -> list[str]:
        """The changes in Vietnamese, a line each; unchanged paragraphs are counted, not repeated."""
        lines = [f"{change.label}: “{change.old or '—'}” → “{change.new or '—'}”" for change in self.fields]
        same = 0
        for paragraph in self.paragraphs:
            if not paragraph.changed:
                same += 1
                continue
            if same:
                lines.append(f"  … {same} đoạn giữ nguyên …")
                same = 0
            lines.append(_paragraph_line(paragraph))
        if same and len(lines) > len(self.fields):
            lines.append(f"  … {same} đoạn giữ nguyên …")
        lines += [f"+ tệp đính kèm: {name}" for name in self.attachments_added]
        lines += [f"- tệp đính kèm: {name}" for name in self.attachments_removed]
        return lines


def differences(old: Article, new: Article) -> Diff:
    """What changed from ``old`` to ``new``."""
    fields = []
    for name, label in _LABELS.items():
        before, after = _text(getattr(old, name)), _text(getattr(new, name))
        if before != after:
            fields.append(FieldChange(name, label, before, after))
    had, has = {a.url: a.name for a in old.attachments}, {a.url: a.name for a in new.attachments}
    return Diff(
        fields=tuple(fields),
        paragraphs=tuple(_paragraphs(_split(old.body), _split(new.body))),
        attachments_added=tuple(name for url, name in has.items() if url not in had),
        attachments_removed=tuple(name for url, name in had.items() if url not in has),
    )


def word_changes(old: str, new: str) -> list[tuple[str, str]]:
    """Pieces of the two texts in order: ``(kind, text)`` with kind ``=``, ``-`` or ``+``. Pieces ``=`` and ``-``
    joined are ``old``, ``=`` and ``+`` joined are ``new``.
    """
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if len(before) > _MOST_WORDS or len(after) > _MOST_WORDS:
        return [piece for piece in (("-", old), ("+", new)) if piece[1]]
    pieces: list[tuple[str, str]] = []
    removed = added = ""
    for step in Indel.opcodes(before, after):
        if step.tag != "equal":
            removed += "".join(before[step.src_start : step.src_end])
            added += "".join(after[step.dest_start : step.dest_end])
            continue
        pieces += [("-", removed), ("+", added), ("=", "".join(before[step.src_start : step.src_end]))]
        removed = added = ""
    pieces += [("-", removed), ("+", added)]
    return [piece for piece in pieces if piece[1]]


def _paragraphs(old: Sequence[str], new: Sequence[str]) -> Iterator[ParagraphChange]:
    gone: list[str] = []
    came: list[str] = []
    for step in Indel.opcodes(list(old), list(new)):
        if step.tag != "equal":
            gone += old[step.src_start : step.src_end]
            came += new[step.dest_start : step.dest_end]
            continue
        yield from _pair(gone, came)
        gone, came = [], []
        yield from (ParagraphChange(text, text) for text in old[step.src_start : step.src_end])
    yield from _pair(gone, came)


def _pair(gone: list[str], came: list[str]) -> Iterator[ParagraphChange]:
    """Paragraphs removed and added at one place: those that resemble one another are one paragraph, rewritten."""
    if len(gone) == len(came):
        yield from (ParagraphChange(a, b) for a, b in zip_longest(gone, came))
        return
    waiting = list(came)
    for paragraph in gone:
        best = max(waiting, key=lambda other: _alike(paragraph, other), default=None)
        if best is None or _alike(paragraph, best) < 0.5:
            yield ParagraphChange(paragraph, None)
            continue
        at = waiting.index(best)
        yield from (ParagraphChange(None, text) for text in waiting[:at])
        yield ParagraphChange(paragraph, best)
        del waiting[: at + 1]
    yield from (ParagraphChange(None, text) for text in waiting)


def _alike(a: str, b: str) -> float:
    return float(Indel.normalized_similarity(a[:2000], b[:2000]))


def _paragraph_line(change: ParagraphChange) -> str:
    if change.old is None:
        return f"+ {change.new}"
    if change.new is None:
        return f"- {change.old}"
    pieces = word_changes(change.old, change.new)
    return "~ " + "".join(text if kind == "=" else f"[{kind}{text}{kind}]" for kind, text in pieces)


def _split(body: str) -> list[str]:
    return [paragraph for paragraph in body.split("\n\n") if paragraph]


def _text(value: str | Moment | None) -> str:
    return "" if value is None else value if isinstance(value, str) else value.isoformat()
