"""How a query was read, as a Vietnamese sentence."""

from __future__ import annotations

from collections.abc import Iterator

from domain.abbreviations import expand, shorten
from domain.areas import area_name
from domain.search import SearchFilters, Sort
from index.query.abbreviations import Part, parts
from index.query.lexer import LONGEST
from index.query.parser import MOST_WORDS
from index.query.tree import (
    DateLimit,
    Every,
    Exclude,
    FieldName,
    FieldValue,
    Node,
    Number,
    OneOf,
    ParsedQuery,
    Phrase,
    Run,
)

__all__ = ["understood"]

_LONGEST_SHOWN = 80
_LONGEST_SAID = 500
_MOST_OTHERS = 3
_FIELDS = {
    FieldName.SOURCE: "của nguồn",
    FieldName.PROVINCE: "thuộc tỉnh",
    FieldName.AREA: "thuộc lĩnh vực",
    FieldName.DOCUMENT: "nhắc văn bản",
    FieldName.UNIT: "của đơn vị",
}


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN].rstrip()}…"


def _run(run: Run) -> str:
    tokens = tuple(word.folded for word in run.words)
    others = dict.fromkeys(_other_writings(parts(tokens)))
    said = f"có từ “{_short(run.shown)}”" if len(tokens) == 1 else f"có đủ các từ “{_short(run.shown)}”"
    if others:
        said += f" (hoặc {', '.join(f'“{other}”' for other in list(others)[:_MOST_OTHERS])})"
    return said


def _other_writings(read: tuple[Part | str, ...]) -> Iterator[str]:
    """Full forms and abbreviations that are searched beside what was typed, as people write them."""
    for part in read:
        if isinstance(part, str):
            continue
        for other in part.others:
            full = expand(other[0])
            if len(other) == 1 and full:
                yield shorten(full) or other[0].upper()
            elif len(part.inner) == 1 and isinstance(part.inner[0], str):
                yield expand(part.inner[0]) or " ".join(other)
        yield from _other_writings(part.inner)


def _node(node: Node) -> str:
    match node:
        case Run():
            return _run(node)
        case Phrase(shown=shown, exact_only=True):
            return f"có đúng “{_short(shown)}” như đã gõ"
        case Phrase(words, shown):
            return f"có cụm từ “{_short(shown)}”" if len(words) > 1 else f"có từ “{_short(shown)}”"
        case Number(shown=shown):
            return f"nhắc văn bản {_short(shown)}"
        case FieldValue(field, _, shown):
            return f"{_FIELDS[field]} {_short(shown)}"
        case DateLimit(field, _, shown):
            return f"từ ngày {shown}" if field is FieldName.FROM else f"đến ngày {shown}"
        case Exclude(child):
            return f"không {_node(child)}"
        case OneOf(children):
            return " hoặc ".join(
                _node(child) if not isinstance(child, Every) else f"({_node(child)})" for child in children
            )
        case Every(children):
            return ", ".join(_node(child) for child in children)


def _filters(filters: SearchFilters) -> list[str]:
    said: list[str] = []
    for name, values in (
        (FieldName.SOURCE, filters.sources),
        (FieldName.PROVINCE, filters.provinces),
        (FieldName.AREA, tuple(area_name(code) for code in filters.topics)),
        (FieldName.DOCUMENT, filters.documents),
        (FieldName.UNIT, filters.units),
    ):
        if values:
            said.append(f"{_FIELDS[name]} {' hoặc '.join(map(_short, values))}")
    if filters.from_:
        said.append(f"từ ngày {filters.from_:%d/%m/%Y}")
    if filters.to:
        said.append(f"đến ngày {filters.to:%d/%m/%Y}")
    return said


def understood(query: ParsedQuery, filters: SearchFilters, sort: Sort) -> str:
    """One sentence: what is searched for, how accents count, in what order."""
    if query.root is None and not query.blank:
        return "Câu tìm không có chữ hay số nào để tìm."
    said = [_node(query.root)] if query.root is not None else []
    said += _filters(filters)
    asked = ", ".join(said)
    if len(asked) > _LONGEST_SAID:
        asked = f"{asked[:_LONGEST_SAID].rstrip(' ,')}…"
    sentence = f"Tìm bài {asked}" if said else "Tất cả các bài"
    if query.root is not None and _has_words(query.root):
        sentence += (
            "; chữ gõ có dấu: đúng dấu xếp trước" if query.accented else "; chữ gõ không dấu khớp mọi cách đánh dấu"
        )
    if sort is Sort.DATE:
        sentence += "; mới nhất trước"
    if query.cut:
        sentence += f"; câu tìm quá dài, chỉ đọc phần đầu (tối đa {LONGEST} ký tự, {MOST_WORDS} từ)"
    return f"{sentence}."


def _has_words(node: Node) -> bool:
    match node:
        case Run():
            return True
        case Phrase():
            return not node.exact_only
        case Every(children) | OneOf(children):
            return any(map(_has_words, children))
        case _:
            return False
