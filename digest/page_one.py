"""What stands on page one: headlines and the points a director looks for, within what can be read in two minutes.

What asks for something by a day is never left out: the nearest day stands there with its sentence, and those for which
no room is left are named with their day and number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from digest.draft import Entry
from digest.quotes import words_in
from domain.digest import Asking

__all__ = ["MOST_NAMED", "WORDS", "page_one"]

WORDS: Final = 350
_FRAME: Final = 96
"""Words of head, numbers, labels and footer that every page one has, whatever the office and the week are called."""
_LINE: Final = 4
_NAMED: Final = 6
"""Words of a deadline that is named without its sentence."""
MOST_NAMED: Final = 5
_FEWEST_HEADLINES: Final = 3
_MOST_HEADLINES: Final = 4
_MOST: Final = {"concerns_us": 4, "new_documents": 4, "asks": 3, "moved": 2, "examples": 2}
_TITLE_WORDS: Final = 22


class _Room:
    """The words that are left, and the lines that have been given some of them; a sentence stands once."""

    def __init__(self, words: int) -> None:
        self.left = words
        self.found: dict[str, list[Any]] = {name: [] for name in _MOST}
        self._quoted: set[str] = set()

    def take(self, name: str, line: Any, *, anyhow: bool = False) -> bool:
        """Put a line on the page where there is room for it."""
        cost, text = _cost(name, line), getattr(line, "text", "")
        if (cost > self.left and not anyhow) or (name != "new_documents" and text in self._quoted):
            return False
        self.found[name].append(line)
        self._quoted.add(text)
        self.left -= cost
        return True


def page_one(
    entries: Sequence[Entry], headlines: list[tuple[str, int]] | None, first: date, beside: int = 0
) -> dict[str, Any]:
    """The fields of the issue that page one is made of, filled in turn until the words are used up. ``first``: the
    first day of the window; what was due before it stands after what is still to come. ``beside``: words of the
    office's own head, the title and the silent sites.
    """
    ranked = sorted(entries, key=lambda one: (-one.score, one.item.n))
    asks = [ask for one in ranked for ask in one.asks]
    dated = _different(sorted((one for one in asks if one.deadline is not None), key=lambda one: _due(one, first)))
    waiting = {  # a sentence stands once: one that asks is of more use under what asks, with its deadline
        "asks": _unlike(one for one in asks if one.deadline is None),
        "concerns_us": _unlike(one.concerns for one in ranked if one.concerns is not None),
        "new_documents": _documents(ranked),
        "moved": [line for one in ranked for line in one.moved],
        "examples": _unlike(one.example for one in ranked if one.example is not None),
    }
    chosen = headlines if headlines is not None else _headlines(ranked)
    needed = sum(_cost("asks", one) for one in dated[: _MOST["asks"]])
    whole = WORDS - _FRAME - beside
    if headlines is None and _room_beside(chosen, whole) < needed:
        chosen = chosen[:_FEWEST_HEADLINES]
    room = _Room(_room_beside(chosen, whole))
    for line in dated[:1]:
        room.take("asks", line, anyhow=_cost("asks", line) <= whole)
    # What concerns us comes before the second day by which something is due.
    asked = {one.text for one in asks}
    if ours := next((one for one in waiting["concerns_us"] if one.text not in asked), None):
        room.take("concerns_us", ours)
    room.left -= _NAMED * min(max(0, len(dated) - _MOST["asks"]), MOST_NAMED)
    for line in dated[1 : _MOST["asks"]]:
        if not room.take("asks", line):
            room.left -= _NAMED
    if len(room.found["asks"]) < len(dated):
        waiting["asks"] = []  # nothing without a day takes the room of what is due by one
    for turn in range(max(_MOST.values())):
        for name, lines in waiting.items():
            if turn < _MOST[name] and len(room.found[name]) <= turn:
                _take_one(room, name, lines)
    shown = {name: tuple(sorted(lines, key=lambda one: one.n)) for name, lines in room.found.items() if name != "asks"}
    return {
        **shown,
        "asks": tuple(room.found["asks"]),
        "more_asks": tuple(one for one in dated if one not in room.found["asks"]),
        "headlines": tuple(text for text, _ in chosen),
        "headline_sources": tuple(n for _, n in chosen),
    }


def _room_beside(headlines: Iterable[tuple[str, int]], whole: int) -> int:
    return whole - sum(words_in(text) for text, _ in headlines)


def _take_one(room: _Room, name: str, lines: list[Any]) -> None:
    """The first of the lines that there is room for; those before it are passed over for good."""
    while lines:
        if room.take(name, lines.pop(0)):
            return


def _due(ask: Asking, first: date) -> tuple[bool, int]:
    """The nearest day first; days that were over before the window, the latest first, after those to come."""
    day = ask.deadline.to if ask.deadline is not None else date.max
    return day < first, abs((day - first).days)


def _different(asks: Iterable[Asking]) -> list[Asking]:
    """Each sentence once."""
    return list({one.text: one for one in reversed(list(asks))}.values())[::-1]


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
    """New documents, each number once, those with a deadline first, the nearest of them at the top."""
    found: dict[str, Any] = {}
    for one in ranked:
        for line in one.documents:
            if line.new and line.number is not None:
                found.setdefault(line.number, line)
    return sorted(found.values(), key=lambda one: one.deadline.to if one.deadline is not None else date.max)


def _cost(name: str, line: Any) -> int:
    if name == "new_documents":
        return _LINE + 12
    if name == "moved":
        return _LINE + words_in(line.before.sentence) + words_in(line.now.sentence)
    if name == "asks":
        due = words_in(line.deadline.text) if line.deadline is not None else 0
        return _LINE + words_in(line.who) + due + words_in(line.text)
    return _LINE + words_in(line.text)
