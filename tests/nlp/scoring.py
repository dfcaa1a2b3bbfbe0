"""Precision, recall and F1 of what was found against what people labelled."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

DATA = Path(__file__).parent / "data"


class Score(NamedTuple):
    """Precision, recall, F1, and the differences for a reader."""

    precision: float
    recall: float
    f1: float
    differences: list[str]


def rows(name: str) -> Iterator[dict[str, Any]]:
    """The labelled sentences of one file."""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def score(pairs: list[tuple[str, Counter[Hashable], Counter[Hashable]]]) -> Score:
    """Micro-averaged over (text, labelled, found)."""
    right = missed = extra = 0
    differences = []
    for text, gold, found in pairs:
        right += sum((gold & found).values())
        missed += sum((gold - found).values())
        extra += sum((found - gold).values())
        if gold != found:
            differences.append(f"{text}\n    missed {dict(gold - found)}\n    extra  {dict(found - gold)}")
    precision = right / (right + extra) if right + extra else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Score(precision, recall, f1, differences)
