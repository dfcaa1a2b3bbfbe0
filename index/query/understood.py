"""How a query was read, as a Vietnamese sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from domain.abbreviations import expand, shorten
from domain.days import official_day
from domain.search import SearchFilters, Sort
from index.query.abbreviations import Part, parts
from index.query.field_record import QueryField
from index.query.lexer import LONGEST
from index.query.parser import MOST_WORDS
from index.query.planning import filters_of
from index.query.tree import Every, Exclude, FieldValue, Node, Number, OneOf, ParsedQuery, Phrase, Run

__all__ = ["other_writings", "said_of_node", "understood"]

_LONGEST_SHOWN = 80
_LONGEST_SAID = 500
_MOST_OTHERS = 3
_MOST_NOTES = 3
_FIRST, _LAST = "đăng từ ngày ", "đăng đến ngày "


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN].rstrip()}…"


def _run(run: Run) -> str:
    tokens = tuple(word.folded for word in run.words)
    others = dict.fromkeys(other_writings(parts(tokens)))
    said = f"có “{_short(run.shown)}”" if len(tokens) == 1 else f"có đủ các từ “{_short(run.shown)}”"
    if others:
        said += f" (hoặc {', '.join(f'“{other}”' for other in list(others)[:_MOST_OTHERS])})"
    return said


def other_writings(read: tuple[Part | str, ...]) -> Iterator[str]:
    """Full forms and abbreviations that are searched beside what was typed, as people write them."""
    for part in read:
        if isinstance(part, str):
            continue
        for other in part.others:
            if other[0][0].isdigit():  # a decimal with a point
                continue
            full = expand(other[0])
            if len(other) == 1 and full:
                yield shorten(full) or other[0].upper()
            elif len(part.inner) == 1 and isinstance(part.inner[0], str):
                yield expand(part.inner[0]) or " ".join(other)
        yield from other_writings(part.inner)


def _node(node: Node, *, inside: bool = False) -> str:
    """What must be so; ``inside``: in brackets where it is more than one thing."""
    match node:
        case Run():
            return _run(node)
        case Phrase(words, shown, exact_only):
            kind = "cụm" if len(words) > 1 else "từ"
            if exact_only:
                return f"có đúng {kind} “{_short(shown)}”"
            return f"có cụm từ “{_short(shown)}”" if len(words) > 1 else f"có “{_short(shown)}”"
        case Number(shown=shown):
            return f"viện dẫn văn bản “{_short(shown)}”"
        case FieldValue(field, _, shown):
            return field.said.format(_short(shown))
        case Exclude(child):
            return _not(child, inside=inside)
        case OneOf(children):
            said = [_node(child, inside=True) for child in children]
            if all(one.startswith("có “") for one in said):  # có “A” hoặc “B”
                said[1:] = [one.removeprefix("có ") for one in said[1:]]
            return _bracketed(" hoặc ".join(said), inside)
        case Every(children):
            return _bracketed(" và ".join(_node(child, inside=True) for child in children), inside)


def said_of_node(node: Node) -> str:
    """What must be so, as a clause."""
    return _node(node, inside=False)


def _not(node: Node, *, inside: bool) -> str:
    """What must not be so."""
    match node:
        case FieldValue(field, _, shown):
            return field.said_not.format(_short(shown))
        case Exclude(child):
            return _node(child, inside=inside)
        case OneOf(children):
            return _bracketed(" và ".join(_not(child, inside=True) for child in children), inside)
        case Every(children):
            return f"không đồng thời ({' và '.join(_node(child, inside=True) for child in children)})"
        case Run(words, shown) if len(words) > 1:
            return f"không có cùng lúc các từ “{_short(shown)}”"
        case _:
            return f"không {_node(node, inside=True)}"


def _bracketed(said: str, inside: bool) -> str:
    return f"({said})" if inside else said


def _shown(field: QueryField, value: Any) -> str:
    if isinstance(value, date):
        return official_day(value)
    read = field.read(value)
    return _short(read.shown if read else value)


def _filters(filters: SearchFilters) -> list[str]:
    return [
        field.said.format(" hoặc ".join(_shown(field, value) for value in values))
        for field, values in filters_of(filters)
    ]


def _unread(filters: SearchFilters) -> list[str]:
    """Filters with a value that their field cannot take."""
    return [
        f"“{_short(value)}” {field.refused}"
        for field, values in filters_of(filters)
        for value in values
        if field.refused and isinstance(value, str) and field.read(value) is None
    ]


def _one_span(said: list[str]) -> list[str]:
    """The first and the last day in one breath."""
    first = [one for one in said if one.startswith(_FIRST)]
    last = [one for one in said if one.startswith(_LAST)]
    if len(first) != 1 or len(last) != 1:
        return said
    start, end = first[0].removeprefix(_FIRST), last[0].removeprefix(_LAST)
    both = f"đăng ngày {start}" if start == end else f"{_FIRST}{start} đến ngày {end}"
    return [both if one == first[0] else one for one in said if one != last[0]]


def _joined(said: list[str]) -> str:
    if len(said) > 2 or any(" và không " in one and not one.startswith("(") for one in said):
        return "; ".join(said)
    return " và ".join(said)


def _backwards(query: ParsedQuery, filters: SearchFilters) -> bool:
    """Whether the first day asked for lies behind the last one."""
    children = query.root.children if isinstance(query.root, Every) else (query.root,)
    values = [child for child in children if isinstance(child, FieldValue)]
    first = [value.keys[0] for value in values if value.field.filter == "from_"]
    last = [value.keys[0] for value in values if value.field.filter == "to"]
    first += [filters.from_.isoformat()] if filters.from_ else []
    last += [filters.to.isoformat()] if filters.to else []
    return bool(first) and bool(last) and max(first) > min(last)


def understood(query: ParsedQuery, filters: SearchFilters, sort: Sort, absent: Sequence[str] = ()) -> str:
    """One sentence: what is searched for, how accents count, in what order; then what to mind: what could not be read,
    and what no article has (``absent``, clauses as ``QueryField.said``).
    """
    if query.root is None and not query.blank:
        return "Chưa nhập từ khóa."
    children = query.root.children if isinstance(query.root, Every) else (query.root,) if query.root else ()
    several = len(children) > 1 or bool(filters_of(filters))
    said = [_node(child, inside=several and isinstance(child, OneOf)) for child in children]
    said = _one_span([*said, *_filters(filters)])
    asked = _joined(said) if said else "tất cả các bài"
    if len(asked) > _LONGEST_SAID:
        asked = f"{asked[:_LONGEST_SAID].rstrip(' ,;')}…"
    sentence = f"Điều kiện tìm: {asked}"
    if query.root is not None and _has_words(query.root):
        sentence += "; bài viết đúng dấu như đã gõ được xếp trước" if query.accented else "; không phân biệt dấu"
    if sort is Sort.DATE:
        sentence += "; bài mới nhất xếp trước"
    if query.cut:
        sentence += f"; từ khóa quá dài, chỉ đọc phần đầu (tối đa {LONGEST} ký tự, {MOST_WORDS} từ)"
    notes = [*query.notes, *_unread(filters), *(f"chưa có bài nào {one}" for one in absent)]
    if _backwards(query, filters):
        notes.append("ngày bắt đầu sau ngày kết thúc nên không có bài nào")
    return f"{sentence}. Lưu ý: {'; '.join(notes[:_MOST_NOTES])}." if notes else f"{sentence}."


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
