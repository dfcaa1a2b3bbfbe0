"""The training sentences: those written by hand, and those made from hand-written frames by filling slots.

Filling is deterministic: the same files give the same sentences in the same order.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from random import Random

from nlp.training.marked import Marked, read_marked

__all__ = ["filled_sentences", "training_sentences", "written_sentences"]

_SLOT = re.compile(r"<([A-Z]+)>")
_FILLINGS = 18  # sentences made of one frame
_SEED = 20260701


def _lines(name: str) -> list[str]:
    text = files("nlp.training").joinpath(name).read_text(encoding="utf-8")
    return [json.loads(line)["marked"] for line in text.splitlines() if line]


def written_sentences() -> list[Marked]:
    """Sentences written and labelled by hand, each different."""
    return [read_marked(line) for line in _lines("written.jsonl")]


def filled_sentences() -> list[Marked]:
    """Sentences made from the frames, ``_FILLINGS`` of each."""
    slots: dict[str, list[str]] = json.loads(files("nlp.training").joinpath("slots.json").read_text(encoding="utf-8"))
    chance = Random(_SEED)  # noqa: S311 - reproducible choice, no secret
    return [read_marked(_fill(frame, slots, chance)) for frame in _lines("frames.jsonl") for _ in range(_FILLINGS)]


def _fill(frame: str, slots: dict[str, list[str]], chance: Random) -> str:
    def word(match: re.Match[str]) -> str:
        if match[1] == "PER":
            return _person(slots, chance)
        return chance.choice(slots[match[1]])

    line = _SLOT.sub(word, frame)
    opening = re.match(r"\[[OPL] |", line)
    at = opening.end() if opening else 0
    return line[:at] + line[at : at + 1].upper() + line[at + 1 :]


def _person(slots: dict[str, list[str]], chance: Random) -> str:
    kind = chance.random()
    if kind < 0.12:
        return chance.choice(slots["MINORITY"])
    surname, given = chance.choice(slots["SURNAME"]), chance.choice(slots["GIVEN"])
    if kind < 0.24:
        return f"{surname} {given}"
    return f"{surname} {chance.choice(slots['MIDDLE'])} {given}"


def training_sentences() -> Iterator[Marked]:
    """All training sentences, the written ones first."""
    yield from written_sentences()
    yield from filled_sentences()
