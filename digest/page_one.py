"""What stands on page one: headlines and the points a director looks for, within what can be read in two minutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from digest.draft import Entry
from digest.quotes import words_in

__all__ = ["WORDS", "page_one"]

WORDS: Final = 350
_FRAME: Final = 110
"""Words of title, numbers, labels and sources that every page one has."""
_LINE: Final = 4
_MOST_HEADLINES: Final = 4
_MOST: Final = {"concerns_us": 4, "new_documents": 4, "asks": 3, "moved": 2, "examples": 2}
_TITLE_WORDS: Final = 22


def page_one(entries: Sequence[Entry], headlines: list[tuple[str, int]] | None) -> dict[str, Any]:
    """The fields of the issue that page one is made of, filled in turn until the words are used up."""
    ranked = sorted(entries, key=lambda one: (-one.score, one.item.n))
    chosen = headlines if headlines is not None else _headlines(ranked)
    left = WORDS - _FRAME - sum(words_in(text) for text, _ in chosen)
    waiting = {  # a sentence stands once: one that asks is of more use under what asks, with its deadline
        "asks": _unlike([ask for one in ranked for ask in one.asks]),
        "concerns_us": _unlike([one.concerns for one in ranked if one.concerns is not None]),
        "new_documents": _documents(ranked),
        "moved": [line for one in ranked for line in one.moved],
        "examples": _unlike([one.example for one in ranked if one.example is not None]),
    }
    found: dict[str, list[Any]] = {name: [] for name in waiting}
    quoted: set[str] = set()
    for turn in range(max(_MOST.values())):
        for name, lines in waiting.items():
            if turn >= _MOST[name]:
                continue
            for line in list(lines):
                lines.remove(line)
                cost = _cost(name, line)
                text = getattr(line, "text", "")
                if cost <= left and (name == "new_documents" or text not in quoted):
                    found[name].append(line)
                    quoted.add(text)
                    left -= cost
                    break
    return {
        **{name: tuple(sorted(lines, key=lambda one: one.n)) for name, lines in found.items()},
        "headlines": tuple(text for text, _ in chosen),
        "headline_sources": tuple(n for _, n in chosen),
    }


def _headlines(ranked: Sequence[Entry]) -> list[tuple[str, int]]:
    """Titles of the highest entries, long ones only where there are no others."""
    titles = [(one.item.title.strip().rstrip("."), one.item.n) for one in ranked if not one.item.late_for]
    titles = titles or [(one.item.title.strip().rstrip("."), one.item.n) for one in ranked]
    short = [one for one in titles if words_in(one[0]) <= _TITLE_WORDS]
    return (short if len(short) >= _MOST_HEADLINES else titles)[:_MOST_HEADLINES]


def _unlike(lines: Iterable[Any]) -> list[Any]:
    """One line an article at first, the second ones after them."""
    first: list[Any] = []
    rest: list[Any] = []
    seen: set[str] = set()
    for line in lines:
        (rest if line.article_id in seen else first).append(line)
        seen.add(line.article_id)
    return first + rest


def _documents(ranked: Sequence[Entry]) -> list[Any]:
    """New documents, each number once, those with a deadline first."""
    found: dict[str, Any] = {}
    for one in ranked:
        for line in one.documents:
            if line.new and line.number is not None:
                found.setdefault(line.number, line)
    return sorted(found.values(), key=lambda one: one.deadline is None)


def _cost(name: str, line: Any) -> int:
    if name == "new_documents":
        return _LINE + 12
    if name == "moved":
        return _LINE + words_in(line.before.sentence) + words_in(line.now.sentence)
    return _LINE + words_in(line.text)
