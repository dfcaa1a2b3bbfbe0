"""The conditions of a query one by one, each with the query that is left without it: what a page shows as chips."""

from __future__ import annotations

from dataclasses import dataclass

from index.query.abbreviations import Part, parts
from index.query.field_record import QueryField
from index.query.parser import parse
from index.query.tree import Every, Exclude, FieldValue, Node, Number, OneOf, Phrase, Run
from index.query.understood import other_writings, said_of_node

__all__ = ["Condition", "conditions", "written"]


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: ``text`` for people, ``without`` the query that asks for all the others. ``field``: of a value of
    a field, which one; null for words.
    """

    text: str
    without: str
    field: QueryField | None = None


def written(node: Node) -> str:
    """A query that is read as this node."""
    match node:
        case Run(shown=shown) | Number(shown=shown):
            return shown
        case Phrase(shown=shown, exact_only=exact):
            return f"={_quoted(shown)}" if exact else _quoted(shown)
        case FieldValue(field, _, shown):
            return f"{field.name}:{_quoted(shown)}"
        case Exclude(child):
            inner = written(child)
            return f"-({inner})" if isinstance(child, Every | OneOf | Run | Number) else f"-{inner}"
        case OneOf(children):
            return f"({' OR '.join(map(written, children))})"
        case Every(children):
            return f"({' '.join(map(written, children))})"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', " ") + '"'


def _pieces(run: Run) -> list[tuple[str, str]]:
    """A run as what people see of it and as it is typed: known terms by themselves, the rest in one piece each."""
    shown = run.shown.split()
    if len(shown) != len(run.words):
        return [(run.shown, run.shown)]
    made: list[tuple[str, str]] = []
    at, plain = 0, 0
    for part in parts(tuple(word.folded for word in run.words)):
        if isinstance(part, str):
            at += 1
            continue
        if at > plain:
            made.append((" ".join(shown[plain:at]),) * 2)
        end = at + _length(part)
        typed = " ".join(shown[at:end])
        other = next(iter(dict.fromkeys(other_writings((part,)))), None)
        made.append((f"{typed} (hoặc {other})" if other else typed, typed))
        at = plain = end
    if at > plain:
        made.append((" ".join(shown[plain:at]),) * 2)
    return made


def _length(part: Part | str) -> int:
    return 1 if isinstance(part, str) else sum(map(_length, part.inner))


def _text(node: Node) -> str:
    match node:
        case Phrase(shown=shown, exact_only=exact):
            return f"đúng “{shown}”" if exact else f"“{shown}”"
        case Number(shown=shown):
            return f"Văn bản {shown}"
        case FieldValue(field, _, shown):
            return f"{field.name[:1].upper()}{field.name[1:]}: {shown}"
        case _:
            return said_of_node(node)


def conditions(text: str) -> list[Condition]:
    """The conditions of a query in its order; none for a query that asks for nothing."""
    root = parse(text).root
    children = root.children if isinstance(root, Every) else (root,) if root is not None else ()
    rows: list[tuple[str, str, QueryField | None]] = []
    for child in children:
        if isinstance(child, Run):
            rows += [(shown, typed, None) for shown, typed in _pieces(child)]
        else:
            rows.append((_text(child), written(child), child.field if isinstance(child, FieldValue) else None))
    return [
        Condition(shown, " ".join(typed for other, (_, typed, _) in enumerate(rows) if other != at), field)
        for at, (shown, _, field) in enumerate(rows)
    ]
