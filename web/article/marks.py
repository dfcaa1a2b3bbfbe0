"""The text of an article with the places of its items: paragraphs of pieces, marked or plain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from web.article.items import KINDS, Item

__all__ = ["Piece", "paragraphs", "quoted"]

_FIRST = {slug: at for at, slug in enumerate(("so-lieu", "van-ban", "ngay", "nguoi", "co-quan", "dia-danh"))}
_AROUND = 160


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; ``item``: what was understood of it, null for plain text."""

    text: str
    item: Item | None = None


def paragraphs(body: str, items: Iterable[Item]) -> list[list[Piece]]:
    """The paragraphs of a body, each as pieces in order that join to its text. Where items overlap the first by kind
    is marked, and of one kind the longer one; no mark crosses the end of a paragraph.
    """
    kept = _apart(items, len(body))
    found, at = [], 0
    for text in body.split("\n\n"):
        end = at + len(text)
        if text:
            found.append(list(_pieces(body, at, end, kept)))
        at = end + 2
    return found


def _apart(items: Iterable[Item], length: int) -> list[Item]:
    ranked = sorted(items, key=lambda item: (_FIRST[item.kind.slug], item.span.start, -item.span.end))
    taken = bytearray(length)
    kept = []
    for item in ranked:
        start, end = item.span.start, item.span.end
        if 0 <= start < end <= length and not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            kept.append(item)
    return sorted(kept, key=lambda item: item.span.start)


def _pieces(body: str, begin: int, end: int, items: list[Item]) -> Iterator[Piece]:
    at = begin
    for item in items:
        if item.span.start < at or item.span.end > end:
            continue
        if item.span.start > at:
            yield Piece(body[at : item.span.start])
        yield Piece(body[item.span.start : item.span.end], item)
        at = item.span.end
    if at < end:
        yield Piece(body[at:end])


def quoted(body: str, item: Item) -> tuple[str, str, str]:
    """An item with the words before and after it in its line, shortened at both ends."""
    start, end = item.span.start, item.span.end
    begin = body.rfind("\n", 0, start) + 1
    stop = body.find("\n", end)
    before, after = body[begin:start], body[end : stop if stop >= 0 else len(body)]
    if len(before) > _AROUND:
        before = "… " + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + " …"
    return before, body[start:end], after


assert set(_FIRST) == set(KINDS)
