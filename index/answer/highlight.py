"""What to mark in a text for a query."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from index.query.abbreviations import variants
from index.query.tree import Every, FieldValue, Node, Number, OneOf, Phrase, Run, Word

__all__ = ["Target", "targets_of"]

_MOST = 120


@dataclass(frozen=True, slots=True)
class Target:
    """A row of folded tokens to mark. ``exact``: the same as typed, where that matters (``strict``: nothing else
    counts). ``loose``: one word of several, marked only where no longer stretch of the query is found.
    """

    tokens: tuple[str, ...]
    weight: float
    exact: tuple[str, ...] | None = None
    strict: bool = False
    loose: bool = False


def _exact(words: tuple[Word, ...]) -> tuple[str, ...] | None:
    return tuple(word.exact for word in words) if any(word.accented for word in words) else None


def _run(run: Run) -> Iterator[Target]:
    words = run.words
    tokens = tuple(word.folded for word in words)
    if len(words) == 1:
        yield Target(tokens, 1.0, _exact(words))
    else:
        yield Target(tokens, 2.0 * len(tokens), _exact(words))
        for first, second in pairwise(words):
            yield Target((first.folded, second.folded), 2.0, _exact((first, second)))
        for word in words:
            yield Target((word.folded,), 0.5, _exact((word,)), loose=True)
    for other in variants(tokens)[1:]:
        yield Target(other, 2.0 * len(tokens))
    # Full forms and abbreviations of a part of the run, found in texts that write the rest otherwise.
    for word in words:
        for other in variants((word.folded,))[1:]:
            yield Target(other, 2.0)


def _number(number: Number) -> Iterator[Target]:
    tokens = tuple(word.folded for word in number.words)
    yield Target(tokens, 6.0)
    first = next((at for at, token in enumerate(tokens) if token[0].isdigit()), 0)
    if first:
        yield Target(tokens[first:], 5.0)
        if tokens[first - 1] != "so":
            yield Target((*tokens[:first], "so", *tokens[first:]), 6.0)
    for key in number.keys:
        code, _, stem = key.rpartition(" ")
        if code:
            yield Target((*stem.split("/"), code), 5.0)


def targets_of(node: Node | None) -> tuple[Target, ...]:
    """The rows of tokens that a match of the query shows itself by; what is excluded or only narrows is none."""
    return tuple(dict.fromkeys(_targets(node)))[:_MOST]


def _targets(node: Node | None) -> Iterator[Target]:
    match node:
        case Run():
            yield from _run(node)
        case Phrase():
            tokens = tuple(word.folded for word in node.words)
            exact = tuple(word.exact for word in node.words) if node.exact_only else _exact(node.words)
            yield Target(tokens, 3.0 * len(tokens), exact, strict=node.exact_only)
        case Number():
            yield from _number(node)
        case FieldValue(field, keys):
            for tokens in field.marks(keys):
                yield Target(tokens, 5.0)
        case Every(children) | OneOf(children):
            for child in children:
                yield from _targets(child)
        case _:
            return
